"""At the right of the roll call: how the offices answered lately, and which calls to the county wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.county_calls import CallView
from govdesk.services.whistles import ResponseRates, ResponseRow
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button, flush_link
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card, SectionHeader

PERIODS = {"week": 7, "month": 30, "year": 365}
DEFAULT_PERIOD = "month"


class BesidePanel(QWidget):
    """`period_chosen` after a click on 近 7 天 …; `answer_wanted(action, case id, body code, body)`."""

    period_chosen = Signal(str)
    answer_wanted = Signal(str, int, str, str)
    case_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._rates_card())
        column.addWidget(self._calls_card())
        column.addStretch(1)

    def show_rates(self, rates: ResponseRates) -> None:
        """A row for all together, then one for each body, those with somebody absent first."""
        _clear(self._rates)
        for at, words in enumerate((_("单位"), _("召集"), _("签收按时"), _("报到按时"), _("未到"))):
            self._rates.addWidget(label(words, "small"), 0, at, _align(at))
        if not rates.total.called:
            self._rates.addWidget(label(_("这段时间没有召集单位"), "secondary"), 1, 0, 1, 5)
        else:
            rows = sorted(rates.bodies, key=_worst_first)
            for line, row in enumerate([rates.total, *rows], start=1):
                self._add_rate(line, row)
        invited = _("另邀请 {count} 次，到 {came} 次，不计。").format(count=rates.invited, came=rates.invited_and_came)
        self._note.setText(" ".join(part for part in (rates.rule, invited if rates.invited else "") if part))

    def show_calls(self, calls: Sequence[CallView]) -> None:
        late = sum(call.state == "unanswered" for call in calls)
        words = _("待答复 {count}").format(count=len(calls))
        self._calls_head.set_trailing(words + (_(" · 逾期 {late}").format(late=late) if late else ""))
        while (item := self._calls.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not calls:
            self._calls.addWidget(label(_("没有等待答复的呼叫"), "secondary"))
        for call in calls:
            self._calls.addWidget(self._call(call))

    def _rates_card(self) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_1)
        head.addWidget(label(_("部门响应"), "heading"))
        head.addStretch(1)
        group = QButtonGroup(card)
        for code, words in (("week", _("近 7 天")), ("month", _("近 30 天")), ("year", _("近一年"))):
            made = button(words, "quiet")
            made.setCheckable(True)
            made.setChecked(code == DEFAULT_PERIOD)
            made.clicked.connect(lambda _on=False, code=code: self.period_chosen.emit(code))
            group.addButton(made)
            head.addWidget(made)
        card.body.addLayout(head)
        table = QWidget()
        self._rates = QGridLayout(table)
        self._rates.setContentsMargins(0, 0, 0, 0)
        self._rates.setHorizontalSpacing(theme.SPACE_3)
        self._rates.setVerticalSpacing(5)
        self._rates.setColumnStretch(0, 1)
        card.body.addWidget(table)
        self._note = label("", "small", wrap=True)
        card.body.addWidget(self._note)
        return card

    def _add_rate(self, line: int, row: ResponseRow) -> None:
        whole = line == 1
        cells = (
            row.body or _("全部单位"),
            str(row.called),
            _rate(row.signed),
            _rate(row.arrived_in_time),
            str(row.absent) if row.absent else "—",
        )
        for at, words in enumerate(cells):
            role = "heading" if whole and at == 0 else "overdue" if at == 4 and row.absent else ""
            made = label(words, role, wrap=at == 0)
            if at in (2, 3):
                numerator, denominator, _value = row.signed if at == 2 else row.arrived_in_time
                made.setToolTip(f"{numerator} ÷ {denominator}")
            self._rates.addWidget(made, line, at, _align(at))

    def _calls_card(self) -> QWidget:
        card = Card()
        self._calls_head = SectionHeader(_("乡呼县应"), role="heading")
        card.body.addWidget(self._calls_head)
        self._calls = QVBoxLayout()
        self._calls.setSpacing(theme.SPACE_3)
        card.body.addLayout(self._calls)
        return card

    def _call(self, call: CallView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(label(call.body, "heading"))
        head.addWidget(Chip(call.state_label, "danger" if call.state == "unanswered" else "warning"))
        head.addStretch(1)
        head.addWidget(label(call.words, "overdue" if call.state == "unanswered" else "secondary"))
        column.addLayout(head)
        opener = flush_link(_("{number} {title}").format(number=call.case_number, title=call.case_title))
        opener.clicked.connect(lambda: self.case_wanted.emit(call.case_id))
        column.addWidget(opener)
        column.addWidget(label(_("请求：{reason}").format(reason=call.reason), "small", wrap=True))
        if call.escalated_at is not None:
            raised = _("{moment} 已报街道领导").format(moment=f"{call.escalated_at:%m-%d %H:%M}")
            column.addWidget(label(raised, "overdue"))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_2)
        for action, words in (("answer_call", _("县直答复")), ("withdraw_call", _("撤回"))):
            made = button(words)
            made.setAccessibleName(_("{action}：{body}").format(action=words, body=call.body))
            made.clicked.connect(lambda _on=False, action=action: self._want(action, call))
            buttons.addWidget(made)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return holder

    def _want(self, action: str, call: CallView) -> None:
        self.answer_wanted.emit(action, call.case_id, call.body_code, call.body)


def period_of(code: str, now: datetime) -> tuple[datetime, datetime]:
    """From midnight so many days ago up to now."""
    since = datetime.combine(now.date(), datetime.min.time()) - timedelta(days=PERIODS[code] - 1)
    return since, now + timedelta(seconds=1)


def _rate(rate: tuple[int, int, float | None]) -> str:
    numerator, denominator, value = rate
    return "—" if value is None else f"{value:.0%} {numerator}/{denominator}"


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _clear(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _worst_first(row: ResponseRow) -> float:
    """The share that arrived in time; who was never called comes last."""
    share = row.arrived_in_time[2]
    return 2.0 if share is None else share
