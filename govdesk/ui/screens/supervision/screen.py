"""The supervision board: sections with counts at the left, their cases, and the record of the chosen one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.domain.roles import Transcription
from govdesk.foundation.text import _
from govdesk.services import attachments, case_actions
from govdesk.services.case_actions import ActionOffer
from govdesk.services.case_queue import QueueFilter
from govdesk.services.messages import sentence
from govdesk.services.supervision_board import Board, BoardSection, supervision_board
from govdesk.services.supervision_records import SupervisionRecord, supervision_record
from govdesk.ui import theme
from govdesk.ui.screens.supervision.record_pane import WIDTH, RecordPane
from govdesk.ui.screens.supervision.table import columns
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.case_table import CaseTable
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.sections_list import SectionsList
from govdesk.ui.workplace import Workplace

NEWS_PAUSE_MILLISECONDS = 300
CHOICE_PAUSE_MILLISECONDS = 60
SECTIONS_WIDTH = 168
NARROW = 1200
"""Below this width the record is narrower."""

_FIRST = {
    "proposals": ("list", "decline_listing"),
    "requests": ("grant", "deny"),
    "supervised": ("answer_supervision",),
    "untold": ("tell_citizen",),
    "listed": ("unlist",),
}
_SHOWN = (
    "list",
    "decline_listing",
    "grant",
    "deny",
    "urge",
    "supervise",
    "propose_listing",
    "answer_supervision",
    "tell_citizen",
    "end_exclusion",
    "name_supervisor",
    "unlist",
)
MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class _Reading:
    record: SupervisionRecord
    offers: tuple[ActionOffer, ...]


class SupervisionScreen(QWidget):
    """What waits for whom; everything here is done on the chosen case by a button or its key."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._board: Board | None = None
        self._section = ""
        self._reading: _Reading | None = None
        self._token = 0
        self._stale = True
        self.setProperty("help", "supervision")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("督办"))
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.refresh)
        self._choice = QTimer(self, singleShot=True, interval=CHOICE_PAUSE_MILLISECONDS)
        self._choice.timeout.connect(self._read_case)
        self._build()
        self._add_commands()
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(self._changed)

    def activate(self) -> None:
        """Read what is stale."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the board again."""
        self._stale = False
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: supervision_board(desk, actor), self._take_board, self._unreadable)

    def show_section(self, code: str) -> None:
        """Bring a section to the front."""
        self._section = code
        if self._board is not None:
            self._fill()

    def run(self, action: str) -> None:
        """Begin an action on the chosen case, if this seat may."""
        if self._reading is None or self.pane.pane is not None:
            return
        offer = next((each for each in self._reading.offers if each.action == action), None)
        if offer is not None:
            self._open(offer)

    def may_close(self) -> bool:
        """A form with typed text stays."""
        if self.pane.pane is None or not self.pane.pane.dirty():
            return True
        self._place.notice.emit(_("请先完成或放弃正在填写的操作。"), "warning")
        return False

    # -- build

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(line(vertical=True))
        row.addWidget(self._middle(), 1)
        row.addWidget(line(vertical=True))
        self.pane = RecordPane()
        self.pane.setFixedWidth(theme.px(WIDTH))
        self.pane.chosen.connect(self.run)
        self.pane.case_wanted.connect(self._place.case_wanted)
        row.addWidget(self.pane)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setProperty("ground", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(theme.px(SECTIONS_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(theme.SPACE_2)
        head = label(_("督办"), "title")
        head.setContentsMargins(14, 0, 0, 0)
        column.addWidget(head)
        self.sections = SectionsList(_("督办栏目"))
        self.sections.chosen.connect(self._section_chosen)
        column.addWidget(self.sections, 1)
        self._today = label("", "small", wrap=True)
        self._today.setContentsMargins(14, 0, 8, 0)
        column.addWidget(self._today)
        calendar = button(_("工作日历"), "link", "calendar")
        calendar.clicked.connect(lambda: self._place.screen_wanted.emit("calendar"))
        column.addWidget(calendar, 0, Qt.AlignmentFlag.AlignLeft)
        return left

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setProperty("ground", "surface")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(12, 8, 12, 0)
        self.warning = MessageBar()
        bars.addWidget(self.warning)
        column.addLayout(bars)
        column.addLayout(self._head())
        self._stack = QStackedWidget()
        self.table = CaseTable(columns(), _("督办案件"))
        self.table.current_changed.connect(self._case_chosen)
        self.table.opened.connect(self._place.case_wanted)
        self._empty = EmptyState("circle-check", _("这一栏现在没有案件"), "")
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        return middle

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 12, 8)
        head.setSpacing(theme.SPACE_2)
        self._name = label("", "heading")
        self._hint = ElidedLabel("", "secondary")
        self._all = button(_("在案件列表中打开"), "link", "list")
        self._all.clicked.connect(self._open_all)
        head.addWidget(self._name)
        head.addWidget(self._hint, 1)
        head.addWidget(self._all)
        return head

    def _add_commands(self) -> None:
        add, group = self._place.commands.add, _("督办台")
        add(self, "supervision_next", _("下一件"), group, lambda: self.table.step(1), ("J", "F8"))
        add(self, "supervision_previous", _("上一件"), group, lambda: self.table.step(-1), ("K", "F7"))
        add(self, "supervision_reload", _("刷新"), group, self.refresh, ("F5",))
        add(self, "supervision_urge", _("催办"), group, lambda: self.run("urge"), ("U",))
        for number in range(1, MOST_BUTTONS + 1):
            words = _("第 {number} 个操作").format(number=number)
            add(self, f"supervision_{number}", words, group, _Press(self, number), (str(number),))

    # -- load

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pane.setFixedWidth(theme.px(WIDTH if self.width() >= NARROW else WIDTH - 40))

    def _take_board(self, board: Board) -> None:
        self._board = board
        if not self._section:
            full = next((section for section in board.sections if section.total), board.sections[0])
            self._section = full.code
        self._today.setText(
            _("今日：{steps}").format(steps="、".join(f"{name} {count}" for name, count in board.today))
        )
        self.warning.clear()
        if board.warnings:
            self.warning.say("\n".join(board.warnings), "warning", closable=False)
        self._fill()

    def _fill(self) -> None:
        section = self._current()
        if self._board is None or section is None:
            return
        self.sections.show_sections(self._board.sections, self._section)
        self._name.setText(_("{name} {count} 件").format(name=section.label, count=section.total))
        self._hint.setText(section.hint)
        self._all.setVisible(bool(section.total))
        self._stack.setCurrentWidget(self.table if section.rows else self._empty)
        self._empty.say(_("这一栏现在没有案件"), section.hint)
        before = self.table.current_id()
        self.table.show_rows(section.rows, before)
        if self.table.current_id() is None:
            self._reading = None
            self.pane.show_nothing()
        elif self.pane.pane is None:
            self._read_case()

    def _read_case(self) -> None:
        case_id = self.table.current_id()
        if case_id is None:
            return
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor

        def read() -> tuple[int, _Reading]:
            record = supervision_record(desk, actor, case_id)
            offers = case_actions.available_actions(desk, actor, case_id)
            return token, _Reading(record, tuple(_arranged(offers, self._section)))

        self._place.runner.read(read, self._take_case, self._unreadable)

    def _take_case(self, answer: tuple[int, _Reading]) -> None:
        token, reading = answer
        if token != self._token or self.pane.pane is not None:
            return
        self._reading = reading
        likely = next(iter(_FIRST.get(self._section, ("urge",))))
        self.pane.show_record(reading.record, reading.offers, self._place.desk.clock.now(), likely)

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
        if code != self._section and self.may_close():
            self.pane.close_action()
            self.show_section(code)
        elif code != self._section and self._board is not None:
            self.sections.show_sections(self._board.sections, self._section)

    def _case_chosen(self, case_id: int) -> None:
        if self.pane.pane is not None and self._reading is not None and self._reading.record.case_id != case_id:
            if not self.may_close():
                self.table.show_rows(self._rows(), self._reading.record.case_id)
                return
            self.pane.close_action()
        self._choice.start()

    def _open_all(self) -> None:
        section = self._current()
        if section is not None:
            self._place.cases_wanted.emit(QueueFilter(case_ids=section.case_ids))

    def _current(self) -> BoardSection | None:
        sections = self._board.sections if self._board is not None else ()
        return next((section for section in sections if section.code == self._section), None)

    def _rows(self) -> Sequence[Any]:
        section = self._current()
        return section.rows if section is not None else ()

    # -- act

    def press(self, number: int) -> None:
        """The key 1, 2, 3 … of the buttons below the record."""
        offers = self._reading.offers if self._reading is not None else ()
        if number <= len(offers):
            self.run(offers[number - 1].action)

    def _open(self, offer: ActionOffer) -> None:
        assert self._reading is not None
        said_how = tuple(self._place.desk.rules.transitions.lists["said_how"].items())
        number = self._reading.record.number
        pane = ActionPane(offer, offer.fields, number, self._place.desk.clock.now, said_how)
        pane.form.setProperty("help", "supervision")
        pane.submitted.connect(self._submitted)
        pane.given_up.connect(self._given_up)
        self.pane.open_action(pane)

    def _given_up(self) -> None:
        self.pane.close_action()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_case()

    def _submitted(self, values: dict[str, Any], note: str, said: Transcription | None, slip: str) -> None:
        assert self.pane.pane is not None and self._reading is not None
        offer, reading = self.pane.pane.offer, self._reading
        desk, actor = self._place.desk, self._place.actor

        def write() -> Changes:
            word = said
            if word is not None and slip:
                word = replace(word, slip=attachments.store_file(desk, actor, Path(slip)))
            case_id = reading.record.case_id
            return case_actions.act(desk, actor, case_id, offer.action, values, note, word, reading.record.version)

        def done(changes: Changes) -> None:
            self.pane.close_action()
            told = _("{action}已记入 {number}。").format(action=offer.label, number=reading.record.number)
            self._place.notice_with_undo.emit(told, self._place.undo)
            self._place.committed(changes)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refresh()

        self._place.runner.write(write, done, self._refused)

    def _refused(self, error: Exception) -> None:
        """Say why; what was typed stays."""
        if self.pane.pane is None or not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        if isinstance(error, Conflict):
            self._stale = True
        self.pane.pane.refused(sentence(error), str(error.facts.get("name", "")))


class _Press:
    """The handler of a number key."""

    def __init__(self, screen: SupervisionScreen, number: int) -> None:
        self._screen, self._number = screen, number

    def __call__(self) -> None:
        self._screen.press(self._number)


def _arranged(offers: Sequence[ActionOffer], section: str) -> list[ActionOffer]:
    """Those of supervision that this seat may do now, the one the section waits for in front."""
    usable = {offer.action: offer for offer in offers if offer.enabled and offer.action in _SHOWN}
    order = dict.fromkeys((*_FIRST.get(section, ()), *_SHOWN))
    return [usable[action] for action in order if action in usable][:MOST_BUTTONS]
