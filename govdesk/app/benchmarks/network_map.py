"""Bench: a frame of the network view beside pyqtgraph's own outlines, scatter and edges of the same scene.

400 cells, 20,000 case points, 1400 × 900 px. The alternative draws no fills, names or circles, ours draws all.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from govdesk.domain.network_map import DueState, LinkKind, Load, MapBody, MapCase, MapGrid, Tie

CELLS, POINTS, BODIES, TIES = 400, 20_000, 12, 3_000
WIDTH, HEIGHT = 1400, 900
FRAMES, REPEATS, SEED = 24, 3, 7

Frame = Callable[[int], None]


def run() -> list[dict[str, Any]]:
    """Median milliseconds of a frame, and the longest pause of the window while the base is drawn anew."""
    app = _application()
    scene = _scene()
    ours, ours_closed = _our_view(scene)
    plain, plain_closed = _plain_view(scene)
    rows = []
    for name in ("pan", "zoom", "pan_near"):
        mine, other = _side_by_side(app, ours[name], plain[name])
        rows.append(
            {
                "name": f"map_{name}",
                "value": round(mine, 2),
                "unit": "ms/frame",
                "versus": "pyqtgraph outlines + scatter + edges",
                "versus_value": round(other, 2),
                "ratio": round(other / mine, 1),
                "cells": CELLS,
                "points": POINTS,
            }
        )
    rows.append(_pauses(app, ours["canvas"]))
    ours_closed()
    plain_closed()
    return rows


def _application() -> Any:
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from govdesk.ui import theme

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        theme.apply(app)
    return app


def _scene() -> Any:
    from govdesk.services.network_scene import build_scene

    chance = random.Random(SEED)
    grids = [MapGrid(1, None, "990000", "基准县", "county")]
    grids += [MapGrid(10 + n, 1, f"9900{n:05d}", f"第{n}社区", "village") for n in range(CELLS)]
    states = [DueState.OK] * 8 + [DueState.SOON, DueState.OVERDUE]
    cases = [MapCase(n, f"JZ-{n:05d}", "", 10 + chance.randrange(CELLS), chance.choice(states)) for n in range(POINTS)]
    loads: dict[int, Load] = {}
    for case in cases:
        loads[case.grid_id] = loads.get(case.grid_id, Load()) + Load(1, int(case.state is DueState.OVERDUE))
    bodies = [MapBody(n, f"单位{n}", load=Load(9, 1)) for n in range(BODIES)]
    ties = [
        Tie(chance.randrange(BODIES), 10 + chance.randrange(CELLS), LinkKind.HANDLING, 1) for _number in range(TIES)
    ]
    return build_scene(1, grids, loads, bodies, ties, cases)


def _our_view(scene: Any) -> tuple[dict[str, Any], Callable[[], None]]:
    from govdesk.ui.widgets.network_map.canvas import NetworkCanvas

    canvas = NetworkCanvas()
    canvas.resize(WIDTH, HEIGHT)
    canvas.show()
    canvas.show_scene(scene)
    canvas.settle()

    def pan(number: int) -> None:
        if number == 0:
            canvas.fit()
            canvas.settle()
        canvas.pan(3 if number % 16 < 8 else -3, 1)

    def zoom(number: int) -> None:
        if number == 0:
            canvas.fit()
            canvas.settle()
        canvas.zoom(1.04)

    def pan_near(number: int) -> None:
        if number == 0:
            canvas.fit()
            canvas.zoom(4)
            canvas.settle()
        canvas.pan(3 if number % 16 < 8 else -3, 1)

    return {"canvas": canvas, "pan": pan, "zoom": zoom, "pan_near": pan_near}, canvas.hide


def _plain_view(scene: Any) -> tuple[dict[str, Frame], Callable[[], None]]:
    import numpy as np
    import pyqtgraph as pg

    plot = pg.PlotWidget()
    plot.resize(WIDTH, HEIGHT)
    plot.hideAxis("left")
    plot.hideAxis("bottom")
    plot.setBackground("w")
    box = plot.getViewBox()
    rings = [np.vstack([ring, ring[:1]]) for cell in scene.cells for ring in cell.rings]
    joined = np.concatenate([np.r_[np.ones(len(ring) - 1), 0] for ring in rings]).astype(np.int32)
    outlines = np.concatenate(rings)
    plot.addItem(pg.PlotCurveItem(outlines[:, 0], outlines[:, 1], connect=joined, pen=pg.mkPen("#808080")))
    hub = np.array(scene.hub)
    ends = np.concatenate([[hub, np.array(cell.centre)] for cell in scene.cells])
    plot.addItem(pg.PlotCurveItem(ends[:, 0], ends[:, 1], connect="pairs", pen=pg.mkPen("#c0c0c0")))
    places = np.array([(point.x, point.y) for point in scene.points])
    colours = {state: pg.mkBrush(colour) for state, colour in zip(DueState, ("r", "y", "g"), strict=True)}
    brushes = [colours[point.state] for point in scene.points]
    plot.addItem(pg.ScatterPlotItem(places[:, 0], places[:, 1], size=4, pen=None, brush=brushes, pxMode=True))
    plot.show()

    def pan(number: int) -> None:
        step = number % 16
        box.setRange(xRange=(step * 2, 1000 + step * 2), yRange=(step, 500 + step), padding=0)

    def zoom(number: int) -> None:
        scale = 1.04**number
        box.setRange(xRange=(500 - 500 / scale, 500 + 500 / scale), yRange=(250 - 250 / scale, 250 + 250 / scale))

    def pan_near(number: int) -> None:
        step = number % 16
        box.setRange(xRange=(375 + step, 625 + step), yRange=(187 + step, 312 + step), padding=0)

    return {"pan": pan, "zoom": zoom, "pan_near": pan_near}, plot.hide


def _side_by_side(app: Any, mine: Frame, other: Frame) -> tuple[float, float]:
    """Medians in ms, the two in turn so that a busy machine hurts both alike."""
    measured: tuple[list[float], list[float]] = ([], [])
    for _repeat in range(REPEATS):
        for kept, frame in zip(measured, (mine, other), strict=True):
            frame(0)
            app.processEvents()
            for number in range(1, FRAMES):
                start = time.perf_counter()
                frame(number)
                app.processEvents()
                kept.append((time.perf_counter() - start) * 1000)
    return statistics.median(measured[0]), statistics.median(measured[1])


def _pauses(app: Any, canvas: Any) -> dict[str, Any]:
    """The longest turn of the event loop during a re-render, beside the same render in one go."""
    longest = whole = 0.0
    for repeat in range(REPEATS):
        canvas.fit()
        canvas.zoom(1.3 + repeat / 10)
        canvas.start_rest()
        while canvas.is_drawing:
            start = time.perf_counter()
            app.processEvents()
            turn = (time.perf_counter() - start) * 1000
            longest, whole = max(longest, turn), whole + turn
    return {
        "name": "map_rerender_pause",
        "value": round(longest, 1),
        "unit": "ms",
        "versus": "the same render at once",
        "versus_value": round(whole / REPEATS, 1),
        "ratio": round(whole / REPEATS / longest, 1),
    }
