"""The supervision board: sections with counts at the left, their cases, and the record of the chosen one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.domain.roles import Transcription
from govdesk.foundation.text import _
from govdesk.services import attachments, case_actions
from govdesk.services.case_actions import ActionOffer
from govdesk.services.messages import sentence
from govdesk.services.supervision_board import Board, supervision_board
from govdesk.services.supervision_records import SupervisionRecord, supervision_record
from govdesk.ui.case_board import CaseBoard
from govdesk.ui.screens.supervision.record_pane import WIDTHS, RecordPane
from govdesk.ui.screens.supervision.table import columns
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.widgets.buttons import flush_link
from govdesk.ui.widgets.labels import label
from govdesk.ui.workplace import Workplace

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


class SupervisionScreen(CaseBoard):
    """What waits for whom; everything here is done on the chosen case by a button or its key."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        self.pane = RecordPane()
        super().__init__(place, _("督办"), self.pane, WIDTHS, columns(), parent)
        self._reading: _Reading | None = None
        self.setProperty("help", "supervision")
        self.pane.chosen.connect(self.run)
        self._today = label("", "small", wrap=True)
        self._today.setContentsMargins(14, 0, 8, 0)
        self.left.addWidget(self._today)
        calendar = flush_link(_("工作日历"), "calendar")
        calendar.clicked.connect(lambda: self._place.screen_wanted.emit("calendar", None))
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 8, 4)
        foot.addWidget(calendar, 0, Qt.AlignmentFlag.AlignLeft)
        self.left.addLayout(foot)
        self._add_commands()

    def refresh(self) -> None:
        """Read the board again."""
        self._stale = False
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: supervision_board(desk, actor), self._take_board, self._unreadable)

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

    def shown_case(self) -> int | None:
        return self._reading.record.case_id if self._reading is not None else None

    def leave_case(self) -> None:
        self.pane.close_action()

    def nothing_shown(self) -> None:
        self._reading = None
        super().nothing_shown()

    def case_reader(self, case_id: int) -> Callable[[], _Reading]:
        desk, actor, section = self._place.desk, self._place.actor, self._section

        def read() -> _Reading:
            record = supervision_record(desk, actor, case_id)
            offers = case_actions.available_actions(desk, actor, case_id)
            return _Reading(record, tuple(_arranged(offers, section)))

        return read

    def show_reading(self, reading: _Reading) -> None:
        """A form that is open stays with the case as it was read for it."""
        if self.pane.pane is not None:
            return
        self._reading = reading
        likely = next(iter(_FIRST.get(self._section, ("urge",))))
        self.pane.show_record(reading.record, reading.offers, self._place.desk.clock.now(), likely)

    def _take_board(self, board: Board) -> None:
        self._today.setText(
            _("今日：{steps}").format(steps="、".join(f"{name} {count}" for name, count in board.today))
        )
        self.bar.clear()
        if board.warnings:
            self.bar.say("\n".join(board.warnings), "warning", closable=False)
        self.show_board(board.sections)

    def _add_commands(self) -> None:
        add, group = self._place.commands.add, _("督办台")
        self.add_steps(group, "supervision")
        add(self, "supervision_urge", _("催办"), group, lambda: self.run("urge"), ("U",))
        for number in range(1, MOST_BUTTONS + 1):
            words = _("第 {number} 个操作").format(number=number)
            add(self, f"supervision_{number}", words, group, _Press(self, number), (str(number),))

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
        if self.pane.pane is not None and not isinstance(error, GovDeskError):
            self.pane.pane.refused(_("没有写入，内容仍在，请再试一次。"))
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
