"""One of the six big numbers: label, value, and the parts it was made of."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.domain.review import Part
from govdesk.foundation.text import _
from govdesk.services.review import Figure, Review
from govdesk.services.review_words import parts_words
from govdesk.ui.screens.review import look
from govdesk.ui.screens.review.numbers import BUTTON_INSET, NumberButton, Wanted, percent, words


class FigureCard(QFrame):
    """`pressed` carries the Wanted of a number, `explained` the definition while the card is looked at."""

    pressed = Signal(object)
    explained = Signal(str)

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.setProperty("panel", True)
        self._rule = ""
        self._title = words("", "secondary")
        self._value = self._number("value")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        value_line = QHBoxLayout()
        value_line.setContentsMargins(0, 0, 0, 0)
        value_line.addWidget(self._value)
        value_line.addStretch(1)
        self._column.addLayout(value_line)
        self._lines = [self._line(), self._line()]
        self._column.addStretch(1)

    def show_figure(self, review: Review) -> None:
        figure = review.figure(self.key)
        self._rule = _("{label}：{rule}").format(label=figure.label, rule=figure.rule)
        self._title.setText(_card_label(figure, review))
        self.setToolTip(figure.rule)
        value = percent(figure.value) if figure.is_rate else str(figure.numerator)
        self._value.show_number(value, _wanted(review, figure, "numerator", figure.label))
        self._value.setAccessibleName(f"{figure.label} {value}")
        self._value.setAccessibleDescription(figure.rule)
        for line, parts in zip(self._lines, _parts(review, figure), strict=True):
            line.show(*parts)

    def show_scale(self, scale: float) -> None:
        margin = round(20 * scale)
        self._column.setContentsMargins(margin, round(14 * scale), round(8 * scale), round(14 * scale))
        self._column.setSpacing(round(2 * scale))
        self._title.setIndent(BUTTON_INSET)
        for line in self._lines:
            line.show_scale(scale)

    def enterEvent(self, event: QEvent) -> None:
        self.explained.emit(self._rule)

    def leaveEvent(self, event: QEvent) -> None:
        self.explained.emit("")

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self.explained.emit(self._rule)
        return False

    def _line(self) -> "_PartLine":
        made = _PartLine(self._number("number"))
        self._column.addLayout(made)
        return made

    def _number(self, kind: str) -> NumberButton:
        made = NumberButton(kind)
        made.installEventFilter(self)
        made.clicked.connect(lambda: self.pressed.emit(made.wanted))
        return made


class _PartLine(QHBoxLayout):
    """`÷ 应办结 124`: words before and after, the number between them a button."""

    def __init__(self, number: NumberButton) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)
        self._before, self._number, self._after = words("", "secondary"), number, words("", "secondary")
        for widget in (self._before, self._number, self._after):
            self.addWidget(widget)
        self.addStretch(1)

    def show_scale(self, scale: float) -> None:
        """Words and numbers stand on one line, however many of them there are."""
        for widget in (self._before, self._after):
            widget.setMinimumHeight(round(look.LINE * scale) + BUTTON_INSET)
        self._before.setIndent(BUTTON_INSET)

    def show(self, before: str, number: str, wanted: Wanted | None, after: str = "") -> None:
        self._before.setText(before)
        self._after.setText(after)
        self._after.setVisible(bool(after))
        self._number.setVisible(wanted is not None)
        self._number.show_number(number, wanted)


_Parts = tuple[str, str, Wanted | None, str]


def _parts(review: Review, figure: Figure) -> tuple[_Parts, _Parts]:
    """The two lines under a number: what a rate is made of, or how a count has moved."""
    if figure.is_rate:
        return _rate_parts(review, figure)
    moved: _Parts = (_change_words(figure), "", None, "")
    if figure.key == "received":
        accepted = review.figure("accepted")
        return (
            _("受理"),
            str(accepted.numerator),
            _wanted(review, accepted, "numerator", accepted.label),
            _("件"),
        ), moved
    if figure.key == "due":
        finished = review.figure("finished")
        title = _("应办结中已办结")
        told = _wanted(review, finished, "numerator", title)
        return (_("已办结"), str(finished.numerator), told, _("件")), (
            _("办结率 {rate}").format(rate=percent(finished.value)),
            "",
            None,
            "",
        )
    both = _("{moved} · {year}").format(moved=moved[0], year=_year_words(figure))
    return (both, "", None, ""), _by_the_citizens_clock(review)


def _by_the_citizens_clock(review: Review) -> _Parts:
    """`群众钟内 12 件（86 %）` under what was closed: the clock that no extension stops."""
    figure = review.figure("citizen_on_time")
    words = parts_words(figure.key)[0]
    told = _wanted(review, figure, "numerator", words)
    share = _("件（{rate}）").format(rate=percent(figure.value))
    return words, str(figure.numerator), told, share


def _rate_parts(review: Review, figure: Figure) -> tuple[_Parts, _Parts]:
    above, below = parts_words(figure.key)
    return (
        (above, str(figure.numerator), _wanted(review, figure, "numerator", above), ""),
        (
            _("÷ {whole}").format(whole=below),
            str(figure.denominator),
            _wanted(review, figure, "denominator", below),
            "",
        ),
    )


def _wanted(review: Review, figure: Figure, part: Part, title: str) -> Wanted:
    count = figure.numerator if part == "numerator" else figure.denominator or 0
    return Wanted(review.period, figure.key, part, title, count)


def _card_label(figure: Figure, review: Review) -> str:
    if figure.is_rate:
        return figure.label
    pattern = _("本周{label}") if review.kind == "week" else _("本月{label}")
    return pattern.format(label=figure.label)


def _change_words(figure: Figure) -> str:
    return _("环比 {change}").format(change=_change(figure.value, figure.previous))


def _year_words(figure: Figure) -> str:
    return _("同比 {change}").format(change=_change(figure.value, figure.year_ago))


def _change(value: float | None, before: float | None) -> str:
    """`▲ 12`, `▼ 3`, `持平`, `—` where there was nothing before."""
    if not before or value is None:
        return "—"
    difference = int(value - before)
    if difference == 0:
        return _("持平")
    return f"▲ {difference}" if difference > 0 else f"▼ {-difference}"
