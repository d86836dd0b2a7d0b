"""The row of filters over the ledger: which days, which kind, which body, which state, which words."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.paper_ledger import PaperLedger
from govdesk.services.paper_ledger_choice import (
    LedgerChoice,
    bodies_in,
    kinds_in,
    period_bounds,
    periods_offered,
    states_offered,
)
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.date_fields import DateField
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.search_field import SearchField

OWN_DAYS = ""
DAY_WIDTH, SEARCH_WIDTH = 132, 260


class LedgerFilters(QWidget):
    """`period_changed` asks for another reading, `changed` only for another look at what was read."""

    period_changed = Signal()
    changed = Signal()
    descended = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._quiet = False
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 12, 8)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(self._days())
        column.addLayout(self._what())
        self._take_period()

    def bounds(self) -> tuple[date, date] | None:
        """The first and the last day, in the order in which they were typed; None while one is not a day."""
        begin, end = self.begin.value(), self.end.value()
        return (begin, end) if begin is not None and end is not None else None

    def choice(self) -> LedgerChoice:
        boxes = (self.kind, self.body, self.state)
        kind, body, state = (box.currentData() or "" for box in boxes)
        return LedgerChoice(kind, body, state, self.search.text())

    def offer(self, ledger: PaperLedger) -> None:
        """Kinds and bodies that occur; what was chosen stays chosen, also when it does not occur."""
        self._quiet = True
        _fill(self.kind, _("全部种类"), kinds_in(ledger))
        _fill(self.body, _("全部制发单位"), [(name, name) for name in bodies_in(ledger)])
        self._quiet = False

    def clear(self) -> None:
        """Everything of the period again."""
        self._quiet = True
        for box in (self.kind, self.body, self.state):
            box.setCurrentIndex(0)
        self.search.clear()
        self._quiet = False
        self._tell()

    def _days(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        self.period = _box(_("时间"), [*periods_offered(), (OWN_DAYS, _("自选日期"))])
        self.period.currentIndexChanged.connect(self._take_period)
        self.begin, self.end = DateField(_("从哪一天"), self._now), DateField(_("到哪一天"), self._now)
        for field in (self.begin, self.end):
            field.setFixedWidth(theme.px(DAY_WIDTH))
            field.line.editingFinished.connect(self._days_typed)
            field.changed.connect(self._day_picked)
        row.addWidget(label(_("制发日期"), "secondary"))
        for widget in (self.period, self.begin, label(_("至"), "secondary"), self.end):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _what(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        self.kind = _box(_("文书种类"), [("", _("全部种类"))])
        self.body = _box(_("制发单位"), [("", _("全部制发单位"))])
        self.state = _box(_("状态"), [("", _("全部状态")), *states_offered()])
        for box in (self.kind, self.body, self.state):
            box.currentIndexChanged.connect(self._tell)
            row.addWidget(box)
        self.search = SearchField(_("文号、案件编号、单位、席位"), _("在台账里找"))
        self.search.setFixedWidth(theme.px(SEARCH_WIDTH))
        self.search.searched.connect(self._tell)
        self.search.descended.connect(self.descended)
        row.addWidget(self.search)
        cross = button(_("清除筛选"), "link")
        cross.clicked.connect(self.clear)
        row.addWidget(cross)
        row.addStretch(1)
        return row

    def _take_period(self) -> None:
        period = self.period.currentData()
        if period == OWN_DAYS:
            self.begin.line.setFocus()
            return
        self._quiet = True
        for field, day in zip((self.begin, self.end), period_bounds(period, self._now().date()), strict=True):
            field.set_value(day)
        self._quiet = False
        self.period_changed.emit()

    def _day_picked(self) -> None:
        """Whoever types a day means days of his own."""
        bounds = self.bounds()
        if self._quiet or bounds is None:
            return
        offered = {period_bounds(code, self._now().date()): code for code, _label in periods_offered()}
        self.period.blockSignals(True)
        self.period.setCurrentIndex(self.period.findData(offered.get(bounds, OWN_DAYS)))
        self.period.blockSignals(False)

    def _days_typed(self) -> None:
        if not self._quiet and self.bounds() is not None:
            self.period_changed.emit()

    def _tell(self, _what: object = None) -> None:
        if not self._quiet:
            self.changed.emit()


def _box(name: str, choices: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for code, words in choices:
        box.addItem(words, code)
    return box


def _fill(box: QComboBox, all_words: str, choices: list[tuple[str, str]]) -> None:
    chosen, words = box.currentData() or "", box.currentText()
    if chosen and chosen not in [code for code, _words in choices]:
        choices = [*choices, (chosen, words)]
    box.clear()
    for code, text in [("", all_words), *choices]:
        box.addItem(text, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
