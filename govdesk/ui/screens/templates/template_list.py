"""The left of the templates: all kinds of papers, those that the centre changed marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.templates import TemplateRow
from govdesk.ui import icons, theme
from govdesk.ui.widgets.labels import label

_CODE = Qt.ItemDataRole.UserRole


class TemplateList(QWidget):
    """`chosen(code)` when another template is wanted."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(190))
        self._rows: tuple[TemplateRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(theme.SPACE_2)
        column.addWidget(label(_("文书模板"), "heading"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("找模板 Ctrl+F"))
        self.search.setAccessibleName(_("找模板"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.list = QListWidget()
        self.list.setAccessibleName(_("文书模板"))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._tell)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[TemplateRow], code: str) -> None:
        """The list anew with `code` marked, without telling it again."""
        self._rows = tuple(rows)
        self._fill()
        self.mark(code)

    def mark(self, code: str) -> None:
        self.list.blockSignals(True)
        for at in range(self.list.count()):
            if self.list.item(at).data(_CODE) == code:
                self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        words = self.search.text().strip()
        for row in self._rows:
            if words not in row.title:
                continue
            text = _("{title}（已改）").format(title=row.title) if row.own else row.title
            item = QListWidgetItem(icons.icon("pencil" if row.own else "file-text"), text)
            item.setData(_CODE, row.code)
            item.setToolTip(_("{title}　版本 {version}").format(title=row.title, version=row.version))
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_CODE))
