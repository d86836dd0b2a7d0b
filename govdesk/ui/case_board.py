"""A screen of sections at the left, the cases of the chosen one, and a pane with the chosen case at the right."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueFilter
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.case_pane import CasePane
from govdesk.ui.widgets.case_table import CaseTable, Column
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.sections_list import Section, SectionsList
from govdesk.ui.workplace import Workplace

NEWS_PAUSE_MILLISECONDS = 300
CHOICE_PAUSE_MILLISECONDS = 60
SECTIONS_WIDTH = 168
NARROW = 1200
"""Below this width the pane at the right is narrower."""


class CaseSection(Section, Protocol):
    """One entry at the left. `case_ids` holds every case of it once, `rows` what the table shows."""

    @property
    def case_ids(self) -> Sequence[int]: ...
    @property
    def rows(self) -> Sequence[Any]: ...


class CaseBoard(QWidget):
    """What two screens have in common; they say how to read (`refresh`, `case_reader`) and what to `show_reading`.

    `widths`: the pane's on a wide and on a narrow screen. `self.left` and `self.head` take what a screen adds.
    """

    def __init__(
        self,
        place: Workplace,
        name: str,
        pane: CasePane,
        widths: tuple[int, int],
        columns: Sequence[Column],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._pane, self._widths = pane, widths
        self._sections: Sequence[CaseSection] = ()
        self._section = ""
        self._token = 0
        self._stale = True
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.refresh)
        self._choice = QTimer(self, singleShot=True, interval=CHOICE_PAUSE_MILLISECONDS)
        self._choice.timeout.connect(self._read_case)
        self._lay_out(name, columns)
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(self._changed)

    # -- what each screen says

    def refresh(self) -> None:
        """Read the sections, then `show_board`."""
        raise NotImplementedError

    def case_reader(self, case_id: int) -> Callable[[], Any]:
        """A function that reads what `show_reading` shows; it runs beside the window."""
        raise NotImplementedError

    def show_reading(self, reading: Any) -> None:
        raise NotImplementedError

    def shown_case(self) -> int | None:
        """The case whose unfinished writing would be lost."""
        raise NotImplementedError

    def may_close(self) -> bool:
        """Whether nothing half written is in sight; else it says what to finish."""
        return True

    def leave_case(self) -> None:
        """The chosen case is about to change."""

    def section_shown(self, section: CaseSection) -> None:
        """A section came to the front, or was read again."""

    def nothing_shown(self) -> None:
        """No case is chosen."""
        self._pane.show_nothing()

    # -- used by everybody

    def activate(self) -> None:
        """Read what is stale."""
        if self._stale:
            self.refresh()

    def show_subject(self, code: object) -> None:
        """The section of that code."""
        self.show_section(str(code))

    def show_section(self, code: str) -> None:
        """Bring a section to the front."""
        self._section = code
        if self._sections:
            self._fill()

    def show_board(self, sections: Sequence[CaseSection], wanted: int | None = None) -> None:
        """`wanted` is the case that follows the one just done, where it is still there."""
        self._sections = sections
        if not self._section:
            self._section = next((section for section in sections if section.total), sections[0]).code
        self._fill(wanted)

    def add_steps(self, group: str, prefix: str) -> None:
        """The keys that go through the list."""
        add = self._place.commands.add
        add(self, f"{prefix}_next", _("下一件"), group, lambda: self.table.step(1), ("J", "F8"))
        add(self, f"{prefix}_previous", _("上一件"), group, lambda: self.table.step(-1), ("K", "F7"))
        add(self, f"{prefix}_reload", _("刷新"), group, self.refresh, ("F5",))

    # -- build

    def _lay_out(self, name: str, columns: Sequence[Column]) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left_side(name))
        row.addWidget(line(vertical=True))
        row.addWidget(self._middle(name, columns), 1)
        row.addWidget(line(vertical=True))
        self._pane.setFixedWidth(theme.px(self._widths[0]))
        self._pane.case_wanted.connect(self._place.case_wanted)
        row.addWidget(self._pane)

    def _left_side(self, name: str) -> QWidget:
        left = _surface()
        left.setFixedWidth(theme.px(SECTIONS_WIDTH))
        self.left = QVBoxLayout(left)
        self.left.setContentsMargins(0, 12, 0, 8)
        self.left.setSpacing(theme.SPACE_2)
        head = label(name, "title")
        head.setContentsMargins(14, 0, 0, 0)
        self.left.addWidget(head)
        self.sections = SectionsList(_("{name}栏目").format(name=name))
        self.sections.chosen.connect(self._section_chosen)
        self.left.addWidget(self.sections, 1)
        return left

    def _middle(self, name: str, columns: Sequence[Column]) -> QWidget:
        middle = _surface()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(12, 8, 12, 0)
        self.bar = MessageBar()
        bars.addWidget(self.bar)
        column.addLayout(bars)
        column.addLayout(self._heading())
        self._stack = QStackedWidget()
        self.table = CaseTable(columns, _("{name}案件").format(name=name))
        self.table.current_changed.connect(self._case_chosen)
        self.table.opened.connect(self._place.case_wanted)
        self._empty = EmptyState("circle-check", _("这一栏现在没有案件"), "")
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        return middle

    def _heading(self) -> QHBoxLayout:
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 10, 12, 8)
        self.head.setSpacing(theme.SPACE_2)
        self._name = label("", "heading")
        self._hint = ElidedLabel("", "secondary")
        self._all = button(_("在案件列表中打开"), "link", "list")
        self._all.clicked.connect(self._open_all)
        self.head.addWidget(self._name)
        self.head.addWidget(self._hint, 1)
        self.head.addWidget(self._all)
        return self.head

    # -- load

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, narrow = self._widths
        self._pane.setFixedWidth(theme.px(wide if self.width() >= NARROW else narrow))

    def _fill(self, wanted: int | None = None) -> None:
        section = self._current()
        if section is None:
            return
        self.sections.show_sections(self._sections, section.code)
        self._name.setText(_("{name} {count} 件").format(name=section.label, count=section.total))
        self._hint.setText(section.hint)
        self._all.setVisible(bool(section.total))
        self.section_shown(section)
        self._stack.setCurrentWidget(self.table if section.rows else self._empty)
        self._empty.say(_("这一栏现在没有案件"), section.hint)
        self.table.show_rows(section.rows, wanted if wanted is not None else self.table.current_id())
        if self.table.current_id() is None:
            self.nothing_shown()
        else:
            self._read_case()

    def _read_case(self) -> None:
        case_id = self.table.current_id()
        if case_id is None:
            return
        self._token += 1
        token, read = self._token, self.case_reader(case_id)
        self._place.runner.read(lambda: (token, read()), self._take_case, self._unreadable)

    def _take_case(self, answer: tuple[int, Any]) -> None:
        token, reading = answer
        if token == self._token:
            self.show_reading(reading)

    def _unreadable(self, error: Exception) -> None:
        self._stale = True
        self._place.told(error)

    # -- react

    def _changed(self, news: object) -> None:
        if isinstance(news, Changes) and not (news.everything or news.cases or news.bodies):
            return
        self._stale = True
        if self.isVisible():
            self._news.start()

    def _section_chosen(self, code: str) -> None:
        if code == self._section:
            return
        if self.may_close():
            self.leave_case()
            self.show_section(code)
        elif self._sections:
            self.sections.show_sections(self._sections, self._section)

    def _case_chosen(self, case_id: int) -> None:
        shown = self.shown_case()
        if shown is not None and shown != case_id:
            if not self.may_close():
                self.table.show_rows(self._rows(), shown)
                return
            self.leave_case()
        self._choice.start()

    def _open_all(self) -> None:
        section = self._current()
        if section is not None:
            self._place.cases_wanted.emit(QueueFilter(case_ids=tuple(section.case_ids)))

    def _current(self) -> CaseSection | None:
        return next((section for section in self._sections if section.code == self._section), None)

    def _rows(self) -> Sequence[Any]:
        section = self._current()
        return section.rows if section is not None else ()


def _surface() -> QWidget:
    made = QWidget()
    made.setProperty("ground", "surface")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made
