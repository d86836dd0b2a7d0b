"""`govdesk init`: the grid tree of one's own centre from a division table, or the demonstration street."""

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.domain.errors import RuleViolation
from govdesk.foundation.text import _


@verb("init", _("用行政区划表建立中心和网格树"))
@click.option("--divisions", "table", required=True, metavar="CSV", help=_("行政区划表，含代码和名称两列"))
@click.option("--root", required=True, metavar=_("代码"), help=_("本单位的区划代码或名称"))
@click.option("--demo-posts", is_flag=True, help=_("给网格配上虚构姓名的网格长和调解员，供试用"))
@click.pass_obj
def command(invocation: Invocation, table: str, root: str, demo_posts: bool) -> Answer:
    from govdesk.domain.roles import SYSTEM
    from govdesk.exchange.divisions import read_divisions
    from govdesk.services.founding import found_from_divisions

    existing_file(table)
    if invocation.has_desk_folder and invocation.desk.centre is not None:
        raise RuleViolation("centre_exists", {"centre": invocation.desk.centre.office_name})
    read_divisions(table, root)  # a table that is refused leaves no folder behind
    made = found_from_divisions(invocation.new_desk, SYSTEM, table, root, demo_posts)
    facts = {
        "grids": made.grids,
        "levels": len(made.by_level),
        "skipped": len(made.skipped),
        "by_level": made.by_level,
        "bodies": made.bodies,
        "posts": made.posts,
        "skipped_rows": [{"row": row.row, "code": row.code, "reason": row.reason} for row in made.skipped],
    }
    line = _("已建立{name}：{grids} 个网格节点、{bodies} 个单位。").format(
        name=made.name, grids=made.grids, bodies=made.bodies
    )
    return Answer(facts, [line])
