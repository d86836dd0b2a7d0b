"""Every hand on the network view: pointing, clicking, dragging, the lasso, the wheel and the keys."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from govdesk.services.network_scene import CasePoint, Office
from govdesk.ui.widgets.network_map.picture import Layer
from govdesk.ui.widgets.network_map.surface import MapSurface

_DRAG_PX = 5
_WHEEL_STEP = 1.0016
_KEY_ZOOM = 1.35
_CASE_REACH_PX = 7.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NetworkCanvas(MapSurface):
    """Places handed out are grid, case and body ids.

    `hovered(target, position)` carries a Cell, CasePoint, Office, tuple of hidden Offices or None;
    `lassoed` a tuple of case ids.
    """

    grid_selected = Signal(int)
    case_selected = Signal(int)
    case_opened = Signal(int)
    body_selected = Signal(int)
    level_opened = Signal(int)
    level_left = Signal()
    lassoed = Signal(object)
    lasso_ended = Signal()
    hidden_wanted = Signal(object, QPoint)
    hovered = Signal(object, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lasso_mode = False
        self._pressed: QPointF | None = None
        self._dragging = False

    def set_lasso_mode(self, on: bool) -> None:
        """While on, dragging draws a line around cases instead of moving the picture."""
        self._lasso_mode = on
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    # -- hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is not Qt.MouseButton.LeftButton or self._state is None:
            return
        self._pressed, self._dragging = event.position(), False
        if self._lasso_mode or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._state.lasso = [self._scene_place(event.position())]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._state is None:
            return
        if self._pressed is None:
            self._hover(event.position())
            return
        step = event.position() - self._pressed
        if not self._dragging and step.manhattanLength() < _DRAG_PX:
            return
        self._dragging = True
        self._hover(None)
        if self._state.lasso:
            self._state.lasso.append(self._scene_place(event.position()))
            self._redraw()
            return
        self._pressed = event.position()
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self.pan(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._state is None:
            return
        dragged, self._pressed, self._dragging = self._dragging, None, False
        lasso, self._state.lasso = self._state.lasso, []
        self.set_lasso_mode(self._lasso_mode)
        if lasso and dragged and self._index is not None:
            self.lassoed.emit(self._index.cases_inside(lasso))
            self.lasso_ended.emit()
            self._redraw()
        elif not dragged:
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        target = self._target_at(event.position())
        if isinstance(target, int):
            self.open_level(target)
        elif isinstance(target, CasePoint):
            self.case_opened.emit(target.case_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(_WHEEL_STEP**delta, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._state is None or self._index is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._step(*_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._state.chosen is not None:
            self.open_level(self._state.chosen)
        elif key is Qt.Key.Key_Backspace:
            self.level_left.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_KEY_ZOOM)
        elif key is Qt.Key.Key_Minus:
            self.zoom(1 / _KEY_ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key is Qt.Key.Key_Escape and (self._state.lasso or self._lasso_mode):
            self._state.lasso, self._pressed = [], None
            self.lasso_ended.emit()
            self._redraw()
        else:
            event.ignore()

    def open_level(self, grid_id: int) -> None:
        """Ask for the level below a cell that has one."""
        assert self._state is not None
        if self._state.picture.cell(grid_id).has_children and grid_id != self._state.picture.scene.root_id:
            self.level_opened.emit(grid_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focus_by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self._redraw()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._redraw()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    # -- reactions

    def _click(self, position: QPointF) -> None:
        target = self._target_at(position)
        if isinstance(target, int):
            self.choose(target)
            self.grid_selected.emit(target)
        elif isinstance(target, CasePoint):
            self.choose(target.grid_id)
            self.case_selected.emit(target.case_id)
        elif isinstance(target, Office):
            self.select_body(target.body_id)
            self.body_selected.emit(target.body_id)
        elif isinstance(target, tuple):
            self.hidden_wanted.emit(target, self.mapToGlobal(position.toPoint()))
        else:
            self.select_body(None)

    def _hover(self, position: QPointF | None) -> None:
        if self._state is None:
            return
        target = self._target_at(position) if position is not None else None
        cell = target if isinstance(target, int) else None
        body = target.body_id if isinstance(target, Office) else None
        if (cell, body) != (self._state.hovered, self._state.hovered_body):
            self._state.hovered, self._state.hovered_body = cell, body
            self._redraw()
        told: object = self._state.picture.cell(cell) if cell is not None else target
        self.hovered.emit(told, position.toPoint() if position is not None else QPoint())

    def _step(self, dx: int, dy: int) -> None:
        assert self._state is not None and self._index is not None
        wanted = self._index.neighbour(self._state.chosen, dx, dy)
        if wanted is None:
            return
        self.choose(wanted)
        self.bring_into_sight(wanted)
        self.grid_selected.emit(wanted)

    def _target_at(self, position: QPointF) -> int | CasePoint | Office | tuple[Office, ...] | None:
        """The body, case or cell (grid id) under a pixel."""
        if self._state is None or self._index is None:
            return None
        for box in self._state.docked:
            if box.rect[0] <= position.x() <= box.rect[2] and box.rect[1] <= position.y() <= box.rect[3]:
                return box.office if box.office is not None else box.hidden
        x, y = self._scene_place(position)
        camera = self._state.camera
        if Layer.CASES in self._layers:
            case = self._index.case_at(x, y, _CASE_REACH_PX / camera.scale_x, _CASE_REACH_PX / camera.scale_y)
            if case is not None:
                return case
        return self._index.cell_at(x, y)

    def _scene_place(self, position: QPointF) -> tuple[float, float]:
        assert self._state is not None
        return self._state.camera.to_scene(position.x(), position.y())
