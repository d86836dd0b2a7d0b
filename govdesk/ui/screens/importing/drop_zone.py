"""Where a file is dropped, or chosen with the button."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import ICON, ICON_GAP, button
from govdesk.ui.widgets.labels import label, set_property

ENDINGS = ("*.xlsx", "*.xls", "*.et", "*.xlsm", "*.ods", "*.csv", "*.tsv", "*.txt")


class DropZone(QFrame):
    """`chosen(path)` once a file was dropped or picked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setProperty("box", "card")
        self.setAccessibleName(_("把表格拖到这里，或选择文件"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        row.setSpacing(theme.SPACE_3)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("file-up", "accent", 28))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._heading = label(_("把表格拖到这里"), "heading")
        self._hint = label(
            _("xlsx、xls、ods、csv 都可以；表头认得 12345 工单、留言板和矛盾纠纷台账的叫法"), "secondary", wrap=True
        )
        words.addWidget(self._heading)
        words.addWidget(self._hint)
        row.addLayout(words, 1)
        self.choose = button(_("选择文件……"), "primary", "folder-open")
        self.choose.clicked.connect(self._ask)
        row.addWidget(self.choose)

    def show_file(self, path: Path | None) -> None:
        """The name of the file in hand; None asks for one again."""
        self._heading.setText(path.name if path else _("把表格拖到这里"))
        self._hint.setText(
            _("换一个文件：拖到这里或点右边的按钮")
            if path
            else _("xlsx、xls、ods、csv 都可以；表头认得 12345 工单、留言板和矛盾纠纷台账的叫法")
        )
        self.choose.setText(_("换文件……") if path else _("选择文件……"))
        self.choose.setAccessibleName(self.choose.text())
        set_property(self.choose, "tone", "" if path else "primary")
        self.choose.setIcon(icons.icon("folder-open", "secondary" if path else "on_accent", ICON, gap=ICON_GAP))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()
            set_property(self, "box", "info")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_property(self, "box", "card")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "box", "card")
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _ask(self) -> None:
        pattern = _("表格（{endings}）").format(endings=" ".join(ENDINGS)).replace("（", " (").replace("）", ")")
        name, _filter = QFileDialog.getOpenFileName(self, _("选择要导入的表格"), "", pattern)
        if name:
            self.chosen.emit(Path(name))


def _dropped(event: QDropEvent) -> Path | None:
    """The first local file that is carried."""
    for url in event.mimeData().urls():
        if url.isLocalFile() and event.possibleActions() & Qt.DropAction.CopyAction:
            return Path(url.toLocalFile())
    return None
