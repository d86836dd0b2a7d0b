"""The list of rules: drag or Alt+Up and Alt+Down for the order, space for on and off, letters do nothing."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.screens.rules.rule_model import ROW, RuleModel, RuleRow
from govdesk.ui.widgets.chosen_in_sight import ChosenInSight
from govdesk.ui.widgets.model_index import Index

LINES = 2  # of the sentence
ROW_HEIGHT = 66
LEFT = 66
_BOX = 14


class RuleList(ChosenInSight, QListView):
    """`chosen`, `switched` (rule id), `opened` at Enter, `carried(rule id, place)`, and the wishes of keys."""

    chosen = Signal(str)
    switched = Signal(str)
    opened = Signal(str)
    carried = Signal(str, int)
    step_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules = RuleModel(self)
        self.setModel(self.rules)
        self.setItemDelegate(RuleDelegate(self))
        self.setAccessibleName(_("分派规则，从上到下"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(False)
        self.rules.carried.connect(self.carried, Qt.ConnectionType.QueuedConnection)  # not within the drop
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW).id))
        self._quiet = False

    def show_rows(self, rows: list[RuleRow], current: str) -> None:
        """The rows anew with `current` selected; nothing is told."""
        self._quiet = True
        self.rules.show(rows)
        self.mark(current)
        self._quiet = False

    def mark(self, rule_id: str) -> None:
        position = self.rules.position(rule_id)
        if position >= 0 and self.currentIndex().row() != position:
            self.setCurrentIndex(self.rules.index(position))

    def current_id(self) -> str:
        row = self.currentIndex().data(ROW)
        return row.id if row is not None else ""

    def set_movable(self, movable: bool) -> None:
        self.rules.movable = movable
        self.setDragEnabled(movable)
        self.setAcceptDrops(movable)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, rule_id = event.key(), self.current_id()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if rule_id and alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(rule_id, -1 if key == Qt.Key.Key_Up else 1)
        elif rule_id and key == Qt.Key.Key_Space:
            self.switched.emit(rule_id)
        elif rule_id and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(rule_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click into the little box switches the rule."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and box_of(self.visualRect(index)).adjusted(-5, -5, 5, 5).contains(event.position()):
            self.switched.emit(index.data(ROW).id)

    def _tell(self, current: Index, _previous: Index) -> None:
        row = current.data(ROW)
        if row is not None and not self._quiet:
            self.chosen.emit(row.id)


def box_of(row: QRect) -> QRectF:
    """The little box for on and off."""
    return QRectF(row.x() + 40, row.y() + 10, _BOX, _BOX)


class RuleDelegate(QStyledItemDelegate):
    """Place, box, name with its state, and two lines of the sentence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: RuleRow = index.data(ROW)
        box = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("selected" if selected else "hover"))
        if row.fault:
            painter.fillRect(box.x(), box.y(), 3, box.height(), theme.color("overdue"))
        elif selected and option.widget is not None and option.widget.hasFocus():
            painter.fillRect(box.x(), box.y(), 3, box.height(), theme.color("accent"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, theme.color("window"))
        self._paint_place(painter, box, row)
        _paint_box(painter, box_of(box), row.enabled)
        right = self._paint_state(painter, box, row)
        ink = theme.color("text" if row.enabled else "hint")
        painter.setPen(ink)
        painter.setFont(theme.font(13, painter.font().Weight.DemiBold))
        name = QRect(box.x() + LEFT, box.y() + 6, right - box.x() - LEFT - 8, theme.px(20))
        words = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, int(theme.ALIGN_LEFT), words)
        below = QRect(box.x() + LEFT, box.y() + 6 + theme.px(20), box.width() - LEFT - 12, theme.px(36))
        ink = theme.color("overdue_text" if row.fault else "secondary" if row.enabled else "hint")
        _paint_lines(painter, below, row.fault or row.sentence, ink)
        painter.restore()

    def _paint_place(self, painter: QPainter, box: QRect, row: RuleRow) -> None:
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("secondary"))
        painter.drawText(QRect(box.x() + 8, box.y() + 6, 24, theme.px(20)), int(theme.ALIGN_RIGHT), str(row.place))

    def _paint_state(self, painter: QPainter, box: QRect, row: RuleRow) -> int:
        """The chip at the right end; returns where the name has to end."""
        words = row.state_words()
        if not words:
            return box.right()
        painter.setFont(theme.font(11))
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        chip = QRectF(box.right() - width - 10, box.y() + 8, width, theme.px(17))
        ground, ink = theme.tone_colors(row.tone())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(chip, 4, 4)
        painter.setPen(ink)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)
        return int(chip.left())


def _paint_box(painter: QPainter, box: QRectF, checked: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent" if checked else "field_border"), 1))
    painter.setBrush(theme.color("accent" if checked else "surface"))
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        painter.drawPixmap(box.toRect().adjusted(1, 1, -1, -1), icons.pixmap("check", "on_accent", 12))


def _paint_lines(painter: QPainter, box: QRect, words: str, ink: QColor) -> None:
    """Up to `LINES` lines; the last one ends in … when there is more."""
    painter.setFont(theme.font(12))
    painter.setPen(ink)
    layout = QTextLayout(words, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    metrics, top = painter.fontMetrics(), box.y()
    for number in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        start, length = line.textStart(), line.textLength()
        shown = words[start : start + length]
        if number == LINES - 1 and start + length < len(words):
            shown = metrics.elidedText(words[start:], Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.x(), top, box.width(), metrics.lineSpacing()), int(theme.ALIGN_LEFT), shown)
        top += metrics.lineSpacing()
    layout.endLayout()
