"""A line hashed by its shape has the hash that the one-by-one way gives, whatever its values."""

import json
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.case_log import LogLine, line_hash, plain
from govdesk.domain.case_log_shapes import LineShape, encode_value

TEXTS = st.text(max_size=20).map(lambda text: text.replace("\ue000", "").replace("\ue001", ""))
VALUES = {
    "title": TEXTS,
    "text": TEXTS,
    "number": TEXTS,
    "received_at": st.datetimes(datetime(1980, 1, 1), datetime(2030, 1, 1)).map(lambda m: m.replace(microsecond=0)),
    "people_count": st.integers(1, 99),
    "flags": st.tuples(TEXTS, TEXTS),
    "source_fields": st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=3),
    "calendar_flagged": st.just(True),
}


def line(after, **changes):
    values = {
        "case_uid": "uid",
        "sequence": 1,
        "command": "c",
        "at": datetime(2026, 11, 20, 9, 30),
        "seat": "operator",
        "role": "operator",
        "actor_name": "操作员 100%",
        "action": "register",
        "from_status": "",
        "to_status": "registered",
        "tier": "",
        "note": "",
        "said_by": "",
        "said_how": "",
        "said_at": None,
        "slip": "",
        "before": {"result": "", "closed_at": None},
        "after": after,
        "salt": "salt",
    }
    return LogLine(**{**values, **changes})


@given(st.fixed_dictionaries({}, optional=VALUES), st.uuids().map(str), TEXTS, TEXTS, st.booleans())
def test_the_hash_is_that_of_the_plain_way(own, uid, salt, note, said):
    shared = {"status": "registered", "parties": [{"name": "甲"}], "share": "50%s", "assists": []}
    words = ("村干部%", datetime(2026, 11, 19, 8, 0)) if said else ("", None)
    sample = line({**shared, **dict.fromkeys(own)}, note=note, said_by=words[0], said_at=words[1])
    shape = LineShape(sample, list(own))
    encoded = {name: encode_value(value) for name, value in own.items()}
    whole = line({**shared, **plain(own)}, case_uid=uid, salt=salt, note=note, said_by=words[0], said_at=words[1])
    filled = {name: value for name, value in own.items() if value}
    if len(filled) == len(own):
        assert shape.hashed("p" * 64, uid, salt, own, encoded, *words) == line_hash(whole, "p" * 64)
    assert json.loads(shape.stored_after(encoded)) == plain(whole.after)
