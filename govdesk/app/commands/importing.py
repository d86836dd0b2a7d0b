"""`govdesk import …`: files of the outside world come in."""

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("holidays", _("导入一年的放假和调休安排"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def holidays(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.calendars import import_holidays

    done = import_holidays(invocation.desk, invocation.actor, existing_file(file))
    facts = {
        "rows": done.rows,
        "imported": done.rows,
        "unmatched": [],
        "version": done.version,
        "years": list(done.years),
        "earlier": done.earlier,
        "later": done.later,
    }
    line = _("已导入 {rows} 天的安排；{moved} 件在办案件的时限随之调整。").format(
        rows=done.rows, moved=done.earlier + done.later
    )
    return Answer(facts, [line])
