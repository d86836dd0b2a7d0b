"""The call card: what the words warn of, whom to call in which order, and who says that it was done."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.domain.urgency import Alarm, Call
from govdesk.foundation.text import _
from govdesk.services.urgency import CallMade
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.date_fields import MomentField
from govdesk.ui.widgets.field_form import LABEL_WIDTH, FormRow
from govdesk.ui.widgets.fields import LongTextField, TextField
from govdesk.ui.widgets.labels import label, line

WIDTH = 640


class CallCard(QFrame):
    """`acknowledged` carries a CallMade; Esc goes back to the text and nothing is registered."""

    acknowledged = Signal(object)
    given_up = Signal()

    def __init__(self, alarms: Sequence[Alarm], now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alarms = tuple(alarms)
        self.setAccessibleName(_("先打电话，再登记"))
        self.called = FormRow(_("给谁打了"), TextField(_("给谁打了电话"), _("如：派出所张警官")), True)
        self.called_at = FormRow(_("几时打的"), MomentField(_("几时打的电话"), now))
        self.called_at.field.set_value(now())
        self.said = FormRow(_("说了什么"), LongTextField(_("说了什么"), _("对方怎么答复；不属紧急的写理由"), 2))
        self.risks: dict[str, QCheckBox] = {}
        self.urgent = QCheckBox(_("标为紧急"))
        self.urgent.setChecked(True)
        self._now = now
        self._build()

    def start(self) -> None:
        self.called.field.editor().setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """The call was made: whom is said, and the moment has passed."""
        rows = (self.called, self.called_at)
        if len([row for row in rows if row.check()]) < len(rows):
            return
        at = self.called_at.field.value() or self._now()
        if at > self._now():
            self.called_at.show_error(_("时间比现在晚，请填已经打过的时间。"))
            return
        ticked = tuple(risk for risk, box in self.risks.items() if box.isChecked())
        made = CallMade(self.called.field.value(), at, self.said.field.value() or "", ticked)
        self.acknowledged.emit(made)

    def dismiss(self) -> None:
        """The words mean something else; why is written down."""
        why = self.said.field.value()
        if not why:
            self.said.show_error(_("请写明为什么不属紧急，例如：“跳楼价”是商品促销。"))
            self.said.field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.urgent.setChecked(False)
        self.acknowledged.emit(CallMade("", self._now(), why))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        event.accept()  # nothing goes through to the page below

    def sizeHint(self) -> QSize:
        """As high as all dangers need; the overlay takes what the page has."""
        hint, width = super().sizeHint(), theme.px(WIDTH) - 52
        dangers = self._list.heightForWidth(width)
        hint.setHeight(hint.height() - self._area.sizeHint().height() + dangers + 4)
        return hint

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(theme.SPACE_2)
        head = QHBoxLayout()
        picture = label("")
        picture.setPixmap(icons.pixmap("circle-alert", "overdue_text", 20))
        head.addWidget(picture)
        head.addWidget(label(_("先打电话，再登记"), "title"), 1)
        column.addLayout(head)
        column.addWidget(self._dangers(), 1)
        column.addWidget(line())
        for row in (self.called, self.called_at, self.said):
            column.addWidget(row)
        flags = QHBoxLayout()
        flags.addSpacing(theme.px(LABEL_WIDTH) + theme.SPACE_2)
        flags.addWidget(self.urgent)
        flags.addStretch(1)
        column.addLayout(flags)
        column.addLayout(self._foot())

    def _dangers(self) -> QScrollArea:
        """They scroll where there is no room; who was called and the buttons always stay in sight."""
        self._list = _Dangers()
        self._list.setProperty("ground", "surface")
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_2)
        for alarm in self._alarms:
            column.addWidget(self._alarm(alarm))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumHeight(theme.px(140))
        area.setWidget(self._list)
        self._area = area
        return area

    def _alarm(self, alarm: Alarm) -> QFrame:
        group = alarm.group
        box = QFrame()
        box.setProperty("box", "danger")
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(theme.SPACE_1)
        words = "、".join(_("“{word}”").format(word=word) for word in alarm.words)
        column.addWidget(
            label(_("{group}：文字里有{words}").format(group=group.label, words=words), "heading", wrap=True)
        )
        calls = [_call_words(position, call) for position, call in enumerate(group.calls, start=1)]
        column.addWidget(label("　".join(calls), wrap=True, selectable=True))
        if group.advice:
            column.addWidget(label(group.advice, "secondary", wrap=True))
        if group.source:
            source = _("依据：{source}").format(source=group.source)
            if not group.confirmed:
                source = _("{source}（待核对）").format(source=source)
            column.addWidget(label(source, "small", wrap=True))
        if group.risk not in self.risks:
            tick = QCheckBox(_("记入风险：{risk}").format(risk=group.label))
            tick.setChecked(True)
            self.risks[group.risk] = tick
            column.addWidget(tick)
        return box

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        self.yes = KeyButton(_("电话已打，记录"), "Ctrl Enter", "primary")
        self.misread = button(_("看错了，不属紧急"))
        self.back = KeyButton(_("返回修改"), "Esc")
        self.yes.clicked.connect(self.submit)
        self.misread.clicked.connect(self.dismiss)
        self.back.clicked.connect(self.given_up)
        for each in (self.yes, self.misread, self.back):
            foot.addWidget(each)
        foot.addStretch(1)
        return foot


class _Dangers(QWidget):
    """As high as its words are at the width it gets, not at the narrowest it could get."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def _call_words(position: int, call: Call) -> str:
    when = _("（{when}）").format(when=call.when) if call.when else ""
    return _("{position}. {who}{when}").format(position=position, who=call.who, when=when)
