"""The fixed wording of a form: `resources/templates/<id>.toml`, read once per process and checked."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.foundation import paths


@dataclass(frozen=True, slots=True)
class Template:
    """`text` has dotted keys (`party.born`); `source` says where the wording comes from."""

    id: str
    version: str
    title: str
    source: str
    text: Mapping[str, str]

    @property
    def mark(self) -> str:
        """What an issued paper remembers: id and version."""
        return f"{self.id}/{self.version}"

    def __call__(self, key: str, **values: str) -> str:
        """The wording under `key` with its placeholders filled. Raises BadInput `template_key_missing`."""
        wording = self._wording(key)
        wanted = {name for _, name, _, _ in Formatter().parse(wording) if name is not None}
        if wanted - set(values):
            raise BadInput("template_placeholder", {"file": f"{self.id}.toml", "key": key})
        return wording.format(**values)

    def _wording(self, key: str) -> str:
        try:
            return self.text[key]
        except KeyError:
            raise BadInput("template_key_missing", {"file": f"{self.id}.toml", "key": key}) from None


@cache
def template(name: str) -> Template:
    """Raises BadInput `template_unreadable` when the file is missing or is not what it should be."""
    path = paths.resources() / "templates" / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return Template(data["id"], data["version"], data["title"], data["source"], dict(_flat(data["text"])))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadInput("template_unreadable", {"file": path.name, "detail": str(error)}) from error


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            pairs += _flat(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            pairs.append((f"{prefix}{key}", value))
        else:
            raise TypeError(f"{prefix}{key}")
    return pairs
