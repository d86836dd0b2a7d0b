"""The mediators' week or month: a cell for each day with its talks, and the talks of the chosen day below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from govdesk.foundation.text import _
from govdesk.services import bookings, mediation_reminders
from govdesk.services.bookings import MONTH, WEEK, BookingDay, BookingPage, BookingView
from govdesk.services.mediation_reminders import Reminder
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.labels import label
from govdesk.ui.workplace import Workplace

DAYS = 7
SHOWN_IN_A_CELL = {WEEK: 8, MONTH: 3}


class SchedulePane(QWidget):
    """Arrow keys move by day, PgUp and PgDn by week or month, Home comes back to today; Enter opens the case."""

    case_wanted = Signal(int)
    shown = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._day: date = place.desk.clock.now().date()
        self._span = WEEK
        self.page: BookingPage | None = None
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "mediation")
        self.setAccessibleName(_("调解日程"))
        self._build()

    def reload(self) -> None:
        desk, actor, day, span = self._place.desk, self._place.actor, self._day, self._span
        name = str(self.mediator.currentData() or "")
        self._place.runner.read(
            lambda: bookings.booking_page(desk, actor, day, span, name), self._take, self._place.told
        )
        self._place.runner.read(
            lambda: mediation_reminders.reminders(desk, actor), self._show_reminders, self._place.told
        )

    def take_focus(self) -> None:
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_span(self, span: str) -> None:
        self._span = span
        self.reload()

    def step(self, count: int) -> None:
        """So many weeks or months on; 0 is today."""
        self._day = bookings.step(self._day, self._span, count) if count else self._place.desk.clock.now().date()
        self.reload()

    # -- build

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        self._title = label("", "heading")
        self._count = label("", "secondary")
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        self.mediator = QComboBox()
        self.mediator.setAccessibleName(_("只看哪位调解员"))
        self.mediator.addItem(_("全部调解员"), "")
        self.mediator.activated.connect(lambda _index: self.reload())
        head.addWidget(self.mediator)
        acts = (
            (_("上一段"), "PgUp", lambda: self.step(-1)),
            (_("今天"), "Home", lambda: self.step(0)),
            (_("下一段"), "PgDown", lambda: self.step(1)),
            (_("周"), "W", lambda: self.show_span(WEEK)),
            (_("月"), "M", lambda: self.show_span(MONTH)),
        )
        for words, key, act in acts:
            made = KeyButton(words, key.replace("PgDown", "PgDn"), "quiet")
            made.clicked.connect(act)
            head.addWidget(made)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        column.addLayout(head)
        self.table = _DayTable()
        self.table.currentCellChanged.connect(lambda *_place: self._show_day())
        self.table.entered_day.connect(self._enter)
        column.addWidget(self.table, 1)
        self.list = QListWidget()
        self.list.setAccessibleName(_("这一天的调解"))
        self.reminders = QListWidget()
        for each in (self.list, self.reminders):
            each.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            each.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.reminders.setAccessibleName(_("到期未履行和提醒"))
        below = QHBoxLayout()
        below.setSpacing(theme.SPACE_3)
        for name, listed in ((_("这一天的调解"), self.list), (_("到期未履行和提醒"), self.reminders)):
            listed.setFixedHeight(theme.px(132))
            listed.itemActivated.connect(lambda item: self.case_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
            part = QVBoxLayout()
            part.setSpacing(theme.SPACE_1)
            part.addWidget(label(name, "secondary"))
            part.addWidget(listed)
            below.addLayout(part, 1)
        column.addLayout(below)

    # -- show

    def _take(self, page: BookingPage) -> None:
        self.page = page
        self._title.setText(page.title)
        total = sum(len(day.bookings) for day in page.days)
        self._count.setText(_("共 {count} 场").format(count=total))
        self._fill_mediators(page)
        table = self.table
        table.setRowCount(len(page.days) // DAYS)
        for place, day in enumerate(page.days):
            table.setItem(place // DAYS, place % DAYS, _cell(day, page.span))
        offset = min(max(0, (self._day - page.first).days), len(page.days) - 1)
        table.setCurrentCell(offset // DAYS, offset % DAYS)
        self._show_day()
        self.shown.emit()

    def _show_reminders(self, found: list[Reminder]) -> None:
        self.reminders.clear()
        for item in found:
            row = QListWidgetItem(f"{item.on:%m-%d}　{item.words}　{item.number} {item.title}")
            row.setData(Qt.ItemDataRole.UserRole, item.case_id)
            self.reminders.addItem(row)
        if not found:
            self.reminders.addItem(_nothing(_("没有到期未履行的，也没有要提醒的。")))

    def _fill_mediators(self, page: BookingPage) -> None:
        chosen = self.mediator.currentData()
        names = list(page.mediators)
        if [self.mediator.itemData(index) for index in range(1, self.mediator.count())] == names:
            return
        self.mediator.clear()
        self.mediator.addItem(_("全部调解员"), "")
        for name in names:
            self.mediator.addItem(name, name)
        self.mediator.setCurrentIndex(max(0, self.mediator.findData(chosen)))

    def _chosen_day(self) -> BookingDay | None:
        if self.page is None:
            return None
        place = self.table.currentRow() * DAYS + self.table.currentColumn()
        return self.page.days[place] if 0 <= place < len(self.page.days) else None

    def _show_day(self) -> None:
        day = self._chosen_day()
        self.list.clear()
        if day is None:
            return
        self._day = day.day
        for item in day.bookings:
            row = QListWidgetItem(f"{_line(item)}　{item.number} {item.title}")
            row.setData(Qt.ItemDataRole.UserRole, item.case_id)
            self.list.addItem(row)
        if not day.bookings:
            self.list.addItem(_nothing(_("这一天没有约调解。")))

    def _enter(self) -> None:
        day = self._chosen_day()
        if day is not None and len(day.bookings) == 1:
            self.case_wanted.emit(day.bookings[0].case_id)
        elif day is not None and day.bookings:
            self.list.setCurrentRow(0)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)


class _DayTable(QTableWidget):
    entered_day = Signal()

    def __init__(self) -> None:
        super().__init__(0, DAYS)
        self.setAccessibleName(_("调解日程"))
        names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
        self.setHorizontalHeaderLabels(list(names))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_day.emit()
            return
        super().keyPressEvent(event)


def _nothing(words: str) -> QListWidgetItem:
    made = QListWidgetItem(words)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    return made


def _cell(day: BookingDay, span: str) -> QTableWidgetItem:
    head = f"{day.day:%m-%d}" + (_("　休") if day.off else "")
    most = SHOWN_IN_A_CELL[span]
    lines = [_short(item, span) for item in day.bookings[:most]]
    if len(day.bookings) > most:
        lines.append(_("另 {count} 场").format(count=len(day.bookings) - most))
    made = QTableWidgetItem("\n".join([head, *lines]))
    made.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    made.setToolTip("\n".join(_line(item) for item in day.bookings))
    if day.outside or (day.off and not day.bookings):
        made.setForeground(QColor(theme.color("hint")))
    return made


def _short(item: BookingView, span: str) -> str:
    who = "、".join(item.mediators)
    if span == MONTH:
        return f"{item.starts_at:%H:%M} {who}"
    return f"{item.starts_at:%H:%M}–{item.ends_at:%H:%M} {who}\n{item.place}\n{'、'.join(item.parties)}"


def _line(item: BookingView) -> str:
    held = _("（已定稿）") if item.held else ""
    parts = ("、".join(item.mediators), item.place, "、".join(item.parties))
    return f"{item.starts_at:%H:%M}–{item.ends_at:%H:%M} " + " · ".join(parts) + held
