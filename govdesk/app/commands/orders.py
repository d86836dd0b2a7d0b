"""`govdesk case order FILE`: a hotline's order taken apart, as it is when it is pasted into the form."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.case_words import coded, moment
from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.desk import Desk
    from govdesk.services.orders import FilledOrder


@verb("order", _("把热线工单的原文分到各栏，推测的标出来；不登记"))
@click.argument("file", metavar=_("文件.txt"))
@click.pass_obj
def order(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.orders import fill_from_order

    desk = invocation.desk
    filled = fill_from_order(desk, _text(file))
    case = _case(desk, filled)
    facts = {
        "case": case,
        "guessed": list(filled.guessed),
        "deadline": moment(filled.deadline),
        "original": filled.original,
    }
    lines = [
        _("{name}：{value}（推测）").format(name=name, value=value) if name in filled.guessed else f"{name}：{value}"
        for name, value in case.items()
    ]
    if filled.deadline is not None:
        lines.append(_("来件要求 {deadline} 前办结").format(deadline=f"{filled.deadline:%Y-%m-%d %H:%M}"))
    return Answer(facts, lines)


def _case(desk: "Desk", filled: "FilledOrder") -> dict[str, Any]:
    """What `case new --from` takes, with the labels of the codes beside them."""
    values: dict[str, Any] = {
        name: moment(value) if isinstance(value, datetime) else value for name, value in filled.values.items()
    }
    found = desk.rules.channels.for_label(values["channel"])
    values |= coded("channel", values["channel"], found.label if found else "")
    if "category" in values:
        values |= coded("category", values["category"], desk.rules.categories.label(values["category"]))
    if "grid" in values:
        grid = desk.grids[values["grid"]]
        values |= coded("grid", grid.code, grid.name)
    return {**values, **dict.fromkeys(filled.ticks, True)}


def _text(file: str) -> str:
    """UTF-8 with or without mark, else GB18030, as notepads save."""
    raw = existing_file(file).read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
