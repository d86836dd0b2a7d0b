"""Ruled blocks of a composed form: labels with values, long tables, places to sign."""

from collections.abc import Mapping, Sequence
from typing import Any

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.composed_setting import BLANK_DATE, Setting, cell_text
from govdesk.documents.forms.official_page import SignOff
from govdesk.documents.forms.page import TABLE, cell, label
from govdesk.documents.forms.signature import signature, signature_table
from govdesk.documents.template_grammar import BlockSpec, item_parts
from govdesk.documents.typesetting.block import Block, Space
from govdesk.documents.typesetting.paragraph import Paragraph, Style, paragraphs, spaced
from govdesk.documents.typesetting.table import Cell, Row, Table
from govdesk.domain.paper_fields import LONG, PaperColumn

_FOUR = (2.1, 4.6, 2.1, 4.6)
_LEAST, _LEAST_LONG = 26.0, 44.0  # points
_BLANK_ROWS = 4
_SHORT_LIST = 12  # rows: a table of no more stays whole
_WIDE_COLUMN = 3.0  # from this share on a column is set flush left
_POSITION = PaperColumn("", "序号", 1.1)
_SEAL = Style(size=14, leading=24, align="center")
_NUMBERING = {"left": "left", "right": "right", "centre": "center"}


def table(setting: Setting, block: BlockSpec) -> list[Block]:
    """Rows of label and value; the last value of a row takes the columns that are left."""
    columns = tuple(block.keys.get("columns", _FOUR))
    rows = [_row(setting, [_part(item) for item in items], len(columns)) for items in block.keys["rows"]]
    return [Table(columns, rows, before=2, after=8)]


def long_table(setting: Setting, block: BlockSpec) -> list[Block]:
    """The rows of a field under a header that comes again on every page."""
    field = setting.template.fields[block.text("field")]
    columns = (_POSITION, *field.columns) if block.flag("numbered", False) else field.columns
    rows = [Row([label(column.label) for column in columns], header=True, keep_with_next=True)]
    values = setting.rows(field.name)
    least = int(block.keys.get("least_rows", _BLANK_ROWS if values is None else 0))
    shown: list[Mapping[str, str]] = list(values or [])
    shown += [{}] * (least - len(shown))
    for position, value in enumerate(shown, start=1):
        rows.append(Row([_list_cell(column, value, position if value else 0) for column in columns]))
    if not shown:
        none = setting.fill(block.text("empty", "无"))
        rows.append(Row([cell(none, style=spaced(TABLE, align="center"), span=len(columns))]))
    made: list[Block] = []
    heading = setting.fill(block.text("heading"))
    if heading:
        style = Style(size=14, leading=24, align="center", before=4, after=4, keep_with_next=True)
        made.append(Paragraph([(heading, Typeface.TITLE)], style))
    whole = len(rows) <= _SHORT_LIST
    return [*made, Table([column.width for column in columns], rows, after=10, whole=whole)]


def signatures(setting: Setting, block: BlockSpec) -> list[Block]:
    """Places to sign, beside each other; under them the issuer, the place of the seal in words and the date."""
    seal = setting.fill(block.text("seal"))
    dated = block.text("date")
    date = (setting.printed(dated) or BLANK_DATE) if dated else ""
    by = setting.fill(block.text("by"))
    places = block.keys.get("places", [])
    if setting.layout.is_official and not places:
        return [SignOff(by or setting.paper.letterhead, date, seal)]
    last: list[list[Block]] = [[Paragraph([(text, Typeface.FANG)], _SEAL)] for text in (by, seal, date) if text]
    left, right = _columns(setting, places)
    return [Space(4, keep_with_next=True), signature_table(left, right, last)]


def _columns(setting: Setting, places: Sequence[Mapping[str, Any]]) -> tuple[list[list[Block]], list[list[Block]]]:
    """Places with a side go there; the others are dealt out, left first."""
    left: list[list[Block]] = []
    right: list[list[Block]] = []
    for place in places:
        how = setting.fill(place["label"])
        for name in setting.items(place["field"]) if place.get("field") else [""]:
            side = place.get("side") or ("left" if len(left) <= len(right) else "right")
            (left if side == "left" else right).append(signature(how, name))
        if place.get("field") and not setting.items(place["field"]):
            side = place.get("side") or ("left" if len(left) <= len(right) else "right")
            (left if side == "left" else right).append(signature(how, ""))
    return left, right


def _part(item: Any) -> dict[str, Any]:
    """An item of a row in its long form: label, text, field, least, align."""
    if isinstance(item, str):
        name, least = item_parts(item)
        return {"field": name} | ({"least": least} if least is not None else {})
    if "field" in item:
        return {**_part(item["field"]), **{key: value for key, value in item.items() if key != "field"}}
    return dict(item)


def _row(setting: Setting, parts: Sequence[Mapping[str, Any]], columns: int) -> Row:
    cells: list[Cell] = []
    used, least = 0, _LEAST
    for position, part in enumerate(parts, start=1):
        wording = _label(setting, part)
        if wording:
            cells.append(label(wording))
            used += 1
        rest = sum(1 + bool(_label(setting, later)) for later in parts[position:])
        span = max(1, columns - used - rest) if position == len(parts) else 1
        cells.append(_value(setting, part, span))
        used += span
        least = max(least, part.get("least") or (_LEAST_LONG if _is_long(setting, part) else _LEAST))
    return Row(cells, least)


def _label(setting: Setting, part: Mapping[str, Any]) -> str:
    if "label" in part:
        return setting.fill(part["label"])
    field = setting.template.fields.get(part.get("field", ""))
    return (
        field.label
        if field
        else {"number": "编号", "dated_on": "日期", "letterhead": "单位"}.get(part.get("field", ""), "")
    )


def _value(setting: Setting, part: Mapping[str, Any], span: int) -> Cell:
    style = spaced(TABLE, align=_NUMBERING[part["align"]]) if "align" in part else TABLE
    alone = _alone(setting, part.get("text", ""))
    if "text" in part and not alone:
        return cell(setting.fill(part["text"]), style=style, span=span)
    name = alone or part.get("field", "")
    if not name:
        return Cell((), span)
    if _is_long(setting, part):
        return Cell(paragraphs(cell_text(setting, name), Typeface.FANG, spaced(style, indent=2.0)), span)
    if "align" not in part:
        style = spaced(TABLE, align=_own_align(setting, name))
    return cell(cell_text(setting, name), style=style, span=span)


def _alone(setting: Setting, wording: str) -> str:
    """The field that is all of the wording while it is not known: its cell has room enough to write in."""
    name = wording.strip()[1:-1]
    return (
        name if wording.strip() == f"{{{name}}}" and name in setting.template.fields and not setting.has(name) else ""
    )


def _own_align(setting: Setting, name: str) -> str:
    """年　　月　　日 to be filled by hand stands in the middle: there is room before the first word."""
    field = setting.template.fields.get(name)
    if field is not None and field.choices:
        return "left"
    return TABLE.align if field is None or setting.has(name) else "center"


def _is_long(setting: Setting, part: Mapping[str, Any]) -> bool:
    field = setting.template.fields.get(part.get("field", ""))
    return field is not None and field.kind == LONG


def _list_cell(column: PaperColumn, value: Mapping[str, str], position: int) -> Cell:
    wide = column.width >= _WIDE_COLUMN
    text = (str(position) if position else "") if column is _POSITION else value.get(column.key, "")
    return cell(text, style=spaced(TABLE, align="left" if wide else "center"))
