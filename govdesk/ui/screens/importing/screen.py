"""Importing in the window: choose a file, see what would happen, import it, take it back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Handle, Runner
from govdesk.background.session import Session
from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services import importing
from govdesk.services.case_queue import QueueFilter
from govdesk.services.desk import Desk
from govdesk.services.import_undo import UndoReport, undo_import
from govdesk.services.importing import ImportReport
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.importing.batch_list import BatchList
from govdesk.ui.screens.importing.drop_zone import DropZone
from govdesk.ui.screens.importing.findings import Findings
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar

BATCHES_WIDTH = 420
_STOP_POLL_MILLISECONDS = 100


class ImportScreen(QWidget):
    """`open_cases` with a filter for the queue: the cases of a batch."""

    open_cases = Signal(object)

    def __init__(
        self, desk: Desk, session: Session, runner: Runner, bus: ChangeBus, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner, self._bus = desk, session, runner, bus
        self._path: Path | None = None
        self._report: ImportReport | None = None
        self._work: Handle | None = None
        self._seen = False
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "importing")
        self.setAccessibleName(_("导入"))
        self._stopping = QTimer(self)
        self._stopping.setInterval(_STOP_POLL_MILLISECONDS)
        self._stopping.timeout.connect(self._look_whether_stopped)
        self._build()
        session.actor_changed.connect(self._sit)
        bus.changed.connect(self._hear)
        self._sit()

    def activate(self) -> None:
        """Read the batches again."""
        self._load_batches()

    def choose(self, path: Path) -> None:
        """Take this file in hand and try it; nothing is written."""
        if self._work is not None:
            return
        self._path = path
        self.drop.show_file(path)
        self.bar.clear()
        self._runner.read(lambda: importing.sheet_names(path), self._take_sheets, self._refuse_file)

    def try_out(self) -> None:
        """The dry run of what is chosen."""
        path, sheet, channel = self._path, self._sheet(), self._channel()
        if path is None or self._work is not None:
            return
        desk, actor = self._desk, self._session.actor
        self._start(
            _("正在试运行"),
            lambda report: importing.preview_import(desk, actor, path, sheet, channel, progress=report),
            self._show_report,
        )

    def import_now(self) -> None:
        """Import what was tried."""
        path, sheet, channel = self._path, self._sheet(), self._channel()
        if path is None or self._report is None or self._work is not None:
            return
        desk, actor = self._desk, self._session.actor
        self._total = self._report.rows
        self._start(
            _("正在导入"),
            lambda report: importing.import_cases(desk, actor, path, sheet, channel, progress=report),
            self._finish,
        )

    def stop(self) -> None:
        """Stop what runs; an import that was stopped leaves nothing."""
        if self._work is None:
            return
        self._work.cancel()
        self._activity.setText(_("正在停止，已写入的全部作废……"))
        self.stop_button.setEnabled(False)
        self._stopping.start()

    def save_errors(self, path: Path) -> None:
        """The rows with faults as a workbook to mend and send back."""
        report = self._report
        if report is None:
            return
        self._runner.read(
            lambda: importing.save_error_workbook(report, path),
            lambda count: self.bar.say(
                _("已把 {count} 行存到“{file}”，改好后可以直接再导入。").format(count=count, file=path.name), "good"
            ),
            lambda error: self.bar.say(_("不能写入“{file}”，请换一个位置。").format(file=path.name), "danger"),
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            self._load_batches()

    # -- build

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.SPACE_4, theme.SPACE_4, theme.SPACE_4, theme.SPACE_4)
        outer.setSpacing(theme.SPACE_3)
        outer.addWidget(label(_("导入案件"), "title"))
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_3)
        row.addWidget(self._left(), 3)
        self.batches = BatchList()
        self.batches.setMinimumWidth(theme.px(BATCHES_WIDTH))
        self.batches.cases_wanted.connect(lambda batch: self.open_cases.emit(QueueFilter(batch_id=batch)))
        self.batches.undo_wanted.connect(self._undo)
        row.addWidget(self.batches, 2)
        outer.addLayout(row, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        self.drop = DropZone()
        self.drop.chosen.connect(self.choose)
        column.addWidget(self.drop)
        column.addLayout(self._choices())
        self.bar = MessageBar()
        column.addWidget(self.bar)
        column.addWidget(self._progress())
        self._empty = EmptyState(
            "import",
            _("先试运行，再导入"),
            _("选好文件就会自动试运行一遍：哪一行、哪一列、什么原因，一次列全；确认后才写入，写入后还能整批撤销。"),
        )
        self.findings = Findings()
        self.findings.hide()
        column.addWidget(self._empty, 1)
        column.addWidget(self.findings, 1)
        column.addLayout(self._buttons())
        return left

    def _choices(self) -> QHBoxLayout:
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(_("工作表"))
        self.channel = QComboBox()
        self.channel.setAccessibleName(_("来源渠道"))
        self.channel.addItem(_("按表格里写的，没写的归“其他”"), None)
        for entry in self._desk.rules.channels:
            self.channel.addItem(_(entry.label), entry.code)
        self.sheet.activated.connect(lambda _index: self.try_out())
        self.channel.activated.connect(lambda _index: self.try_out())
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for words, box, width in ((_("工作表"), self.sheet, 180), (_("来源渠道"), self.channel, 240)):
            name = label(words, "secondary")
            name.setBuddy(box)
            box.setMinimumWidth(theme.px(width))
            row.addWidget(name)
            row.addWidget(box)
            row.addSpacing(theme.SPACE_2)
        row.addStretch(1)
        return row

    def _progress(self) -> QWidget:
        self._strip = QWidget()
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_3)
        self._activity = label("", "secondary")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("进度"))
        self.progress.setTextVisible(False)
        self.stop_button = button(_("停止"))
        self.stop_button.clicked.connect(self.stop)
        row.addWidget(self._activity)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop_button)
        self._strip.hide()
        self._total = 0
        return self._strip

    def _buttons(self) -> QHBoxLayout:
        self.do_import = button(_("导入"), "primary", "import")
        self.do_import.clicked.connect(self.import_now)
        self.do_save = button(_("保存有问题的行……"), icon="file-down")
        self.do_save.clicked.connect(self._ask_where)
        self.do_open = button(_("查看导入的案件"), "primary", "inbox")
        self.do_open.clicked.connect(self._open_imported)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        for each in (self.do_import, self.do_open, self.do_save):
            each.hide()
            row.addWidget(each)
        row.addStretch(1)
        return row

    # -- load

    def _load_batches(self) -> None:
        desk, actor = self._desk, self._session.actor
        self._runner.read(lambda: importing.batches(desk, actor), self.batches.show_batches)

    def _take_sheets(self, names: tuple[str, ...]) -> None:
        self.sheet.clear()
        self.sheet.addItem(_("自动选择"), None)
        for name in names:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(0)
        self.try_out()

    def _refuse_file(self, error: Exception) -> None:
        self._report = None
        self._say(error)
        self._show_state()

    # -- react

    def _show_report(self, report: ImportReport) -> None:
        self._report = report
        self.findings.show_report(report)
        self._show_state()
        self.do_import.setFocus(Qt.FocusReason.OtherFocusReason)

    def _finish(self, report: ImportReport) -> None:
        self._show_report(report)
        self._bus.publish(report.changes)
        words = _("已导入 {imported} 件。").format(imported=report.imported)
        if report.error_file is not None:
            words += _("有问题的 {count} 行已另存，可以发回去改。").format(count=report.rejected)
        self.bar.say(words, "good")
        self._load_batches()

    def _undo(self, batch: int) -> None:
        desk, actor = self._desk, self._session.actor
        self._start(
            _("正在撤销批次 {batch}").format(batch=batch),
            lambda _report: undo_import(desk, actor, batch),
            self._finish_undo,
        )

    def _finish_undo(self, undone: UndoReport) -> None:
        self._bus.publish(undone.changes)
        words = _("已作废 {count} 件。").format(count=undone.voided)
        if undone.left:
            words += _("有人办过、留下的：{numbers}。").format(numbers="、".join(undone.left))
        self.bar.say(words, "warning" if undone.left else "good")
        self._load_batches()
        if self._report is not None and self._report.batch is not None:
            self._report = self._path = None
            self.drop.show_file(None)
            self.sheet.clear()
        self._show_state()

    def _start(self, words: str, work: Callable[[Any], Any], done: Callable[[Any], None]) -> None:
        """Run it with progress; the buttons wait."""
        self.bar.clear()
        self._words = words
        self._activity.setText(words)
        self.progress.setRange(0, self._total)
        self.progress.setValue(0)
        self.stop_button.setEnabled(True)
        self._strip.show()

        def finished(answer: Any) -> None:
            self._rest()
            done(answer)

        def failed(error: Exception) -> None:
            self._rest()
            self._say(error)
            self._load_batches()

        self._work = self._runner.labour(work, finished, failed, self._advance)
        self._show_state()

    def _advance(self, rows: int) -> None:
        self._activity.setText(_("{work}：{rows} 行").format(work=self._words, rows=f"{rows:,}"))
        if self._total:
            self.progress.setValue(min(rows, self._total))

    def _look_whether_stopped(self) -> None:
        if self._work is not None and not self._work.finished:
            return
        self._stopping.stop()
        self._rest()
        self.bar.say(_("已停止，没有留下任何案件。"), "warning")
        self._load_batches()

    def _rest(self) -> None:
        self._work = None
        self._total = 0
        self._strip.hide()
        self._show_state()

    def _show_state(self) -> None:
        report, busy = self._report, self._work is not None
        self.findings.setVisible(report is not None)
        self._empty.setVisible(report is None)
        self.do_import.setVisible(report is not None and report.batch is None)
        self.do_import.setEnabled(not busy and self._may and bool(report and report.imported))
        if report is not None:
            self.do_import.setText(_("导入 {count} 件").format(count=f"{report.imported:,}"))
            self.do_import.setAccessibleName(self.do_import.text())
        self.do_save.setVisible(bool(report and report.rejected))
        self.do_save.setEnabled(not busy)
        self.do_open.setVisible(bool(report and report.batch is not None and report.imported))
        for each in (self.drop.choose, self.sheet, self.channel):
            each.setEnabled(not busy and self._may)
        self.drop.setAcceptDrops(not busy and self._may)
        self.sheet.setEnabled(self.sheet.isEnabled() and self.sheet.count() > 0)
        self.batches.allow_undo(not busy and self._may)

    def _say(self, error: Exception) -> None:
        if not isinstance(error, GovDeskError):
            self._runner.unhandled.emit(error)
            return
        self.bar.say(sentence(error), "danger")

    # -- act

    def _sit(self, *_actor: object) -> None:
        """Only operators take cases in."""
        self._may = self._session.actor.role in (Role.OPERATOR, Role.ADMINISTRATOR)
        if not self._may:
            self.bar.say(_("只有操作员可以导入；请在窗口右上角换到操作员席位。"), "warning", closable=False)
        else:
            self.bar.clear()
        self._show_state()

    def _hear(self, changes: Changes) -> None:
        if (changes.everything or changes.batches) and self.isVisible():
            self._load_batches()

    def _ask_where(self) -> None:
        stem = self._path.stem if self._path else ""
        suggested = _("{file}-有问题的行.xlsx").format(file=stem)
        name, _filter = QFileDialog.getSaveFileName(self, _("保存有问题的行"), suggested, "*.xlsx")
        if name:
            self.save_errors(Path(name))

    def _open_imported(self) -> None:
        if self._report is not None and self._report.batch is not None:
            self.open_cases.emit(QueueFilter(batch_id=self._report.batch))

    def _sheet(self) -> str | None:
        chosen = self.sheet.currentData()
        return str(chosen) if chosen is not None else None

    def _channel(self) -> str | None:
        chosen = self.channel.currentData()
        return str(chosen) if chosen is not None else None
