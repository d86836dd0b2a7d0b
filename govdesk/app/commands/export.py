"""`govdesk export replies` and `export cases`: results for the sources of cases, and the list as it is filtered."""

from pathlib import Path

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("replies", _("导出回填表格：按来源表格原来的列，填好办理结果"))
@click.option("--channel", required=True, metavar=_("渠道"), help=_("哪个渠道的案件，代码或名称"))
@click.option("--out", required=True, metavar=_("文件.xlsx"), help=_("存到哪里"))
@click.option("--all", "again", is_flag=True, help=_("连同已经送回的"))
@click.option("--mark", is_flag=True, help=_("同时记为已送回来源"))
@click.pass_obj
def replies(invocation: Invocation, channel: str, out: str, again: bool, mark: bool) -> Answer:
    from govdesk.services.replies import export_replies

    done = export_replies(invocation.desk, invocation.actor, channel, Path(out), again, mark)
    facts = {
        "path": out,
        "channel": done.channel,
        "rows": len(done.numbers),
        "numbers": list(done.numbers),
        "sheets": [{"name": name, "headers": list(headers), "rows": rows} for name, headers, rows in done.sheets],
        "marked": list(done.marked),
    }
    if not done.numbers:
        return Answer(facts, [_("没有待回填的案件，{path} 只有表头。").format(path=out)])
    lines = [_("已存为 {path}，共 {count} 件。").format(path=out, count=len(done.numbers))]
    if done.marked:
        lines.append(_("已记为送回来源：{count} 件。").format(count=len(done.marked)))
    return Answer(facts, lines)


@verb("cases", _("把案件清单导出为 Excel，默认隐去个人信息"))
@click.option("--view", metavar=_("视图"), help=_("队列的视图，例如 overdue 或 已超期"))
@click.option("--grid", metavar=_("网格"), help=_("网格的代码或名称，包括它下面的网格"))
@click.option("--text", default="", metavar=_("文字"), help=_("标题、内容、编号里的文字"))
@click.option("--status", "statuses", multiple=True, metavar=_("状态"), help=_("状态，可以写多次"))
@click.option("--out", required=True, metavar=_("文件.xlsx"), help=_("存到哪里"))
@click.option("--full", is_flag=True, help=_("不隐去姓名、电话、地址；举报人仍然保密"))
@click.option("--purpose", default="", metavar=_("用途"), help=_("与 --full 同用：记入外出文件登记"))
@click.pass_obj
def cases(
    invocation: Invocation,
    view: str | None,
    grid: str | None,
    text: str,
    statuses: tuple[str, ...],
    out: str,
    full: bool,
    purpose: str,
) -> Answer:
    from govdesk.app.commands.cases import queue_filter
    from govdesk.services.case_export import export_cases

    desk = invocation.desk
    wanted = queue_filter(desk, view, grid, text, statuses)
    made = export_cases(desk, invocation.actor, wanted, Path(out), full=full, purpose=purpose)
    facts = {"path": out, "rows": made.rows, "masked": made.masked, "sha256": made.sha256}
    state = _("个人信息已隐去") if made.masked else _("含个人信息")
    words = _("已存为 {path}，共 {count} 件，{state}。")
    return Answer(facts, [words.format(path=out, count=made.rows, state=state)])
