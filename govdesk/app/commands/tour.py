"""`govdesk tour --out DIR`: the main job from beginning to end on the demonstration street."""

from pathlib import Path

import click

from govdesk.app.commands.moments import parse_moment
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("tour", _("在演示街道上把主要工作走一遍，留下每个界面的图片和文书"))
@click.option("--out", required=True, metavar=_("目录"), help=_("图片、文书和演示数据放在哪里"))
@click.option("--fresh", is_flag=True, help=_("演示数据重新建立，原来的不留"))
@click.option("--at", metavar=_("时间"), help=_("当作现在的时间，例如 2026-11-23T09:42"))
@click.pass_obj
def command(invocation: Invocation, out: str, fresh: bool, at: str | None) -> Answer:
    from govdesk.app.tour import play_tour, summary
    from govdesk.services.opening import local_folder

    now = parse_moment(at) if at else invocation.clock.now()
    data = local_folder(invocation.data) if invocation.data else None
    report = play_tour(Path(out), now, data, fresh)
    facts = {
        "data": str(report.data),
        "built": report.built,
        "pictures": [str(path) for path in report.pictures],
        "files": [str(path) for path in report.files],
        "steps": list(report.told),
    }
    return Answer(facts, summary(report))
