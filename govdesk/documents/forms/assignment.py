"""案件交办单: 正联 first, then a page to be cut in two: 存根 above, which stays, and 回执 below, which comes back."""

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.cut_line import CutLine
from govdesk.documents.forms.page import (
    LABEL,
    TABLE,
    TABLE_FRAME,
    Form,
    cell,
    chinese_date,
    label,
    long_text,
    masthead,
    pair,
    part_heading,
    two_pairs,
)
from govdesk.documents.template import Template
from govdesk.documents.typesetting.block import Block
from govdesk.documents.typesetting.page_flow import PageBreak
from govdesk.documents.typesetting.paragraph import Paragraph, Style, spaced
from govdesk.documents.typesetting.table import Cell, Row, Table
from govdesk.domain.papers import AssignmentPaper

_COLUMNS = (2.1, 4.6, 2.1, 4.6)
_ORDER = Style(size=14, leading=24, indent=2, after=6)
_BLANK = 26.0
_NOBODY = "_" * 16


def assignment(paper: AssignmentPaper, words: Template) -> Form:
    number = words("number", number=paper.number) if paper.number else words("blank_number")
    blocks: list[Block] = [
        *_main(words, paper, number),
        PageBreak(),
        *_stub(words, paper, number),
        CutLine(words("cut", number=paper.number or "　　　　　　")),
        *_reply(words, paper, number),
    ]
    title = " ".join(filter(None, (words.title, paper.number, paper.title)))
    return Form(words, TABLE_FRAME, blocks, title, paper.letterhead, paper.number, paper.assigned_on, paper.specimen)


def _stub(words: Template, paper: AssignmentPaper, number: str) -> list[Block]:
    rows = [
        two_pairs(words("receiver"), paper.receiver, words("case_number"), paper.case_number, _BLANK),
        pair(words("title"), paper.title, _BLANK),
        two_pairs(words("assigned_on"), chinese_date(paper.assigned_on), words("due"), paper.due, _BLANK),
        two_pairs(words("checked_by"), paper.checked_by, words("authorised_by"), paper.signed_by, _BLANK),
        two_pairs(words("assigned_by"), paper.assigned_by, words("signed_by"), "", _BLANK),
    ]
    return [part_heading(f"{words.title}（{words('stub')}）", number), Table(_COLUMNS, rows)]


def _main(words: Template, paper: AssignmentPaper, number: str) -> list[Block]:
    order = words("order_with_due", due=paper.due) if paper.due else words("order")
    receiver = spaced(_ORDER, indent=0.0, after=0.0, keep_with_next=True)
    return [
        *masthead(paper.letterhead, f"{words.title}（{words('main')}）", number),
        Paragraph([(f"{paper.receiver or _NOBODY}：", Typeface.FANG)], receiver),
        Paragraph([(order, Typeface.FANG)], spaced(_ORDER, keep_with_next=True)),
        Table(_COLUMNS, _main_rows(words, paper)),
    ]


def _main_rows(words: Template, paper: AssignmentPaper) -> list[Row]:
    rows = [
        pair(words("title"), paper.title),
        two_pairs(words("case_number"), paper.case_number, words("received"), paper.received),
        two_pairs(words("secrecy"), paper.secrecy, words("urgency"), paper.urgency),
        two_pairs(words("source"), paper.source, words("place"), paper.place),
        two_pairs(words("reporter"), paper.reporter, words("phone"), paper.phone),
        long_text(words("summary"), paper.summary, 64),
    ]
    rows.append(pair(words("assists"), "、".join(paper.assists)))
    rows.append(long_text(words("leader_note"), paper.leader_note, 44))
    rows.append(long_text(words("instruction"), paper.instruction, 50))
    rows.append(two_pairs(words("due"), paper.due, words("reply_way"), paper.reply_way))
    listed = "\n".join(f"{index}. {name}" for index, name in enumerate(paper.attachments, start=1))
    rows.append(pair(words("attachments"), listed))
    rows.append(two_pairs(words("checked_by"), paper.checked_by, words("authorised_by"), paper.signed_by))
    rows.append(_signed(words, paper))
    return rows


def _signed(words: Template, paper: AssignmentPaper) -> Row:
    issued = [
        Paragraph([(words("assigned_by") + "：" + paper.assigned_by, Typeface.FANG)], spaced(TABLE, align="left")),
        Paragraph([(words("seal"), Typeface.FANG)], spaced(TABLE, align="center", before=8)),
        Paragraph([(chinese_date(paper.assigned_on), Typeface.FANG)], spaced(TABLE, align="center")),
    ]
    taken = [
        Paragraph([(words("signed_by") + "：", Typeface.FANG)], spaced(TABLE, align="left")),
        Paragraph([(words("signed_at") + "：", Typeface.FANG)], spaced(TABLE, align="left", before=8)),
        Paragraph([(chinese_date(None) + "　　时　　分", Typeface.FANG)], spaced(TABLE, align="center")),
    ]
    return Row([Cell(issued, 2), Cell(taken, 2)], 84)


def _reply(words: Template, paper: AssignmentPaper, number: str) -> list[Block]:
    rows = [
        two_pairs(words("receiver"), paper.receiver, words("order_number"), paper.number),
        pair(words("title"), paper.title),
        two_pairs(words("case_number"), paper.case_number, words("due"), paper.due),
        long_text(words("result"), "", 160),
        Row([label(words("solved")), cell(words("solved_choices"), span=3)], 30),
        Row([label(words("opinion")), cell(words("opinion_choices"), span=3)], 32),
        two_pairs(words("handled_by"), "", words("phone"), "", 30),
        Row([label(words("approved_by")), cell(words("approved_how")), Cell(_reply_seal(words), 2)], 62),
    ]
    note = Style(size=11, leading=18, align="left", before=4)
    return [
        part_heading(f"{words.title}（{words('reply')}）", number),
        Table(_COLUMNS, rows),
        Paragraph([(words("return_to", letterhead=paper.letterhead), Typeface.KAI)], note),
    ]


def _reply_seal(words: Template) -> list[Block]:
    return [
        Paragraph([(words("reply_seal"), Typeface.FANG)], spaced(LABEL, leading=19.0)),
        Paragraph([(words("replied_on") + "：" + chinese_date(None), Typeface.FANG)], spaced(LABEL, leading=19.0)),
    ]
