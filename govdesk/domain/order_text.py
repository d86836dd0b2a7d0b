"""A hotline order pasted as one text, taken apart into fields: what it said is read, what was guessed is marked.

Known layouts: `label：value` lines, numbered or bulleted ones, a table copied with tabs or bars, labels and values on
lines of their own, 【brackets】, one running paragraph, and what a chat forwards.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise, zip_longest

from govdesk.domain.order_labels import OTHER, field_of, labels_in
from govdesk.domain.order_moments import MOMENT, has_hour, moment_in
from govdesk.domain.order_prose import clean_chat, limit_in, prose_fields, title_of

FIELDS = ("number", "caller", "phone", "title", "content", "place", "received_at", "deadline", "category")
_MASKED = re.compile(r"^[*＊xX\s]*$|^(?:无|空|不详|未知|未填写?|保密|匿名|不愿透露.*)$")
_PHONE_VALUE = re.compile(r"[+＋]?[\d*＊][\d*＊ ()（）-]{3,}[\d*＊]")
_NEXT_ENTRY = re.compile(r"[\s；;][一-鿿]{2,8}[:：]")
"""An entry of the form whose name is not known: it is no part of the value before it."""
_APPEALS = frozenset(
    ("咨询", "投诉", "求助", "求决", "举报", "建议", "意见建议", "表扬", "感谢", "其他", "其它", "投诉举报")
)
"""What a citizen wants is no kind of matter, though forms call it 工单分类."""
_URGENT = re.compile(
    r"(?:紧急|缓急)(?:程度|级别|等级)[】\]〕\s*:：=]*(?:紧急|特急|加急|特提|急件|非常紧急|十分紧急|重大紧急)"
)
_CONFIDENTIAL = re.compile(
    r"(?:是否)?(?:保密|匿名)(?:要求)?[】\]〕\s*:：=]+(?:是|要求保密|需要?保密|保密)(?![否一-鿿])|"
    r"(?:诉求|工单|信件|事项|来电)(?:类型|性质|目的)[】\]〕\s*:：=]+(?:投诉)?举报"
)
_FEWEST_LABELS = 3
_DAY_ENDS = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Found:
    """A value with where it came from; `guessed` ones are shown as such until a person has looked."""

    value: str
    guessed: bool


@dataclass(frozen=True)
class OrderReading:
    """`original` is the whole text as it was pasted; `moments` holds received_at and deadline as far as readable.

    `urgent` and `confidential` (举报, 是否保密：是) are what the order's own entries say.
    """

    original: str
    fields: Mapping[str, Found]
    moments: Mapping[str, datetime]
    urgent: bool = False
    confidential: bool = False

    def value(self, name: str) -> str:
        found = self.fields.get(name)
        return found.value if found else ""

    @property
    def guessed(self) -> tuple[str, ...]:
        return tuple(name for name, found in self.fields.items() if found.guessed)


def read_order(text: str, today: date) -> OrderReading:
    """Everything that can be found; a field that is not there is left out. Dates without a year are near `today`."""
    original = text.strip()
    body = clean_chat(original)
    labelled = _table(body) or _labelled(body)
    found = {name: Found(value, False) for name, value in labelled.items()}
    whole = _without_the_office(body) if labelled else body
    prose = prose_fields(found["content"].value if "content" in found else whole, whole, bool(labelled))
    for name, value in {"deadline": limit_in(body), **prose}.items():
        if value and name not in found:
            found[name] = Found(value, True)
    if "title" not in found and "content" in found:
        title = title_of(found["content"].value)
        if title:
            found["title"] = Found(title, True)
    elif "content" not in found and "title" in found:
        found["content"] = Found(found["title"].value, True)
    ordered = {name: found[name] for name in FIELDS if name in found}
    urgent, confidential = bool(_URGENT.search(body)), bool(_CONFIDENTIAL.search(body))
    return OrderReading(original, ordered, _moments(ordered, today), urgent, confidential)


def looks_like_order(text: str) -> bool:
    """Whether a text pasted into a field is a whole order and not a sentence of one."""
    if len(text) < 30:
        return False
    body = clean_chat(text)
    known = {label.field for label in labels_in(body)} - {OTHER}
    if len(known) >= _FEWEST_LABELS or len(_table(body)) >= _FEWEST_LABELS:
        return True
    prose = prose_fields(body, body, False)
    return bool(prose.get("phone")) and bool(prose.get("number") or prose.get("caller"))


def _labelled(text: str) -> dict[str, str]:
    labels = labels_in(text)
    if len({label.field for label in labels}) < _FEWEST_LABELS:
        return {}
    values: dict[str, tuple[int, str]] = {}
    for label, following in zip_longest(labels, labels[1:]):
        value = _tidy(text[label.end : following.start if following else len(text)])
        value = _short(label.field, value)
        if label.field == OTHER or not value or (label.field in values and values[label.field][0] <= label.trust):
            continue
        values[label.field] = (label.trust, value)
    return {field: value for field, (_trust, value) in values.items()}


def _without_the_office(text: str) -> str:
    """The text without what stands under labels of no field: the telephone of the office is not the citizen's."""
    labels = labels_in(text)
    kept, done = [], 0
    for label, following in zip_longest(labels, labels[1:]):
        if label.field == OTHER:
            kept.append(text[done : label.start])
            done = following.start if following else len(text)
    return " ".join((*kept, text[done:]))


def _table(text: str) -> dict[str, str]:
    """A header line with its values in the line below, as a spreadsheet or a web page is copied."""
    lines = [line for line in text.splitlines() if line.strip(" \t|-:+")]
    for head, row in pairwise(lines):
        names, cells = _cells(head), _cells(row)
        fields = [field_of(name) if name else None for name in names]
        known = [field for field in fields if field is not None]
        if len(set(known)) < _FEWEST_LABELS or len(known) * 2 < len(names):
            continue
        side_by_side = not any(field is not None for field in fields[1::2])
        if side_by_side or len(cells) * 2 < len(names) or sum(field_of(cell) is not None for cell in cells if cell) > 1:
            continue
        values: dict[str, str] = {}
        for field, cell in zip(fields, cells, strict=False):
            if field and (value := _short(field, _tidy(cell))):
                values.setdefault(field, value)
        return values
    return {}


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    if line.count("|") > 1:
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return [cell.strip() for cell in next(csv.reader([line]))] if line.count(",") > 1 else []


def _tidy(value: str) -> str:
    lines = [line.strip(" \t　|｜") for line in value.strip().splitlines()]
    return "\n".join(line for line in lines if line).strip('；;，,|｜、　 【[「『<《"“”*{}')


def _short(field: str, value: str) -> str:
    """Fields of one line take their first line; a moment only what is a moment. Empty for what says nothing."""
    if not value or field == "content":
        return value
    value = _NEXT_ENTRY.split(value.splitlines()[0])[0].strip("。.；;，, 　")
    if field in ("received_at", "deadline"):
        moment = MOMENT.search(value)
        value = moment[0].strip() if moment else value
    elif field == "number":
        value = re.split(r"[\s，,；;（(。]", value)[0]
    elif field == "caller":
        value = re.split(r"[\s（(，,；;/\d]", value)[0] or value
    elif field == "phone":
        phone = _PHONE_VALUE.search(value)
        value = phone[0].strip() if phone else re.split(r"[（(，,；;]", value)[0].strip()
    elif field == "category" and value in _APPEALS:
        return ""
    return "" if _MASKED.match(value) else value


def _moments(fields: Mapping[str, Found], today: date) -> dict[str, datetime]:
    """A limit that names only its day runs to the end of it."""
    found = {}
    for name in ("received_at", "deadline"):
        text = fields[name].value if name in fields else ""
        moment = moment_in(text, today)
        if moment is not None:
            ends = name == "deadline" and not has_hour(text)
            found[name] = datetime.combine(moment.date(), _DAY_ENDS) if ends else moment
    return found
