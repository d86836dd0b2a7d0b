"""Values as people and scripts write them: days in words, numbers with their unit, yes and no, lists, terms."""

import json
import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from govdesk.domain.deadline import due_at, parse_term
from govdesk.domain.errors import BadInput
from govdesk.domain.working_calendar import WorkingCalendar
from govdesk.exchange.moments import EARLIEST_YEAR, moment_in
from govdesk.foundation.clock import DEFAULT_TIME_ZONE

_YES = frozenset({"true", "1", "yes", "y", "t", "on", "是", "对", "有", "√"})
_NO = frozenset({"false", "0", "no", "n", "f", "off", "否", "×"})
_NOT = ("未", "没", "不", "无")
_DONE = ("已", "是", "有")
_NUMBER = re.compile(r"(\d{1,9})\s*(?:个?(?:工作|自然)?(?:日|天)|期|次|页|份|人|分钟?|days?)?", re.IGNORECASE)
_SEPARATORS = ("\n", "、", "，", ",", "；", ";")
_ROWS = ("\n", "；", ";")
_MARKS_COLUMNS = "|"


def written(kind: str, label: str, value: Any, now: datetime, calendar: WorkingCalendar) -> Any:
    """The value as the domain wants it for a field of that kind; raises BadInput naming the field's label."""
    if value is None or value == "":
        return None
    if kind == "flag":
        return flag(value, label)
    if kind == "number":
        return number(value, label)
    if kind == "date":
        return day(value, label, now, calendar)
    if kind == "moment":
        return moment(value, label)
    if kind in ("list", "bodies", "mediators", "parties", "choices"):
        return listed(value)
    return value


def flag(value: Any, label: str) -> bool:
    """Yes or no: true/1/yes/是, or the words themselves (已解决, 未接通, 没有到场)."""
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in _YES or text in _NO:
        return text in _YES
    if text.startswith(_NOT):
        return False
    if text.startswith(_DONE) or (len(text) > 1 and text in label):
        return True
    raise BadInput("value_wrong", {"field": label, "value": str(value)})


def number(value: Any, label: str) -> int:
    """A whole number, with or without its unit (15、15日、3期), in words too where it is a term (十五日)."""
    text = str(value).strip()
    if found := _NUMBER.fullmatch(text):
        return int(found.group(1))
    try:
        return parse_term(text).amount
    except BadInput:
        raise BadInput("value_wrong", {"field": label, "value": str(value)}) from None


def moment(value: Any, label: str) -> datetime:
    """A moment in ISO or in words (2026年11月25日 9:30); one with a zone of its own is brought to the centre's."""
    if isinstance(value, datetime):
        return value
    found = moment_of(str(value).strip())
    if found is None:
        raise BadInput("value_wrong", {"field": label, "value": str(value)})
    return found


def day(value: Any, label: str, now: datetime, calendar: WorkingCalendar) -> date:
    """A day, or the last day of a term counted from now (3个工作日)."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = str(value).strip()
    found = moment_of(text)
    if found is not None:
        return found.date()
    try:
        if text.endswith("月") and "个" not in text:  # 十二月 is a month of the year here
            raise BadInput("term_unreadable", {"term": text})
        return due_at(now, parse_term(text), calendar).due_at.date()
    except BadInput:
        raise BadInput("value_wrong", {"field": label, "value": str(value)}) from None


def listed(value: Any) -> tuple[Any, ...]:
    """Several items: a JSON list, or a text with one item a line or between 、，；. Rows with | keep their commas."""
    if not isinstance(value, str):
        return tuple(value) if isinstance(value, list | tuple | set | frozenset) else (value,)
    text = value.strip()
    if text.startswith("["):
        try:
            return tuple(json.loads(text))
        except (json.JSONDecodeError, RecursionError):
            pass
    for separator in _ROWS if _MARKS_COLUMNS in text else _SEPARATORS:
        if separator in text:
            return tuple(part.strip() for part in text.split(separator) if part.strip())
    return (text,)


def moment_of(text: str) -> datetime | None:
    """The moment that a text spells, in the centre's local time; None when it spells none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        said = moment_in(text)
        return said if said is not None and said.year >= EARLIEST_YEAR else None
    if found.tzinfo is None:
        return found
    try:
        return found.astimezone(ZoneInfo(DEFAULT_TIME_ZONE)).replace(tzinfo=None)
    except OverflowError:  # before the year 1 or after 9999 once brought here
        return None
