"""What the register says of a mediator, column by column."""

from govdesk.foundation.text import _
from govdesk.services.mediator_register import RegisterRow
from govdesk.ui.widgets.case_table import Column


def columns() -> tuple[Column, ...]:
    """From left to right, in the language in force."""
    return (
        Column("name", _("姓名"), lambda row: row.entry.name, 96, ink=_plain),
        Column("committee", _("调解委员会"), lambda row: row.entry.committee),
        Column("kind", _("类别"), lambda row: row.entry.kind_label, 72, 420),
        Column("office", _("职务"), lambda row: row.entry.office, 84, 640),
        Column("specialities", _("特长"), lambda row: "、".join(row.entry.specialities), 150, 900),
        Column("number", _("证号"), lambda row: row.entry.number, 110, 980),
        Column("term", _("聘任止"), _term, 104, 520, _term_ink),
        Column("open", _("在调"), _open, 64, 0, _open_ink),
        Column("next", _("下一场"), _next, 104, 560),
    )


def _term(row: RegisterRow) -> str:
    if not row.entry.in_office:
        return _("已离任")
    return row.entry.valid_to.isoformat() if row.entry.valid_to is not None else ""


def _term_ink(row: RegisterRow) -> str:
    if not row.entry.in_office:
        return "hint"
    return "due_soon_text" if row.term_ends_soon else "secondary"


def _open(row: RegisterRow) -> str:
    return _("{count} 件").format(count=len(row.open_cases)) if row.open_cases else ""


def _open_ink(row: RegisterRow) -> str:
    return "text" if row.open_cases else "hint"


def _next(row: RegisterRow) -> str:
    return f"{row.next_talk:%m-%d %H:%M}" if row.next_talk is not None else ""


def _plain(row: RegisterRow) -> str:
    return "text" if row.entry.in_office else "secondary"
