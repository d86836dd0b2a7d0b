"""Where open cases crowd: a smooth density of the case points of a scene, for the heat layer."""

import numpy as np
from numpy.typing import NDArray

from govdesk.services.network_scene import NetworkScene

COLUMNS = 192
_SPREAD = 0.028
"""Standard deviation of the blur, as a share of the scene's width."""


def heat_field(scene: NetworkScene) -> tuple[NDArray[np.float64], tuple[float, float, float, float]]:
    """Density in 0 … 1 (rows × columns, row 0 on top) and its extent (left, top, right, bottom) in scene units.

    Every open case weighs the same; 1 is the densest place of this scene. All zeros without cases.
    """
    outline = np.concatenate(scene.outline)
    left, top = outline.min(axis=0)
    right, bottom = outline.max(axis=0)
    extent = (float(left), float(top), float(right), float(bottom))
    rows = max(2, round(COLUMNS * (bottom - top) / (right - left)))
    places = np.array([(point.y, point.x) for point in scene.points], dtype=float).reshape(-1, 2)
    counts, _y_edges, _x_edges = np.histogram2d(
        places[:, 0], places[:, 1], bins=(rows, COLUMNS), range=((top, bottom), (left, right))
    )
    kernel = _gauss(_SPREAD * COLUMNS)
    blurred = _blurred(_blurred(counts, kernel).T, kernel).T
    most = float(blurred.max())
    return (blurred / most if most > 0 else blurred), extent


def _gauss(deviation: float) -> NDArray[np.float64]:
    reach = int(3 * deviation + 0.5)
    steps = np.arange(-reach, reach + 1)
    kernel = np.exp(-0.5 * (steps / deviation) ** 2)
    return np.asarray(kernel / kernel.sum())


def _blurred(field: NDArray[np.float64], kernel: NDArray[np.float64]) -> NDArray[np.float64]:
    """Convolved along the rows, as if the field were zero outside."""
    reach = len(kernel) // 2
    wide = np.pad(field, ((0, 0), (reach, reach)))
    windows = np.lib.stride_tricks.sliding_window_view(wide, len(kernel), axis=1)
    return np.asarray(windows @ kernel)
