"""`govdesk deadline START TERM`: when a term is over, and the arithmetic."""

from typing import TYPE_CHECKING

import click

from govdesk.app.commands.moments import parse_moment
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.working_calendar import WorkingCalendar


@verb("deadline", _("算期限到何时为止，并列出每一步"), minus=True)
@click.argument("start", metavar=_("起算时间"))
@click.argument("term", metavar=_("期限"))
@click.pass_obj
def command(invocation: Invocation, start: str, term: str) -> Answer:
    from govdesk.domain.deadline import due_at, parse_term
    from govdesk.services.deadlines import explain_deadline

    deadline = due_at(parse_moment(start), parse_term(term), _calendar(invocation))
    lines = explain_deadline(deadline)
    note = invocation.without_data(_("按随程序的日历计算"))
    return Answer({"due": deadline.due_at.isoformat(), "lines": lines}, lines, note=note)


def _calendar(invocation: Invocation) -> "WorkingCalendar":
    """That of the data folder, with its imported holidays; without one the shipped calendar."""
    desk = invocation.desk_if_any
    if desk is not None:
        return desk.rules.calendar
    from govdesk.services.shipped_calendar import shipped_calendar

    return shipped_calendar()
