"""Which part of a scene a window of pixels shows: fitting, panning, zooming, always within sight of the scene."""

from dataclasses import dataclass, replace

Box = tuple[float, float, float, float]
"""left, top, right, bottom."""

MAX_ZOOM = 24.0
"""How far beyond the fitted view one may zoom in."""
MIN_ZOOM = 0.6
_SCHEMATIC_STRETCH = (0.62, 1.5)
"""A schematic has no true proportions: height per width may be stretched this much to fill the window."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A window of `width`×`height` px whose top left is (left, top) of the scene, `scale_*` in px per unit."""

    left: float
    top: float
    scale_x: float
    scale_y: float
    width: int
    height: int

    @property
    def range_x(self) -> tuple[float, float]:
        return self.left, self.left + self.width / self.scale_x

    @property
    def range_y(self) -> tuple[float, float]:
        return self.top, self.top + self.height / self.scale_y

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.scale_x, (y - self.top) * self.scale_y

    def to_scene(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x / self.scale_x, self.top + y / self.scale_y


def fitted(content: Box, width: int, height: int, margins: Box, stretchable: bool) -> Camera:
    """The camera that shows all of `content` (scene units) inside the window less `margins` (px)."""
    room_x = max(40.0, width - margins[0] - margins[2])
    room_y = max(40.0, height - margins[1] - margins[3])
    scale_x = room_x / max(content[2] - content[0], 1e-9)
    scale_y = room_y / max(content[3] - content[1], 1e-9)
    low, high = _SCHEMATIC_STRETCH if stretchable else (1.0, 1.0)
    if scale_y > scale_x * high:
        scale_y = scale_x * high
    elif scale_y < scale_x * low:
        scale_x = scale_y / low
    middle_x = margins[0] + room_x / 2
    middle_y = margins[1] + room_y / 2
    left = (content[0] + content[2]) / 2 - middle_x / scale_x
    top = (content[1] + content[3]) / 2 - middle_y / scale_y
    return Camera(left, top, scale_x, scale_y, width, height)


def panned(camera: Camera, dx: float, dy: float) -> Camera:
    """The picture follows the hand by (dx, dy) px."""
    return replace(camera, left=camera.left - dx / camera.scale_x, top=camera.top - dy / camera.scale_y)


def zoomed(camera: Camera, factor: float, x: float, y: float) -> Camera:
    """Larger by `factor`; what lies under the pixel (x, y) stays there."""
    scene_x, scene_y = camera.to_scene(x, y)
    scale_x, scale_y = camera.scale_x * factor, camera.scale_y * factor
    return replace(camera, left=scene_x - x / scale_x, top=scene_y - y / scale_y, scale_x=scale_x, scale_y=scale_y)


def resized(camera: Camera, width: int, height: int) -> Camera:
    """The same middle and scale in a window of another size."""
    middle_x, middle_y = camera.to_scene(camera.width / 2, camera.height / 2)
    return replace(
        camera,
        left=middle_x - width / 2 / camera.scale_x,
        top=middle_y - height / 2 / camera.scale_y,
        width=width,
        height=height,
    )


def restrained(camera: Camera, content: Box, fit: Camera) -> Camera:
    """Zoom kept between the limits around `fit`, and the middle of the window kept over the content."""
    zoom = camera.scale_x / fit.scale_x
    allowed = min(max(zoom, MIN_ZOOM), MAX_ZOOM)
    if allowed != zoom:
        camera = zoomed(camera, allowed / zoom, camera.width / 2, camera.height / 2)
    middle_x, middle_y = camera.to_scene(camera.width / 2, camera.height / 2)
    wanted_x = min(max(middle_x, content[0]), content[2])
    wanted_y = min(max(middle_y, content[1]), content[3])
    return replace(camera, left=camera.left + wanted_x - middle_x, top=camera.top + wanted_y - middle_y)
