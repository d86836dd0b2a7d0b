"""The files that hang on a case: choosing one on this computer, opening one that is kept."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from govdesk.foundation.text import _
from govdesk.services import attachments
from govdesk.ui.workplace import Workplace


def chosen_file(parent: QWidget) -> Path | None:
    """The file that a person picked; None when the question was given up."""
    path, _kind = QFileDialog.getOpenFileName(parent, _("选择要附上的文件"))
    return Path(path) if path else None


def open_attachment(place: Workplace, case_id: int, sha256: str) -> None:
    """Show a kept file in the program that this computer has for it."""
    desk, actor = place.desk, place.actor
    place.runner.read(
        lambda: attachments.open_attachment(desk, actor, case_id, sha256),
        _show,
        place.told,
    )


def _show(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
