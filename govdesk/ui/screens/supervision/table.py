"""What the board says of a case, column by column."""

from govdesk.foundation.text import _
from govdesk.services.supervision_board import BoardRow
from govdesk.ui.widgets.case_table import TONE_INKS, Column


def columns() -> tuple[Column, ...]:
    """From left to right, in the language in force."""
    return (
        Column("title", _("事项"), _title, ink=_plain),
        Column("body", _("承办单位"), _body, 150, 420, _plain),
        Column("words", _("情况"), lambda row: row.words, ink=lambda row: TONE_INKS[row.tone]),
        Column("due", _("中心钟"), lambda row: row.due_words, 108, 800),
        Column("citizen", _("群众钟"), lambda row: row.citizen_words, 108, 900),
        Column("step", _("最近督办"), lambda row: row.last_step, 126, 600),
        Column("number", _("编号"), lambda row: row.number, 104, 1100),
    )


def _title(row: BoardRow) -> str:
    return _("【紧急】{title}").format(title=row.title) if row.urgent else row.title


def _body(row: BoardRow) -> str:
    return _("{body}（只商请）").format(body=row.body) if row.invited_only else row.body


def _plain(_row: BoardRow) -> str:
    return "text"
