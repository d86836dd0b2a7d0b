"""`govdesk export papers --from --to --out`: the ledger of papers issued in a period."""

from dataclasses import replace
from pathlib import Path

import click

from govdesk.app.commands.moments import parse_moment
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("papers", _("导出文书台账：一段时间里出具的文书，作废、空号、打印、签字件"))
@click.option("--from", "begin", required=True, metavar=_("日期"), help=_("从哪一天起，如 2026-11-01"))
@click.option("--to", "end", required=True, metavar=_("日期"), help=_("到哪一天止，含当天"))
@click.option("--out", required=True, metavar=_("文件"), help=_("存到哪里，以 .xlsx 或 .pdf 结尾"))
@click.option("--unsigned", is_flag=True, help=_("只列还没有签字件的"))
@click.pass_obj
def papers(invocation: Invocation, begin: str, end: str, out: str, unsigned: bool) -> Answer:
    from govdesk.services.paper_ledger import export_ledger, paper_ledger

    desk, actor = invocation.desk, invocation.actor
    ledger = paper_ledger(desk, actor, parse_moment(begin).date(), parse_moment(end).date())
    if unsigned:
        ledger = replace(ledger, lines=ledger.unsigned)
    export_ledger(desk, actor, ledger, Path(out))
    rows = sum(1 for line in ledger.lines if line.document_id is not None)
    facts = {
        "path": out,
        "rows": rows,
        "missing": list(ledger.missing),
        "unsigned": [line.number for line in ledger.unsigned],
    }
    lines = [
        _("已存为 {path}，共 {rows} 份文书。").format(path=out, rows=rows),
        _("空号 {missing} 个，没有签字件的 {unsigned} 份。").format(
            missing=len(ledger.missing), unsigned=len(ledger.unsigned)
        ),
    ]
    return Answer(facts, lines)
