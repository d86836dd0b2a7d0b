"""Many log lines of one shape hashed at once: what they share is written once, what differs is filled in.

An import writes a hundred thousand lines that differ in a handful of values. The text that is filled in comes from
`canonical_form` itself, so a line hashed here has the hash that `line_hash` gives.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from govdesk.domain.case_log import ERASED, PERSONAL_FIELDS, LogLine, canonical_form, digest, plain

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private-use characters around the name of a value that is filled in; no text of the program contains them."""

_SLOT = re.compile(f'"{_OPEN}(=[^{_CLOSE}]+){_CLOSE}"|{_OPEN}(#[^{_CLOSE}]+){_CLOSE}')
_NO_MOMENT = datetime(1, 1, 1)
_SAID_AT = '"0001-01-01T00:00:00"'
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class LineShape:
    """Lines that differ in their case, salt, said_by, said_at and the values of `after` named `own`.

    `sample` is one of them; its own values and those of `own` do not matter.
    """

    def __init__(self, sample: LogLine, own: Collection[str]) -> None:
        self._salted = {
            name: plain(value)
            for name, value in sample.after.items()
            if name in PERSONAL_FIELDS and name not in own and value not in ("", None, [], {})
        }
        self._note = sample.note
        after = {**sample.after, **{name: _slot(name) for name in (*own, *self._salted)}}
        canonical = canonical_form(
            replace(
                sample,
                case_uid=f"{_OPEN}#case{_CLOSE}",
                note={ERASED: f"{_OPEN}#note{_CLOSE}"} if sample.note else "",  # type: ignore[arg-type]
                said_by={ERASED: f"{_OPEN}#said_by{_CLOSE}"} if sample.said_by else "",  # type: ignore[arg-type]
                said_at=_NO_MOMENT if sample.said_at else None,
                after=after,
            )
        ).replace(_SAID_AT, f'"{_OPEN}=said_at{_CLOSE}"')
        pieces = _SLOT.split(canonical)
        slots = [pieces[at] or pieces[at + 1] for at in range(1, len(pieces), 3)]
        self._pairs = list(zip(pieces[::3], slots, strict=False))
        self._end = pieces[-1]
        stored = {**plain(sample.after), **{name: f"{_OPEN}={name}{_CLOSE}" for name in own}}
        stored_pieces = _SLOT.split(_encode(stored))
        self._stored_pairs = list(zip(stored_pieces[::3], [name[1:] for name in stored_pieces[1::3]], strict=False))
        self._stored_end = stored_pieces[-1]

    def hashed(
        self,
        previous: str,
        uid: str,
        salt: str,
        own: Mapping[str, Any],
        encoded: Mapping[str, str],
        said_by: str = "",
        said_at: datetime | None = None,
    ) -> str:
        """The hash of the line after `previous`. `encoded` are the own values as `encode_value` gives them."""
        pieces = [previous, "\n"]
        for literal, slot in self._pairs:
            pieces.append(literal)
            name = slot[1:]
            if slot == "#case":
                pieces.append(uid)
            elif slot[0] == "=" and name == "said_at":
                pieces.append(f'"{said_at.isoformat(timespec="seconds")}"' if said_at else '""')
            elif slot[0] == "=":
                pieces.append(encoded[name])
            elif name == "said_by":
                pieces.append(digest(said_by, salt))
            elif name == "note":
                pieces.append(digest(self._note, salt))
            else:
                pieces.append(digest(own[name] if name in own else self._salted[name], salt))
        pieces.append(self._end)
        return hashlib.sha256("".join(pieces).encode()).hexdigest()

    def stored_after(self, encoded: Mapping[str, str]) -> str:
        """The values of `after` as JSON."""
        pieces = []
        for literal, slot in self._stored_pairs:
            pieces.append(literal)
            pieces.append(encoded[slot])
        pieces.append(self._stored_end)
        return "".join(pieces)


def encode_value(value: Any) -> str:
    """A value as it stands in the canonical JSON of a line."""
    if type(value) is datetime:
        return f'"{value.isoformat(timespec="seconds")}"'
    return _encode(plain(value))


def _slot(name: str) -> Any:
    return {ERASED: f"{_OPEN}#{name}{_CLOSE}"} if name in PERSONAL_FIELDS else f"{_OPEN}={name}{_CLOSE}"
