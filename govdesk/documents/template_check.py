"""A changed text against the template that came with the program: what the program needs must still be in it."""

import tomllib
from collections.abc import Mapping
from string import Formatter
from typing import Any

from govdesk.documents.template import Template, composed_source, read_wording, shipped_text
from govdesk.documents.template_grammar import ComposedTemplate
from govdesk.documents.template_places import Place, fault

_TOP = frozenset({"id", "version", "title", "source", "letterhead", "text", "sample"})


def checked_form(name: str, text: str) -> ComposedTemplate:
    """A composed form: every field keeps its kind, so that values still fit. Raises BadInput `template_…`."""
    file = f"{name}.toml"
    form, place = composed_source(text, file), Place(file, text)
    shipped = composed_source(shipped_text(name), file)
    _refuse_other_id(place, form.id, name)
    for field in form.fields.values():
        known = shipped.fields.get(field.name)
        if known is not None and known.kind != field.kind:
            raise fault("template_value", place.of_field(field.name), "kind", value=field.kind, choices=known.kind)
    return form


def checked_wording(name: str, text: str) -> Template:
    """Fixed wording: the same keys, and in each no placeholder that it did not have. Raises BadInput `template_…`."""
    file = f"{name}.toml"
    words, shipped, place = read_wording(text, file), read_wording(shipped_text(name), file), Place(file, text)
    _refuse_other_id(place, words.id, name)
    _refuse_unknown(place, text)
    for key in words.text:
        if key not in shipped.text:
            raise fault("template_key_unknown", place, key)
    for key in shipped.text:
        if key not in words.text:
            raise fault("template_key_missing", place, key)
    for key, wording in words.text.items():
        extra = _names(place, key, wording) - _names(place, key, shipped.text[key])
        if extra:
            raise fault("template_field_unknown", place, key.rpartition(".")[2], field="、".join(sorted(extra)))
    return words


def wording_fields(name: str) -> tuple[str, ...]:
    """The placeholders of a wording, each once in order."""
    words = read_wording(shipped_text(name), f"{name}.toml")
    place = Place(f"{name}.toml", "")
    found = [field for key, text in words.text.items() for field in sorted(_names(place, key, text))]
    return tuple(dict.fromkeys(found))


def _names(place: Place, key: str, wording: str) -> set[str]:
    try:
        return {name for _before, name, _format, _conversion in Formatter().parse(wording) if name is not None}
    except ValueError:
        raise fault("template_braces", place, key.rpartition(".")[2]) from None


def _refuse_other_id(place: Place, found: str, name: str) -> None:
    if found != name:
        raise fault("template_value", place, "id", value=found, choices=name)


def _refuse_unknown(place: Place, text: str) -> None:
    data: Mapping[str, Any] = tomllib.loads(text)
    for key in data:
        if key not in _TOP:
            raise fault("template_key_unknown", place, key)
