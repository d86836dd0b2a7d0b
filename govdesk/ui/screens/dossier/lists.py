"""The lines of the catalogue with their state, and below them what stands in the chosen line."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from govdesk.foundation.text import _
from govdesk.services.dossier import ItemView, PieceView
from govdesk.ui import theme
from govdesk.ui.widgets.row_list import ROW, Index, RowList

_TONES = {"issued": "on_time_text", "ready": "accent", "attached": "accent", "missing": "overdue_text"}
_MARKS = {"issued": "●", "ready": "◐", "attached": "◐", "missing": "○", "unused": "·"}


class ItemList(RowList):
    """`chosen(ItemView)` when another line is picked, `entered(ItemView)` with Return."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("卷内目录"), item_words, _ItemDelegate())
        self.doubleClicked.connect(lambda index: self.entered.emit(index.data(ROW)))

    def show_items(self, items: Sequence[ItemView]) -> None:
        """New states; the chosen line stays chosen."""
        before = self.current()
        known = before is not None and any(item.code == before.code for item in items)
        self.refill(items, lambda item: item.code == before.code if known and before else True)

    def current(self) -> ItemView | None:
        row: ItemView | None = self.current_row()
        return row

    def choose(self, code: str) -> None:
        self.choose_row(lambda item: item.code == code)

    def items(self) -> list[ItemView]:
        return self.all_rows()

    def row_chosen(self, row: Any) -> None:
        self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_plain_return(event) and self.current() is not None:
            self.entered.emit(self.current())
            return
        super().keyPressEvent(event)


class PieceList(RowList):
    """Papers, forms and attachments; `opened(PieceView)` with Return, `removed(PieceView)` with Delete."""

    chosen = Signal(object)
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name, _piece_words)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(ROW)))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW)))

    def show_pieces(self, pieces: Sequence[PieceView]) -> None:
        """As high as its rows, up to a fifth of the column; then it scrolls."""
        self.refill(pieces, lambda _piece: False)
        self.as_high_as_rows(34, 120)

    def pieces(self) -> list[PieceView]:
        return self.all_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        piece = self.current_row()
        if piece is not None and _is_plain_return(event):
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


def _piece_words(piece: PieceView) -> str:
    return " ".join((piece.label, piece.note)).strip()


def _is_plain_return(event: QKeyEvent) -> bool:
    """Ctrl+Return binds the volume and belongs to the screen."""
    plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, theme.px(46))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: ItemView = index.data(ROW)
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
