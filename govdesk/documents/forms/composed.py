"""A composed form: the blocks of its template, one after the other, with the paper's values in them."""

from collections.abc import Callable, Sequence

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.composed_setting import LAYOUTS, Setting
from govdesk.documents.forms.composed_tables import long_table, signatures, table
from govdesk.documents.forms.composed_text import attachments, numbered_list, paragraph, record, roster
from govdesk.documents.forms.cut_line import CutLine
from govdesk.documents.forms.official_page import (
    LEADING,
    OFFICIAL_TITLE,
    Imprint,
    LetterHead,
    RedHead,
    letter_ground,
    page_number,
)
from govdesk.documents.forms.page import Form, masthead, part_heading
from govdesk.documents.template_grammar import BlockSpec, ComposedTemplate
from govdesk.documents.typesetting.block import Block, Space
from govdesk.documents.typesetting.labelled import Labelled
from govdesk.documents.typesetting.page_flow import Dress, PageBreak
from govdesk.documents.typesetting.paragraph import Paragraph, Style, spaced
from govdesk.documents.typesetting.sheet import Sheet
from govdesk.domain.papers import ComposedPaper

_LARGE = Style(size=40, leading=60, align="center")
_BLANK_NUMBER = "　　　〔　　　　〕　　号"


def composed(paper: ComposedPaper, template: ComposedTemplate) -> Form:
    """The whole form ready for the flow."""
    layout = LAYOUTS[template.layout]
    setting = Setting(paper, template, layout)
    blocks: list[Block] = []
    for spec in template.blocks:
        if not all(map(setting.has, spec.when.split())) or any(map(setting.has, spec.unless.split())):
            continue
        made = _MAKERS[spec.kind](setting, spec)
        if spec.kind == "signatures":
            _bind(blocks)
        blocks += made
    named = paper.values.get("title")
    subject = " ".join(filter(None, (template.title, paper.number, named if isinstance(named, str) else "")))
    return Form(
        template,
        layout.frame,
        blocks,
        subject,
        paper.letterhead,
        paper.number,
        paper.dated_on,
        paper.specimen,
        under=letter_ground if layout.name == "letter" else None,
        foot=_FEET.get(layout.name),
    )


def _masthead(setting: Setting, block: BlockSpec) -> list[Block]:
    title = setting.fill(block.text("title", setting.template.title))
    letterhead = _shown(setting, block, "letterhead", "{letterhead}")
    number = setting.paper.number
    if block.keys.get("number") is False:
        text = number = ""
    else:
        blank = setting.template.blank_number or _BLANK_NUMBER
        pattern = block.keys.get("number")
        text = setting.fill(pattern) if isinstance(pattern, str) else f"编号：{number or blank}"
        number = number or blank
    name = setting.layout.name
    if name == "official":
        return [RedHead(letterhead, number), *_title(title)]
    if name == "letter":
        return [LetterHead(letterhead, number), *_title(title)]
    if name == "minutes":
        return [RedHead(title, number)]
    if block.flag("large", False):
        return [Paragraph([(title, Typeface.TITLE)], _LARGE)]
    return masthead(letterhead, title, text)


def _shown(setting: Setting, block: BlockSpec, key: str, default: str) -> str:
    value = block.keys.get(key, default)
    return setting.fill(value) if isinstance(value, str) else setting.fill(default) if value else ""


def _title(title: str) -> list[Block]:
    """Two empty lines under the red line, one under the title (GB/T 9704-2012 §7.3.1)."""
    heading = Paragraph([(title, Typeface.TITLE)], spaced(OFFICIAL_TITLE, keep_with_next=True))
    return [_gap(2), heading, _gap(1)]


def _gap(lines: int) -> Space:
    return Space(LEADING * lines, keep_with_next=True)


def _part(setting: Setting, block: BlockSpec) -> list[Block]:
    title = setting.fill(block.text("title", setting.template.title))
    number = setting.paper.number or setting.template.blank_number or _BLANK_NUMBER
    return [part_heading(f"{title}（{setting.fill(block.text('text'))}）", f"编号：{number}")]


def _imprint(setting: Setting, block: BlockSpec) -> list[Block]:
    copies = setting.printed(block.text("copies")) if block.text("copies") else ""
    ruled = setting.layout.name != "letter"
    issued = setting.printed("dated_on")
    shown = ruled and block.flag("issued", True)
    if not copies and not shown:
        return []
    return [
        Imprint(copies, setting.paper.letterhead if shown else "", f"{issued}印发" if issued and shown else "", ruled)
    ]


def _cut_line(setting: Setting, block: BlockSpec) -> list[Block]:
    return [CutLine(setting.fill(block.text("text")))]


def _page_break(_setting: Setting, _block: BlockSpec) -> list[Block]:
    return [PageBreak()]


def _space(_setting: Setting, block: BlockSpec) -> list[Block]:
    return [Space(float(block.keys["pt"]))]


def _rule(_setting: Setting, _block: BlockSpec) -> list[Block]:
    return [_Rule()]


class _Rule:
    """A thin line between the margins."""

    before = after = 4.0
    keep_with_next = False

    def height(self, width: float) -> float:
        return 4.0

    def split(self, width: float, room: float) -> None:
        return None

    def draw(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        sheet.line(x, top - 2, x + width, top - 2)


_MAKERS: dict[str, Callable[[Setting, BlockSpec], list[Block]]] = {
    "masthead": _masthead,
    "part": _part,
    "table": table,
    "paragraph": paragraph,
    "list": numbered_list,
    "record": record,
    "roster": roster,
    "attachments": attachments,
    "rows": long_table,
    "signatures": signatures,
    "imprint": _imprint,
    "page_break": _page_break,
    "cut_line": _cut_line,
    "space": _space,
    "rule": _rule,
}


def _no_foot(_sheet: Sheet, _page: int, _pages: int) -> None:
    return None


_FEET: dict[str, Dress] = {
    "official": page_number(),
    "letter": page_number(first_shown=2),
    "minutes": page_number(),
    "cover": _no_foot,
}


def _bind(blocks: Sequence[Block]) -> None:
    """Nobody signs a page without a word of the text on it: the last lines go with the signatures."""
    for block in reversed(blocks):
        if isinstance(block, Paragraph | Labelled | Space):
            block.keep_with_next = True
        if not isinstance(block, Space):
            return
