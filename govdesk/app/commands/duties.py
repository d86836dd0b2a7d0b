"""`govdesk import duties FILE`: duty lists come in."""

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

LINES_PRINTED = 20


@verb("duties", _("导入职责清单、属地清单（主责、配合）"))
@click.argument("file", metavar=_("文件"))
@click.option(
    "--list",
    "kind",
    type=click.Choice(["street", "shared"]),
    help=_("是哪一份清单：street 街道职责清单，shared 属地管理清单；不写就按表名和表头认"),
)
@click.pass_obj
def duties(invocation: Invocation, file: str, kind: str | None) -> Answer:
    from govdesk.services.duties import import_duties, list_label

    done = import_duties(invocation.desk, invocation.actor, existing_file(file), kind)
    listed = "、".join(list_label(code) for code in done.lists)
    head = _("{lists}：已导入 {count} 项，其中 {matched} 项对上了案件类别。")
    lines = [head.format(lists=listed, count=done.imported, matched=done.with_category)]
    for item in done.unmatched[:LINES_PRINTED]:
        words = _("第 {row} 行 {column}：“{value}”不是本中心登记的单位（{items} 项），按原文保留。")
        lines.append(words.format(row=item.row, column=item.column, value=item.value, items=item.items))
    if len(done.unmatched) > LINES_PRINTED:
        lines.append(_("……另有 {count} 处").format(count=len(done.unmatched) - LINES_PRINTED))
    return Answer(done.as_json(), lines)
