"""JSON files given to a verb: read as one object, every fault named with the field it is in."""

import errno
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from govdesk.app.commands.moments import parse_moment
from govdesk.domain.errors import BadInput
from govdesk.services import written_values


def existing_file(text: str) -> Path:
    """The path of a file that is there; raises FileNotFoundError, IsADirectoryError."""
    path = Path(text)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", text)
    if not path.exists():
        raise FileNotFoundError(errno.ENOENT, "", text)
    return path


def read_object(file: str) -> dict[str, Any]:
    """The object in the file; raises BadInput with line, FileNotFoundError."""
    raw = existing_file(file).read_bytes()
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput("json_unreadable", {"file": file, "line": 1}) from None
    except json.JSONDecodeError as error:
        raise BadInput("json_unreadable", {"file": file, "line": error.lineno}) from None
    except (RecursionError, ValueError):  # too deep; a number of thousands of digits
        raise BadInput("json_unreadable", {"file": file, "line": 1}) from None
    if not isinstance(found, dict):
        raise BadInput("json_not_an_object", {"file": file})
    try:
        json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:  # half a character (\\ud800 alone), NaN, Infinity, 1e400
        raise BadInput("json_bad_value", {"file": file}) from None
    return found


def pair(text: str) -> tuple[str, str]:
    """`key=value` of a `--set`."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise BadInput("set_unreadable", {"pair": text})
    return name.strip(), value.strip()


class Fields:
    """The values of one object by name; what is not asked for is refused by `finish`."""

    def __init__(self, values: dict[str, Any], file: str) -> None:
        self._values = dict(values)
        self._file = file
        self._asked: list[str] = []

    def text(self, name: str, required: bool = False) -> str:
        value = self._take(name)
        if value is None or value == "":
            if required:
                raise BadInput("json_field_missing", {"file": self._file, "field": name})
            return ""
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            self.refuse(name, value)
        return str(value)

    def number(self, name: str) -> int | None:
        value = self._take(name)
        if value is None or value == "":
            return None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, bool) or not isinstance(value, int | str):
            self.refuse(name, value)
        return value if isinstance(value, int) else self._read(name, value, written_values.number)

    def flag(self, name: str) -> bool:
        value = self._take(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        if not isinstance(value, int | str):
            self.refuse(name, value)
        return bool(value) and bool(self._read(name, value, written_values.flag))

    def moment(self, name: str) -> datetime | None:
        text = self.text(name)
        return parse_moment(text) if text else None

    def entries(self, name: str) -> list[Any]:
        value = self._take(name)
        if isinstance(value, str):
            return [item for item in written_values.listed(value) if item != ""]
        if value is not None and not isinstance(value, list):
            self.refuse(name, value)
        return value or []

    def refuse(self, name: str, value: Any) -> NoReturn:
        raise BadInput("json_field_wrong", {"file": self._file, "field": name, "value": _short(value)})

    def finish(self) -> None:
        unknown = [name for name in self._values if name not in self._asked]
        if unknown:
            facts = {"file": self._file, "field": unknown[0], "fields": _listed(self._asked)}
            raise BadInput("json_field_unknown", facts)

    def _read(self, name: str, value: Any, reading: Callable[[Any, str], Any]) -> Any:
        try:
            return reading(value, name)
        except BadInput:
            return self.refuse(name, value)

    def _take(self, name: str) -> Any:
        self._asked.append(name)
        return self._values.get(name)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)
