"""One whistle of the roll call: its offices in rows, who has not come in front and in colour."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.whistles import CallClock, CallView, WhistleView, clock_label
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button, icon_button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import ElidedLabel, label

_KIND_TONES = {"urgent": "danger", "hard": "warning", "routine": "accent"}
MARK, BODY, FIRST_CLOCK, WHO, BUTTONS = 0, 1, 2, 5, 6
CLOCK_WIDTH = 92


class RollCard(QFrame):
    """`action_wanted(action, body code, body)`; the code is empty for what concerns the whole whistle."""

    action_wanted = Signal(str, str, str)
    case_wanted = Signal(int)

    def __init__(self, view: WhistleView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setProperty("box", "card")
        self.setAccessibleName(told(view))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(self._head())
        for words in self._words():
            column.addWidget(label(words, "secondary", wrap=True, selectable=True))
        if view.missing and view.live:
            column.addWidget(label(missing_words(view), "overdue", wrap=True, selectable=True))
        column.addWidget(self._rows())

    def _head(self) -> QHBoxLayout:
        view = self.view
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(Chip(view.kind_label, _KIND_TONES.get(view.kind, "neutral")))
        opener = button(view.case_number, "link")
        opener.setAccessibleName(_("打开案件 {number}").format(number=view.case_number))
        opener.clicked.connect(lambda: self.case_wanted.emit(view.case_id))
        head.addWidget(opener)
        head.addWidget(ElidedLabel(view.case_title, "heading"), 1)
        score = label(
            _("已到 {arrived} / 应到 {expected}").format(arrived=view.arrived, expected=view.expected), "heading"
        )
        head.addWidget(score)
        if view.live:
            end = button(_("收哨"))
            end.setAccessibleName(_("收哨：{number}").format(number=view.case_number))
            end.clicked.connect(lambda: self.action_wanted.emit("end_whistle", "", ""))
            head.addWidget(end)
        return head

    def _words(self) -> list[str]:
        view = self.view
        blown = _("{grid} · {blower} {name} · {moment} 吹哨").format(
            grid=view.grid, blower=view.blower_label, name=view.blown_by, moment=f"{view.blown_at:%m-%d %H:%M}"
        )
        if view.number > 1:
            blown += _(" · 第 {number} 哨").format(number=view.number)
        reason = _("事由：{reason}").format(reason=view.reason)
        if view.place:
            reason += _(" · 集结：{place}").format(place=view.place)
        words = [blown, reason]
        if not view.live and view.ended_why:
            words.append(_("收哨：{why}").format(why=view.ended_why))
        return words

    def _rows(self) -> QWidget:
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, theme.SPACE_1, 0, 0)
        grid.setHorizontalSpacing(theme.SPACE_2)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(BODY, theme.px(112))
        for column in (FIRST_CLOCK, FIRST_CLOCK + 1, FIRST_CLOCK + 2):
            grid.setColumnMinimumWidth(column, theme.px(CLOCK_WIDTH))
        grid.setColumnStretch(WHO, 1)
        for column, words in enumerate(
            ("", _("单位"), *(clock_label(c) for c in ("sign", "contact", "arrive")), _("到场"))
        ):
            grid.addWidget(label(words, "small"), 0, column)
        for row, call in enumerate(self.view.calls, start=1):
            self._add_row(grid, row, call)
        return rows

    def _add_row(self, grid: QGridLayout, row: int, call: CallView) -> None:
        grid.addWidget(Mark(call), row, MARK)
        name = label(call.body, "overdue" if call.missing and call.late else "heading" if call.missing else "")
        holder = QHBoxLayout()
        holder.setSpacing(theme.SPACE_1)
        holder.addWidget(name)
        if call.invited:
            holder.addWidget(Chip(_("邀请"), "neutral"))
        holder.addStretch(1)
        grid.addLayout(holder, row, BODY)
        for column, clock in enumerate(call.clocks, start=FIRST_CLOCK):
            cell = label(_cell_words(clock), _ink(clock))
            cell.setAccessibleName(clock.words)
            grid.addWidget(cell, row, column)
        first, rest = steps(call)
        who = ElidedLabel(who_words(call), "overdue" if call.missing and call.late else "secondary")
        grid.addWidget(who, row, WHO, 1, 1 if first or rest else 2)
        if first or rest:
            grid.addWidget(self._buttons(call, first, rest), row, BUTTONS, Qt.AlignmentFlag.AlignRight)
        grid.setRowMinimumHeight(row, theme.px(theme.CONTROL_HEIGHT) + 4)

    def _buttons(self, call: CallView, first: Sequence[tuple[str, str]], rest: Sequence[tuple[str, str]]) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_1)
        for action, words in first:
            made = button(words, "primary" if action == "report_in" and call.missing else "")
            made.setAccessibleName(_("{action}：{body}").format(action=words, body=call.body))
            made.clicked.connect(lambda _on=False, action=action: self._want(action, call))
            line.addWidget(made)
        if rest:
            line.addWidget(self._more(rest, call))
        return holder

    def _more(self, rest: Sequence[tuple[str, str]], call: CallView) -> QWidget:
        made = icon_button("ellipsis", _("更多操作：{body}").format(body=call.body))
        menu = QMenu(made)
        for action, words in rest:
            entry = menu.addAction(words)
            entry.triggered.connect(lambda _on=False, action=action: self._want(action, call))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _want(self, action: str, call: CallView) -> None:
        self.action_wanted.emit(action, call.body_code, call.body)


class Mark(QWidget):
    """Solid green: here. Hollow red or orange: not yet. Hollow grey: invited, excused or let go."""

    def __init__(self, call: CallView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call = call
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(call.state_label)
        self.setToolTip(call.state_label)

    def sizeHint(self) -> QSize:
        return QSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        call = self._call
        token = "hint"
        if call.state == "arrived":
            token = "on_time"
        elif call.missing:
            token = "overdue" if call.late else "whistle"
        painter.setPen(QPen(theme.color(token), 2))
        if call.state == "arrived":
            painter.setBrush(theme.color(token))
        painter.drawEllipse(QPointF(9, 9), 6, 6)


def steps(call: CallView) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(what stands as a button, what waits in the menu) for one office in its state."""
    done = {clock.clock: clock.done_at is not None for clock in call.clocks}
    if call.state in ("called", "signed", "contacted"):
        first = [("whistle_sign", _("签收"))] if not done["sign"] else []
        first.append(("report_in", _("报到")))
        rest = [("whistle_contact", _("联系"))] if not done["contact"] else []
        return first, [*rest, ("excuse_whistle", _("免除报到"))]
    if call.state == "excused" or (call.state == "arrived" and not call.ended):
        return [], []
    judged = [("evaluate_office", _("评价到场单位"))] if not call.office_score and not call.invited else []
    if not call.whistle_score:
        judged.append(("evaluate_whistle", _("该单位评价吹哨")))
    return [], judged


def who_words(call: CallView) -> str:
    """Who came and where to, why it was excused, or how both sides judged."""
    if call.state == "excused":
        return _("免除：{why}").format(why=call.excuse)
    parts = []
    if call.state == "arrived":
        parts.append(call.arrived_by)
        parts.append(_("到现场") if call.on_site else _("未到现场（电话或视频）"))
    elif call.missing:
        parts.append(_("未到"))
    elif not call.invited:
        parts.append(call.state_label)
    scores = {"good": _("评价好"), "fair": _("评价一般"), "poor": _("评价差")}
    parts.append(scores.get(call.office_score, ""))
    return " · ".join(part for part in parts if part)


def missing_words(view: WhistleView) -> str:
    """未到：综合执法中队（报到 超 1 小时）、应急管理办"""
    words = []
    for call in view.missing:
        running = next((clock for clock in call.clocks if clock.late and clock.done_at is None), None)
        words.append(_("{body}（{late}）").format(body=call.body, late=running.words) if running else call.body)
    return _("未到：{bodies}").format(bodies="、".join(words))


def told(view: WhistleView) -> str:
    """The card in a sentence, for a screen reader."""
    words = _("{kind} {number} {title}，已到 {arrived}，应到 {expected}").format(
        kind=view.kind_label,
        number=view.case_number,
        title=view.case_title,
        arrived=view.arrived,
        expected=view.expected,
    )
    return _("{words}，{missing}").format(words=words, missing=missing_words(view)) if view.missing else words


def _cell_words(clock: CallClock) -> str:
    """Under the name of the clock only what it shows: 08:35, 超 2 小时."""
    bare = clock.words.replace(clock.label, "", 1).replace(" （", "（").strip()
    return clock.words if clock.words.startswith(_("未")) else bare


def _ink(clock: CallClock) -> str:
    if clock.late:
        return "overdue"
    if clock.done_at is not None:
        return "on_time"
    return "due_soon" if clock.running and clock.clock != "arrive" else "secondary"
