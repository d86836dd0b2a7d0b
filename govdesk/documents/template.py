"""Templates: `resources/templates/<id>.toml`, read once per process and checked; wording alone or a whole form."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Formatter
from typing import Any

from govdesk.documents.template_grammar import ComposedTemplate, read_template
from govdesk.documents.template_places import syntax_fault
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
    letterhead: str = ""

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
            raise BadInput("template_key_missing", {"file": f"{self.id}.toml", "line": 1, "key": key}) from None


@cache
def template(name: str) -> Template:
    """The shipped wording. Raises BadInput `template_unreadable` when the file is missing or not what it should be."""
    return read_wording(shipped_text(name), f"{name}.toml")


@cache
def composed_template(name: str) -> ComposedTemplate:
    """The shipped form. Raises BadInput `template_…`."""
    return composed_source(shipped_text(name), f"{name}.toml")


@lru_cache(maxsize=128)
def composed_source(source: str, file: str) -> ComposedTemplate:
    """A composed form from its text, read once. Raises BadInput `template_…`."""
    return read_template(source, file)


@lru_cache(maxsize=16)
def read_wording(text: str, file: str) -> Template:
    """The fixed wording of a form that is laid out by a function. Raises BadInput `template_unreadable`."""
    try:
        data = tomllib.loads(text)
        flat = dict(_flat(data["text"]))
        return Template(data["id"], data["version"], data["title"], data["source"], flat, data.get("letterhead", ""))
    except tomllib.TOMLDecodeError as error:
        raise syntax_fault(file, text, error) from None
    except (KeyError, TypeError) as error:
        raise BadInput("template_unreadable", {"file": file, "detail": str(error)}) from error


def shipped_text(name: str) -> str:
    """The file of a template as it came with the program. Raises BadInput `template_unreadable`."""
    path = paths.resources() / "templates" / f"{name}.toml"
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput("template_unreadable", {"file": path.name, "detail": str(error)}) from error


@cache
def shipped_title(name: str) -> str:
    """What the form is called. Raises BadInput `template_unreadable`."""
    try:
        return str(tomllib.loads(shipped_text(name))["title"])
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BadInput("template_unreadable", {"file": f"{name}.toml", "detail": str(error)}) from error


def shipped_sample(name: str) -> dict[str, Any]:
    """The invented paper of a form that is laid out by a function, as a draft file would have it."""
    sample = tomllib.loads(shipped_text(name)).get("sample")
    if not isinstance(sample, dict):
        raise BadInput("template_key_missing", {"file": f"{name}.toml", "line": 1, "key": "sample"})
    return sample


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
