"""On the card: danger and its report, each whistle with who has not come, calls to the county, the task force."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.beside_case import BesideCase
from govdesk.services.county_calls import CallView
from govdesk.services.dangers import Dangers, RiskView
from govdesk.services.task_force_views import TaskForceRow, limit_words
from govdesk.services.whistles import CallView as OfficeView
from govdesk.services.whistles import WhistleView
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import ElidedLabel, label

WHISTLES, TASK_FORCES = "whistles", "task_forces"
_CALL_TONES = {"waiting": "warning", "unanswered": "danger", "accepted": "good", "refused": "neutral"}
_RISK_INKS = {"missing": "overdue", "reported": "on_time", "reasoned": "warning", "free": "secondary"}


class BesideBox(QWidget):
    """Hidden while nothing stands beside the case. `screen_wanted(code, subject)` leads to the whole of it,
    `action_wanted(action)` to what the danger asks for."""

    screen_wanted = Signal(str, object)
    action_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_2)
        self.hide()

    def show_beside(self, beside: BesideCase) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if beside.dangers:
            self._column.addWidget(self._danger(beside.dangers))
        for view in beside.whistles:
            self._column.addWidget(self._whistle(view))
        for call in beside.calls:
            self._column.addWidget(self._call(call))
        if beside.task_force is not None:
            self._column.addWidget(self._force(beside.task_force, beside.inside))
        self.setVisible(bool(beside))

    def _danger(self, dangers: Dangers) -> QWidget:
        box, head = self._box("danger" if dangers.pressing else "card")
        head.addWidget(Chip(_("风险"), "danger" if dangers.pressing else "warning"))
        head.addWidget(ElidedLabel("、".join(risk.label for risk in dangers.risks), "heading"), 1)
        if any(call.waiting for call in dangers.calls):
            head.addWidget(self._ask(_("记下已联络"), "acknowledge_call"))
        if any(risk.state == "missing" for risk in dangers.risks):
            head.addWidget(self._ask(_("记下报告"), "report_risk"))
        lines = [(call.words, "overdue" if call.waiting else "secondary") for call in dangers.calls]
        lines += [(_risk_words(risk), _RISK_INKS[risk.state]) for risk in dangers.risks if risk.words]
        owed = [risk.source for risk in dangers.risks if risk.state == "missing" and risk.source]
        lines += [(source, "small") for source in dict.fromkeys(owed)]
        self._say(box, lines)
        return box

    def _ask(self, words: str, action: str) -> QWidget:
        ask = button(words, "link")
        ask.clicked.connect(lambda: self.action_wanted.emit(action))
        return ask

    def _whistle(self, view: WhistleView) -> QWidget:
        box, head = self._box("warning" if view.live and view.missing else "card")
        head.addWidget(Chip(view.kind_label, "danger" if view.kind == "urgent" else "accent"))
        score = _("已到 {arrived} / 应到 {expected}").format(arrived=view.arrived, expected=view.expected)
        head.addWidget(label(score if view.live else _("已收哨 · {score}").format(score=score), "heading"))
        head.addStretch(1)
        roll = button(_("点名"), "link", "bell")
        roll.setAccessibleName(_("打开吹哨报到"))
        roll.clicked.connect(lambda: self.screen_wanted.emit(WHISTLES, None))
        head.addWidget(roll)
        lines = [(_("事由：{reason}").format(reason=view.reason), "secondary")]
        lines += [(_("{body}：{state}").format(body=call.body, state=_state(call)), _ink(call)) for call in view.calls]
        self._say(box, lines)
        return box

    def _call(self, call: CallView) -> QWidget:
        box, head = self._box("danger" if call.state == "unanswered" else "card")
        head.addWidget(Chip(_("乡呼县应"), "accent"))
        head.addWidget(label(call.body, "heading"))
        head.addWidget(Chip(call.state_label, _CALL_TONES.get(call.state, "neutral")))
        head.addStretch(1)
        head.addWidget(label(call.words, "overdue" if call.state == "unanswered" else "secondary"))
        lines = [(_("请求：{reason}").format(reason=call.reason), "secondary"), (_basis(call), "small")]
        if call.answer:
            lines.append((_("答复：{words}").format(words=call.answer), ""))
        if call.state == "accepted" and call.liaison:
            lines.append((_("街道由{body}保持联系").format(body=call.liaison), "small"))
        if call.escalated_at is not None:
            raised = _("{moment} 逾期未答复，已报街道领导").format(moment=f"{call.escalated_at:%m-%d %H:%M}")
            lines.append((raised, "overdue"))
        self._say(box, lines)
        return box

    def _force(self, row: TaskForceRow, inside: bool) -> QWidget:
        box, head = self._box("card")
        head.addWidget(Chip(_("专班"), "danger" if inside else "neutral"))
        opener = button(row.number, "link")
        opener.setAccessibleName(_("打开专班 {number}").format(number=row.number))
        opener.clicked.connect(lambda: self.screen_wanted.emit(TASK_FORCES, row.number))
        head.addWidget(opener)
        head.addWidget(Chip(row.phase_label, "accent") if inside else Chip(_("已不在专班"), "neutral"))
        head.addStretch(1)
        people = _("包案领导 {leader} · 班长 {head}").format(leader=row.leader, head=row.head)
        limit = _("限期 {words}").format(words=limit_words(row))
        self._say(box, [(row.problem, ""), (people, "secondary"), (limit, "overdue" if row.overdue else "secondary")])
        return box

    def _box(self, look: str) -> tuple[QFrame, QHBoxLayout]:
        box = QFrame()
        box.setProperty("box", look)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        column.addLayout(head)
        return box, head

    def _say(self, box: QFrame, lines: list[tuple[str, str]]) -> None:
        layout = box.layout()
        assert layout is not None
        for words, role in lines:
            if words:
                layout.addWidget(label(words, role, wrap=True, selectable=True))


def _risk_words(risk: RiskView) -> str:
    return _("{risk}：{words}").format(risk=risk.label, words=risk.words)


def _basis(call: CallView) -> str:
    return _("依据：{basis}").format(basis=call.basis) if call.basis else ""


def _state(call: OfficeView) -> str:
    """已报到 09:40 赵所长; 未到（报到 超 1 小时）; 邀请."""
    if call.state == "arrived":
        arrival = next(clock for clock in call.clocks if clock.clock == "arrive")
        return " ".join(part for part in (arrival.words, call.arrived_by) if part)
    if not call.missing:
        return call.state_label
    running = next((clock for clock in call.clocks if clock.done_at is None and clock.words), None)
    return _("未到（{clock}）").format(clock=running.words) if running else _("未到")


def _ink(call: OfficeView) -> str:
    if call.missing:
        return "overdue" if call.late else "due_soon"
    return "on_time" if call.state == "arrived" else "secondary"
