"""`govdesk cases list` and `govdesk cases show`: what is in the queue, and one case in full."""

from typing import TYPE_CHECKING

import click

from govdesk.app.commands.case_words import action_facts, action_lines, case_facts, case_lines, row_facts, row_line
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.domain.errors import BadInput
from govdesk.domain.vocabulary import Status
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.case_queue import QueueFilter
    from govdesk.services.desk import Desk


@verb("list", _("列出案件，默认按时限排序"))
@click.option("--view", metavar=_("视图"), help=_("队列的视图，例如 overdue 或 已超期"))
@click.option("--grid", metavar=_("网格"), help=_("网格的代码或名称，包括它下面的网格"))
@click.option("--text", default="", metavar=_("文字"), help=_("标题、内容、编号里的文字"))
@click.option("--status", "statuses", multiple=True, metavar=_("状态"), help=_("状态，可以写多次"))
@click.option("--limit", type=click.IntRange(min=0), default=100, metavar="N", help=_("最多列出几件，默认 100"))
@click.pass_obj
def listing(
    invocation: Invocation, view: str | None, grid: str | None, text: str, statuses: tuple[str, ...], limit: int
) -> Answer:
    from govdesk.services.case_queue import queue_ids, queue_page

    desk, actor = invocation.desk, invocation.actor
    wanted = queue_filter(desk, view, grid, text, statuses)
    ids = queue_ids(desk, actor, wanted)
    found = [row_facts(desk, row) for row in queue_page(desk, actor, ids[:limit])]
    lines = [row_line(facts) for facts in found]
    lines.append(_("共 {total} 件，列出 {shown} 件。").format(total=len(ids), shown=len(found)))
    return Answer({"total": len(ids), "cases": found}, lines)


@verb("show", _("一件案件的全部情况：步骤、时限、分派理由"))
@click.argument("number", metavar=_("编号"))
@click.pass_obj
def show(invocation: Invocation, number: str) -> Answer:
    from govdesk.services.case_actions import case_id_of

    case_id = case_id_of(invocation.desk, number)
    facts = case_facts(invocation.desk, invocation.actor, case_id)
    facts["actions"] = action_facts(invocation.desk, invocation.actor, case_id)
    return Answer(facts, [*case_lines(facts), *action_lines(facts["actions"])])


def queue_filter(
    desk: "Desk", view: str | None, grid: str | None, text: str, statuses: tuple[str, ...]
) -> "QueueFilter":
    """The filter that the options of a list stand for. Raises BadInput, NotFound."""
    from govdesk.services.case_queue import QueueFilter, view_filter
    from govdesk.services.grids import find_grid

    return QueueFilter(
        view=view_filter(view).view if view else None,
        grid_id=find_grid(desk, grid).id if grid else None,
        statuses=tuple(_status(status) for status in statuses),
        text=text,
    )


def _status(text: str) -> str:
    """The code behind a status code or label."""
    from govdesk.services.labels import status_label

    labels = {status.value: status_label(status) for status in Status}
    if text in labels:
        return text
    found = next((code for code, label in labels.items() if label == text), None)
    if found is None:
        raise BadInput("no_such_status", {"status": text, "statuses": "、".join(labels.values())})
    return found
