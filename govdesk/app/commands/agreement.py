"""`govdesk agreement lint FILE.json`: a draft agreement against the list of legal checks."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.mediation import FindingView


@verb("lint", _("检查协议书草稿，逐条写明依据的法条"))
@click.argument("file", metavar=_("文件.json"))
@click.pass_obj
def lint(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.mediation import lint_file

    report = lint_file(existing_file(file), invocation.clock.now().date(), invocation.desk_if_any)
    facts = {"ok": report.ok, "findings": [_facts(finding) for finding in report.findings]}
    verdict = _("可以出具。") if report.ok else _("还不能出具，请先改正标为错误的项目。")
    note = invocation.without_data(_("没有对照本中心的编号和调解员名册"))
    return Answer(facts, [*(_line(finding) for finding in report.findings), verdict], note=note)


def _facts(finding: "FindingView") -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level,
        "field": finding.field,
        "message": finding.sentence,
        "source": finding.source,
    }


def _line(finding: "FindingView") -> str:
    level = _("错误") if finding.level == "error" else _("提醒")
    source = f"（{finding.source}）" if finding.source else ""
    return f"{level}　{finding.field}　{finding.sentence}{source}"
