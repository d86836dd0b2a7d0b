"""The window: bar above, rail at the left, one screen in front, help beside it, the line at the foot."""

from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services import case_queue, grids
from govdesk.services import undo as undoing
from govdesk.services.registration import refuse_registering
from govdesk.ui import preferences
from govdesk.ui.fault_banner import FaultBanner
from govdesk.ui.focus import focus_into
from govdesk.ui.help_pane import CHANGE_LOG, HelpPane, help_page_of
from govdesk.ui.key_sheet import KeySheet
from govdesk.ui.navigation import ScreenEntry, entries
from govdesk.ui.palette_search import PaletteSearch
from govdesk.ui.rail import Rail
from govdesk.ui.reminder_button import ReminderButton
from govdesk.ui.status_line import StatusLine
from govdesk.ui.top_bar import TopBar
from govdesk.ui.widgets.labels import line
from govdesk.ui.widgets.toast import Toast
from govdesk.ui.workplace import Workplace

FIRST_SCREEN, INTAKE = "cases", "intake"
FIRST_SIZE = QSize(1440, 860)
TOTALS_PAUSE_MILLISECONDS = 150
WARM_UP_MILLISECONDS = 1_500


class MainWindow(QMainWindow):
    """Screens are made when they are first wanted; they are reached by `show_screen`."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self.place = place
        self.commands = place.commands
        self._entries: dict[str, ScreenEntry] = {entry.code: entry for entry in entries()}
        self._screens: dict[str, QWidget] = {}
        self.setWindowTitle(_("综合治理指挥中心"))
        self.setMinimumSize(1024, 640)
        self._build()
        self._add_commands()
        self._listen()
        self._restore()
        self.show_centre()

    def show_centre(self) -> None:
        """The workspace of the centre, or the first start when there is none yet."""
        if self.place.desk.centre is None:
            self._show_first_start()
            return
        centre = grids.centre(self.place.desk)
        self.top.show_centre(centre.name, centre.place, centre.demonstration)
        self.top.show_seats(grids.seats(self.place.desk), self.place.actor)
        calendar = self.place.desk.rules.calendar
        self.top.tell_time(self.place.desk.clock.now, lambda now: calendar.is_working(now.date()))
        self._set_working(True)
        self.show_screen(FIRST_SCREEN)
        self._refresh_totals()
        QTimer.singleShot(WARM_UP_MILLISECONDS, self, self.search.warm_up)

    def appear(self) -> None:
        """Show the window: where it was left, the first time in the middle of the screen or filling a small one."""
        room = self.screen().availableGeometry()
        if self._placed:
            self.show()
        elif room.width() <= FIRST_SIZE.width() or room.height() <= FIRST_SIZE.height():
            self.setGeometry(room)
            self.showMaximized()
        else:
            self.move(room.center() - self.rect().center())
            self.show()

    def show_screen(self, code: str, subject: Any = None) -> QWidget:
        """Bring a screen to the front; `subject` goes to its `show_subject` if it has one."""
        screen = self._screens.get(code)
        if screen is None:
            screen = self._screens[code] = self._entries[code].make(self.place)
            self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)
        self.rail.mark(self._entries[code].under or code)
        if hasattr(screen, "activate"):
            screen.activate()
        if subject is not None:
            _show_subject(screen, subject)
        elif self.isVisible():
            focus_into(screen)
        return screen

    def screen_of(self, code: str) -> QWidget | None:
        """The screen if it was made already."""
        return self._screens.get(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        for code, screen in self._screens.items():
            if hasattr(screen, "may_close") and not screen.may_close():
                self.show_screen(code)
                event.ignore()
                return
        self.place.settings.setValue("window/geometry", self.saveGeometry())
        for screen in self._screens.values():
            if hasattr(screen, "save_layout"):
                screen.save_layout()
        self.place.settings.sync()
        event.accept()

    def _build(self) -> None:
        outer = QWidget()
        outer.setProperty("ground", "window")
        column = QVBoxLayout(outer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.search = PaletteSearch(self.place, self.commands, self)
        self.top = TopBar(self.search.search)
        self.search.found.connect(self.top.palette_field.show_found)
        column.addWidget(self.top)
        column.addWidget(line())
        self.faults = FaultBanner(self.place)
        column.addWidget(self.faults)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.rail = Rail()
        for entry in (each for each in self._entries.values() if each.in_rail):
            self.rail.add(entry.code, entry.label, entry.icon, entry.key.replace("+", " "), entry.at_foot)
        self.stack = QStackedWidget()
        self.help = HelpPane()
        self.help.hide()
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.addWidget(self.stack)
        self._beside.addWidget(self.help)
        self._beside.setStretchFactor(0, 1)
        self._beside.setChildrenCollapsible(False)
        middle.addWidget(self.rail)
        middle.addWidget(self._beside, 1)
        column.addLayout(middle, 1)
        self._foot_line = line()
        column.addWidget(self._foot_line)
        self.status = StatusLine()
        self.reminders = ReminderButton(self.place)
        self.status.add(self.reminders)
        column.addWidget(self.status)
        self.setCentralWidget(outer)
        self.keys = KeySheet(self.commands, outer)
        self.toast = Toast(outer)

    def _add_commands(self) -> None:
        general = _("通用")
        add = self.commands.add
        add(self, "register", _("登记案件"), general, self._register, ("Ctrl+N",), whole_window=True)
        add(self, "find", _("查找案件、当事人、网格、命令"), general, self._find, ("Ctrl+K",), True)
        add(self, "undo", _("撤销上一步"), general, self._undo, ("Ctrl+Z",), True)
        add(self, "redo", _("恢复撤销的操作"), general, self._redo, ("Ctrl+Shift+Z",), True)
        add(self, "keys", _("快捷键一览"), general, self.keys.toggle, ("?",), True)
        add(self, "help", _("帮助"), general, self._help, ("F1",), True)
        add(self, "changelog", _("更新记录"), general, lambda: self._open_help(CHANGE_LOG))
        add(self, "scheme", _("切换深色、浅色界面"), general, self._switch_scheme)
        add(self, "text_size", _("换一种文字大小"), general, self._next_text_size)
        add(self, "full_screen", _("全屏"), general, self._full_screen, ("F11",), True)
        add(self, "reminders", _("调解提醒"), general, self.reminders.open, ("F12",), True)
        screens = _("界面")
        for entry in (each for each in self._entries.values() if each.in_rail or each.in_palette):
            keys = (entry.key,) if entry.key else ()
            show = _Show(self, entry.code)
            add(self, f"screen_{entry.code}", entry.label, screens, show, keys, True)

    def _listen(self) -> None:
        place = self.place
        self.rail.chosen.connect(self.show_screen)
        self.top.register_wanted.connect(self._register)
        self.top.seat_chosen.connect(place.session.take_seat)
        place.session.actor_changed.connect(self._seat_changed)
        self.status.keys_wanted.connect(self.keys.toggle)
        self.status.help_wanted.connect(self._help)
        self.help.closed.connect(self._close_help)
        place.case_wanted.connect(lambda case_id: self.show_screen(FIRST_SCREEN, case_id))
        place.cases_wanted.connect(lambda wanted: self.show_screen(FIRST_SCREEN, wanted))
        place.screen_wanted.connect(self.show_screen)
        place.notice.connect(lambda sentence, tone: self.toast.say(sentence, tone))
        place.notice_with_undo.connect(lambda sentence, undo: self.toast.say(sentence, "good", undo))
        place.selection_told.connect(self.status.show_selection)
        place.bus.changed.connect(self._changed)
        place.runner.unhandled.connect(self._failed)
        self._totals_timer = QTimer(self)
        self._totals_timer.setSingleShot(True)
        self._totals_timer.setInterval(TOTALS_PAUSE_MILLISECONDS)
        self._totals_timer.timeout.connect(self._refresh_totals)

    def _restore(self) -> None:
        self._placed = True
        geometry = self.place.settings.value("window/geometry")
        if isinstance(geometry, QByteArray) and not geometry.isEmpty():
            self.restoreGeometry(geometry)
        else:
            self.resize(FIRST_SIZE)
            self._placed = False

    def _set_working(self, working: bool) -> None:
        """Before there is a centre only the first start is shown."""
        for each in (self.rail, self.top, self.status, self._foot_line):
            each.setVisible(working)
        for command in self.commands:
            if command.code not in ("help", "keys", "full_screen", "changelog"):
                command.action.setEnabled(working)

    def _show_first_start(self) -> None:
        from govdesk.ui.screens.first_start.screen import FirstStartScreen

        self._set_working(False)
        screen = FirstStartScreen(self.place)
        screen.founded.connect(self._founded)
        self._screens["first_start"] = screen
        self.stack.addWidget(screen)
        self.stack.setCurrentWidget(screen)

    def _founded(self) -> None:
        screen = self._screens.pop("first_start")
        self.show_centre()
        self.stack.removeWidget(screen)
        screen.deleteLater()

    def _register(self) -> None:
        """Who may not register is told before a word is typed."""
        if self.place.desk.centre is None:
            return
        try:
            refuse_registering(self.place.desk, self.place.actor)
        except AccessDenied as refusal:
            self.place.told(refusal)
            return
        self.show_screen(INTAKE, "start")

    def _find(self) -> None:
        self.top.palette_field.open()

    def _undo(self) -> None:
        """Take back the last thing this seat did; both stay in the log. A draft in front takes back its own steps."""
        if self._front_does("take_back"):
            return
        desk, actor = self.place.desk, self.place.actor
        self.place.runner.write(lambda: undoing.undo(desk, actor), self._undone, self.place.told)

    def _front_does(self, verb: str) -> bool:
        """Whether the screen in front had a step of its own to take back or to bring back."""
        act = getattr(self.stack.currentWidget(), verb, None)
        return act is not None and bool(act())

    def _redo(self) -> None:
        if self._front_does("bring_back"):
            return
        desk, actor = self.place.desk, self.place.actor
        self.place.runner.write(lambda: undoing.redo(desk, actor), self._redone, self.place.told)

    def _undone(self, undone: undoing.Undone) -> None:
        self.place.committed(undone.changes)
        words = _("已撤销 {numbers} 的「{action}」，按 Ctrl Shift Z 恢复。")
        self.toast.say(words.format(numbers="、".join(undone.what.numbers[:3]), action=undone.what.label), "good")

    def _redone(self, redone: undoing.Undone) -> None:
        self.place.committed(redone.changes)
        words = _("已恢复 {numbers} 的「{action}」。")
        self.toast.say(words.format(numbers="、".join(redone.what.numbers[:3]), action=redone.what.label), "good")

    def _help(self) -> None:
        focused = self.focusWidget()
        if focused is not None and self.help.isAncestorOf(focused):
            self._close_help()
            return
        self._open_help(help_page_of(focused or self.stack.currentWidget()))

    def _open_help(self, page: str) -> None:
        self.help.open(page)
        if not self.help.isVisible():
            self.help.show()
            width = self._beside.width()
            self._beside.setSizes([width - 400, 400])
        self.help.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_help(self) -> None:
        self.help.hide()
        current = self.stack.currentWidget()
        if current is not None:
            current.setFocus(Qt.FocusReason.OtherFocusReason)

    def _switch_scheme(self) -> None:
        wanted = preferences.switch_scheme(self.place.settings)
        words = _("下次打开时用深色界面。") if wanted == "dark" else _("下次打开时用浅色界面。")
        self.toast.say(words)

    def _next_text_size(self) -> None:
        wanted = preferences.next_text_size(self.place.settings)
        self.toast.say(_("下次打开时文字大小为 {percent}%。").format(percent=round(wanted * 100)))

    def _full_screen(self) -> None:
        current = self.stack.currentWidget()
        if current is not None and hasattr(current, "toggle_full_screen"):
            current.toggle_full_screen()
            return
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _seat_changed(self, actor: Actor) -> None:
        self.top.show_seats(grids.seats(self.place.desk), actor)
        self._refresh_totals()

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.grids or changes.bodies:
            self.place.runner.read(self.place.desk.reload, lambda _nothing: self.faults.look())
        else:
            self.faults.look()
        if self.place.desk.centre is not None:
            self._totals_timer.start()

    def _refresh_totals(self) -> None:
        desk, actor = self.place.desk, self.place.actor
        if desk.centre is not None:
            self.place.runner.read(lambda: case_queue.day_totals(desk, actor), self._show_totals, self._failed)
            self.reminders.refresh()

    def _show_totals(self, totals: case_queue.DayTotals) -> None:
        self.status.show_data(True)
        self.faults.look()
        self.status.show_totals(totals.open, totals.overdue, totals.received_today, totals.closed_today)

    def _failed(self, error: Exception) -> None:
        """Nobody else took this failure: say it; what is not expected goes into a report."""
        from govdesk.domain.errors import GovDeskError, StorageUnavailable
        from govdesk.services.messages import sentence

        if isinstance(error, StorageUnavailable):
            self.status.show_data(False)
        if isinstance(error, GovDeskError):
            self.toast.say(sentence(error), "danger")
            return
        self.place.bug.emit(error)
        self.toast.say(_("程序出了意外，已记入日志；您的数据没有受影响，可以继续工作。"), "danger")


def _show_subject(screen: QWidget, subject: Any) -> None:
    """Hand it over by the verb the screen has: `show_subject`, or `show_case` for the id of a case."""
    if hasattr(screen, "show_subject"):
        screen.show_subject(subject)
    elif isinstance(subject, int) and hasattr(screen, "show_case"):
        screen.show_case(subject)


class _Show:
    """A handler that remembers its screen."""

    def __init__(self, window: MainWindow, code: str) -> None:
        self._window, self._code = window, code

    def __call__(self) -> None:
        self._window.show_screen(self._code)
