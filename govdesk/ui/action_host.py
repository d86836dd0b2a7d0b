"""A place in a screen where an action on any case is completed: it reads the offer, shows the pane, and writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.domain.roles import Transcription
from govdesk.foundation.text import _
from govdesk.services import attachments, case_actions, case_card
from govdesk.services.case_actions import ActionOffer, FieldSpec
from govdesk.services.messages import sentence
from govdesk.ui.action_choices import with_choices
from govdesk.ui.kept_words import KeptWords
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class _Asked:
    case_id: int
    number: str
    version: int
    offer: ActionOffer
    fields: tuple[FieldSpec, ...]


class ActionHost(QWidget):
    """`begin` opens the pane of one action with what the screen knows already; hidden while nothing is asked."""

    opened = Signal()
    closed = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._asked: _Asked | None = None
        self._preset: dict[str, Any] = {}
        self._spoken_for = ""
        self._last_said: dict[str, str] = {}
        self._before: QWidget | None = None
        self._kept = KeptWords()
        self.pane: ActionPane | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def begin(self, case_id: int, action: str, preset: Mapping[str, Any] | None = None, spoken_for: str = "") -> None:
        """`preset` are values that are settled and not asked; `spoken_for` names the one body whose word it is."""
        if self.pane is not None and self.pane.dirty():
            self._place.notice.emit(_("请先完成或放弃正在填写的操作。"), "warning")
            return
        self._preset, self._spoken_for = dict(preset or {}), spoken_for
        if self.pane is None:
            self._before = QApplication.focusWidget()
        desk, actor = self._place.desk, self._place.actor

        def read() -> _Asked | None:
            card = case_card.case_card(desk, actor, case_id)
            offers = case_actions.available_actions(desk, actor, case_id)
            offer = next((each for each in offers if each.action == action), None)
            if offer is None:
                return None
            asked = tuple(spec for spec in offer.fields if spec.name not in self._preset)
            fields = tuple(with_choices(desk, actor, action, spec, card) for spec in asked)
            return _Asked(case_id, card.number, card.version, offer, fields)

        self._place.runner.read(read, self._take, self._place.told)

    def may_close(self) -> bool:
        """Whether nothing typed would be lost; says what stands in the way."""
        if self.pane is None or not self.pane.dirty():
            return True
        self._place.notice.emit(_("请先完成或放弃正在填写的操作，再关闭窗口。"), "warning")
        return False

    def give_up(self) -> None:
        """Close the pane; what was typed comes back with the same action."""
        if self.pane is None:
            return
        pane, self.pane = self.pane, None
        self._kept.keep(pane)
        pane.hide()
        self._column.removeWidget(pane)
        pane.deleteLater()
        self.hide()
        self._give_back_focus()
        self.closed.emit()

    def _take(self, asked: _Asked | None) -> None:
        if asked is None:
            self._place.notice.emit(_("这一步现在不能做，请看过最新情况再试。"), "warning")
            return
        if not asked.offer.enabled:
            self._place.notice.emit(asked.offer.why_not, "warning")
            return
        self.give_up()
        self._asked = asked
        offer = asked.offer
        if offer.acting_for and self._spoken_for:
            offer = replace(offer, acting_for=self._spoken_for)
        said_how = tuple(self._place.desk.rules.transitions.lists["said_how"].items())
        self.pane = ActionPane(offer, asked.fields, asked.number, self._place.desk.clock.now, said_how)
        self.pane.submitted.connect(self._submitted)
        self.pane.given_up.connect(self.give_up)
        if self.pane.word is not None:
            self.pane.word.set_values({"said_by": self._last_said.get(offer.acting_for, ""), "said_how": "phone"})
        self._column.addWidget(self.pane)
        self.show()
        self.pane.show()
        self.pane.start()
        self._kept.fill(self.pane)
        self.opened.emit()

    def _give_back_focus(self) -> None:
        """To where the hand was when it began, if that is still there."""
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submitted(self, values: dict[str, Any], note: str, said: Transcription | None, slip: str) -> None:
        asked = self._asked
        assert asked is not None
        if said is not None:
            self._last_said[self._spoken_for or asked.offer.acting_for] = said.said_by
        desk, actor, given = self._place.desk, self._place.actor, {**self._preset, **values}

        def write() -> Changes:
            word = said
            if word is not None and slip:
                word = replace(word, slip=attachments.store_file(desk, actor, Path(slip)))
            return case_actions.act(desk, actor, asked.case_id, asked.offer.action, given, note, word, asked.version)

        self._place.runner.write(write, self._done, self._refused)

    def _done(self, changes: Changes) -> None:
        asked = self._asked
        assert asked is not None
        self.give_up()
        told = _("{action}已记入 {number}。").format(action=asked.offer.label, number=asked.number)
        self._place.notice_with_undo.emit(told, self._place.undo)
        self._place.committed(changes)

    def _refused(self, error: Exception) -> None:
        """Say why; what was typed stays."""
        if self.pane is not None and isinstance(error, GovDeskError):
            self.pane.refused(sentence(error), str(error.facts.get("name", "")))
            return
        if self.pane is not None:
            self.pane.refused(_("没有写入，内容仍在，请再试一次。"))
        self._place.told(error)
