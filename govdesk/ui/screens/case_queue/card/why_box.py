"""Why the case is at this tier: the rule, what matched, the duty it rests on, the nearest rules that did not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.duty_admission import AdmissionOpinion
from govdesk.services.routing import NearMissView, RoutingView
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import ElidedLabel, label, set_property

_ADMISSION_INKS = {"inside": "on_time", "assist_only": "due_soon", "outside": "overdue", "no_list": "secondary"}


class WhyBox(QFrame):
    """The near misses unfold on demand; `rule_wanted(id)` to see the rule in its place, `paper_wanted(kind)` for the
    paper that the duty lists call for."""

    rule_wanted = Signal(str)
    paper_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self.setProperty("box", "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(label(_("为什么到这一层"), "accent"))
        self._rule = ElidedLabel("", "small")
        head.addWidget(self._rule, 1)
        self._open = button(_("看规则"), "link")
        self._open.clicked.connect(lambda: self.rule_wanted.emit(self._id))
        head.addWidget(self._open)
        self._more = button(_("相近规则"), "link")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._unfold)
        head.addWidget(self._more)
        column.addLayout(head)
        self._by_hand = label("", wrap=True, selectable=True)
        self._sentence = label("", wrap=True, selectable=True)
        self._matched = label("", "secondary", wrap=True, selectable=True)
        self._misses = label("", "small", wrap=True, selectable=True)
        self._duty = label("", "secondary", wrap=True, selectable=True)
        self._admission = label("", wrap=True, selectable=True)
        self._print = button(_("出具准入意见"), "link", "file-text")
        self._print.clicked.connect(lambda: self.paper_wanted.emit("admission_opinion"))
        self._print.hide()
        for each in (self._by_hand, self._sentence, self._matched, self._duty, self._admission, self._misses):
            each.hide()
            column.addWidget(each)
        column.insertWidget(column.indexOf(self._misses), self._print, 0, Qt.AlignmentFlag.AlignLeft)

    def show_why(self, view: RoutingView) -> None:
        self.setVisible(bool(view.sentence or view.by_hand))
        self._id = view.rule
        self._open.setVisible(bool(view.rule))
        self._rule.setText(view.label)
        which = _("规则 {rule}，版本 {version}").format(rule=view.rule, version=view.version)
        self._rule.setToolTip(which if view.rule else "")
        _show(self._by_hand, view.by_hand)
        _show(self._sentence, view.sentence)
        facts = "、".join(view.matched)
        _show(self._matched, _("命中：{facts}").format(facts=facts) if facts else "")
        _show(self._duty, _("依据：{item}").format(item=view.duties[0].sentence) if view.duties else "")
        self._duty.setToolTip("\n".join(item.sentence for item in view.duties))
        self._show_admission(view.admission)
        self._misses.setText("\n".join(_miss(each) for each in view.near_misses))
        self._more.setVisible(bool(view.near_misses))
        self._unfold(self._more.isChecked())
        self.setAccessibleName(_("为什么到这一层：{sentence}").format(sentence=view.sentence))

    def _show_admission(self, opinion: AdmissionOpinion | None) -> None:
        """What the lists say of a task from above; one outside them stands in red."""
        words = _("准入意见（{heading}）：{opinion}")
        shown = words.format(heading=opinion.heading, opinion=opinion.opinion) if opinion else ""
        _show(self._admission, shown)
        set_property(self._admission, "role", _ADMISSION_INKS.get(opinion.verdict if opinion else "", ""))
        self._admission.setToolTip(opinion.reason if opinion else "")
        self._print.setVisible(opinion is not None and opinion.verdict != "no_list")

    def _unfold(self, opened: bool) -> None:
        self._misses.setVisible(opened and bool(self._misses.text()))


def _show(shown: QLabel, words: str) -> None:
    shown.setText(words)
    shown.setVisible(bool(words))


def _miss(miss: NearMissView) -> str:
    """✗ 规则名：没有满足的条件"""
    return _("✗ {rule}：{failed}").format(rule=miss.label or miss.rule, failed="、".join(miss.failed))
