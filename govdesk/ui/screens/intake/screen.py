"""The registration form: filled by keyboard alone, saved while it is typed, registered exactly once."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.domain.classification import Suggestion
from govdesk.domain.errors import GovDeskError
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services import classification, registration, repeats
from govdesk.services.grids import grid_tree
from govdesk.services.labels import tier_label
from govdesk.services.messages import sentence
from govdesk.services.registration import CaseDraft, Registered
from govdesk.services.repeats import Earlier
from govdesk.ui import theme
from govdesk.ui.screens.intake.category_field import CONFIRM_KEY
from govdesk.ui.screens.intake.earlier_cases import EarlierCases
from govdesk.ui.screens.intake.form import IntakeForm
from govdesk.ui.screens.intake.guarding import Guarding
from govdesk.ui.screens.intake.pasting import PASTE_KEY, OrderPasting
from govdesk.ui.screens.intake.refusing import Refusing
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.fields import PickField
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

DRAFT_KIND, DRAFT_KEY = "case", "new"
LAST_CHANNEL = "intake/channel"
AUTOSAVE_MILLISECONDS = 1_000
SUGGEST_MILLISECONDS = 250
_FIELD_OF_FAULT = {
    "title_missing": "title",
    "no_such_channel": "channel",
    "no_such_category": "category",
    "no_such_grid": "grid",
    "received_in_the_future": "received_at",
    "occurred_in_the_future": "occurred_at",
    "received_too_early": "received_at",
    "occurred_too_early": "occurred_at",
    "people_count_wrong": "people_count",
    "title_too_long": "title",
    "text_too_long": "text",
    "address_too_long": "address",
    "reporter_too_long": "reporter",
    "phone_too_long": "phone",
    "source_number_too_long": "source_number",
}


@dataclass(frozen=True, slots=True)
class _Question:
    """The text that a suggestion was asked for; a late answer to another text is dropped."""

    title: str
    text: str
    channel: str


class IntakeScreen(QWidget):
    """`start` opens it; after registering the case is shown in the workspace."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._sending = False
        self._asked: _Question | None = None
        self._compared: CaseDraft | None = None
        self._dirty = False
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "registration")
        self.setAccessibleName(_("登记案件"))
        self._saving = self._timer(AUTOSAVE_MILLISECONDS, self.save)
        self._asking = self._timer(SUGGEST_MILLISECONDS, self._ask)
        self._build()
        confirm = QShortcut(QKeySequence(CONFIRM_KEY), self)
        confirm.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        confirm.activated.connect(self.category.take_best)
        place.session.actor_changed.connect(self._seat_changed)
        self.rows["channel"].field.set_value(place.settings.value(LAST_CHANNEL, "window_visit"))
        self._dirty = False
        self._saving.stop()
        self._asking.stop()
        self._state.setText("")
        self._load_grids()

    def show_subject(self, subject: str) -> None:
        """`start` a new one, or `resume` the draft."""
        if subject == "resume" and not self._dirty:
            self.resume()
        else:
            self.start()

    def start(self) -> None:
        """Take the focus; an unfinished draft is offered, never forced."""
        self.rows["title"].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        if self._dirty:
            return
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: registration.load_draft(desk, actor, DRAFT_KIND, DRAFT_KEY), self._offer, self._place.told
        )

    def resume(self) -> None:
        """Go on with the saved draft without asking."""
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: registration.load_draft(desk, actor, DRAFT_KIND, DRAFT_KEY), self._restore, self._place.told
        )

    def save(self) -> None:
        """Keep the draft now; nothing is kept of an empty form."""
        if self._sending or not self._dirty:
            return
        desk, actor, payload = self._place.desk, self._place.actor, self.form.payload()
        self._place.runner.write(
            lambda: registration.save_draft(desk, actor, DRAFT_KIND, DRAFT_KEY, payload), self._saved, self._place.told
        )

    def may_close(self) -> bool:
        """The window may always close: the last words are kept on the way out."""
        self.save()
        return True

    def submit(self) -> None:
        """Register; a second Enter while the first is on its way does nothing."""
        if self._sending or not self.form.check() or self.guard.stands_in_the_way(self.submit):
            return
        self._sending = True
        self._register.setEnabled(False)
        self._saving.stop()
        desk, actor, draft = self._place.desk, self._place.actor, self._draft()
        self._place.runner.write(
            lambda: registration.register_case(desk, actor, draft, DRAFT_KEY), self._registered, self._refused
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)

    # -- build

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setProperty("ground", "window")
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 16, 24, 16)
        row.setSpacing(theme.SPACE_4)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(self._head())
        self._bar = MessageBar()
        column.addWidget(self._bar)
        self.form = IntakeForm(self._place.desk)
        self.form.touched.connect(self._touched)
        self.form.entered.connect(self._enter)
        self.rows, self.category = self.form.rows, self.form.category
        self.guard = Guarding(self._place, self, self._texts)
        self.guard.urgent_proposed.connect(self.form.urgent.setChecked)
        self.orders = OrderPasting(self._place, self, self.form)
        self.refusing = Refusing(self._place, self, self._draft, DRAFT_KEY)
        self.refusing.refused.connect(self._told_elsewhere)
        column.addWidget(self.guard.bar)
        column.addWidget(self.orders.bar)
        column.addWidget(self.form)
        column.addStretch(1)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(theme.px(980))
        row.addStretch(1)
        row.addWidget(holder, 20)
        self.earlier = EarlierCases()
        self.earlier.opened.connect(self._place.case_wanted)
        row.addWidget(self.earlier, 8)
        row.addStretch(1)
        area.setWidget(page)
        outer.addWidget(area)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(_("登记案件"), "title"))
        self._state = label("", "secondary")
        head.addWidget(self._state)
        head.addStretch(1)
        self._register = KeyButton(_("登记并分派"), "Ctrl Enter", "primary")
        self._register.clicked.connect(self.submit)
        leave = KeyButton(_("返回"), "Esc")
        leave.clicked.connect(self._leave)
        paste = KeyButton(_("粘贴工单"), PASTE_KEY)
        paste.clicked.connect(lambda: self.orders.paste())
        elsewhere = button(_("不予受理……"))
        elsewhere.clicked.connect(self._refuse)
        for each in (leave, paste, elsewhere):
            head.addWidget(each)
        head.addWidget(self._register)
        return head

    def _timer(self, pause: int, handler: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(handler)
        return timer

    # -- load

    def _load_grids(self) -> None:
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: grid_tree(desk, actor), self._show_grids, self._place.told)

    def _show_grids(self, nodes: Any) -> None:
        by_id = {node.id: node for node in nodes}
        choices, initials = [], {}
        for node in nodes:
            above = by_id.get(node.parent_id)
            named = node.name if above is None or above.parent_id is None else f"{above.name} · {node.name}"
            choices.append((str(node.id), named))
            both = node.initials if above is None else f"{above.initials}{node.initials}"
            initials[named] = f"{node.initials} {both} {node.code}"
        field = self.rows["grid"].field
        assert isinstance(field, PickField)
        before = field.value()
        field.picker.search_by(lambda words: initials.get(words, ""))
        field.picker.set_choices(choices)
        field.set_value(before or self._wanted_grid)

    _wanted_grid: str | None = None

    def _offer(self, payload: dict[str, Any] | None) -> None:
        if not payload or self._dirty:
            return
        self._bar.clear()
        title = payload.get("title") or payload.get("text") or _("未写事项")
        self._bar.say(_("有一份没有登记完的草稿：「{title}」。").format(title=str(title)[:40]), "accent", False)
        self._bar.offer(_("继续填写"), "primary").clicked.connect(lambda: self._restore(payload))
        self._bar.offer(_("丢弃草稿")).clicked.connect(self._discard)

    def _restore(self, payload: dict[str, Any] | None) -> None:
        self._bar.clear()
        if not payload:
            return
        self._wanted_grid = payload.get("grid")
        self.form.restore(payload)
        self.rows["title"].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- react

    def _seat_changed(self, _actor: Actor) -> None:
        """What was refused to the other seat is not said to this one."""
        self._bar.clear()

    def _texts(self) -> tuple[str, ...]:
        return tuple(str(self.rows[name].field.value() or "") for name in ("title", "text"))

    def _draft(self) -> CaseDraft:
        return replace(self.form.draft(), call=self.guard.call)

    def _refuse(self) -> None:
        """Not ours: told on the spot, registered without a receiver."""
        if not self._sending and self.form.check() and not self.guard.stands_in_the_way(self._refuse):
            self.refusing.ask()

    def _told_elsewhere(self, registered: Registered) -> None:
        self._clear()
        self._place.committed(registered.changes)
        told = _("已登记 {number}，不予受理，已告知去处。").format(number=registered.number)
        self._place.notice.emit(told, "good")
        self._place.case_wanted.emit(registered.id)

    def _touched(self) -> None:
        self._dirty = True
        self._state.setText(_("正在输入……"))
        self._saving.start()
        self._asking.start()

    def _saved(self, _nothing: Any) -> None:
        now = self._place.desk.clock.now()
        self._state.setText(_("草稿已自动保存 {time}").format(time=f"{now:%H:%M:%S}"))

    def _ask(self) -> None:
        self.guard.look()
        values = {name: self.rows[name].field.value() or "" for name in ("title", "text", "channel")}
        question = _Question(**values)
        if question != self._asked and (question.title or question.text):
            self._asked = question
            self._place.runner.read(lambda: self._suggest(question), self._show_suggestion, self._place.told)
        self._look_for_earlier()

    def _suggest(self, asked: _Question) -> tuple[_Question, list[Suggestion]]:
        found = classification.suggest_category(self._place.desk, asked.text, title=asked.title, channel=asked.channel)
        return asked, found

    def _show_suggestion(self, answer: tuple[_Question, list[Suggestion]]) -> None:
        asked, found = answer
        if asked == self._asked:
            self.category.suggest(found)

    def _look_for_earlier(self) -> None:
        draft = replace(self._draft(), title=self._texts()[0])
        if draft == self._compared:
            return
        self._compared = draft
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: (draft, repeats.earlier_cases(desk, actor, draft)), self._show_earlier, self._place.told
        )

    def _show_earlier(self, answer: tuple[CaseDraft, Earlier]) -> None:
        """A late answer to what has been typed over since is dropped."""
        draft, earlier = answer
        if draft == self._compared:
            self.earlier.show_earlier(earlier)

    # -- act

    def _enter(self) -> None:
        """Return in a field goes on to the next one; only Ctrl+Enter registers."""
        self.focusNextChild()

    def _registered(self, registered: Registered) -> None:
        self._sending = False
        self._register.setEnabled(True)
        self._clear()
        self._place.committed(registered.changes)
        if registered.handler:
            words = _("已登记 {number}，按规则分派到 {tier}：{handler}。")
        else:
            words = _("已登记 {number}，没有规则适用，等待人工分派。")
        told = words.format(number=registered.number, tier=tier_label(registered.tier), handler=registered.handler)
        self._place.notice.emit(told, "good" if registered.handler else "warning")
        self._place.case_wanted.emit(registered.id)

    def _refused(self, error: Exception) -> None:
        """Nothing was registered and nothing typed is lost."""
        self._sending = False
        self._register.setEnabled(True)
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        field = _FIELD_OF_FAULT.get(error.code)
        if field:
            self.rows[field].show_error(sentence(error))
            self.rows[field].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._bar.clear()
        self._bar.say(sentence(error), "danger")

    def _discard(self) -> None:
        self._bar.clear()
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.write(
            lambda: registration.discard_draft(desk, actor, DRAFT_KIND, DRAFT_KEY), None, self._place.told
        )

    def _leave(self) -> None:
        self.save()
        self._place.screen_wanted.emit("cases", None)

    def _clear(self) -> None:
        self._place.settings.setValue(LAST_CHANNEL, self.rows["channel"].field.value())
        self.form.clear()
        self.guard.reset()
        self.orders.reset()
        self._wanted_grid = None
        self._asked = self._compared = None
        self.earlier.show_earlier(None)
        self._state.setText("")
        self._dirty = False
        self._saving.stop()
        self._asking.stop()
