"""The sections of a screen that lists what waits, with their counts."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.chip import paint_badge
from govdesk.ui.widgets.model_index import TOP, Index

SECTION = Qt.ItemDataRole.UserRole + 1
ROW = 32


class Section(Protocol):
    """What a service tells of one section; `alarming` colours its count."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def alarming(self) -> bool: ...
    @property
    def total(self) -> int: ...


class SectionsModel(QAbstractListModel):
    """`SECTION` gives the Section; the sections themselves never change, only their counts."""

    def __init__(self, parent: QWidget | None = None, spoken: str = "") -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._spoken = spoken or _("{name}，{count} 件")

    def show(self, sections: Sequence[Section]) -> None:
        if len(sections) == len(self._sections):
            self._sections = tuple(sections)
            self.dataChanged.emit(self.index(0), self.index(len(sections) - 1))
            return
        self.beginResetModel()
        self._sections = tuple(sections)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self._sections):
            return None
        section = self._sections[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return section.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return section.hint
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken.format(name=section.label, count=section.total)
        return section if role == SECTION else None


class SectionsList(QListView):
    """`chosen(code)` when another section is wanted; `spoken` is said with {name} and {count} of what it holds."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, spoken: str = "") -> None:
        super().__init__(parent)
        self._model = SectionsModel(self, spoken)
        self.setModel(self._model)
        self.setItemDelegate(_SectionDelegate(self))
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_sections(self, sections: Sequence[Section], current: str) -> None:
        self._model.show(sections)
        codes = [section.code for section in sections]
        if current in codes and self.currentIndex().row() != codes.index(current):
            self.setCurrentIndex(self._model.index(codes.index(current)))

    def keyboardSearch(self, search: str) -> None:
        """Letters are actions, not a search."""

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        section = current.data(SECTION)
        if section is not None:
            self.chosen.emit(section.code)


class _SectionDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        section: Section = index.data(SECTION)
        box = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("selected" if selected else "hover"))
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(box.x(), box.y(), 3, box.height(), theme.color("accent"))
        right = box.right() - 10
        if section.total:
            width = max(22, QFontMetrics(theme.font(11)).horizontalAdvance(str(section.total)) + 12)
            height = theme.px(17)
            top = box.y() + (box.height() - height) / 2
            tone = "danger" if section.alarming else "neutral"
            paint_badge(painter, QRectF(right - width, top, width, height), section.total, tone)
            right -= width + 4
        words = box.adjusted(14, 0, 0, 0)
        words.setRight(right)
        painter.setFont(theme.font())
        painter.setPen(theme.color("accent" if selected else "text" if section.total else "secondary"))
        text = painter.fontMetrics().elidedText(section.label, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(theme.ALIGN_LEFT), text)
