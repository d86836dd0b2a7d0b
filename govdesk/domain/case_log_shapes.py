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
from functools import lru_cache
from typing import Any

from govdesk.domain.case_log import ERASED, PERSONAL_FIELDS, LogLine, canonical_form, plain

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private-use characters around the name of a value that is filled in; no text of the program contains them."""

_SLOT = re.compile(f'"{_OPEN}=([^{_CLOSE}]+){_CLOSE}"|{_OPEN}#([^{_CLOSE}]+){_CLOSE}')
_NO_MOMENT = datetime(1, 1, 1)
_SAID_AT = '"0001-01-01T00:00:00"'
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_encode_text = json.encoder.encode_basestring


class LineShape:
    """Lines that differ in their case, salt, said_by, said_at and the values of `after` named `own`.

    `sample` is one of them; its own values do not matter.
    """

    def __init__(self, sample: LogLine, own: Collection[str]) -> None:
        shared = {name: value for name, value in sample.after.items() if name not in own}
        salted = {name: value for name, value in shared.items() if _is_sealed(name, value)}
        self._shared = {name: _sayable(value) for name, value in salted.items()}
        if sample.note:
            self._shared["note"] = sample.note
        self._sealed = [name for name in own if name in PERSONAL_FIELDS]
        self._open = [name for name in own if name not in PERSONAL_FIELDS]
        after = {**shared, **{name: _slot(name) for name in (*own, *salted)}}
        canonical = canonical_form(
            replace(
                sample,
                case_uid=f"{_OPEN}#case{_CLOSE}",
                note=_sealed_slot("note") if sample.note else "",  # type: ignore[arg-type]
                said_by=_sealed_slot("said_by") if sample.said_by else "",  # type: ignore[arg-type]
                said_at=_NO_MOMENT if sample.said_at else None,
                after=after,
            )
        ).replace(_SAID_AT, f'"{_OPEN}=said_at{_CLOSE}"')
        self._canonical = "%(previous)s\n" + _template(canonical)
        stored = {**plain(shared), **{name: f"{_OPEN}={name}{_CLOSE}" for name in own}}
        self._stored = _template(_encode(stored))

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
        filled = {"previous": previous, "case": uid}
        for name in self._open:
            filled[name] = encoded[name]
        salted = hashlib.sha256(f"{salt}\n".encode())
        for name in self._sealed:
            said = own[name]
            # Copying a hash that has read the salt costs less than starting one.
            digest = salted.copy()
            digest.update((said if type(said) is str else encoded[name]).encode())
            filled[name] = digest.hexdigest()
        for name, said in self._shared.items():
            filled[name] = _sealed_after(salted, said)
        if said_by:
            filled["said_by"] = _sealed_after(salted, said_by)
            filled["said_at"] = encode_value(said_at) if said_at else '""'
        return hashlib.sha256((self._canonical % filled).encode()).hexdigest()

    def stored_after(self, encoded: Mapping[str, str]) -> str:
        """The values of `after` as JSON."""
        return self._stored % encoded


def encode_value(value: Any) -> str:
    """A value as it stands in the canonical JSON of a line."""
    kind = type(value)
    if kind is str:
        return _encode_text(value)
    if kind is datetime:
        return f'"{value.isoformat(timespec="seconds")}"'
    if kind is int:
        return str(value)
    if kind is dict:
        return _encode_texts(value)
    return _encode(plain(value))


def _encode_texts(value: dict[Any, Any]) -> str:
    """A mapping of texts, several times as fast as by an encoder that is built anew for each."""
    try:
        return "{" + ",".join([f"{_encode_key(key)}:{_encode_text(text)}" for key, text in sorted(value.items())]) + "}"
    except TypeError:  # something in it is no text
        return _encode(plain(value))


@lru_cache(maxsize=512)  # the columns of a file
def _encode_key(key: str) -> str:
    return _encode_text(key)


def _sealed_after(salted: Any, said: str) -> str:
    digest = salted.copy()
    digest.update(said.encode())
    return str(digest.hexdigest())


def _is_sealed(name: str, value: Any) -> bool:
    return name in PERSONAL_FIELDS and value not in ("", None, [], {})


def _sayable(value: Any) -> str:
    return value if type(value) is str else _encode(plain(value))


def _slot(name: str) -> Any:
    return _sealed_slot(name) if name in PERSONAL_FIELDS else f"{_OPEN}={name}{_CLOSE}"


def _sealed_slot(name: str) -> dict[str, str]:
    return {ERASED: f"{_OPEN}#{name}{_CLOSE}"}


def _template(text: str) -> str:
    """For the % operator: one pass in C over the whole line."""
    return _SLOT.sub(lambda slot: f"%({slot[1] or slot[2]})s", text.replace("%", "%%"))
