"""`govdesk numbers [SCOPE --year Y --last N]`: the number books of the papers, and setting one right."""

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _


@verb("numbers", _("列出文书编号簿；给出编号簿、年份和末号就校正它，由主管或管理员办理"))
@click.argument("scope", required=False, metavar=_("[编号簿]"))
@click.option("--year", type=int, metavar=_("年份"), help=_("哪一年的编号簿"))
@click.option("--last", type=click.IntRange(min=0), metavar=_("末号"), help=_("已经用到第几号，不能小于已出具的号"))
@click.pass_obj
def command(invocation: Invocation, scope: str | None, year: int | None, last: int | None) -> Answer:
    from govdesk.services.number_book import correct_book, number_books

    desk = invocation.desk
    if scope is not None:
        if year is None or last is None:
            raise click.UsageError(_("校正编号簿要同时给出 --year 和 --last。"))
        correct_book(desk, invocation.actor, scope, year, last)
    codes = {body.name: body.code for body in desk.body_rows.values()}
    rows = [
        {
            "book": row.scope,
            "series": row.series,
            "body": codes.get(row.body),
            "body_label": row.body,
            "year": row.year,
            "last": row.last,
            "issued": row.issued,
            "agrees": row.agrees,
        }
        for row in number_books(desk)
    ]
    lines = []
    for row in rows:
        words = _("{book}　{series}〔{year}〕　簿上到第 {last} 号，已出具到第 {issued} 号").format(**row)
        lines.append(words if row["agrees"] else _("{words}　对不上，请校正").format(words=words))
    return Answer({"books": rows}, lines or [_("还没有出具过有编号的文书。")])
