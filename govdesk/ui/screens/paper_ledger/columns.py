"""What the ledger says of a paper, column by column."""

from zlib import crc32

from govdesk.foundation.text import _
from govdesk.services.paper_ledger import LedgerLine
from govdesk.ui.widgets.case_table import Column


def columns() -> tuple[Column, ...]:
    """From left to right, in the language in force."""
    return (
        Column("number", _("文号"), lambda line: line.number, 196, ink=_plain),
        Column("kind", _("文书种类"), lambda line: line.kind_label, ink=_plain),
        Column("case", _("案件编号"), lambda line: line.case_number, 112, 760),
        Column("body", _("制发单位"), lambda line: line.body),
        Column("issued", _("制发时间"), _issued, 134),
        Column("state", _("状态"), lambda line: line.state, 56, ink=_state_ink),
        Column("printed", _("打印"), lambda line: line.printed, 104, 700, _printed_ink),
        Column("signed", _("签字件"), _signed, 92, 860, _signed_ink),
        Column("pages", _("页数"), lambda line: str(line.pages or ""), 52, 1120, at_right=True),
        Column("copies", _("应打份数"), lambda line: str(line.copies or ""), 80, 1240, at_right=True),
        Column("seat", _("经办席位"), lambda line: line.issued_by, 96, 1180),
    )


def identity(line: LedgerLine) -> int:
    """The id of the paper; a gap is known by its number."""
    return line.document_id if line.document_id is not None else -(crc32(line.number.encode()) >> 1)


def _issued(line: LedgerLine) -> str:
    return f"{line.issued_at:%Y-%m-%d %H:%M}" if line.issued_at is not None else ""


def _signed(line: LedgerLine) -> str:
    return line.signed or (_("无") if line.in_force else "")


def _plain(line: LedgerLine) -> str:
    return "text" if line.in_force else "secondary"


def _state_ink(line: LedgerLine) -> str:
    return "due_soon_text" if line.is_gap else "overdue_text" if line.void else "on_time_text"


def _printed_ink(line: LedgerLine) -> str:
    return "secondary" if line.is_printed or not line.in_force else "due_soon_text"


def _signed_ink(line: LedgerLine) -> str:
    return "secondary" if line.signed else "hint"
