"""What the colours and shapes of the network view mean, in one line that shortens itself."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from govdesk.domain.network_map import DueState, LinkKind
from govdesk.foundation.text import _
from govdesk.services.network_scene import NetworkScene
from govdesk.ui import theme
from govdesk.ui.widgets.network_map.palette import Palette, palette
from govdesk.ui.widgets.network_map.picture import Layer
from govdesk.ui.widgets.network_map.point_layer import paint_dot

_GAP = 10
_PAD = 8
_SIGN = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """`sign` draws into a square of `width`×12 px left of the words."""

    words: str
    width: int = 0
    sign: Callable[[QPainter, QRectF], None] | None = None


class Legend(QWidget):
    """Parts that do not fit into `room` px are left out from the end; the description names them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("图例"))
        self.setFont(theme.font(11))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._parts: list[_Part] = []
        self._room = 100_000

    def explain(self, scene: NetworkScene, layers: frozenset[Layer]) -> None:
        """Say what this scene shows with these layers."""
        self._parts = _parts(scene, layers, palette())
        self.setAccessibleDescription(" · ".join(part.words for part in self._parts))
        self.updateGeometry()
        self.update()

    def set_room(self, room: int) -> None:
        self._room = room
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = sum(self._width(part) + _GAP for part in self._shown()) - _GAP + 2 * _PAD
        return QSize(max(0, width), QFontMetrics(self.font()).height() + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(palette().box)
        ground.setAlpha(225)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        x = float(_PAD)
        for part in self._shown():
            self._paint_part(painter, part, x)
            x += self._width(part) + _GAP

    def _paint_part(self, painter: QPainter, part: _Part, x: float) -> None:
        if part.sign is not None:
            part.sign(painter, QRectF(x, (self.height() - _SIGN) / 2, part.width, _SIGN))
            x += part.width + 4
        painter.setFont(self.font())
        painter.setPen(palette().secondary)
        box = QRectF(x, 0, 1000, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part.words)

    def _width(self, part: _Part) -> int:
        words = QFontMetrics(self.font()).horizontalAdvance(part.words)
        return words + (part.width + 4 if part.sign else 0)

    def _shown(self) -> list[_Part]:
        shown: list[_Part] = []
        used = 2 * _PAD
        for part in self._parts:
            used += self._width(part) + _GAP
            if used - _GAP > self._room:
                break
            shown.append(part)
        return shown


def _parts(scene: NetworkScene, layers: frozenset[Layer], look: Palette) -> list[_Part]:
    parts = [_Part(_("示意布局") if scene.schematic else _("按边界绘制"))]
    if Layer.HEAT in layers:
        parts.append(_Part(_("热力＝在办案件密度")))
    elif Layer.GRIDS in layers:
        most = max((cell.open_count for cell in scene.cells), default=0)
        parts.append(_Part(_("底色＝在办量（最多 {most} 件）").format(most=most), 60, _ramp(look)))
    if Layer.GRIDS in layers:
        parts.append(_Part(_("红圈＝有超期，数字为超期件数"), _SIGN, _circle(look)))
    if Layer.CASES in layers:
        parts.append(_Part(_("超期"), _SIGN, _dot(look, DueState.OVERDUE)))
        parts.append(_Part(_("临期"), _SIGN, _dot(look, DueState.SOON)))
        parts.append(_Part(_("时限内"), _SIGN, _dot(look, DueState.OK)))
    if Layer.LINKS in layers:
        kinds = {link.kind for link in scene.links}
        if LinkKind.HANDLING in kinds:
            parts.append(_Part(_("承办"), 18, _line(look.handling, dashed=False)))
        if LinkKind.ASSIST in kinds:
            parts.append(_Part(_("协办"), 18, _line(look.assist, dashed=True)))
        if kinds & {LinkKind.WHISTLE, LinkKind.WHISTLE_ARRIVED}:
            parts.append(_Part(_("吹哨，虚线未到"), 18, _line(look.whistle, dashed=LinkKind.WHISTLE in kinds)))
    return parts


def _ramp(look: Palette) -> Callable[[QPainter, QRectF], None]:
    def draw(painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        step = box.width() / len(look.ramp)
        for position, colour in enumerate(look.ramp):
            painter.fillRect(QRectF(box.left() + position * step, box.top() + 2, step, box.height() - 4), colour)

    return draw


def _circle(look: Palette) -> Callable[[QPainter, QRectF], None]:
    def draw(painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.overdue)
        painter.drawEllipse(box.center(), 5.5, 5.5)
        painter.setPen(look.on_colour)
        painter.setFont(theme.font(8))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "2")

    return draw


def _dot(look: Palette, state: DueState) -> Callable[[QPainter, QRectF], None]:
    def draw(painter: QPainter, box: QRectF) -> None:
        paint_dot(painter, box.center(), 4.0, state, look, rim=False)

    return draw


def _line(colour: QColor, dashed: bool) -> Callable[[QPainter, QRectF], None]:
    def draw(painter: QPainter, box: QRectF) -> None:
        pen = QPen(colour, 1.6)
        if dashed:
            pen.setDashPattern([2.5, 2.0])
        painter.setPen(pen)
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))

    return draw
