"""The grammar of composed forms: which blocks there are, which keys each takes, and what a file may not say.

Every fault names the file, the line and the key: whoever edits a template finds the place.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from govdesk.documents.template_fields import read_fields
from govdesk.documents.template_places import Place, fault, syntax_fault
from govdesk.domain.paper_fields import LIST, ROWS, PaperField

LAYOUTS = ("table", "text", "official", "letter", "minutes", "cover")
STYLES = ("body", "flush", "heading1", "heading2", "centre", "right", "small", "kai", "annex", "annex_title")
NUMBERINGS = ("chinese", "arabic", "brackets", "none")
SIDES = ("left", "right")
ALWAYS = frozenset({"letterhead", "number", "dated_on"})
"""Placeholders that every form has."""

_TOP = frozenset({"id", "version", "title", "source", "layout", "fields", "block", "blank_number", "letterhead"})
_NEEDED = ("id", "version", "title", "source", "layout")
_COMMON = frozenset({"kind", "when", "unless"})
_ITEM = frozenset({"label", "text", "field", "least", "align"})
_PLACE = frozenset({"label", "field", "side"})


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One `[[block]]`: its kind, the fields on which its printing depends, and its other keys as written."""

    kind: str
    when: str  # fields that must all be known, parted by spaces
    unless: str  # fields of which none may be known
    keys: Mapping[str, Any]

    def text(self, key: str, default: str = "") -> str:
        return str(self.keys.get(key, default))

    def flag(self, key: str, default: bool) -> bool:
        return bool(self.keys.get(key, default))


@dataclass(frozen=True, slots=True)
class ComposedTemplate:
    """A whole form: fields in order of input, blocks in order of printing. `letterhead` replaces the issuer's name."""

    id: str
    version: str
    title: str
    source: str
    layout: str
    fields: Mapping[str, PaperField]
    blocks: tuple[BlockSpec, ...]
    blank_number: str = ""
    letterhead: str = ""

    @property
    def mark(self) -> str:
        """What an issued paper remembers: id and version."""
        return f"{self.id}/{self.version}"


def read_template(text: str, file: str) -> ComposedTemplate:
    """Raises BadInput `template_unreadable`, `template_key_unknown`, `template_key_missing`, `template_value`,
    `template_field_unknown`."""
    place = Place(file, text)
    data = _parsed(text, file)
    _refuse_unknown(place, data, _TOP)
    for key in _NEEDED:
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise fault("template_key_missing", place, key)
    if data["layout"] not in LAYOUTS:
        raise fault("template_value", place, "layout", value=data["layout"], choices="、".join(LAYOUTS))
    fields = read_fields(data.get("fields", {}), place)
    check = _Check(fields)
    blocks = tuple(check.block(place.of_block(at), entry) for at, entry in enumerate(_entries(place, data)))
    return ComposedTemplate(
        **{key: data[key] for key in _NEEDED},
        fields=fields,
        blocks=blocks,
        blank_number=str(data.get("blank_number", "")),
        letterhead=str(data.get("letterhead", "")),
    )


def placeholders(text: str) -> list[str]:
    """Names in braces, in order. Raises ValueError when the braces do not match."""
    return [name for _before, name, _format, _conversion in Formatter().parse(text) if name is not None]


def item_parts(item: Any) -> tuple[str, float | None]:
    """`reason:60` is the field `reason`, at least 60 points high."""
    name, _colon, least = str(item).partition(":")
    return name.strip(), float(least) if least.strip() else None


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise syntax_fault(file, text, error) from None


def _entries(place: Place, data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entries = data.get("block", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(item, Mapping) for item in entries):
        raise fault("template_key_missing", place, "block")
    return entries


def _refuse_unknown(place: Place, entry: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in entry:
        if key not in known:
            raise fault("template_key_unknown", place, str(key))


Reader = Callable[["_Check", Place, str, Any], None]


class _Check:
    """Looks at every value of a block with the fields at hand."""

    def __init__(self, fields: Mapping[str, PaperField]) -> None:
        self._fields = fields

    def block(self, place: Place, entry: Mapping[str, Any]) -> BlockSpec:
        kind = entry.get("kind")
        if kind not in _BLOCKS:
            raise fault("template_value", place, "kind", value=kind, choices="、".join(_BLOCKS))
        readers, needed = _BLOCKS[kind]
        _refuse_unknown(place, entry, _COMMON | readers.keys())
        for key in needed:
            if key not in entry:
                raise fault("template_key_missing", place, key)
        for key, value in entry.items():
            if key in readers:
                readers[key](self, place, key, value)
        for key in ("when", "unless"):
            named = entry.get(key, "")
            for name in named.split() if isinstance(named, str) else (named,):
                self.field(place, key, name)
        keys = {key: value for key, value in entry.items() if key not in _COMMON}
        return BlockSpec(kind, entry.get("when", ""), entry.get("unless", ""), keys)

    def words(self, place: Place, key: str, value: Any) -> None:
        """A text whose placeholders are fields of one value or a list."""
        if not isinstance(value, str):
            raise fault("template_value", place, key, value=value, choices="text")
        try:
            names = placeholders(value)
        except ValueError:
            raise fault("template_braces", place, key) from None
        for name in names:
            if name in ALWAYS:
                continue
            if name not in self._fields or self._fields[name].kind == ROWS:
                raise fault("template_field_unknown", place, key, field=name)

    def field(self, place: Place, key: str, value: Any, kinds: tuple[str, ...] = ()) -> None:
        known = isinstance(value, str) and (value in self._fields or (value in ALWAYS and not kinds))
        if not known or (kinds and self._fields[value].kind not in kinds):
            raise fault("template_field_unknown", place, key, field=value)

    def list_field(self, place: Place, key: str, value: Any) -> None:
        self.field(place, key, value, (LIST,))

    def rows_field(self, place: Place, key: str, value: Any) -> None:
        self.field(place, key, value, (ROWS,))

    def record_field(self, place: Place, key: str, value: Any) -> None:
        self.field(place, key, value, (ROWS,))
        if {"speaker", "words"} - {column.key for column in self._fields[value].columns}:
            raise fault("template_field_unknown", place, key, field=f"{value}.speaker/words")

    def field_list(self, place: Place, key: str, value: Any) -> None:
        if not isinstance(value, list) or not value:
            raise fault("template_value", place, key, value=value, choices="[…]")
        for name in value:
            self.field(place, key, name)

    def number(self, place: Place, key: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise fault("template_value", place, key, value=value, choices="≥ 0")

    def flag(self, place: Place, key: str, value: Any) -> None:
        if not isinstance(value, bool):
            raise fault("template_value", place, key, value=value, choices="true、false")

    def style(self, place: Place, key: str, value: Any) -> None:
        self._one_of(place, key, value, STYLES)

    def numbering(self, place: Place, key: str, value: Any) -> None:
        self._one_of(place, key, value, NUMBERINGS)

    def widths(self, place: Place, key: str, value: Any) -> None:
        numbers = isinstance(value, list) and len(value) > 1 and all(isinstance(item, int | float) for item in value)
        if not numbers or min(value) <= 0:
            raise fault("template_value", place, key, value=value, choices="[2.1, 4.6, …]")

    def table_rows(self, place: Place, key: str, value: Any) -> None:
        if not isinstance(value, list) or not value or not all(isinstance(row, list) and row for row in value):
            raise fault("template_value", place, key, value=value, choices='[["…"], …]')
        for row in value:
            for item in row:
                self._item(place, key, item)

    def places(self, place: Place, key: str, value: Any) -> None:
        if not isinstance(value, list) or not all(isinstance(item, Mapping) and "label" in item for item in value):
            raise fault("template_value", place, key, value=value, choices='[{label="…"}, …]')
        for item in value:
            _refuse_unknown(place, item, _PLACE)
            self.words(place, "label", item["label"])
            if "field" in item:
                self.field(place, "field", item["field"])
            if "side" in item:
                self._one_of(place, "side", item["side"], SIDES)

    def _item(self, place: Place, key: str, item: Any) -> None:
        if isinstance(item, str):
            try:
                name, _least = item_parts(item)
            except ValueError:
                raise fault("template_value", place, key, value=item, choices="name:60") from None
            if name in ALWAYS or (name in self._fields and self._fields[name].kind != ROWS):
                return
            raise fault("template_field_unknown", place, key, field=name)
        if not isinstance(item, Mapping) or not item:
            raise fault("template_value", place, key, value=item, choices='"…"、{label="…", text="…"}')
        _refuse_unknown(place, item, _ITEM)
        for part in ("label", "text"):
            if part in item:
                self.words(place, part, item[part])
        if "field" in item:
            self._item(place, key, item["field"])
        if "least" in item:
            self.number(place, "least", item["least"])

    def _one_of(self, place: Place, key: str, value: Any, choices: tuple[str, ...]) -> None:
        if value not in choices:
            raise fault("template_value", place, key, value=value, choices="、".join(choices))


def _words_or_flag(check: _Check, place: Place, key: str, value: Any) -> None:
    if not isinstance(value, bool):
        check.words(place, key, value)


_BLOCKS: dict[str, tuple[dict[str, Reader], tuple[str, ...]]] = {
    "masthead": (
        {"title": _Check.words, "number": _words_or_flag, "letterhead": _words_or_flag, "large": _Check.flag},
        (),
    ),
    "part": ({"text": _Check.words, "title": _Check.words}, ("text",)),
    "table": ({"columns": _Check.widths, "rows": _Check.table_rows}, ("rows",)),
    "paragraph": ({"text": _Check.words, "style": _Check.style, "label": _Check.words}, ("text",)),
    "list": (
        {"field": _Check.list_field, "numbering": _Check.numbering, "label": _Check.words, "style": _Check.style},
        ("field",),
    ),
    "record": ({"field": _Check.record_field}, ("field",)),
    "roster": ({"fields": _Check.field_list}, ("fields",)),
    "attachments": ({"field": _Check.list_field}, ("field",)),
    "rows": (
        {
            "field": _Check.rows_field,
            "heading": _Check.words,
            "empty": _Check.words,
            "numbered": _Check.flag,
            "least_rows": _Check.number,
        },
        ("field",),
    ),
    "signatures": (
        {"places": _Check.places, "seal": _Check.words, "date": _Check.field, "by": _Check.words},
        (),
    ),
    "imprint": ({"copies": _Check.field, "issued": _Check.flag}, ()),
    "page_break": ({}, ()),
    "cut_line": ({"text": _Check.words}, ()),
    "space": ({"pt": _Check.number}, ("pt",)),
    "rule": ({}, ()),
}
