"""`govdesk import mediators FILE` and `govdesk mediators`: the register comes in and is searched."""

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

LINES_PRINTED = 20


@verb("mediators", _("导入人民调解员名册"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def mediators(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.mediators import import_mediators

    done = import_mediators(invocation.desk, invocation.actor, existing_file(file))
    lines = [done.words()]
    for row, column, value in done.unmatched[:LINES_PRINTED]:
        lines.append(_("第 {row} 行 {column}：“{value}”").format(row=row, column=column, value=value))
    if len(done.unmatched) > LINES_PRINTED:
        lines.append(_("……另有 {count} 处").format(count=len(done.unmatched) - LINES_PRINTED))
    return Answer(done.as_json(), lines)
