"""Days and moments: typed as people type them, or picked from a calendar."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.dates import parse_date, parse_moment
from govdesk.ui.widgets.field import Field


class DateField(Field):
    """A day, typed or picked from a calendar."""

    format = "%Y-%m-%d"

    def __init__(self, name: str, now: Callable[[], datetime], hint: str = "") -> None:
        super().__init__()
        self._now, self._name = now, name
        self.line = _DayLine()
        self.line.calendar_wanted.connect(self._open_calendar)
        self.line.setToolTip(_("Alt ↓ 打开日历"))
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint or self._example())
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._tidy)
        self.line.returnPressed.connect(self.entered)
        opener = icon_button("calendar", _("打开日历：{name}（Alt ↓）").format(name=name))
        opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys go from field to field
        opener.clicked.connect(self._open_calendar)
        self._hold(self.line, opener)

    def value(self) -> Any:
        return parse_date(self.line.text(), self._now().date())

    def set_value(self, value: Any) -> None:
        if isinstance(value, str):
            value = self._parse(value)
        self.line.setText("" if value is None else value.strftime(self.format))

    def problem(self) -> str:
        if not self.line.text().strip() or self.value() is not None:
            return ""
        return _("看不懂这个日期，请写成 {example}。").format(example=self._now().strftime(self.format))

    def _parse(self, text: str) -> Any:
        return date.fromisoformat(text[:10])

    def _example(self) -> str:
        return _("如 11-23、明天、+3")

    def _tidy(self) -> None:
        if (value := self.value()) is not None:
            self.set_value(value)

    def _open_calendar(self) -> None:
        self._popup = _CalendarPopup(self.window(), self.value() or self._now().date(), self._pick)
        self._popup.show_below(self)

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus()


class MomentField(DateField):
    """A day and a time of day."""

    format = "%Y-%m-%d %H:%M"

    def value(self) -> Any:
        return parse_moment(self.line.text(), self._now())

    def _parse(self, text: str) -> Any:
        return datetime.fromisoformat(text)

    def _example(self) -> str:
        return _("如 11-23 9:30、今天 14:00")

    def _pick(self, day: date) -> None:
        before = self.value() or self._now()
        self.set_value(datetime.combine(day, before.time()))
        self.line.setFocus()


class _DayLine(QLineEdit):
    """Alt and arrow down open the calendar, as in every box that opens."""

    calendar_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.calendar_wanted.emit()
            return
        super().keyPressEvent(event)


class _CalendarPopup(QFrame):
    def __init__(self, parent: QWidget, day: date, picked: Callable[[date], None]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("box", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picked = picked
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        self._calendar = QCalendarWidget()
        self._calendar.setAccessibleName(_("日历"))
        self._calendar.setGridVisible(False)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.activated.connect(self._take)
        self._calendar.clicked.connect(self._take)
        column.addWidget(self._calendar)

    def show_below(self, field: QWidget) -> None:
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self._calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.close()
        self._picked(date(day.year(), day.month(), day.day()))
