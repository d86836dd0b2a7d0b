"""Rule files that nobody would want in force are refused with file, rule and line; good ones go out and come back."""

import tomllib
from pathlib import Path

import pytest

from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.foundation import paths
from govdesk.services.messages import sentence
from govdesk.services.rule_editing import export_rules, import_rules, save_version
from govdesk.services.rule_reading import load_rules
from govdesk.services.stored_rules import import_rules_after_closing

HEAD = 'version = "v2"\nauthor = "综治办"\neffective_on = 2026-11-18\n'


def rule(code: str = "a", when: str = 'tier = ["none"]', extra: str = "", **fields: str) -> str:
    said = {"id": code, "label": "甲", "tier": "office", "receiver": "duty_office", **fields}
    lines = "\n".join(f'{name} = "{value}"' for name, value in said.items() if value != "-")
    return f"\n[[rule]]\n{lines}\n{extra}\n[rule.when]\n{when}\n"


def body(code: str) -> str:
    return rule(receiver="body", extra=f'body = "{code}"')


FAULTY = {
    "unknown field": (HEAD + rule(extra='colour = "red"'), "规则 a，第 10 行", "colour"),
    "unknown condition": (HEAD + rule(when='moon = ["full"]'), "规则 a，第 12 行", "moon"),
    "unknown key of the head": (HEAD + "shape = 1\n" + rule(), "第 4 行", "shape"),
    "text for a number": (HEAD + rule(when='people_at_least = "many"'), "第 12 行", "“many”"),
    "text for a list": (HEAD + rule(when='channel = "hotline_12345"'), "第 12 行", "channel"),
    "a number below nothing": (HEAD + rule(when="people_at_least = -3"), "第 12 行", "-3"),
    "text for yes or no": (HEAD + rule(when='urgent = "yes"'), "第 12 行", "“yes”"),
    "no condition": (HEAD + rule(when=""), "规则 a", "（空）"),
    "an empty list": (HEAD + rule(when="channel = []"), "第 12 行", "（空）"),
    "an empty word": (HEAD + rule(when='words = [""]'), "第 12 行", "（空）"),
    "the same id twice": (HEAD + rule() + rule(), "规则 a", "重复"),
    "unknown category": (HEAD + rule(when='category = ["dragons"]'), "第 12 行", "“dragons”"),
    "unknown channel": (HEAD + rule(when='channel = ["电报"]'), "第 12 行", "“电报”"),
    "unknown risk": (HEAD + rule(when='risk = ["dragons"]'), "第 12 行", "risk"),
    "unknown grid": (HEAD + rule(when='grid = ["999"]'), "第 12 行", "“999”"),
    "a tier that is none": (HEAD + rule(tier="moon"), "第 8 行", "“moon”"),
    "the county without a call": (HEAD + rule(tier="county"), "第 8 行", "“county”"),
    "unknown receiver": (HEAD + rule(receiver="mayor"), "第 9 行", "“mayor”"),
    "a body without its code": (HEAD + rule(receiver="body"), "规则 a", "缺少“body”"),
    "a body nobody knows": (HEAD + body("nobody"), "第 10 行", "“nobody”"),
    "a department of the county": (HEAD + body("county_water"), "第 10 行", "水利局"),
    "unknown assist": (HEAD + rule(tier="joint", extra='assists = ["x"]'), "第 10 行", "“x”"),
    "an assist below joint work": (HEAD + rule(extra='assists = ["justice_office"]'), "第 10 行", "assists"),
    "a rule without an id": (HEAD + rule() + rule("-"), "规则 #2，第 1", "缺少“id”"),
    "a rule without a name": (HEAD + rule(label="-"), "规则 a", "缺少“label”"),
    "no version": (rule(), "文件开头", "version"),
    "no rules": (HEAD, "文件开头", "缺少“rule”"),
    "a day that is text": (HEAD.replace("2026-11-18", '"soon"') + rule(), "第 3 行", "“soon”"),
    "a day that is none": (HEAD.replace("11-18", "02-30") + rule(), "第 3 行", "写法不对"),
    "broken TOML": (HEAD + "[[rule]\nid=", "第 4 行", "写法不对"),
    "unknown term": (HEAD + rule(extra='term = "never"'), "第 10 行", "“never”"),
    "recurrence of nothing": (HEAD + rule(when='recurrence = "often"'), "第 12 行", "“often”"),
    "recurrence of a colour": (
        HEAD + rule(when='recurrence = { same = "colour", days = 3, at_least = 5 }'),
        "第 12 行",
        "“colour”",
    ),
    "a circle": (
        HEAD
        + rule("up", when='tier_exhausted = ["office"]', tier="village", receiver="mediation_committee")
        + rule("down", when='tier_exhausted = ["village"]'),
        "规则 up",
        "绕圈",
    ),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_file_is_refused_with_place_and_reason_and_the_law_stays(street, tmp_path, fault):
    text, place, reason = FAULTY[fault]
    file = tmp_path / "新规则.toml"
    file.write_text(text, encoding="utf-8")
    before = street.desk.rules.routing
    for read in (load_rules, lambda desk, path: import_rules(desk, street.seat("supervisor"), path)):
        with pytest.raises(BadInput) as refused:
            read(street.desk, file)
        told = sentence(refused.value)
        assert "新规则.toml" in told
        assert place in told
        assert reason in told
        assert "\n" not in told
    assert street.desk.rules.routing is before
    assert street.file(street.register()).case.status.value == "dispatched"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "version"),
        (bytes(range(256)), "不是文本文件"),
        ((HEAD + rule()).encode("utf-16"), "不是文本文件"),
        ((HEAD + rule()).encode() + b"\0", "写法不对"),
        (b"PK\x03\x04" + b"0" * 50, "写法不对"),
        (b"x" * (4 * 1024 * 1024 + 1), "太大"),
    ],
)
def test_what_is_no_rule_file_at_all_is_said_so(street, tmp_path, raw, words):
    file = tmp_path / "新规则.toml"
    file.write_bytes(raw)
    with pytest.raises(BadInput) as refused:
        load_rules(street.desk, file)
    assert words in sentence(refused.value)
    assert "Excel" not in sentence(refused.value)


SHIPPED = paths.resources() / "dictionaries" / "routing_rules.toml"


def shipped(**changes: str) -> str:
    text = SHIPPED.read_text(encoding="utf-8").replace("2026.1", "2026.7", 1).replace("2026-01-01", "2026-11-18", 1)
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    return text


GOOD = {
    "as it is": shipped().encode(),
    "from Notepad with a mark": b"\xef\xbb\xbf" + shipped().encode(),
    "with the ends of lines of Windows": shipped().replace("\n", "\r\n").encode(),
    "in the national code": shipped().encode("gb18030"),
    "with another author": shipped(综治中心="政法委员").encode(),
    "with a rule switched off": shipped(**{'id = "danger_words"': 'id = "danger_words"\nenabled = false'}).encode(),
    "with a word more": shipped(持刀='持刀", "纵火').encode(),
    "with fewer people": shipped(**{"people_at_least = 30": "people_at_least = 20"}).encode(),
    "with a longer memory": shipped(**{"days = 30, at_least = 5": "days = 90, at_least = 4"}).encode(),
    "with a rule on top": shipped()
    .replace("[[rule]]", rule("own", 'words = ["南街"]').strip() + "\n\n[[rule]]", 1)
    .encode(),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_law_and_goes_out_and_in_again_unchanged(street, tmp_path, name):
    file = tmp_path / "规则.toml"
    file.write_bytes(GOOD[name])
    supervisor = street.seat("supervisor")
    save_version(street.desk, supervisor, import_rules(street.desk, supervisor, file), despite_gaps=True)
    book = street.desk.rules.routing
    assert book.version == "2026.7"
    out = export_rules(street.desk, supervisor, tmp_path / "导出.toml")
    again = load_rules(street.desk, out)
    assert again.rules == book.rules
    assert len(again.rules) == len(tomllib.loads(Path(out).read_text(encoding="utf-8"))["rule"])
    with pytest.raises(RuleViolation, match="routing_version_repeated"):
        save_version(street.desk, supervisor, import_rules(street.desk, supervisor, out), despite_gaps=True)


@pytest.mark.parametrize("subject", ["follow_ups", "strike_off", "replies"])
def test_a_broken_file_of_another_law_is_told_by_line_and_column_too(street, tmp_path, subject):
    file = tmp_path / "新规定.toml"
    file.write_text('version = "2"\n[[channel]\n', encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        import_rules_after_closing(street.desk, street.seat("supervisor"), subject, file)
    told = sentence(refused.value)
    assert "第 2 行第" in told
    assert "Expected" not in told
