"""Line icons (Lucide, ISC) tinted to a token of the theme, sharp at every scaling."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from govdesk.foundation import paths
from govdesk.ui import theme

_SCALINGS = (1.0, 2.0)


def icon(name: str, token: str = "secondary", size: int = 16, active: str | None = None, gap: int = 0) -> QIcon:
    """The icon `name` (a file of resources/icons without its ending); `active` tints the checked state.

    `gap` px stay free at its right: the words of a button begin there.
    """
    made = QIcon()
    for scaling in _SCALINGS:
        made.addPixmap(_spaced(pixmap(name, token, size, scaling), gap))
        made.addPixmap(_spaced(pixmap(name, "hint", size, scaling), gap), QIcon.Mode.Disabled)
        if active:
            made.addPixmap(_spaced(pixmap(name, active, size, scaling), gap), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, token: str = "secondary", size: int = 16, scaling: float | None = None) -> QPixmap:
    """The icon as pixels, `size` in logical pixels; `scaling` defaults to that of the application."""
    return tinted(name, theme.color(token).name(), size, scaling)


def tinted(name: str, color: str, size: int = 16, scaling: float | None = None) -> QPixmap:
    """The icon in a colour of its own (`#RRGGBB`)."""
    application = QApplication.instance()
    if scaling is None:
        scaling = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
    return _render(name, color, size, scaling)


def _spaced(picture: QPixmap, gap: int) -> QPixmap:
    """With so many logical pixels of nothing at the right."""
    if not gap:
        return picture
    scaling = picture.devicePixelRatio()
    made = QPixmap(picture.width() + round(gap * scaling), picture.height())
    made.setDevicePixelRatio(scaling)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return made


@lru_cache(maxsize=512)
def _render(name: str, color: str, size: int, scaling: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    made = QPixmap(QSize(round(size * scaling), round(size * scaling)))
    made.setDevicePixelRatio(scaling)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8")
