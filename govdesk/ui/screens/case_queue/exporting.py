"""The list as it is filtered and ordered now, as a workbook: asked where to, written off the window's thread."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_export import ExportedCases, export_cases, proposed_name
from govdesk.services.case_queue import QueueFilter, QueueSort
from govdesk.ui.workplace import Workplace


def ask_and_export(place: Workplace, wanted: QueueFilter, sort: QueueSort, window: QWidget) -> None:
    """Personal values are masked; who exported when stands on the sheet."""
    name = proposed_name(place.desk, wanted)
    chosen, _kind = QFileDialog.getSaveFileName(
        window, _("导出清单（已隐去个人信息）"), name, _("Excel 工作簿 (*.xlsx)")
    )
    if chosen:
        export_to(place, wanted, sort, Path(chosen))


def export_to(place: Workplace, wanted: QueueFilter, sort: QueueSort, path: Path) -> None:
    desk, actor = place.desk, place.actor

    def done(made: ExportedCases) -> None:
        words = _("已导出 {count} 件到「{file}」，个人信息已隐去。")
        place.notice.emit(words.format(count=made.rows, file=made.path.name), "good")

    place.runner.labour(lambda: export_cases(desk, actor, wanted, path, sort), done, place.told)
