"""What a dry run or an import found: the numbers, the columns that were recognised, and the rows with faults."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.import_labels import fact_label
from govdesk.services.importing import ImportReport
from govdesk.ui import theme
from govdesk.ui.screens.importing.tables import RowsModel, problem_columns, table
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label, line, set_role
from govdesk.ui.widgets.section import Card, SectionHeader

_COLUMNS_NAMED = 12


class Findings(Card):
    """Empty until `show_report`; the table of faults fills what room there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = label("", "heading")
        self._numbers = _Numbers()
        self._columns = label("", "secondary", wrap=True)
        self._notes = label("", "secondary", wrap=True)
        self._faults = SectionHeader(_("有问题的行"))
        self.problems = RowsModel(problem_columns(), self)
        self.view = table(_("有问题的行"), self.problems, 2, (56, 132, 400))
        self._none = EmptyState("circle-check", _("每一行都能导入"), _("没有需要改正的行。"))
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._none)
        for each in (self._title, self._numbers, self._columns, self._notes, line(), self._faults):
            self.body.addWidget(each)
        self.body.addWidget(pages, 1)

    def show_report(self, report: ImportReport) -> None:
        done = report.batch is not None
        self._title.setText(
            _("导入完成：批次 {batch}").format(batch=report.batch) if done else _("试运行结果（还没有写入）")
        )
        self._numbers.show_numbers(_numbers(report, done))
        self._columns.setText(_columns(report))
        self._notes.setText(_notes(report))
        self._notes.setVisible(bool(report.notes or report.other_sheets))
        self._faults.set_trailing(_("共 {count} 行").format(count=report.rejected))
        self.problems.show_rows(report.errors)
        self._none.say(*_nothing_wrong(report))
        self._pages.setCurrentIndex(0 if report.errors else 1)


class _Numbers(QWidget):
    """Big numbers side by side with their words below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE_6)
        self._grid.setVerticalSpacing(0)
        self._cells: list[tuple[QLabel, QLabel]] = []

    def show_numbers(self, numbers: Sequence[tuple[str, int, str]]) -> None:
        """(words, number, role) from left to right."""
        while len(self._cells) < len(numbers):
            column = len(self._cells)
            cell = (label("", "display"), label("", "small"))
            for at, each in enumerate(cell):
                self._grid.addWidget(each, at, column, Qt.AlignmentFlag.AlignLeft)
            self._cells.append(cell)
            self._grid.setColumnStretch(column, 0)
            self._grid.setColumnStretch(column + 1, 1)
        for (words, number, role), (big, small) in zip(numbers, self._cells, strict=True):
            big.setText(f"{number:,}")
            set_role(big, role)
            small.setText(words)


def _numbers(report: ImportReport, done: bool) -> list[tuple[str, int, str]]:
    return [
        (_("读到的行"), report.rows, "display"),
        (_("已导入") if done else _("可以导入"), report.imported, "display_good"),
        (_("重复，跳过"), report.duplicates, "display"),
        (_("有问题"), report.rejected, "display_bad" if report.rejected else "display"),
        (_("其中已办结"), report.closed, "display"),
        (_("内容重复反映"), report.repeats, "display"),
    ]


def _columns(report: ImportReport) -> str:
    named = [
        header if fact_label(code) == header else _("{header}→{fact}").format(header=header, fact=fact_label(code))
        for code, header in report.columns
    ]
    words = _("认出的列：{columns}").format(columns="、".join(named))
    others = report.other_columns[:_COLUMNS_NAMED]
    if others:
        words += _("；原样保留：{columns}").format(columns="、".join(others))
    if len(report.other_columns) > len(others):
        words += _("等 {count} 列").format(count=len(report.other_columns))
    return words + "。"


def _notes(report: ImportReport) -> str:
    found = [_("{label}（{count} 行）").format(label=note.label, count=note.count) for note in report.notes]
    if report.other_sheets:
        sheets = "、".join(report.other_sheets)
        found.append(_("文件里还有工作表 {sheets}，没有读").format(sheets=sheets))
    return _("提示：{notes}。").format(notes="；".join(found))


def _nothing_wrong(report: ImportReport) -> tuple[str, str]:
    if report.imported:
        return _("每一行都能导入"), _("没有需要改正的行。")
    return _("没有新的内容"), _("这些行此前都已导入过。")
