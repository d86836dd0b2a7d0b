"""The lines of the catalogue with their state, and below them what stands in the chosen line."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.foundation.text import _
from govdesk.services.dossier import ItemView, PieceView
from govdesk.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()
_TONES = {"issued": "on_time_text", "ready": "accent", "attached": "accent", "missing": "overdue_text"}
_MARKS = {"issued": "●", "ready": "◐", "attached": "◐", "missing": "○", "unused": "·"}


class RowsModel(QAbstractListModel):
    """Frozen rows with the words that a screen reader tells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> list[Any]:
        return list(self._rows)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return item_words(row) if isinstance(row, ItemView) else " ".join((row.label, row.note)).strip()
        return None


class ItemList(QListView):
    """`chosen(ItemView)` when another line is picked, `entered(ItemView)` with Return."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("卷内目录"))
        self._model = RowsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_ItemDelegate(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.entered.emit(index.data(_ROW)))
        self._quiet = False

    def show_items(self, items: Sequence[ItemView]) -> None:
        """New states; the chosen line stays chosen."""
        before = self.current()
        self._quiet = True
        self._model.set_rows(items)
        wanted = next((at for at, item in enumerate(items) if before and item.code == before.code), 0)
        if items:
            self.setCurrentIndex(self._model.index(wanted))
        self._quiet = False

    def current(self) -> ItemView | None:
        return self.currentIndex().data(_ROW)

    def choose(self, code: str) -> None:
        for at, item in enumerate(self._model.rows()):
            if item.code == code:
                self.setCurrentIndex(self._model.index(at))

    def items(self) -> list[ItemView]:
        return self._model.rows()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        row = current.data(_ROW)
        if row is not None and not self._quiet:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() is not None:
            self.entered.emit(self.current())
            return
        super().keyPressEvent(event)


class PieceList(QListView):
    """Papers, forms and attachments; `opened(PieceView)` with Return, `removed(PieceView)` with Delete."""

    chosen = Signal(object)
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = RowsModel(self)
        self.setModel(self._model)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(_ROW)))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(_ROW)))

    def show_pieces(self, pieces: Sequence[PieceView]) -> None:
        """As high as its rows, up to a fifth of the column; then it scrolls."""
        self._model.set_rows(pieces)
        wanted = sum(self.sizeHintForRow(at) for at in range(len(pieces))) + theme.SPACE_2
        self.setFixedHeight(max(theme.px(34), min(theme.px(120), wanted)))

    def pieces(self) -> list[PieceView]:
        return self._model.rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        piece = self.currentIndex().data(_ROW)
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if piece is not None and plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(piece)
        elif piece is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(piece)
        else:
            super().keyPressEvent(event)


def item_words(item: ItemView) -> str:
    """A line in one: position, name, whether it must be, its state."""
    return _("{position}. {label}，{required}，{state}").format(
        position=item.position, label=item.label, required=required_words(item), state=item.words
    )


def required_words(item: ItemView) -> str:
    return _("必须") if item.required else _("按需")


def _second_line(item: ItemView) -> str:
    if item.next_step:
        return item.next_step
    if len(item.pieces) == 1:
        (piece,) = item.pieces
        return piece.note if piece.label == item.label else f"{piece.label}　{piece.note}"
    names = "、".join(piece.label for piece in item.pieces)
    return names or _("没有也可以成卷")


def _second_token(item: ItemView) -> str:
    if item.state == "missing":
        return "overdue_text"
    return "due_soon_text" if item.next_step else "secondary"


class _ItemDelegate(QStyledItemDelegate):
    """Position, name and state on one line; under them what stands there, or what to do."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(200, theme.px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: ItemView = index.data(_ROW)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, theme.color("selected" if chosen else "surface"))
        box = option.rect.adjusted(theme.px(12), theme.px(5), -theme.px(12), -theme.px(5))
        top = QRect(box.left(), box.top(), box.width(), box.height() // 2)
        low = QRect(box.left() + theme.px(40), top.bottom(), box.width() - theme.px(40), box.height() // 2)
        token = _TONES.get(item.state, "secondary")
        bold = theme.font(13, QFont.Weight.DemiBold if item.required else QFont.Weight.Normal)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("secondary"))
        painter.drawText(QRect(top.left(), top.top(), theme.px(20), top.height()), theme.ALIGN_LEFT, str(item.position))
        painter.setPen(theme.color(token))
        mark = QRect(top.left() + theme.px(20), top.top(), theme.px(18), top.height())
        painter.drawText(mark, theme.ALIGN_LEFT, _MARKS[item.state])
        width = painter.fontMetrics().horizontalAdvance(item.words)
        painter.drawText(top, theme.ALIGN_RIGHT, item.words)
        painter.setFont(bold)
        painter.setPen(theme.color("secondary" if item.state == "unused" else "text"))
        name = QRect(top.left() + theme.px(40), top.top(), top.width() - theme.px(48) - width, top.height())
        words = painter.fontMetrics().elidedText(item.label, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, theme.ALIGN_LEFT, words)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color(_second_token(item)))
        words = painter.fontMetrics().elidedText(_second_line(item), Qt.TextElideMode.ElideRight, low.width())
        painter.drawText(low, theme.ALIGN_LEFT, words)
        painter.restore()
