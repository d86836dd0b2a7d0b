"""Ctrl+K: cases by number, person or phone tail, grids by initials, and all that can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.model_index import TOP, Index
from govdesk.ui.widgets.search_field import SearchField

_ROW = 32


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the palette."""

    icon: str
    text: str
    beside: str
    run: Callable[[], object]


class PaletteField(SearchField):
    """The field in the top bar; its list hangs below it while it has the focus."""

    def __init__(self, placeholder: str, search: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(placeholder, _("查找"), parent)
        self._search = search
        self._back: QWidget | None = None
        self._answered: str | None = None
        self._hurried = False
        self._hint = label(_("Ctrl K"), "key")
        self._hint.setParent(self)
        self.popup = _Popup(self)
        self.searched.connect(self._ask)
        self.returnPressed.connect(self._enter)

    def open(self) -> None:
        """Take the focus and remember where it came from."""
        focused = self.window().focusWidget()
        self._back = focused if focused is not self else self._back
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._ask(self.text())

    def close_list(self) -> None:
        """Empty it and give the focus back."""
        self.popup.hide()
        self.clear()
        self._answered, self._hurried = None, False
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clearFocus()

    def show_found(self, words: str, found: Sequence[Found]) -> None:
        """The answer to `words`; one that comes late for other words is dropped."""
        if words != self.text().strip() or not self.hasFocus():
            return
        self._answered = words
        self.popup.show_found(found)
        if self._hurried:
            self._hurried = False
            self.popup.run_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.popup.isVisible():
            self.popup.move_current(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self._hint.hide()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._hint.setVisible(not self.text())
        if not self.popup.underMouse():
            self.popup.hide()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        hint = self._hint.sizeHint()
        self._hint.setGeometry(self.width() - hint.width() - 7, (self.height() - 20) // 2, hint.width(), 20)

    def _enter(self) -> None:
        """Enter before the answer has come takes its first line when it comes."""
        if self._answered == self.text().strip():
            self.popup.run_current()
        else:
            self._hurried = True

    def _ask(self, text: str) -> None:
        self._search(text.strip())


class _Popup(QFrame):
    def __init__(self, field: PaletteField) -> None:
        super().__init__(field.window())
        self._field = field
        self.setProperty("box", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        self._model = _FoundModel(self)
        self._list = QListView()
        self._list.setAccessibleName(_("查找结果"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_FoundDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._run)
        self._nothing = QLabel(_("没有找到。可以输入编号、当事人、电话后四位、网格名称或拼音首字母。"))
        self._nothing.setProperty("role", "secondary")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self.hide()

    def show_found(self, found: Sequence[Found]) -> None:
        self._model.show(found)
        self._list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if found:
            self._list.setCurrentIndex(self._model.index(0))
        window = self._field.window()
        if self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        below = self._field.mapTo(window, self._field.rect().bottomLeft())
        height = min(12, len(found)) * _ROW + 12 if found else 50
        self.setGeometry(QRect(below.x(), below.y() + 4, self._field.width(), height))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return False

    def move_current(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            row = (self._list.currentIndex().row() + step) % count
            self._list.setCurrentIndex(self._model.index(row))

    def run_current(self) -> None:
        if self.isVisible():
            self._run(self._list.currentIndex())

    def _run(self, index: QModelIndex) -> None:
        found = self._model.found(index.row())
        if found is not None:
            self._field.close_list()
            found.run()


class _FoundModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()

    def show(self, found: Sequence[Found]) -> None:
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    def found(self, row: int) -> Found | None:
        return self._found[row] if 0 <= row < len(self._found) else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole):
        found = self.found(index.row())
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return found.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{found.text} {found.beside}"
        return None


class _FoundDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        found = model.found(index.row()) if isinstance(model, _FoundModel) else None
        if found is None:
            return
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 5, 5)
        painter.drawPixmap(box.x() + 9, box.y() + (box.height() - 16) // 2, icons.pixmap(found.icon, "secondary"))
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("secondary"))
        room = painter.fontMetrics().horizontalAdvance(found.beside) + 10
        painter.drawText(box.adjusted(0, 0, -10, 0), int(theme.ALIGN_RIGHT), found.beside)
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        words = box.adjusted(34, 0, -room - 8, 0)
        text = painter.fontMetrics().elidedText(found.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(theme.ALIGN_LEFT), text)
