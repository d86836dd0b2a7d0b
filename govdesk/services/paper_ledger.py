"""文书台账: every paper issued in a period by kind and body, void ones and gaps of the number book among them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.domain.numbering import parse_paper_number
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.grids import seats
from govdesk.services.paper_labels import document_label
from govdesk.services.watermarks import export_table, table_pdf
from govdesk.storage.queries.paper_ledger import LedgerRow, StateRow, read_ledger, read_states


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One paper in words. `state` is 有效 or 作废; a gap has only `number` and `note`, and `document_id` None."""

    document_id: int | None
    case_id: int | None
    kind: str
    kind_label: str
    body: str
    number: str
    case_number: str
    title: str
    issued_at: datetime | None
    issued_by: str
    state: str
    pages: int
    copies: int
    printed: str
    signed: str
    note: str = ""
    void: bool = False
    is_printed: bool = False

    @property
    def is_gap(self) -> bool:
        """A number that the book passed over; no paper bears it."""
        return self.document_id is None

    @property
    def in_force(self) -> bool:
        return not (self.is_gap or self.void)


@dataclass(frozen=True, slots=True)
class PaperLedger:
    """Papers issued from `begin` to `end`, both days included. `missing` are numbers that the book passed over."""

    begin: date
    end: date
    lines: tuple[LedgerLine, ...]
    missing: tuple[str, ...]

    @property
    def unsigned(self) -> tuple[LedgerLine, ...]:
        """Papers in force whose signed scan is not there yet."""
        return tuple(line for line in self.lines if line.in_force and not line.signed)


def paper_ledger(desk: Desk, actor: Actor, begin: date, end: date) -> PaperLedger:
    """Raises BadInput `period_backwards`. A body's seat sees the papers of its own letterhead only."""
    if end < begin:
        raise BadInput("period_backwards", {"begin": begin.isoformat(), "end": end.isoformat()})
    from_moment = datetime.combine(begin, time())
    to_moment = datetime.combine(end + timedelta(days=1), time())
    with desk.looking(actor) as work:
        rows = read_ledger(work.connection, work.centre_id, from_moment, to_moment)
    if actor.role is Role.BODY:
        rows = [row for row in rows if row.body_id == actor.body_id]
    names = {seat.seat: seat.name for seat in seats(desk)}
    lines: list[LedgerLine] = []
    for _book, papers in groupby(sorted(rows, key=_place), key=lambda row: _place(row)[:4]):
        before: LedgerRow | None = None
        for row in papers:
            lines += [_missing(desk, row, number) for number in _between(before, row)]
            lines.append(_line(desk, row, names))
            before = row
    missing = tuple(line.number for line in lines if line.document_id is None)
    return PaperLedger(begin, end, tuple(lines), missing)


def paper_states(desk: Desk, actor: Actor, case_id: int) -> dict[int, str]:
    """For the row of each paper of a case: 印2次 已签, by the paper's id; "" while nothing was done with it."""
    with desk.looking(actor) as work:
        case_for_change(work, actor, case_id)
        rows = read_states(work.connection, case_id)
    return {row.document_id: "　".join(_state_words(row)) for row in rows}


def _state_words(row: StateRow) -> list[str]:
    words = [_("印{times}次{copies}份").format(times=row.printings, copies=row.copies)] if row.printings else []
    return [*words, _("已签")] if row.scans else words


SHARES = (3.4, 2.4, 2.6, 2.2, 2.0, 1.6, 1.0, 0.8, 0.9, 1.7, 1.3, 2.0)
"""Of the page's width, for the columns in their order."""


def columns() -> list[tuple[str, str]]:
    """Field of a line and the heading above it."""
    return [
        ("number", _("文号")),
        ("kind_label", _("文书种类")),
        ("body", _("制发单位")),
        ("case_number", _("案件编号")),
        ("issued_at", _("制发时间")),
        ("issued_by", _("经办席位")),
        ("state", _("状态")),
        ("pages", _("页数")),
        ("copies", _("应打份数")),
        ("printed", _("打印")),
        ("signed", _("签字件")),
        ("note", _("备注")),
    ]


def ledger_table(ledger: PaperLedger) -> tuple[list[str], list[list[str]]]:
    """Headings and rows as text, for a workbook or a PDF."""
    rows = [[_word(getattr(line, name)) for name, _label in columns()] for line in ledger.lines]
    return [label for _name, label in columns()], rows


def ledger_title(ledger: PaperLedger) -> str:
    return _("文书台账（{begin} 至 {end}）").format(begin=ledger.begin.isoformat(), end=ledger.end.isoformat())


def export_ledger(desk: Desk, actor: Actor, ledger: PaperLedger, path: Path) -> None:
    """As .xlsx or .pdf, marked with who took it out. Raises BadInput `ledger_ending`, `file_not_written`."""
    headers, rows = ledger_table(ledger)
    export_table(desk, actor, path, ledger_title(ledger), headers, rows, SHARES)


def ledger_pages(desk: Desk, actor: Actor, ledger: PaperLedger) -> bytes:
    """The ledger as a PDF for the printer, with the same mark."""
    headers, rows = ledger_table(ledger)
    return table_pdf(desk, actor, ledger_title(ledger), headers, rows, SHARES)


def _line(desk: Desk, row: LedgerRow, names: dict[str, str]) -> LedgerLine:
    void = row.state != "issued"
    return LedgerLine(
        document_id=row.id,
        case_id=row.case_id,
        kind=row.kind,
        kind_label=document_label(row.kind),
        body=_body(desk, row.body_id),
        number=row.number or _("（无文号）"),
        case_number=row.case_number,
        title=row.title,
        issued_at=row.issued_at,
        issued_by=names.get(row.issued_by, row.issued_by),
        state=_("作废") if void else _("有效"),
        pages=row.pages,
        copies=row.copies,
        printed=_("{times} 次 {copies} 份").format(times=row.printings, copies=row.copies_printed)
        if row.printings
        else _("未打印"),
        signed=_("已签 {count} 件").format(count=row.scans) if row.scans else "",
        note=_("已作废，号码不再使用") if void else "",
        void=void,
        is_printed=bool(row.printings),
    )


def _place(row: LedgerRow) -> tuple[int, str, str, int, int, int]:
    """By body, then by number book (several kinds may share one), papers without a number by kind at its end."""
    book = _book(row.number)
    return row.body_id or 0, "" if book else row.kind, book, row.year, row.sequence, row.id


def _book(number: str) -> str:
    """The words before the year; a volume stands in the book of its agreement."""
    try:
        known = parse_paper_number(number.partition(_("之"))[0])  # 第1号之二 was bound again
    except BadInput:
        return number.partition("〔")[0]
    return f"{known.abbreviation}{known.series}"


def _between(before: LedgerRow | None, row: LedgerRow) -> list[str]:
    """The numbers that the book passed over between two papers of the period."""
    if before is None or not row.sequence or not before.sequence:
        return []
    try:
        number = parse_paper_number(row.number)
    except BadInput:
        return []
    return [replace(number, sequence=sequence).text for sequence in range(before.sequence + 1, row.sequence)]


def _missing(desk: Desk, row: LedgerRow, number: str) -> LedgerLine:
    return LedgerLine(
        document_id=None,
        case_id=None,
        kind=row.kind,
        kind_label=document_label(row.kind),
        body=_body(desk, row.body_id),
        number=number,
        case_number="",
        title="",
        issued_at=None,
        issued_by="",
        state=_("空号"),
        pages=0,
        copies=0,
        printed="",
        signed="",
        note=_("号码簿里没有这个号的文书"),
    )


def _body(desk: Desk, body_id: int | None) -> str:
    if body_id is None:
        return desk.known_centre().office_name
    row = desk.body_rows.get(body_id)
    return row.name if row is not None else ""


def _word(value: object) -> str:
    if value is None or value == 0:
        return ""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
