"""The still part of the picture, drawn in time slices into a cached image that every frame only copies.

A QPainter in a worker thread holds the interpreter lock and stalls the window all the same (measured), so the
slices run on the window's own thread between its events; meanwhile the old image is shown, scaled.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from govdesk.ui.widgets.network_map.camera import Camera

SLICE_SECONDS = 0.008
MARGIN = 0.25
"""Share of the window drawn beyond each edge, so that a pan finds the picture ready."""

Step = Callable[[QPainter, Camera], None]
"""Draws something with a painter in scene units (use cosmetic pens)."""


@dataclass(frozen=True, slots=True)
class _Image:
    pixmap: QPixmap
    camera: Camera


class BaseLayer(QObject):
    """`refreshed` tells that a new image is ready to be copied."""

    refreshed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Sequence[Step] = ()
        self._ground = QColor("white")
        self._ready: _Image | None = None
        self._growing: _Image | None = None
        self._next = 0
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._draw_slice)

    def set_steps(self, steps: Sequence[Step], ground: QColor, keep: bool) -> None:
        """What to draw, back to front; `keep` shows the old image until the new one is ready."""
        self._steps, self._ground = steps, ground
        self._timer.stop()
        self._growing = None
        if not keep:
            self._ready = None
        elif self._ready is not None:
            self._ready = replace(self._ready, camera=replace(self._ready.camera, width=-1))

    def suits(self, camera: Camera, ratio: float) -> bool:
        """True when the image at hand shows everything the camera sees at its very scale."""
        if self._ready is None or self._ready.camera.width < 0:
            return False
        held = self._ready.camera
        same_scale = held.scale_x == camera.scale_x and held.scale_y == camera.scale_y
        return same_scale and self._ready.pixmap.devicePixelRatio() == ratio and self.covers(camera)

    def covers(self, camera: Camera) -> bool:
        """True when the image at hand, sharp or not, reaches to every edge of the window."""
        if self._ready is None or self._ready.camera.width < 0:
            return False
        held = self._ready.camera
        return (
            held.left <= camera.left
            and held.top <= camera.top
            and held.range_x[1] >= camera.range_x[1]
            and held.range_y[1] >= camera.range_y[1]
        )

    @property
    def is_drawing(self) -> bool:
        return self._growing is not None

    def start(self, camera: Camera, ratio: float) -> None:
        """Begin a new image around the camera."""
        wide, high = round(camera.width * MARGIN), round(camera.height * MARGIN)
        around = replace(
            camera,
            left=camera.left - wide / camera.scale_x,
            top=camera.top - high / camera.scale_y,
            width=camera.width + 2 * wide,
            height=camera.height + 2 * high,
        )
        pixmap = QPixmap(round(around.width * ratio), round(around.height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(self._ground)
        self._growing, self._next = _Image(pixmap, around), 0
        self._timer.start()

    def finish(self) -> None:
        """Draw all that remains now."""
        while self._growing is not None:
            self._draw_slice()

    def copy_to(self, painter: QPainter, camera: Camera) -> None:
        """The best image at hand, where the camera wants it."""
        painter.fillRect(QRectF(0, 0, camera.width, camera.height), self._ground)
        image = self._ready or self._growing
        if image is None:
            return
        held, pixmap = image.camera, image.pixmap
        x, y = camera.to_screen(held.left, held.top)
        size = pixmap.deviceIndependentSize()
        stretch_x, stretch_y = camera.scale_x / held.scale_x, camera.scale_y / held.scale_y
        if stretch_x == stretch_y == 1.0:
            painter.drawPixmap(round(x), round(y), pixmap)
            return
        target = QRectF(x, y, size.width() * stretch_x, size.height() * stretch_y)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))

    def _draw_slice(self) -> None:
        image = self._growing
        if image is None:
            self._timer.stop()
            return
        until = time.perf_counter() + SLICE_SECONDS
        painter = QPainter(image.pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        camera = image.camera
        painter.setTransform(
            QTransform(
                camera.scale_x, 0, 0, camera.scale_y, -camera.left * camera.scale_x, -camera.top * camera.scale_y
            ),
            True,
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        while self._next < len(self._steps) and time.perf_counter() < until:
            self._steps[self._next](painter, camera)
            self._next += 1
        painter.end()
        if self._next >= len(self._steps):
            self._ready, self._growing = image, None
            self._timer.stop()
            self.refreshed.emit()
