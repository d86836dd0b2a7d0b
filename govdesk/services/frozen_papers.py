"""From what was stored when a paper was issued back to the paper: the same values, so the same page."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from govdesk.domain.errors import StorageUnavailable
from govdesk.domain.papers import Paper


def frozen_paper(number: str, data: Mapping[str, Any]) -> Paper:
    """The paper with its number, which is stored beside the values.

    Raises StorageUnavailable `document_damaged` when the stored values are no paper of this version.
    """
    for kind in get_args(Paper):
        names = {item.name for item in fields(kind)}
        if set(data) <= names and _required(kind) <= set(data):
            try:
                paper: Paper = _thawed(kind, data)
            except (TypeError, ValueError, KeyError):
                break
            return replace(paper, number=number)
    raise StorageUnavailable("document_damaged", {"number": number})


def _required(kind: type[Any]) -> set[str]:
    """The fields without a default: what tells one kind of paper from another."""
    return {item.name for item in fields(kind) if item.default is MISSING and item.default_factory is MISSING}


def _thawed(kind: Any, value: Any) -> Any:
    """`value` as JSON holds it, as a value of `kind`."""
    if value is None or kind is Any:
        return value
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: _thawed(hints[name], item) for name, item in value.items()})
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of([choice for choice in get_args(kind) if choice is not type(None)], value)
    if origin is tuple:
        return tuple(_thawed(get_args(kind)[0], item) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        return {name: _thawed(get_args(kind)[1], item) for name, item in value.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return date.fromisoformat(value) if kind is date else value


def _one_of(choices: list[Any], value: Any) -> Any:
    """The choice whose shape the value has: a text, a list of texts, a list of rows."""
    if len(choices) == 1:
        return _thawed(choices[0], value)
    if isinstance(value, list):
        rows = bool(value) and isinstance(value[0], Mapping)
        lists = [choice for choice in choices if get_origin(choice) is tuple]
        chosen = next((choice for choice in lists if (get_args(choice)[0] is not str) is rows), lists[0])
        return _thawed(chosen, value)
    return value
