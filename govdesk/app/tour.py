"""The tour: the main job from beginning to end on the demonstration street, with pictures and papers left behind."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.app.demonstration_folder import open_demonstration
from govdesk.foundation.clock import ManualClock
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.app.tour_stage import Stage

FOLDER = "demo"
PICTURES = "[0-9][0-9]-*-[0-9]*x[0-9]*.png"
LENGTH = timedelta(hours=4)


@dataclass(frozen=True)
class TourReport:
    """`built` is False when the demonstration data of an earlier tour were kept."""

    data: Path
    built: bool
    pictures: tuple[Path, ...]
    files: tuple[Path, ...]
    told: tuple[str, ...]


def play_tour(out: Path, now: datetime, data: Path | None = None, fresh: bool = False) -> TourReport:
    """Play the nine steps so that the story ends at `now`; everything is left in `out`.

    Needs no display: without one Qt draws off-screen. Raises GovDeskError, OSError when `out` cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob(PICTURES):
        old.unlink()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    clock = ManualClock(now - LENGTH)
    prepared = open_demonstration(data or out / FOLDER, clock, fresh)
    from govdesk.app.tour_pictures import Photographer, quieten_offscreen
    from govdesk.app.tour_stage import Stage
    from govdesk.app.window import application, build_window, close_window

    quieten_offscreen()
    app = application()
    window = build_window(app, prepared.desk)
    window.show()
    stage = Stage(prepared.desk, clock, window, Photographer(out, window.place.runner), out)
    try:
        _play(stage, now)
        report = TourReport(
            prepared.desk.folder, prepared.built, tuple(stage.camera.taken), tuple(stage.left), tuple(stage.told)
        )
    finally:
        close_window(window)
    return report


def summary(report: TourReport) -> list[str]:
    """What was shown and what was left where, in Chinese."""
    kept = _("演示数据已新建：{folder}") if report.built else _("沿用原有演示数据：{folder}")
    lines = [*report.told, kept.format(folder=report.data)]
    if report.pictures:
        folder = report.pictures[0].parent
        lines.append(_("界面图片 {count} 张：{folder}").format(count=len(report.pictures), folder=folder))
    lines += [_("文件：{path}").format(path=path) for path in report.files]
    return lines


def _play(stage: "Stage", now: datetime) -> None:
    from govdesk.app import tour_joint
    from govdesk.app import tour_steps as steps

    steps.first_start(stage)
    steps.grid_tree(stage)
    dispute = steps.intake(stage)
    steps.importing(stage)
    steps.routing_and_clocks(stage, dispute)
    matter = steps.queue(stage)
    tour_joint.ruling(stage)
    tour_joint.whistle(stage, matter)
    tour_joint.task_force(stage)
    steps.network_map(stage)
    steps.papers(stage, dispute)
    stage.clock.at = now
    tour_joint.follow_up(stage)
    steps.rules(stage)
    steps.review(stage)
    steps.beside(stage)
