"""文书台账: every paper issued in a period, void ones and gaps of the number book among them."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.foundation.text import _
from govdesk.services.paper_ledger import PaperLedger, export_ledger, ledger_pages, ledger_title, paper_ledger
from govdesk.services.paper_ledger_choice import chosen, counted, counts_words
from govdesk.services.saving import fitting_name
from govdesk.ui import theme
from govdesk.ui.screens.paper_ledger.columns import columns, identity
from govdesk.ui.screens.paper_ledger.filters import LedgerFilters
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.case_table import CaseTable
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.list_printing import ListPrinting
from govdesk.ui.workplace import Workplace

NEWS_PAUSE_MILLISECONDS = 300
PANE_WIDTH = 320


class PaperLedgerScreen(QWidget):
    """The period is read once; kind, body, state and words choose among what was read."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._ledger: PaperLedger | None = None
        self._shown: PaperLedger | None = None
        self._token = 0
        self._stale = True
        self.setProperty("help", "paper_ledger")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("文书台账"))
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.refresh)
        self._build()
        self._add_commands()
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(self._changed)

    def activate(self) -> None:
        """Read what is stale."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the period again."""
        bounds = self.filters.bounds()
        if bounds is None:
            return
        self._stale = False
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: (token, paper_ledger(desk, actor, *bounds)), self._take, lambda error: self._unreadable(error)
        )

    def open_chosen(self) -> None:
        """The chosen paper on the screen of papers; a gap has none."""
        row = self.table.current_row()
        if row is None:
            return
        if row.is_gap or row.case_id is None:
            self._place.notice.emit(_("{number} 是空号，没有文书。").format(number=row.number), "warning")
            return
        self._place.screen_wanted.emit("papers", (row.case_id, row.document_id))

    def export_to(self, path: Path) -> None:
        """What is listed now as .xlsx or .pdf, marked with who took it out."""
        shown, desk, actor = self._shown, self._place.desk, self._place.actor
        if shown is None:
            return
        words = _("已存为「{name}」，共 {count} 行，带有导出人和时间的水印。")
        told = words.format(name=path.name, count=len(shown.lines))
        self._place.runner.labour(
            lambda: export_ledger(desk, actor, shown, path),
            lambda _nothing: self._place.notice.emit(told, "good"),
            self._place.told,
        )

    def print(self) -> None:
        """What is listed now onto paper."""
        shown, desk, actor = self._shown, self._place.desk, self._place.actor
        if shown is not None and shown.lines:
            self.printing.print(ledger_title(shown), lambda: ledger_pages(desk, actor, shown))

    # -- build

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.filters = LedgerFilters(self._place.desk.clock.now)
        self.filters.period_changed.connect(self.refresh)
        self.filters.changed.connect(self._fill)
        column.addWidget(self.filters)
        column.addWidget(line())
        self._stack = QStackedWidget()
        self.table = CaseTable(columns(), _("文书台账"), identity=identity)
        self.table.opened.connect(lambda _id: self.open_chosen())
        self.filters.descended.connect(self._go_to_table)
        self._empty = EmptyState("file-text", "", "", _("清除筛选"))
        self._empty.acted.connect(self.filters.clear)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        column.addWidget(line())
        column.addLayout(self._foot())
        row.addLayout(column, 1)
        row.addWidget(self._print_place())

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 12, 12, 8)
        head.setSpacing(theme.SPACE_3)
        head.addWidget(label(_("文书台账"), "title"))
        self._counts = ElidedLabel("", "secondary")
        head.addWidget(self._counts, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 12, 8)
        foot.setSpacing(theme.SPACE_2)
        self._do_open = KeyButton(_("打开文书"), "Enter", "primary", "file-text")
        self._do_open.clicked.connect(self.open_chosen)
        self._do_export = KeyButton(_("导出 Excel"), "Ctrl E", "", "download")
        self._do_export.clicked.connect(lambda: self._ask_target(".xlsx"))
        self._do_pdf = button(_("导出 PDF"), "", "file-down")
        self._do_pdf.clicked.connect(lambda: self._ask_target(".pdf"))
        self._do_print = KeyButton(_("打印"), "Ctrl P", "", "printer")
        self._do_print.clicked.connect(self.print)
        for each in (self._do_open, self._do_export, self._do_pdf, self._do_print):
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(label(_("导出和打印的台账带水印：谁、什么时候"), "small"))
        return foot

    def _print_place(self) -> QWidget:
        self.printing = ListPrinting(self._place.runner)
        self.printing.told.connect(self._place.notice)
        self.printing.closed.connect(self._go_to_table)
        self.printing.setFixedWidth(theme.px(PANE_WIDTH))
        self.printing.setContentsMargins(12, 12, 12, 12)
        return self.printing

    def _add_commands(self) -> None:
        add, group = self._place.commands.add, _("文书台账")
        add(self, "ledger_next", _("下一份"), group, lambda: self.table.step(1), ("J", "F8"))
        add(self, "ledger_previous", _("上一份"), group, lambda: self.table.step(-1), ("K", "F7"))
        add(self, "ledger_search", _("在台账里找"), group, self._go_to_search, ("Ctrl+F", "/"))
        add(self, "ledger_export", _("导出台账（Excel）"), group, lambda: self._ask_target(".xlsx"), ("Ctrl+E",))
        add(self, "ledger_pdf", _("导出台账（PDF）"), group, lambda: self._ask_target(".pdf"))
        add(self, "ledger_print", _("打印台账"), group, self.print, ("Ctrl+P",))
        add(self, "ledger_clear", _("清除筛选"), group, self.filters.clear, ("Shift+Backspace",))
        add(self, "ledger_reload", _("刷新"), group, self.refresh, ("F5",))

    # -- load

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_to_table()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()

    def _take(self, answer: tuple[int, PaperLedger]) -> None:
        token, ledger = answer
        if token != self._token:
            return
        self._ledger = ledger
        self.filters.offer(ledger)
        self._fill()

    def _unreadable(self, error: Exception) -> None:
        self._stale = True
        self._place.told(error)

    def _fill(self) -> None:
        if self._ledger is None:
            return
        self._shown = chosen(self._ledger, self.filters.choice())
        lines = self._shown.lines
        self._counts.setText(counts_words(counted(self._shown)))
        self._place.selection_told.emit(0)
        self._say_empty(bool(self._ledger.lines))
        self._stack.setCurrentWidget(self.table if lines else self._empty)
        self.table.show_rows(lines, self.table.current_id())
        for each in (self._do_open, self._do_export, self._do_pdf, self._do_print):
            each.setEnabled(bool(lines))

    def _say_empty(self, filtered: bool) -> None:
        if filtered:
            self._empty.say(_("没有符合筛选的文书"), _("这段时间出具过别的文书。"), _("清除筛选"))
        else:
            self._empty.say(_("这段时间没有出具过文书"), _("换一段日期，或在案件上按 P 出具文书。"))

    # -- react

    def _changed(self, news: object) -> None:
        if isinstance(news, Changes) and not (news.everything or news.documents or news.bodies):
            return
        self._stale = True
        if self.isVisible():
            self._news.start()

    def _go_to_table(self) -> None:
        target = self.table if self._stack.currentWidget() is self.table else self.filters.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    # -- act

    def _ask_target(self, ending: str) -> None:
        if self._shown is None or not self._shown.lines:
            return
        proposed = fitting_name(ledger_title(self._shown), ending)
        name, _kind = QFileDialog.getSaveFileName(self, _("导出文书台账"), proposed, f"*{ending}")
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(ending))
