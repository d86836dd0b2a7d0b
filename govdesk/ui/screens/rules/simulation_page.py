"""The draft tried on the cases of the past: how many days, how far it has come, and what would be different."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.rule_simulation import MOST_DAYS, Simulation
from govdesk.ui import theme
from govdesk.ui.screens.rules.diff_table import DiffTable
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar

USUAL_DAYS = 30


class SimulationPage(QWidget):
    """`run_wanted(days)`, `stop_wanted`, `case_wanted(case id)`; nothing of it is written anywhere."""

    run_wanted = Signal(int)
    stop_wanted = Signal()
    case_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result: Simulation | None = None
        self._outdated = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        column.setSpacing(theme.SPACE_2)
        column.addLayout(self._head())
        self.bar = MessageBar()
        column.addWidget(self.bar)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("模拟进度"))
        self.progress.hide()
        column.addWidget(self.progress)
        self.summary = label("", wrap=True)
        self.summary.hide()
        column.addWidget(self.summary)
        self.only_hand = QCheckBox(_("只看人工改派过的"))
        self.only_hand.setAccessibleName(_("只看人工改派过的"))
        self.only_hand.toggled.connect(lambda _on: self._fill())
        self.only_hand.hide()
        column.addWidget(self.only_hand)
        self.table = DiffTable()
        self.table.opened.connect(self.case_wanted)
        self.table.hide()
        column.addWidget(self.table, 1)
        told = _("选好天数，按“开始模拟”：看这些天收到的案件，按改后的规则会派到哪里。模拟不改动任何案件。")
        self.empty = EmptyState("history", _("先试一遍，再改规则"), told)
        column.addWidget(self.empty, 1)

    def show_result(self, result: Simulation) -> None:
        self.busy(False)
        self.result = result
        words = _("{days} 天内收到 {cases} 件，{changed} 件会改派")
        told = words.format(days=result.days, cases=result.cases, changed=result.changed)
        if result.corrected:
            more = _("{told}；其中 {corrected} 件当时人工改派过，{agreeing} 件与人工改派一致")
            told = more.format(told=told, corrected=result.corrected, agreeing=result.agreeing)
        self.summary.setText(_("{told}。").format(told=told))
        self.summary.show()
        self.only_hand.setVisible(bool(result.corrected))
        self._fill()

    def outdate(self, outdated: bool) -> None:
        """Whether what stands here is of an earlier draft."""
        if self.result is None or outdated is self._outdated:
            return
        self._outdated = outdated
        if outdated:
            self.bar.say(_("规则在模拟之后又改过，下面是改之前的结果。"), "warning")
        else:
            self.bar.clear()

    def busy(self, busy: bool) -> None:
        self.run.setEnabled(not busy)
        self.days.setEnabled(not busy)
        self.stop.setVisible(busy)
        self.progress.setVisible(busy)
        if busy:
            self._outdated = False
            self.bar.clear()
            self.progress.setRange(0, 0)

    def show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)

    def fail(self, sentence: str) -> None:
        self.busy(False)
        self.bar.say(sentence, "danger")

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("拿过去")))
        self.days = QSpinBox()
        self.days.setAccessibleName(_("模拟的天数"))
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(USUAL_DAYS)
        self.days.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.days.setMinimumWidth(theme.px(84))
        row.addWidget(self.days)
        row.addWidget(label(_("天的案件试一遍")))
        for days, words in ((7, _("一周")), (30, _("一个月")), (365, _("一年"))):
            quick = button(words, "link")
            quick.clicked.connect(lambda _checked=False, days=days: self.days.setValue(days))
            row.addWidget(quick)
        row.addStretch(1)
        self.stop = button(_("停止"))
        self.stop.clicked.connect(self.stop_wanted)
        self.stop.hide()
        row.addWidget(self.stop)
        self.run = button(_("开始模拟"), "primary")
        self.run.clicked.connect(lambda: self.run_wanted.emit(self.days.value()))
        row.addWidget(self.run)
        return row

    def _fill(self) -> None:
        result = self.result
        if result is None:
            return
        rows = [row for row in result.diff if row.hand_corrected or not self.only_hand.isChecked()]
        self.table.show_diff(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if not rows:
            self.empty.say(_("没有案件会改派"), _("这份规则对这些天的案件，和现行规则派得一样。"))
        elif not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.board.index(0, 0))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
