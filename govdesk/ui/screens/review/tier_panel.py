"""Middle: the share settled at each tier (小事不出村、大事不出街道), and what the follow-ups said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from govdesk.domain.review import TIERS
from govdesk.foundation.text import _
from govdesk.services.review import Review, Share, ShareRow
from govdesk.services.review_words import parts_words
from govdesk.ui.screens.review.numbers import Bar, NumberButton, Wanted, hairline, percent, tool, words
from govdesk.ui.widgets.labels import ElidedLabel

_VISITS = ("followed_up", "solved", "satisfied", "repeated")
_TABLE_ROWS = 6


class TierPanel(QFrame):
    """`pressed` carries the Wanted of a number."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._column = QVBoxLayout(self)
        self._views = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._column.addLayout(self._head())
        self._village, self._street = self._number(), self._number()
        self._column.addLayout(self._headline())
        self._all = _AllTiers(self)
        self._tables = (_TierTable(self), _TierTable(self))
        for page in (self._all, *self._tables):
            self._stack.addWidget(page)
        self._column.addWidget(self._stack, 6)
        self._column.addWidget(hairline())
        self._column.addWidget(words(_("回访与评价"), "heading"))
        self._visits = QGridLayout()
        self._build_visits()
        self._column.addLayout(self._visits, 3)

    def show_review(self, review: Review) -> None:
        for number, share in ((self._village, review.within_village), (self._street, review.within_street)):
            number.show_number(percent(share.value), wanted(review.period, share))
        self._all.show_shares(review.period, review.tier_shares)
        self._tables[0].show_rows(review.tiers_by_category)
        self._tables[1].show_rows(tuple(reversed(review.tiers_by_month)))
        for row, key in enumerate(_VISITS):
            self._show_visit(row, review, key)

    def show_scale(self, scale: float) -> None:
        margin = round(20 * scale)
        self._column.setContentsMargins(margin, round(14 * scale), margin, round(14 * scale))
        self._column.setSpacing(round(8 * scale))
        for grid in (self._visits, self._all.grid, *(table.grid for table in self._tables)):
            grid.setHorizontalSpacing(round(10 * scale))
        for table in self._tables:
            for column in range(1, len(TIERS) + 1):
                table.grid.setColumnMinimumWidth(column, round(50 * scale) if column < len(TIERS) else 0)

    def number(self, kind: str = "number") -> NumberButton:
        """A number whose pressing this panel tells."""
        return self._number(kind)

    def _head(self) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(2)
        made.addWidget(words(_("各层级化解占比"), "heading"))
        made.addStretch(1)
        for place, text in enumerate((_("合计"), _("按类别"), _("按月"))):
            switch = tool(text, checkable=True)
            switch.setChecked(place == 0)
            self._views.addButton(switch, place)
            made.addWidget(switch)
        self._views.idClicked.connect(self._stack.setCurrentIndex)
        return made

    def _headline(self) -> QHBoxLayout:
        made = QHBoxLayout()
        for text, number in ((_("小事不出村"), self._village), (_("大事不出街道"), self._street)):
            made.addWidget(words(text, "secondary"))
            made.addWidget(number)
            made.addStretch(1)
        return made

    def _build_visits(self) -> None:
        self._visit_names = [words() for _key in _VISITS]
        self._visit_rates = [self._number() for _key in _VISITS]
        self._visit_parts = [(self._number("cell"), words("÷", "secondary"), self._number()) for _key in _VISITS]
        self._visits.setColumnStretch(1, 1)
        for row in range(len(_VISITS)):
            self._visits.setRowStretch(row, 1)
            above, sign, below = self._visit_parts[row]
            cells = (self._visit_names[row], None, self._visit_rates[row], above, sign, below)
            for place, widget in enumerate(cells):
                if widget is not None:
                    self._visits.addWidget(widget, row, place, Qt.AlignmentFlag.AlignVCenter)

    def _show_visit(self, row: int, review: Review, key: str) -> None:
        figure = review.figure(key)
        above, below = parts_words(key)
        self._visit_names[row].setText(figure.label)
        self._visit_names[row].setToolTip(figure.rule)
        made = Wanted(review.period, key, "numerator", above, figure.numerator)
        whole = Wanted(review.period, key, "denominator", below, figure.denominator or 0)
        self._visit_rates[row].show_number(percent(figure.value), made._replace(title=figure.label))
        self._visit_parts[row][0].show_number(str(figure.numerator), made)
        self._visit_parts[row][2].show_number(str(figure.denominator), whole)

    def _number(self, kind: str = "number") -> NumberButton:
        made = NumberButton(kind)
        made.clicked.connect(lambda: self.pressed.emit(made.wanted))
        return made


class _AllTiers(QWidget):
    """One row per tier: name, bar, share, count."""

    def __init__(self, panel: TierPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QWidget, Bar, NumberButton, NumberButton]] = []

    def show_shares(self, period: str, shares: tuple[Share, ...]) -> None:
        while len(self._rows) < len(shares):
            self._add_row()
        for place, (name, bar, rate, count) in enumerate(self._rows):
            shown = place < len(shares)
            for widget in (name, bar, rate, count):
                widget.setVisible(shown)
            if shown:
                share = shares[place]
                name.setText(share.label)  # type: ignore[attr-defined]
                bar.show_share(share.value)
                rate.show_number(percent(share.value), wanted(period, share))
                told = _("{count} 件").format(count=share.numerator)
                count.show_number(told, wanted(period, share))

    def _add_row(self) -> None:
        row = len(self._rows)
        cells = (words(), Bar(), self._panel.number("cell"), self._panel.number("cell"))
        for place, widget in enumerate(cells):
            self.grid.addWidget(widget, row, place)
        self.grid.setRowStretch(row, 1)
        self._rows.append(cells)


class _TierTable(QWidget):
    """Rows of categories or months, a column per tier, every cell a share that opens its cases."""

    def __init__(self, panel: TierPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setVerticalSpacing(0)
        self.grid.setColumnStretch(0, 1)
        self._cells: list[QWidget] = []

    def show_rows(self, rows: tuple[ShareRow, ...]) -> None:
        for cell in self._cells:
            cell.hide()
            cell.deleteLater()
        self._cells = []
        shown = rows[:_TABLE_ROWS]
        if not any(row.closed for row in shown):
            self._put(words(_("本期没有办结的案件"), "secondary"), 0, 0)
            return
        self._put(words(_("占比 %"), "secondary"), 0, 0)
        columns = [share.short for share in max((row.shares for row in shown), key=len)]
        for place, head in enumerate(columns, start=1):
            self._put(words(head, "secondary"), 0, place, Qt.AlignmentFlag.AlignRight)
        for line, row in enumerate(shown, start=1):
            self._put(ElidedLabel(row.label), line, 0)
            for place, share in enumerate(row.shares, start=1):
                number = self._panel.number("cell")
                told = wanted(row.period, share, _("{row} · {tier}").format(row=row.label, tier=share.label))
                number.show_number(percent(share.value, 0).removesuffix("%"), told)
                number.setAccessibleName(f"{told.title} {percent(share.value, 0)}")
                self._put(number, line, place)

    def _put(self, widget: QWidget, row: int, column: int, side: Qt.AlignmentFlag | None = None) -> None:
        self._cells.append(widget)
        if side is None:
            self.grid.addWidget(widget, row, column)
        else:
            self.grid.addWidget(widget, row, column, side)
        self.grid.setRowStretch(row, 1 if row else 0)


def wanted(period: str, share: Share, title: str = "") -> Wanted:
    """What a share opens: the cases of its numerator."""
    return Wanted(period, share.key, "numerator", title or share.label, share.numerator)
