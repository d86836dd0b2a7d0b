"""The draft of a mediation agreement: the file on a stick, the form in the window, the paper.

The shape is that of DESIGN §4 (`draft agreement`). Dates and instalment amounts are kept as they were typed,
because a draft is allowed to be unfinished; `read_date` and `amounts.read_amount` say what they mean.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from govdesk.domain.amounts import read_count
from govdesk.domain.errors import BadInput


class PartyKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class AgreementForm(StrEnum):
    WRITTEN = "written"
    ORAL = "oral"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Who sat at the table without being a party: an invited relative (人民调解法 §20), a mediator."""

    name: str = ""
    role: str = ""
    relation: str = ""
    organisation: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Representative:
    """Who speaks for a party: 法定代表人, 监护人 or 委托代理人 (then `authority` says how far)."""

    name: str = ""
    role: str = ""
    relation: str = ""
    authority: str = ""
    id_number: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class DraftParty:
    role: str = ""
    name: str = ""
    kind: PartyKind = PartyKind.PERSON
    sex: str = ""
    nation: str = ""
    birth: str = ""
    id_number: str = ""  # unified social credit code for an organisation
    id_note: str = ""  # why a number that fails its check was kept
    occupation: str = ""
    address: str = ""
    phone: str = ""
    representative: Representative | None = None

    @property
    def is_organisation(self) -> bool:
        return self.kind is PartyKind.ORGANISATION


@dataclass(frozen=True, slots=True)
class Instalment:
    amount: str = ""  # yuan, as typed
    due_on: str = ""
    payer: str = ""
    payee: str = ""


@dataclass(frozen=True, slots=True)
class Performance:
    method: str = ""
    place: str = ""
    due_on: str = ""
    instalments: tuple[Instalment, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """`copies` None means: as the law has it, one for every party and one for the committee."""

    committee: str = ""
    number: str = ""
    consent: bool = False
    parties: tuple[DraftParty, ...] = ()
    participants: tuple[Attendee, ...] = ()
    cause: str = ""
    dispute_type: str = ""
    facts: str = ""
    disputed: str = ""
    terms: tuple[str, ...] = ()
    performance: Performance = field(default_factory=Performance)
    confirmation_wanted: bool = False
    mediators: tuple[Attendee, ...] = ()
    recorder: str = ""
    reached_on: str = ""
    copies: int | None = None
    form: AgreementForm = AgreementForm.WRITTEN

    @property
    def lawful_copies(self) -> int:
        """当事人各执一份, 调委会留存一份 (人民调解法 §29)."""
        return len(self.parties) + 1


_VERSION_KEYS = ("version", "format_version", "schema", "schema_version")
_Reader = Callable[[Any, str], Any]

_DATE = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*[日号]?")
_WRITTEN_DATE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([正元一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿]{1,3})[日号]?"
)
_WRITTEN_DIGITS = {"〇": 0, "○": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


def read_date(text: str) -> date | None:
    """2026-12-05, 2026.12.5, 2026年12月5日, 二〇二六年十二月五日; None for anything else."""
    match = _DATE.fullmatch(text.strip())
    try:
        if match:
            return date(*(int(part) for part in match.groups()))
        written = _WRITTEN_DATE.fullmatch(text.strip())
        return _written_date(*written.groups()) if written else None
    except ValueError:
        return None


def _written_date(year: str, month: str, day: str) -> date:
    """The day in the numerals of a paper written by hand. Raises ValueError when there is no such day."""
    digits = "".join(str(_WRITTEN_DIGITS[digit]) for digit in year)
    return date(int(digits), read_count(month.replace("正", "一")), read_count(day.replace("廿", "二十")))


def draft_from_dict(value: Any) -> AgreementDraft:
    """Strict: an unknown key or a wrong type raises BadInput naming the path; a missing key is empty.

    The format has no version of its own: a file that names one comes from another program or a later one.
    """
    other = next((name for name in _VERSION_KEYS if isinstance(value, Mapping) and name in value), "")
    if other:
        raise BadInput("draft_other_version", {"key": other, "version": str(value[other])[:20]})
    draft: AgreementDraft = _record(AgreementDraft, value, "")
    return draft


def draft_to_dict(draft: AgreementDraft) -> dict[str, Any]:
    """The JSON object of DESIGN §4; names without further details stay plain strings."""
    return {item.name: _plain(getattr(draft, item.name)) for item in fields(draft)}


def _record(kind: type[Any], value: Any, path: str) -> Any:
    if not isinstance(value, Mapping):
        raise BadInput("draft_expects_object", {"path": path or "/"})
    known = {item.name for item in fields(kind)}
    read: dict[str, Any] = {}
    for key, item in value.items():
        if key not in known:
            raise BadInput("draft_unknown_key", {"path": _join(path, str(key))})
        reader: _Reader = _READERS[kind].get(key, _text)
        if item is not None:
            read[key] = reader(item, _join(path, key))
    return kind(**read)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise BadInput("draft_expects_text", {"path": path})
    return value


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadInput("draft_expects_flag", {"path": path})
    return value


def _count(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadInput("draft_expects_number", {"path": path})
    return value


def _amount(value: Any, path: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadInput("draft_expects_number", {"path": path})
    if isinstance(value, float) and not isfinite(value):
        raise BadInput("draft_expects_number", {"path": path})
    return value if isinstance(value, str) else _number_text(value)


def _choice(kind: type[StrEnum]) -> Callable[[Any, str], StrEnum]:
    def read(value: Any, path: str) -> StrEnum:
        if value not in list(kind):
            choices = " | ".join(kind)
            raise BadInput("draft_unknown_choice", {"path": path, "value": str(value), "choices": choices})
        return kind(value)

    return read


def _many(read_one: _Reader) -> Callable[[Any, str], tuple[Any, ...]]:
    def read(value: Any, path: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            raise BadInput("draft_expects_list", {"path": path})
        return tuple(read_one(item, f"{path}[{index}]") for index, item in enumerate(value))

    return read


def _one(kind: type[Any]) -> _Reader:
    return lambda value, path: _record(kind, value, path)


def _named(kind: type[Any]) -> _Reader:
    """A plain name, or an object with more about the person."""
    return lambda value, path: _record(kind, {"name": value} if isinstance(value, str) else value, path)


def _representative(value: Any, path: str) -> Representative | None:
    found: Representative = _named(Representative)(value, path)
    return found if found != Representative() else None


_READERS: dict[type[Any], dict[str, _Reader]] = {
    Attendee: {},
    Representative: {},
    Instalment: {"amount": _amount},
    Performance: {"instalments": _many(_one(Instalment))},
    DraftParty: {"kind": _choice(PartyKind), "representative": _representative},
    AgreementDraft: {
        "consent": _flag,
        "parties": _many(_one(DraftParty)),
        "participants": _many(_named(Attendee)),
        "terms": _many(_text),
        "performance": _one(Performance),
        "confirmation_wanted": _flag,
        "mediators": _many(_named(Attendee)),
        "copies": _count,
        "form": _choice(AgreementForm),
    },
}


def _plain(value: Any) -> Any:
    if isinstance(value, Attendee | Representative):
        filled = {item.name: getattr(value, item.name) for item in fields(value) if getattr(value, item.name)}
        return filled.get("name", "") if set(filled) <= {"name"} else filled
    if isinstance(value, Instalment):
        return {item.name: getattr(value, item.name) for item in fields(value)} | {
            "amount": _number_or_text(value.amount)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    if hasattr(value, "__dataclass_fields__"):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value


def _number_text(value: int | float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _number_or_text(text: str) -> int | float | str:
    """Back to a JSON number only when reading it again gives the same text."""
    if re.fullmatch(r"0|[1-9]\d{0,14}", text):
        return int(text)
    if re.fullmatch(r"\d{1,12}\.\d{1,4}", text) and _number_text(float(text)) == text:
        return float(text)
    return text


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
