"""What `--set field=…` means for a paper: lists are split, rows come as JSON, or as names where names alone suffice."""

import json
import re
from collections.abc import Iterable
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.domain.paper_fields import LIST, ROWS, PaperField
from govdesk.services.desk import Desk
from govdesk.services.paper_forms import registry

_LINES = re.compile(r"\n|\\n|；|;")
_WORDS = re.compile("、")
_NAMES = frozenset({"name", "title", "body", "item"})
_POSITION = "position"


def typed_values(desk: Desk, kind: str, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Values by key as `services.composing` takes them; keys it does not know are left for it to refuse.

    Raises BadInput `paper_rows_on_a_line` for a table that cannot be written in one line.
    """
    fields = {item.name: item for item in registry(desk, kind)}
    return {name: _typed(fields[name], text) if name in fields else text for name, text in pairs}


def _typed(field: PaperField, text: str) -> Any:
    if field.kind == LIST:
        return items_of(text)
    return _rows(field, text) if field.kind == ROWS else text


def items_of(text: str) -> list[str]:
    """Lines or what stands between semicolons; where there are neither, between 、 (which may stand in a sentence)."""
    separator = _LINES if _LINES.search(text) else _WORDS
    return [part.strip() for part in separator.split(text) if part.strip()]


def _rows(field: PaperField, text: str) -> list[Any]:
    if text.lstrip().startswith("["):
        try:
            rows = json.loads(text)
        except (json.JSONDecodeError, RecursionError):
            raise _on_a_line(field) from None
        if isinstance(rows, list):
            return rows
    keys = [column.key for column in field.columns if column.key != _POSITION]
    if text.lstrip().startswith(("[", "{")) or keys[0] not in _NAMES:
        raise _on_a_line(field)
    numbered = any(column.key == _POSITION for column in field.columns)
    return [
        {keys[0]: item} | ({_POSITION: str(at)} if numbered else {}) for at, item in enumerate(items_of(text), start=1)
    ]


def _on_a_line(field: PaperField) -> BadInput:
    columns = "、".join(f"{column.key}（{column.label}）" for column in field.columns)
    row = {column.key: "…" for column in field.columns[:2]}
    example = json.dumps({field.name: [row]}, ensure_ascii=False)
    facts = {"field": field.name, "label": field.label, "columns": columns, "example": example}
    return BadInput("paper_rows_on_a_line", facts)
