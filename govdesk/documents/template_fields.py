"""`[fields.<name>]` of a composed form: read and checked."""

from collections.abc import Mapping
from typing import Any

from govdesk.documents.template_places import Place, fault
from govdesk.domain.errors import BadInput
from govdesk.domain.paper_fields import FIELD_KINDS, ROWS, PaperColumn, PaperField, is_filled, read_values

_KEYS = frozenset({"label", "kind", "required", "sample", "hint", "blank", "choices", "columns"})
_COLUMN = frozenset({"key", "label", "width"})


def read_fields(entries: Any, place: Place) -> dict[str, PaperField]:
    """The registry in the order of the file. Raises BadInput `template_…`."""
    if not isinstance(entries, Mapping):
        raise fault("template_value", place, "fields", value=entries, choices="[fields.…]")
    return {name: _field(place.of_field(name), name, entry) for name, entry in entries.items()}


def _field(place: Place, name: str, entry: Any) -> PaperField:
    if not isinstance(entry, Mapping):
        raise fault("template_value", place, name, value=entry, choices="[fields.…]")
    for key in entry:
        if key not in _KEYS:
            raise fault("template_key_unknown", place, key)
    for key in ("label", "kind", "sample"):
        if key not in entry:
            raise fault("template_key_missing", place, key)
    if entry["kind"] not in FIELD_KINDS:
        raise fault("template_value", place, "kind", value=entry["kind"], choices="、".join(FIELD_KINDS))
    columns = _columns(place, entry)
    spec = PaperField(
        name,
        _text(place, entry, "label"),
        entry["kind"],
        "",
        required=bool(entry.get("required", False)),
        hint=_text(place, entry, "hint"),
        blank=_text(place, entry, "blank"),
        choices=_choices(place, entry),
        columns=columns,
    )
    return _with_sample(place, spec, entry["sample"])


def _with_sample(place: Place, spec: PaperField, sample: Any) -> PaperField:
    try:
        read = read_values({spec.name: spec}, {spec.name: sample})[spec.name]
    except BadInput as error:
        raise fault("template_value", place, "sample", value=error.facts.get("path", ""), choices=spec.kind) from error
    if not is_filled(read):
        raise fault("template_key_missing", place, "sample")
    return PaperField(
        spec.name, spec.label, spec.kind, read, spec.required, spec.hint, spec.blank, spec.choices, spec.columns
    )


def _columns(place: Place, entry: Mapping[str, Any]) -> tuple[PaperColumn, ...]:
    given = entry.get("columns", [])
    if (entry["kind"] == ROWS) != bool(given):
        raise fault("template_key_missing" if not given else "template_key_unknown", place, "columns")
    if not isinstance(given, list) or not all(
        isinstance(item, Mapping) and {"key", "label"} <= set(item) for item in given
    ):
        raise fault("template_value", place, "columns", value=given, choices='[{key="…", label="…", width=1.0}]')
    for item in given:
        if set(item) - _COLUMN:
            raise fault("template_key_unknown", place, "columns")
    return tuple(PaperColumn(str(item["key"]), str(item["label"]), float(item.get("width", 1.0))) for item in given)


def _choices(place: Place, entry: Mapping[str, Any]) -> tuple[str, ...]:
    given = entry.get("choices", [])
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise fault("template_value", place, "choices", value=given, choices='["…"]')
    return tuple(given)


def _text(place: Place, entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise fault("template_value", place, key, value=value, choices="text")
    return value
