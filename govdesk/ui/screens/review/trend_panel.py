"""Left: how received and closed cases have moved, and what the received ones are about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.review import Review, Share
from govdesk.ui.screens.review.charts import CompositionBars, TrendChart
from govdesk.ui.screens.review.numbers import NumberButton, Wanted, words
from govdesk.ui.widgets.labels import ElidedLabel

CATEGORIES_SHOWN = 6


class TrendPanel(QFrame):
    """`pressed` carries the Wanted of a number or of a point of a line."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._review: Review | None = None
        self._column = QVBoxLayout(self)
        self._title = words("", "heading")
        self._here = words("", "secondary")
        self._received, self._closed = self._number(), self._number()
        self._column.addLayout(self._legend())
        self.chart = TrendChart()
        self.chart.pointed.connect(self._show_place)
        self.chart.point_pressed.connect(self._press_point)
        self._column.addWidget(self.chart, 5)
        self._column.addWidget(words(_("类别构成（件）"), "heading"))
        self._rows = QGridLayout()
        self._bars = CompositionBars()
        self._names = [ElidedLabel() for _row in range(CATEGORIES_SHOWN)]
        self._counts = [self._number("cell") for _row in range(CATEGORIES_SHOWN)]
        self._build_rows()
        self._column.addLayout(self._rows, 5)

    def show_review(self, review: Review) -> None:
        self._review = review
        weeks, months = _("收到与办结（近 {count} 周，件）"), _("收到与办结（近 {count} 月，件）")
        pattern = weeks if review.kind == "week" else months
        self._title.setText(pattern.format(count=len(review.trend)))
        self.chart.show_points(review.trend)
        self._show_place(-1)
        shares = review.composition[:CATEGORIES_SHOWN]
        self._bars.show_shares(shares, CATEGORIES_SHOWN)
        for row in range(CATEGORIES_SHOWN):
            self._show_row(row, shares[row] if row < len(shares) else None)

    def show_scale(self, scale: float) -> None:
        margin = round(20 * scale)
        self._column.setContentsMargins(margin, round(14 * scale), margin, round(14 * scale))
        self._column.setSpacing(round(8 * scale))
        self._rows.setHorizontalSpacing(round(12 * scale))
        self._rows.setColumnMinimumWidth(0, round(160 * scale))
        self._rows.setColumnMinimumWidth(2, round(64 * scale))
        self.chart.show_scale(scale)
        self._bars.show_scale(scale)

    def _legend(self) -> QHBoxLayout:
        """The head of the chart is its legend: line, word, number of the period pointed at."""
        made = QHBoxLayout()
        made.addWidget(self._title)
        made.addStretch(1)
        made.addWidget(self._here)
        for sign, role, word, number in (
            ("●", "received", _("收到"), self._received),
            ("■", "closed", _("办结"), self._closed),
        ):
            made.addWidget(words(f"{sign} {word}", role))
            made.addWidget(number)
        return made

    def _build_rows(self) -> None:
        self._rows.setVerticalSpacing(0)
        self._rows.setColumnStretch(1, 1)
        for row in range(CATEGORIES_SHOWN):
            self._rows.setRowStretch(row, 1)
            self._rows.addWidget(self._names[row], row, 0)
            self._rows.addWidget(self._counts[row], row, 2)
        self._rows.addWidget(self._bars, 0, 1, CATEGORIES_SHOWN, 1)

    def _number(self, kind: str = "number") -> NumberButton:
        made = NumberButton(kind)
        made.clicked.connect(lambda: self.pressed.emit(made.wanted))
        return made

    def _show_row(self, row: int, share: Share | None) -> None:
        self._names[row].setText(share.label if share else "")
        self._counts[row].setVisible(share is not None)
        if share and self._review:
            wanted = Wanted(self._review.period, share.key, "numerator", share.label, share.numerator)
            self._counts[row].show_number(str(share.numerator), wanted)

    def _show_place(self, place: int) -> None:
        if self._review is None:
            return
        point = self._review.trend[place]
        self._here.setText(point.label)
        for number, key, count, word in (
            (self._received, "received", point.received, _("收到")),
            (self._closed, "closed", point.closed, _("办结")),
        ):
            title = _("{label}{word}").format(label=point.label, word=word)
            number.show_number(str(count), Wanted(point.period, key, "numerator", title, count))

    def _press_point(self, key: str, place: int) -> None:
        self._show_place(place)
        number = self._received if key == "received" else self._closed
        if number.wanted is not None:
            self.pressed.emit(number.wanted)
