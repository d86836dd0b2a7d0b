"""The versions of the law: who made which and from when, what it says otherwise, and taking an older one up again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.law_versions import LawVersion, RuleDifference
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar

MOST_DIFFERENCES, MOST_LINES = 80, 7
DRAFT = ""


class VersionsPage(QWidget):
    """`compare_wanted(version, other)`, other empty for the draft; `restore_wanted`, `export_wanted` (version)."""

    compare_wanted = Signal(str, str)
    restore_wanted = Signal(str)
    export_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LawVersion, ...] = ()
        self.shown: tuple[RuleDifference, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        column.setSpacing(theme.SPACE_2)
        self.list = QListWidget()
        self.list.setAccessibleName(_("规则的版本"))
        self.list.currentRowChanged.connect(lambda _row: self._ask())
        column.addWidget(self.list)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("与"), "secondary"))
        self.other = QComboBox()
        self.other.setAccessibleName(_("比较的另一版"))
        self.other.activated.connect(lambda _place: self._ask())
        row.addWidget(self.other, 1)
        row.addWidget(label(_("比较"), "secondary"))
        self.restore = button(_("恢复为草稿"), icon="undo-2")
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(self.current()))
        row.addWidget(self.restore)
        self.export = button(_("导出这一版……"), icon="download")
        self.export.clicked.connect(lambda: self.export_wanted.emit(self.current()))
        row.addWidget(self.export)
        column.addLayout(row)
        self.bar = MessageBar()
        column.addWidget(self.bar)
        self.summary = label("", "heading", wrap=True)
        column.addWidget(self.summary)
        self._differences = QVBoxLayout()
        self._differences.setSpacing(theme.SPACE_2)
        column.addLayout(self._differences)
        column.addStretch(1)

    def show_versions(self, lines: Sequence[LawVersion], editable: bool) -> None:
        """Newest first; what is chosen stays chosen, and a list that says the same is left alone."""
        self.restore.setEnabled(editable)
        if self._lines == tuple(lines):
            return
        chosen, other = self.current(), self.other.currentData()
        self._lines = tuple(lines)
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(_version_words(line))
            item.setData(Qt.ItemDataRole.UserRole, line.version)
            self.list.addItem(item)
        self.list.setFixedHeight(min(len(lines), MOST_LINES) * max(20, self.list.sizeHintForRow(0)) + 8)
        versions = [line.version for line in lines]
        self.list.setCurrentRow(versions.index(chosen) if chosen in versions else 0)
        self.list.blockSignals(False)
        self.other.clear()
        self.other.addItem(_("正在编辑的草稿"), DRAFT)
        for line in lines:
            self.other.addItem(_("版本 {version}").format(version=line.version), line.version)
        self.other.setCurrentIndex(max(0, self.other.findData(other)))
        self._ask()

    def current(self) -> str:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else ""

    def choose(self, version: str, other: str = DRAFT) -> None:
        """Show a version beside the draft or another one."""
        versions = [line.version for line in self._lines]
        if version in versions:
            self.list.setCurrentRow(versions.index(version))
            self.other.setCurrentIndex(max(0, self.other.findData(other)))
            self._ask()

    def show_differences(self, differences: Sequence[RuleDifference]) -> None:
        self.shown = tuple(differences)
        self.bar.clear()
        while (item := self._differences.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        words = _("从版本 {version} 到{other}：{count} 处不同")
        if not differences:
            words = _("版本 {version} 与{other}一样")
        other = self.other.currentText()
        self.summary.setText(words.format(version=self.current(), other=other, count=len(differences)))
        for each in differences[:MOST_DIFFERENCES]:
            self._differences.addWidget(_difference_box(each))
        if len(differences) > MOST_DIFFERENCES:
            more = _("另有 {count} 处，导出两版可以逐行比较。").format(count=len(differences) - MOST_DIFFERENCES)
            self._differences.addWidget(label(more, "secondary"))

    def fail(self, sentence: str) -> None:
        self.bar.say(sentence, "danger")

    def _ask(self) -> None:
        if self.current():
            self.compare_wanted.emit(self.current(), self.other.currentData() or DRAFT)


def _difference_box(difference: RuleDifference) -> QWidget:
    """What became of one rule, its old sentence above the new one."""
    box = QFrame()
    box.setProperty("box", "card")
    column = QVBoxLayout(box)
    column.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
    column.setSpacing(2)
    column.addWidget(label(difference.sentence, "heading", wrap=True))
    said_otherwise = difference.before != difference.after
    if difference.kind in ("changed", "removed") and said_otherwise:
        column.addWidget(label(_("原来：{words}").format(words=difference.before), "secondary", True, True))
    if difference.kind in ("changed", "added") and said_otherwise:
        column.addWidget(label(_("现在：{words}").format(words=difference.after), "", True, True))
    return box


def _version_words(line: LawVersion) -> str:
    states = {"in_force": _("现行"), "coming": _("待生效"), "past": _("旧版"), "broken": _("读不出来")}
    words = _("{version}　{author}　{day} 起　{state}").format(
        version=line.version, author=line.author, day=f"{line.effective_on:%Y-%m-%d}", state=states[line.state]
    )
    return words if line.stored_at else _("{words}（随程序）").format(words=words)
