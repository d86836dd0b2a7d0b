"""`govdesk bench`: how fast, and how fast beside the alternative."""

from typing import Any

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("bench", _("测速并与替代做法比较：import、classify、routing，不写就全部"))
@click.argument("names", nargs=-1, metavar=_("[名称 …]"))
@click.pass_obj
def command(_invocation: Invocation, names: tuple[str, ...]) -> Answer:
    from govdesk.app.bench import run_benches

    rows = run_benches(names)
    return Answer({"results": rows}, [_line(row) for row in rows])


def _line(row: dict[str, Any]) -> str:
    line = f"{row['name']}: {row['value']} {row['unit']}"
    if row.get("versus"):
        line += _("；{versus}：{value}；比值 {ratio}").format(
            versus=row["versus"], value=row["versus_value"], ratio=row["ratio"]
        )
    return line
