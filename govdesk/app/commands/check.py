"""`govdesk check`: database, log chain and attachments read through and compared."""

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("check", _("检查数据：数据库、办理记录的校验链、附件和文书原件"))
@click.pass_obj
def command(invocation: Invocation) -> Answer:
    """Exit 1 when something is wrong, so that a nightly script notices."""
    from govdesk.services.integrity import check_folder

    report = check_folder(invocation.desk)
    facts = {"ok": report.ok, "cases": report.cases, "steps": report.steps, "problems": list(report.problems)}
    if not report.ok:
        warning = _("发现 {count} 处问题，请先备份数据文件夹，再交给维护人员。").format(count=len(report.problems))
        return Answer(facts, report.problems, warning)
    line = _("没有发现问题：{cases} 件案件、{steps} 条办理记录。").format(cases=report.cases, steps=report.steps)
    return Answer(facts, [line])
