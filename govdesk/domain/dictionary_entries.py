"""Reading one entry of a TOML dictionary strictly: a key that nobody asked for is refused by name."""

from collections.abc import Collection, Mapping
from typing import Any, NoReturn

from govdesk.domain.errors import BadInput

REQUIRED = object()


class Entry:
    """One table of a dictionary file, read key by key; `finish` refuses what is left over.

    `place` names the entry for the person who has to mend it, e.g. `category noise`.
    Raises BadInput `dictionary_unknown_key`, `dictionary_missing_key`, `dictionary_wrong_value`.
    """

    __slots__ = ("_data", "_read", "place", "source")

    def __init__(self, data: object, source: str, place: str) -> None:
        self.source = source
        self.place = place
        self._read: set[str] = set()
        self._data: Mapping[str, Any] = data if isinstance(data, Mapping) else self._not_a_table(data)

    def text(self, key: str, default: Any = REQUIRED) -> str:
        value = self._value(key, default)
        if isinstance(value, str) and (value or default == ""):
            return value
        return self.refuse(key, value)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self._data else None

    def number(self, key: str, default: Any = REQUIRED) -> int:
        value = self._value(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return self.refuse(key, value)

    def flag(self, key: str, default: Any = REQUIRED) -> bool:
        value = self._value(key, default)
        return value if isinstance(value, bool) else self.refuse(key, value)

    def texts(self, key: str, default: Any = ()) -> tuple[str, ...]:
        """A list of texts, each once; none given is an empty one unless `REQUIRED` is the default."""
        value = self._value(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
            self.refuse(key, value)
        if len(set(value)) != len(value):
            self.refuse(key, value)
        return tuple(value)

    def table(self, key: str) -> Mapping[str, Any]:
        value = self._value(key, {})
        return value if isinstance(value, Mapping) else self.refuse(key, value)

    def entries(self, key: str) -> list[Mapping[str, Any]]:
        """The list of tables `[[key]]`, which may not be absent."""
        value = self._value(key, REQUIRED)
        if isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
            return value
        return self.refuse(key, value)

    def raw(self, key: str, default: Any = REQUIRED) -> Any:
        return self._value(key, default)

    def keys(self) -> list[str]:
        return list(self._data)

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def finish(self) -> None:
        self.refuse_unknown(self._read)

    def refuse_unknown(self, known: Collection[str]) -> None:
        """A misspelt key is told by name before the right one is missed."""
        unknown = sorted(set(self._data) - set(known))
        if unknown:
            raise BadInput("dictionary_unknown_key", self._facts(unknown[0]))

    def refuse(self, key: str, value: object) -> NoReturn:
        raise BadInput("dictionary_wrong_value", {**self._facts(key), "value": repr(value)[:60]})

    def _value(self, key: str, default: Any) -> Any:
        self._read.add(key)
        if key in self._data:
            return self._data[key]
        if default is REQUIRED:
            raise BadInput("dictionary_missing_key", self._facts(key))
        return default

    def _facts(self, key: str) -> dict[str, Any]:
        return {"source": self.source, "place": self.place, "key": key}

    def _not_a_table(self, data: object) -> NoReturn:
        raise BadInput("dictionary_wrong_value", {**self._facts(""), "value": repr(data)[:60]})
