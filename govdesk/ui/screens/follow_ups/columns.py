"""What the list of follow-ups says of a case, column by column."""

from govdesk.foundation.text import _
from govdesk.services.follow_ups import FollowUpRow
from govdesk.ui.widgets.case_table import TONE_INKS, Column


def columns() -> tuple[Column, ...]:
    """From left to right, in the language in force."""
    return (
        Column("title", _("事项"), lambda row: row.title, ink=_plain),
        Column("reporter", _("反映人"), _reporter, 146, 620, _plain),
        Column("label", _("要做的"), lambda row: row.label, 104, 420, _plain),
        Column("due", _("时限"), lambda row: row.due_words, 106, 0, lambda row: TONE_INKS[row.tone]),
        Column("tries", _("最近一次"), _tries, 150, 560),
        Column("handler", _("承办单位"), lambda row: row.handler, 168, 860),
        Column("number", _("编号"), lambda row: row.number, 104, 1000),
    )


def _reporter(row: FollowUpRow) -> str:
    return " ".join(part for part in (row.reporter, row.phone) if part)


def _tries(row: FollowUpRow) -> str:
    if not row.tries:
        return row.last_try
    return _("{count} 次 · {words}").format(words=row.last_try, count=row.tries)


def _plain(_row: FollowUpRow) -> str:
    return "text"
