"""案件移交单: the case in points, why and on what basis, the list of materials, the signatures of both sides."""

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.page import (
    TABLE,
    TABLE_FRAME,
    Form,
    cell,
    chinese_date,
    label,
    long_text,
    masthead,
    pair,
    two_pairs,
)
from govdesk.documents.template import Template
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.paragraph import Paragraph, Style, spaced
from govdesk.documents.typesetting.table import Cell, Row, Table
from govdesk.domain.papers import HandoverPaper, Material

_COLUMNS = (2.1, 4.6, 2.1, 4.6)
_LIST_COLUMNS = (1.1, 5.0, 2.8, 1.1, 1.1, 2.9)
_SHORT_LIST = 12
_BLANK_ROWS = 4


def handover(paper: HandoverPaper, words: Template) -> Form:
    number = words("number", number=paper.number) if paper.number else words("blank_number")
    blocks: list[Block] = [
        *masthead(paper.letterhead, words.title, number),
        Table(_COLUMNS, _facts(words, paper), after=12),
        *_materials(words, paper),
        _signatures(words, paper),
        Paragraph([(words("copies_kept"), Typeface.KAI)], Style(size=12, leading=20, align="left", before=8)),
    ]
    title = " ".join(filter(None, (words.title, paper.number, paper.title)))
    return Form(words, TABLE_FRAME, blocks, title, paper.letterhead, paper.number, paper.handed_on, paper.specimen)


def _facts(words: Template, paper: HandoverPaper) -> list[Row]:
    rows = [
        two_pairs(words("sender"), paper.sender, words("receiver"), paper.receiver, 30),
        two_pairs(words("case_number"), paper.case_number, words("category"), paper.category),
        two_pairs(words("secrecy"), paper.secrecy, words("urgency"), paper.urgency),
        pair(words("title"), paper.title),
        pair(words("parties"), "\n".join(paper.parties)),
        long_text(words("summary"), paper.summary, 80),
        long_text(words("measures"), paper.measures, 60),
        long_text(words("reason"), paper.reason, 44),
        long_text(words("basis"), paper.basis, 30),
    ]
    rows.append(long_text(words("informed"), paper.informed, 30))
    rows.append(two_pairs(words("checked_by"), paper.checked_by, words("authorised_by"), paper.signed_by))
    return rows


def _materials(words: Template, paper: HandoverPaper) -> list[Block]:
    """A form without a case is filled in by hand: it has rows to write in."""
    by_hand = not paper.materials and not paper.title
    materials = (Material(""),) * _BLANK_ROWS if by_hand else paper.materials
    heading = Style(size=14, leading=24, align="center", after=4, keep_with_next=True)
    middle, left = spaced(TABLE, align="center"), spaced(TABLE, align="left")
    keys = ("position", "name", "original", "copies", "sheets", "note")
    rows = [Row([label(words(key)) for key in keys], header=True, keep_with_next=True)]
    for position, item in enumerate(materials, start=1):
        copies, sheets = ("" if number is None else str(number) for number in (item.copies, item.sheets))
        texts = (str(position) if item.name else "", item.name, item.original, copies, sheets, item.note)
        cells = [cell(text, style=left if key == "name" else middle) for key, text in zip(keys, texts, strict=True)]
        rows.append(Row(cells, keep_with_next=position == len(materials)))
    count = "　　" if by_hand else str(len(materials))
    note = words("count", count=count) if materials else words("none")
    rows.append(Row([cell(note, Typeface.KAI, span=len(keys))]))
    return [
        Paragraph([(words("materials"), Typeface.TITLE)], heading),
        Table(_LIST_COLUMNS, rows, after=12, keep_with_next=True, whole=len(materials) <= _SHORT_LIST),
    ]


def _signatures(words: Template, paper: HandoverPaper) -> Table:
    sides = []
    for side, person in (("sender", paper.sender_person), ("receiver", paper.receiver_person)):
        left, centre = spaced(TABLE, align="left"), spaced(TABLE, align="center")
        sides.append(
            Cell(
                [
                    Paragraph([(words(f"{side}_person") + "：", Typeface.FANG)], left),
                    Paragraph([(person, Typeface.FANG)], spaced(left, left=24.0)),
                    Paragraph([(words(f"{side}_seal"), Typeface.FANG)], spaced(centre, before=22)),
                    Paragraph([(words("handed_on") + "：" + chinese_date(paper.handed_on), Typeface.FANG)], centre),
                ]
            )
        )
    return Table((1, 1), [Row(sides, 118)])
