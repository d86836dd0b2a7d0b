"""The hash chain of the case log: a written canonical form, personal values as salted digests.

Each line's hash covers its canonical form and the hash before it in the same case; the folder-wide head covers the
hashes of all lines in order. Personal values enter the canonical form only as salted digests, so that lawful erasure
(replacing a value by its digest) leaves every hash as it was.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

GENESIS = "0" * 64
ERASED = "#erased"

PERSONAL_FIELDS = frozenset(
    {
        "title",
        "text",
        "reporter",
        "phone",
        "address",
        "parties",
        "result",
        "contacted",
        "measures",
        "evidence",
        "consents",
        "mediations",
        "follow_ups",
        "offers",
        "requests",
        "assists",
        "side_records",
        "note",
        "said_by",
        "source_fields",
        "closings",
    }
)
"""Top-level log fields that may carry a person's data; each is digested as a whole."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log as it is hashed. `before` and `after` hold only what changed."""

    case_uid: str
    sequence: int
    command: str
    at: datetime
    seat: str
    role: str
    actor_name: str
    action: str
    from_status: str
    to_status: str
    tier: str
    note: str
    said_by: str
    said_how: str
    said_at: datetime | None
    slip: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    salt: str


def line_hash(line: LogLine, previous: str) -> str:
    """SHA-256 over `previous` and the canonical form, as 64 hex digits."""
    return hashlib.sha256((previous + "\n" + canonical_form(line)).encode()).hexdigest()


def canonical_form(line: LogLine) -> str:
    """JSON with sorted keys, no spaces, moments as ISO text, personal values as `{"#": digest}`."""
    body = {
        "case": line.case_uid,
        "sequence": line.sequence,
        "command": line.command,
        "at": line.at.isoformat(timespec="seconds"),
        "seat": line.seat,
        "role": line.role,
        "actor": line.actor_name,
        "action": line.action,
        "from": line.from_status,
        "to": line.to_status,
        "tier": line.tier,
        "note": _sealed(line.note, line.salt),
        "said_by": _sealed(line.said_by, line.salt),
        "said_how": line.said_how,
        "said_at": line.said_at.isoformat(timespec="seconds") if line.said_at else "",
        "slip": line.slip,
        "before": _sealed_values(line.before, line.salt),
        "after": _sealed_values(line.after, line.salt),
    }
    return _encode(body)


def next_head(head: str, line_hashes: Iterable[str]) -> str:
    """The folder-wide head after these lines: each hash is folded in, in the order of writing."""
    for item in line_hashes:
        head = hashlib.sha256((head + item).encode()).hexdigest()
    return head


def digest(value: Any, salt: str) -> str:
    """The salted digest that stands for a personal value: texts as they are, anything else in canonical JSON."""
    said = value if type(value) is str else _encode(plain(value))
    return hashlib.sha256(f"{salt}\n{said}".encode()).hexdigest()


def erased(value: Any, salt: str) -> dict[str, str]:
    """What replaces a personal value when it is lawfully erased."""
    return {ERASED: digest(value, salt)}


def plain(value: Any) -> Any:
    """The value as JSON can hold it: moments and dates as ISO text, tuples as lists."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    return str(value) if isinstance(value, str) else value


def _sealed(value: Any, salt: str) -> Any:
    if value in ("", None, [], {}):
        return value
    if isinstance(value, Mapping) and set(value) == {ERASED}:
        return {"#": value[ERASED]}
    return {"#": digest(value, salt)}


def _sealed_values(values: Mapping[str, Any], salt: str) -> dict[str, Any]:
    return {key: _sealed(value, salt) if key in PERSONAL_FIELDS else plain(value) for key, value in values.items()}
