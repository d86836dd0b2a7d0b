"""`govdesk export replies`: results in the columns of the table that the cases came in."""

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
