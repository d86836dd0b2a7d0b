"""The catalogue as a table that a clerk changes: order, names, which papers, must or as needed. Kept as a version."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.dossier import Catalogue, CatalogueItem
from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services import dossier_catalogue
from govdesk.services.messages import sentence
from govdesk.services.paper_labels import document_label
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

NAME, PAPERS, ATTACHMENTS, REQUIRED = range(4)
_CODE = Qt.ItemDataRole.UserRole


class CatalogueEditor(QWidget):
    """`left` without keeping; `kept(Changes)` when a version was stored."""

    left = Signal()
    kept = Signal(object)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setAccessibleName(_("改卷内目录"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(label(_("卷内目录"), "title"))
        self._told = label("", "secondary", wrap=True)
        column.addWidget(self._told)
        self.bar = MessageBar()
        column.addWidget(self.bar)
        column.addLayout(self._tools())
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(_("卷内目录的各项"))
        self.table.setHorizontalHeaderLabels([_("文书名称"), _("用哪种文书（任一种即可）"), _("收哪种附件"), _("必须")])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(REQUIRED, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        column.addWidget(self.table, 1)
        known = "、".join(document_label(kind) for kind in dossier_catalogue.kinds_for_catalogue())
        column.addWidget(label(_("可选的文书：{known}").format(known=known), "small", wrap=True))
        kinds = "、".join(dossier_catalogue.attachment_kinds().values())
        column.addWidget(label(_("可选的附件：{kinds}").format(kinds=kinds), "small", wrap=True))
        column.addLayout(self._foot())

    def show_catalogue(self, catalogue: Catalogue) -> None:
        """Begin from the one in force."""
        self.bar.clear()
        words = _("现在用的是“{label}”，版本 {version}。保存后成为新版本，已成的卷不变。")
        self._told.setText(words.format(label=catalogue.label, version=catalogue.version))
        self._fill(catalogue.items)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentCell(0, NAME)

    def items(self) -> list[CatalogueItem]:
        """The lines as typed. Raises BadInput for a word that is no paper."""
        return [self._item(row) for row in range(self.table.rowCount())]

    def keep(self) -> None:
        """A new version; what cannot work is said and nothing is kept."""
        desk, actor = self._place.desk, self._place.actor
        try:
            items = self.items()
        except GovDeskError as error:
            self.bar.say(sentence(error), "danger")
            return
        self._place.runner.write(
            lambda: dossier_catalogue.keep_catalogue(desk, actor, items), self._kept, self._refused
        )

    def move_line(self, step: int) -> None:
        """The current line up or down."""
        row = self.table.currentRow()
        target = row + step
        if row < 0 or not 0 <= target < self.table.rowCount():
            return
        for column in range(4):
            here, there = self.table.takeItem(row, column), self.table.takeItem(target, column)
            if here is not None and there is not None:
                self.table.setItem(row, column, there)
                self.table.setItem(target, column, here)
        self.table.setCurrentCell(target, self.table.currentColumn())

    def add_line(self) -> None:
        """An empty line below the current one."""
        row = self.table.currentRow() + 1
        self.table.insertRow(row)
        self._fill_row(row, CatalogueItem("", ""))
        self.table.setCurrentCell(row, NAME)

    def remove_line(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self.table.removeRow(row)

    # -- build

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        tools = (
            (_("上移"), "Alt Up", "Alt+Up", lambda: self.move_line(-1)),
            (_("下移"), "Alt Down", "Alt+Down", lambda: self.move_line(1)),
            (_("增加一项"), "Ctrl I", "Ctrl+I", self.add_line),
            (_("删除这一项"), "Ctrl D", "Ctrl+D", self.remove_line),
        )
        for words, shown, key, act in tools:
            made = KeyButton(words, shown)
            made.clicked.connect(act)
            row.addWidget(made)
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        row.addStretch(1)
        for preset in dossier_catalogue.presets():
            made_preset = button(_("套用{label}").format(label=preset.label), "quiet")
            made_preset.clicked.connect(lambda _on=False, items=preset.items: self._fill(items))
            row.addWidget(made_preset)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._keep = KeyButton(_("保存为新版本"), "Ctrl Enter", "primary")
        self._keep.clicked.connect(self.keep)
        leave = KeyButton(_("不改了"), "Esc")
        leave.clicked.connect(self.left)
        row.addWidget(self._keep)
        row.addWidget(leave)
        row.addStretch(1)
        return row

    def _fill(self, items: tuple[CatalogueItem, ...]) -> None:
        self.table.setRowCount(len(items))
        for row, item in enumerate(items):
            self._fill_row(row, item)

    def _fill_row(self, row: int, item: CatalogueItem) -> None:
        papers, attachments = dossier_catalogue.words_of(item)
        name = QTableWidgetItem(item.label)
        name.setData(_CODE, item.code)
        self.table.setItem(row, NAME, name)
        self.table.setItem(row, PAPERS, QTableWidgetItem(papers))
        self.table.setItem(row, ATTACHMENTS, QTableWidgetItem(attachments))
        tick = QTableWidgetItem("")
        tick.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        tick.setCheckState(Qt.CheckState.Checked if item.required else Qt.CheckState.Unchecked)
        self.table.setItem(row, REQUIRED, tick)

    def _item(self, row: int) -> CatalogueItem:
        name, tick = self._cell(row, NAME), self._cell(row, REQUIRED)
        return dossier_catalogue.item_from_words(
            name.data(_CODE) or "",
            name.text(),
            self._cell(row, PAPERS).text(),
            self._cell(row, ATTACHMENTS).text(),
            tick.checkState() is Qt.CheckState.Checked,
        )

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        """The item there; a cell that nobody filled counts as empty."""
        return self.table.item(row, column) or QTableWidgetItem("")

    def _kept(self, changes: Changes) -> None:
        self.bar.clear()
        self.kept.emit(changes)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, GovDeskError):
            self.bar.say(sentence(error), "danger")
        else:
            self._place.told(error)
