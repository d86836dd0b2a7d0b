"""The fields of a composed paper: what each is called, what it holds, and values typed or read for them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from govdesk.domain.agreement import read_date
from govdesk.domain.errors import BadInput
from govdesk.domain.papers import Value

TEXT, LONG, DATE, LIST, ROWS, FLAG = "text", "long", "date", "list", "rows", "flag"
FIELD_KINDS = (TEXT, LONG, DATE, LIST, ROWS, FLAG)
YES, NO = "是", "否"

_IN_WORDS = re.compile("[年月日天]")
_FULL_DATE = re.compile(r"\d+年\d+月\d+日")


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a field of rows; `width` is its share of the table's."""

    key: str
    label: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class PaperField:
    """`blank` is printed when nothing is known; `choices` print as boxes, the chosen one filled."""

    name: str
    label: str
    kind: str
    sample: Value
    required: bool = False
    hint: str = ""
    blank: str = ""
    choices: tuple[str, ...] = ()
    columns: tuple[PaperColumn, ...] = ()


Registry = Mapping[str, PaperField]


def read_values(fields: Registry, data: Mapping[str, Any]) -> dict[str, Value]:
    """Values out of a JSON object or a form, dates as Chinese words. Raises BadInput `paper_…` naming the key."""
    read: dict[str, Value] = {}
    for key, value in data.items():
        if key not in fields:
            known = "、".join(f"{item.name}（{item.label}）" for item in fields.values())
            raise BadInput("paper_unknown_key", {"path": str(key), "known": known})
        read[key] = _READERS[fields[key].kind](fields[key], value)
    return read


def missing(fields: Registry, values: Mapping[str, Value]) -> list[PaperField]:
    """Required fields that have nothing."""
    return [item for item in fields.values() if item.required and not is_filled(values.get(item.name))]


def is_filled(value: Value | None) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def samples(fields: Registry) -> dict[str, Value]:
    """An invented value for every field."""
    return {item.name: item.sample for item in fields.values()}


def date_words(on: date) -> str:
    """2026年12月5日, without leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def moment_words(at: datetime) -> str:
    """2026年12月5日17时30分."""
    return f"{date_words(at.date())}{at.hour}时{at.minute:02d}分"


def _read_text(spec: PaperField, value: Any) -> str:
    return _text(value, spec.name)


def _read_long(spec: PaperField, value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(_text(item, f"{spec.name}[{at}]") for at, item in enumerate(value))
    return _text(value, spec.name)


def _read_date(spec: PaperField, value: Any) -> str:
    """An ISO date or moment in words; a date that is in words already stays."""
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return date_words(value)
    text = _text(value, spec.name).strip()
    try:
        at = datetime.fromisoformat(text)
        return date_words(at.date()) if len(text) <= len("2026-12-05") else moment_words(at)
    except ValueError:
        pass
    if (on := read_date(text)) is not None:
        return date_words(on)
    if not text or (_IN_WORDS.search(text) and not _FULL_DATE.fullmatch(text)):
        return text
    raise BadInput("paper_expects_date", {"path": spec.name})


def _read_list(spec: PaperField, value: Any) -> tuple[str, ...]:
    """A list of texts; a single text is one item per line."""
    if isinstance(value, str):
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    return tuple(_text(item, f"{spec.name}[{at}]") for at, item in enumerate(_list(value, spec.name)))


def _read_rows(spec: PaperField, value: Any) -> tuple[Mapping[str, str], ...]:
    """Objects with the keys of the columns; a single text fills the first column."""
    rows = value.splitlines() if isinstance(value, str) else _list(value, spec.name)
    return tuple(_row(spec, item, f"{spec.name}[{at}]") for at, item in enumerate(rows))


def _read_flag(spec: PaperField, value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return _text(value, spec.name)


_READERS: dict[str, Callable[[PaperField, Any], Value]] = {
    TEXT: _read_text,
    LONG: _read_long,
    DATE: _read_date,
    LIST: _read_list,
    ROWS: _read_rows,
    FLAG: _read_flag,
}


def _row(spec: PaperField, value: Any, path: str) -> dict[str, str]:
    keys = [column.key for column in spec.columns]
    if isinstance(value, str):
        return {keys[0]: value}
    if not isinstance(value, Mapping):
        raise BadInput("paper_expects_object", {"path": path})
    unknown = next((key for key in value if key not in keys), None)
    if unknown is not None:
        known = "、".join(f"{column.key}（{column.label}）" for column in spec.columns)
        raise BadInput("paper_unknown_key", {"path": f"{path}.{unknown}", "known": known})
    return {key: _text(item, f"{path}.{key}") for key, item in value.items()}


def _list(value: Any, path: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise BadInput("paper_expects_list", {"path": path})
    return list(value)


def _text(value: Any, path: str) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise BadInput("paper_expects_text", {"path": path})
    return value
