"""The card of the selected case: reads it, shows it, and carries out what is done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.domain.roles import Transcription
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services import attachments, case_actions, case_card, grids, registration
from govdesk.services.case_actions import ActionOffer, FieldSpec
from govdesk.services.case_card import CaseCard
from govdesk.services.follow_ups import note_look
from govdesk.services.messages import sentence
from govdesk.services.refusals import remedy_words
from govdesk.ui.action_choices import with_choices
from govdesk.ui.kept_words import KeptWords
from govdesk.ui.screens.case_queue.card.action_bar import ActionBar
from govdesk.ui.screens.case_queue.card.attaching import chosen_file, open_attachment
from govdesk.ui.screens.case_queue.card.body import CardBody
from govdesk.ui.screens.case_queue.card.reading import CardReading, read_card
from govdesk.ui.screens.case_queue.card.related_cases import RelatedCases
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel
from govdesk.ui.widgets.remedy_note import RemedyNote
from govdesk.ui.workplace import Workplace

CONFIRM_CATEGORY, SET_PLACE = "confirm_category", "set_place"


@dataclass(frozen=True, slots=True)
class _Order:
    """One action on its way to the service."""

    case_id: int
    version: int
    offer: ActionOffer
    values: dict[str, Any]
    note: str
    said: Transcription | None
    slip: str


class CardPanel(QWidget):
    """`show_case` reads in the background; the card shown stays until the next one is there."""

    fold_wanted = Signal()
    loaded = Signal(int)
    acted = Signal(int, str)  # case, action
    paper_wanted = Signal(int, object)
    papers_wanted = Signal()
    mediation_wanted = Signal(int)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._wanted: int | None = None
        self._revealed = False
        self._token = 0
        self._then: Callable[[], None] | None = None
        self._last_said: dict[str, str] = {}
        self._kept, self._sending = KeptWords(), False
        self.reading: CardReading | None = None
        self.pane: ActionPane | None = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "case_queue#案卡")
        self.setAccessibleName(_("案卡"))
        self._build()
        self.show_case(None)

    @property
    def card(self) -> CaseCard | None:
        return self.reading.card if self.reading is not None else None

    def offers(self) -> Sequence[ActionOffer]:
        return self.reading.offers if self.reading is not None else ()

    def show_case(self, case_id: int | None) -> None:
        """Show this case; an open pane with typed text stays with its own case."""
        if self.pane is not None and case_id != self._wanted:
            if self.pane.dirty():
                self._place.notice.emit(_("请先完成或放弃正在填写的操作。"), "warning")
                return
            self._close_pane()
        if case_id != self._wanted:
            self._revealed, self._then = False, None
        self._wanted = case_id
        if case_id is None:
            self.reading = None
            self._line.setText("")
            self._stack.setCurrentWidget(self._empty)
            return
        self.reload()

    def leave(self) -> None:
        """Another seat sits down: whatever was open is closed."""
        self._close_pane()
        self.show_case(None)

    def reload(self) -> None:
        """Read the case again."""
        if self._wanted is None:
            return
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor
        wanted, reveal = self._wanted, self._revealed
        self._place.runner.read(lambda: (token, read_card(desk, actor, wanted, reveal)), self._take, self._unreadable)

    def run(self, action: str) -> None:
        """Begin an action by its code: the pane opens, or, where nothing is to be said, it is done."""
        if self._wanted is None or self.pane is not None or self._sending:
            return
        if self.reading is None or self.reading.card.id != self._wanted:
            self._then = lambda: self.run(action)  # never on the case that is still in sight
            return
        if action == CONFIRM_CATEGORY and not self.reading.card.category_confirmed:
            self._confirm_category(self.reading.card.category)
            return
        if action == SET_PLACE:
            self._ask_place()
            return
        offer = next((each for each in self.reading.offers if each.action == action), None)
        if offer is None:
            label = case_card.action_label(self._place.desk, action)
            words = _("{number} 现在是「{status}」，不能{action}。")
            card = self.reading.card
            self._place.notice.emit(words.format(number=card.number, status=card.status_label, action=label), "neutral")
            return
        if not offer.enabled:
            self._place.notice.emit(offer.why_not, "warning")
            return
        if not offer.fields and not offer.acting_for and not offer.confirm:
            self._send(self._order(offer, {}, "", None, ""))
            return
        self._open_pane(offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pane is not None:
            self.pane.fit_into(self.height())

    # -- build

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 2)
        self._line = ElidedLabel("", "small")
        fold = icon_button("panel-right-close", _("收起案卡"))
        fold.clicked.connect(self.fold_wanted)
        head.addWidget(self._line, 1)
        head.addWidget(fold)
        column.addLayout(head)
        self._stack = QStackedWidget()
        self._empty = EmptyState("file-text", _("没有选中案件"), _("在列表里选一件，或按 J、K 逐件查看。"))
        self._stack.addWidget(self._empty)
        full = QWidget()
        inside = QVBoxLayout(full)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self.body = CardBody()
        self.body.why.rule_wanted.connect(lambda rule: self._place.screen_wanted.emit("rules", rule))
        self.related = RelatedCases(self._place)
        self.related.action_wanted.connect(self._begin_with)
        self.body.add_section(self.related)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setProperty("ground", "surface")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.body)
        self.bar = ActionBar()
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.bar)
        inside.addWidget(self._area, 1)
        inside.addLayout(self._foot)
        self._stack.addWidget(full)
        self._full = full
        column.addWidget(self._stack, 1)
        self._connect()

    def _connect(self) -> None:
        self.bar.chosen.connect(self.run)
        self.body.reveal_wanted.connect(self._reveal)
        self.body.attach_wanted.connect(self._choose_attachment)
        self.body.attachment_wanted.connect(self._open_attachment)
        self.body.paper_wanted.connect(lambda paper: self.paper_wanted.emit(self._wanted or 0, paper))
        self.body.papers_wanted.connect(self.papers_wanted)
        self.body.dossier_wanted.connect(lambda: self._place.screen_wanted.emit("dossier", self._wanted))
        self.body.mediation_wanted.connect(lambda: self.mediation_wanted.emit(self._wanted or 0))
        self.body.category_confirmed.connect(lambda: self.run(CONFIRM_CATEGORY))
        self.body.category_change_wanted.connect(self._ask_category)
        self.body.place_wanted.connect(self._ask_place)
        self.body.beside.action_wanted.connect(self.run)
        self.body.why.paper_wanted.connect(lambda kind: self.paper_wanted.emit(self._wanted or 0, kind))
        self.body.beside.screen_wanted.connect(self._place.screen_wanted)

    # -- load

    def _take(self, answer: tuple[int, CardReading]) -> None:
        token, reading = answer
        if token != self._token:
            return
        before = self.reading.card.id if self.reading is not None else None
        self.reading = reading
        card, now = reading.card, self._place.desk.clock.now()
        self._line.setText(f"{card.number} · {card.channel_label} · {card.received_at:%Y-%m-%d %H:%M}")
        self.body.show_card(card, now, "、".join(reading.suggested_words))
        self.body.why.show_why(reading.routing)
        self.body.beside.show_beside(reading.beside)
        self.bar.show_offers(reading.offers)
        self._stack.setCurrentWidget(self._full)
        if before != card.id:
            self._area.verticalScrollBar().setValue(0)
        self.related.load(card.id)
        self.loaded.emit(card.id)
        if (then := self._then) is not None:
            self._then = None
            then()

    def _unreadable(self, error: Exception) -> None:
        self.show_case(None)
        self._place.told(error)

    # -- act

    def _open_pane(self, offer: ActionOffer) -> None:
        assert self.reading is not None
        said_how = tuple(self._place.desk.rules.transitions.lists["said_how"].items())
        fields = tuple(self._with_choices(offer.action, spec) for spec in offer.fields)
        self.pane = ActionPane(offer, fields, self.reading.card.number, self._place.desk.clock.now, said_how)
        self.pane.submitted.connect(self._submitted)
        self.pane.given_up.connect(self._close_pane)
        if offer.action == "refuse":
            desk = self._place.desk
            self.pane.explain(RemedyNote(self.pane.form, lambda code: remedy_words(desk, code)))
        if self.pane.word is not None:
            self.pane.word.set_values({"said_by": self._last_said.get(offer.acting_for, ""), "said_how": "phone"})
        self.bar.hide()
        self._foot.addWidget(self.pane)
        self.pane.fit_into(self.height())
        self.pane.show()
        self.pane.start()
        self._kept.fill(self.pane)

    def _begin_with(self, action: str, number: str) -> None:
        """An action that names another case, with its number filled in."""
        self.run(action)
        if self.pane is not None and self.pane.offer.action == action:
            self.pane.form.set_values({spec.name: number for spec in self.pane.offer.fields if spec.kind == "case"})
            self.pane.start()

    def _close_pane(self) -> None:
        if self.pane is None:
            return
        pane, self.pane = self.pane, None
        self._kept.keep(pane)
        pane.hide()
        self._foot.removeWidget(pane)
        pane.deleteLater()
        self.bar.setVisible(bool(self.offers()))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.acted.emit(self._wanted or 0, "")

    def _with_choices(self, action: str, spec: FieldSpec) -> FieldSpec:
        """Fill in what only the card and the centre know."""
        assert self.reading is not None
        if spec.kind == "case":
            return replace(spec, choices=self.related.choices(action))
        return with_choices(self._place.desk, self._place.actor, action, spec, self.reading.card)

    def _submitted(self, values: dict[str, Any], note: str, said: Transcription | None, slip: str) -> None:
        assert self.pane is not None
        offer = self.pane.offer
        if offer.action == CONFIRM_CATEGORY:
            self._confirm_category(values["category"])
            return
        if offer.action == SET_PLACE:
            self._set_place(int(values["grid"]))
            return
        if said is not None:
            self._last_said[offer.acting_for] = said.said_by
        self._send(self._order(offer, values, note, said, slip))

    def _order(
        self, offer: ActionOffer, values: dict[str, Any], note: str, said: Transcription | None, slip: str
    ) -> _Order:
        assert self.reading is not None
        card = self.reading.card
        return _Order(card.id, card.version, offer, values, note, said, slip)

    def _send(self, order: _Order) -> None:
        desk, actor = self._place.desk, self._place.actor

        def write() -> Changes:
            said = order.said
            if said is not None and order.slip:
                said = replace(said, slip=attachments.store_file(desk, actor, Path(order.slip)))
            return case_actions.act(
                desk, actor, order.case_id, order.offer.action, order.values, order.note, said, order.version
            )

        told = _("{action}已记入 {number}。").format(action=order.offer.label, number=self._number())
        self._write(write, told, order)

    def _write(self, write: Callable[[], Changes], told: str, order: _Order | None = None) -> None:
        case_id = self._wanted or 0
        action = order.offer.action if order is not None else ""

        def done(changes: Changes) -> None:
            self._sending = False
            self._close_pane()
            self._place.notice_with_undo.emit(told, self._place.undo)
            self._place.committed(changes)
            self.acted.emit(case_id, action)

        self._sending = True
        self._place.runner.write(write, done, self._refused)

    def _refused(self, error: Exception) -> None:
        """Say why; what was typed stays in the pane, and a case changed elsewhere is read again."""
        self._sending = False
        if isinstance(error, Conflict):
            self.reload()
        if self.pane is not None and isinstance(error, GovDeskError):
            self.pane.refused(sentence(error), str(error.facts.get("name", "")))
            return
        if self.pane is not None:
            self.pane.refused(_("没有写入，内容仍在，请再试一次。"))
        self._place.told(error)

    def _number(self) -> str:
        return self.card.number if self.card is not None else ""

    def _confirm_category(self, category: str) -> None:
        desk, actor, case_id = self._place.desk, self._place.actor, self._wanted or 0
        label = desk.rules.categories.label(category)
        told = _("{number} 的类别已确认为「{category}」。").format(number=self._number(), category=label)
        self._write(lambda: registration.confirm_category(desk, actor, case_id, category), told)

    def _ask_category(self) -> None:
        choices = tuple((each.code, each.label) for each in self._place.desk.rules.categories)
        field = FieldSpec("category", _("类别"), "choice", True, choices, _("输入名称或拼音首字母"))
        self._ask(CONFIRM_CATEGORY, _("确认类别"), "Y", field)

    def _ask_place(self) -> None:
        if self.card is None or not self.card.place_pending or self.pane is not None:
            return
        desk = self._place.desk
        choices = tuple((str(row.id), grids.grid_label(desk, row.id)) for row in grids.depth_first(desk))
        field = FieldSpec("grid", _("发生地点"), "choice", True, choices, _("输入名称或拼音首字母"))
        self._ask(SET_PLACE, _("定位"), "L", field)

    def _ask(self, action: str, label: str, key: str, field: FieldSpec) -> None:
        if self.pane is None and self._place.actor.role is not Role.BODY:
            self._open_pane(ActionOffer(action, label, key, "ask", False, True, "", "", (field,)))

    def _set_place(self, grid_id: int) -> None:
        desk, actor, case_id = self._place.desk, self._place.actor, self._wanted or 0
        told = _("{number} 已定位到{place}。").format(number=self._number(), place=grids.grid_label(desk, grid_id))
        self._write(lambda: registration.set_place(desk, actor, case_id, grid_id), told)

    def _reveal(self) -> None:
        """The numbers in plain, after the log has it that this seat looks at them."""
        desk, actor, case_id = self._place.desk, self._place.actor, self._wanted
        if case_id is not None:
            self._place.runner.write(lambda: note_look(desk, actor, case_id), self._looked, self._place.told)

    def _looked(self, changes: Changes) -> None:
        self._revealed = True
        self._place.committed(changes)
        self.reload()

    def _choose_attachment(self) -> None:
        if self._wanted is None:
            return
        path = chosen_file(self)
        if path is not None:
            self.attach(path)

    def attach(self, path: Path) -> None:
        """Hang a file on the case shown."""
        desk, actor, case_id = self._place.desk, self._place.actor, self._wanted or 0
        told = _("已附上「{name}」。").format(name=path.name)
        self._write(lambda: attachments.attach(desk, actor, case_id, path), told)

    def _open_attachment(self, sha256: str) -> None:
        open_attachment(self._place, self._wanted or 0, sha256)
