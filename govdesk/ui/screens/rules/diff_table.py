"""The cases that the draft would send elsewhere: from, to, and what a person had made of them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.services.rule_simulation import DiffRow
from govdesk.ui.widgets.case_table import CaseTable, Column

_HAND = "hand"


def columns() -> tuple[Column, ...]:
    """From left to right, in the language in force."""
    return (
        Column("number", _("编号"), lambda row: row.number, 104),
        Column("title", _("事项"), lambda row: row.title, ink=lambda _row: "text"),
        Column("step", _("何时"), _step_words, 72, ink=lambda _row: "text"),
        Column("before", _("现行规则"), lambda row: row.before.words),
        Column("after", _("改后"), after_words, ink=lambda _row: "text"),
        Column(_HAND, _("人工改派"), hand_words, ink=lambda row: "on_time_text" if row.agrees else "due_soon_text"),
    )


def after_words(row: DiffRow) -> str:
    """Where it would go; with the same body what else would be otherwise."""
    before, after = row.before, row.after
    if after.words != before.words:
        return after.words
    other = _("协办不同") if after.assists != before.assists else _("期限不同")
    return _("{words}（{other}）").format(words=after.words, other=other)


def hand_words(row: DiffRow) -> str:
    """What a person did with the case, beside what the draft would do."""
    if not row.hand_corrected or row.hand is None:
        return ""
    if row.agrees:
        return _("✔ 与人工一致")
    return _("✎ 人工派到 {hand}").format(hand=row.hand.words)


class DiffTable(CaseTable):
    """What a person did has a column only where somebody did something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(columns(), _("会改派的案件"), parent)
        self._corrected = False

    def show_diff(self, rows: Sequence[DiffRow]) -> None:
        """The rows of one simulation, all or those corrected by hand."""
        self._corrected = any(row.hand_corrected for row in rows)
        self.show_rows(rows, self.current_id())

    def fitting(self, room: int) -> list[Column]:
        return [column for column in super().fitting(room) if self._corrected or column.code != _HAND]


def _step_words(row: DiffRow) -> str:
    return _("上报时") if row.step == "climb" else _("初次分派")
