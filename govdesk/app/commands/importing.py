"""`govdesk import …`: files of the outside world come in."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.dictionary_words import channel_code
from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.calendars import HolidayPreview
    from govdesk.services.desk import Desk
    from govdesk.services.importing import ImportReport


ERRORS_PRINTED = 20
COMPARING_SECONDS = 1.0


@verb("cases", _("导入台账：xlsx、xls、ods 或 csv"))
@click.argument("file", metavar=_("文件"))
@click.option("--sheet", metavar=_("工作表"), help=_("哪一张工作表，默认第一张有台账的"))
@click.option("--channel", metavar=_("渠道"), help=_("这些案件从哪个渠道来，代码或名称"))
@click.option("--dry-run", is_flag=True, help=_("只试读，不写入"))
@click.pass_obj
def cases(invocation: Invocation, file: str, sheet: str | None, channel: str | None, dry_run: bool) -> Answer:
    from govdesk.services import importing

    desk = invocation.desk
    take = importing.preview_import if dry_run else importing.import_cases
    code = channel_code(desk, channel) if channel else None
    report = take(desk, invocation.actor, existing_file(file), sheet, code)
    facts, lines = {**report.as_json(), **_channel_facts(desk, report.channel)}, _report_lines(report, dry_run)
    if not dry_run:
        compared, told = _compared(desk)
        facts, lines = {**facts, **compared}, lines + told
    return Answer(facts, lines)


@verb("undo", _("撤销一批导入，已有人办理的案件保留并列出"))
@click.argument("batch", type=int, metavar=_("批次"))
@click.pass_obj
def undo(invocation: Invocation, batch: int) -> Answer:
    from govdesk.services.import_undo import undo_import

    done = undo_import(invocation.desk, invocation.actor, batch)
    lines = [_("已作废 {count} 件。").format(count=done.voided)]
    if done.left:
        lines.append(
            _("已有人办理、没有动的 {count} 件：{numbers}").format(count=len(done.left), numbers="、".join(done.left))
        )
    return Answer({"voided": done.voided, "left": list(done.left)}, lines)


@verb("holidays", _("导入一年的放假和调休安排"))
@click.argument("file", metavar=_("文件"))
@click.option("--dry-run", is_flag=True, help=_("只看会影响哪些案件，不写入"))
@click.pass_obj
def holidays(invocation: Invocation, file: str, dry_run: bool) -> Answer:
    from govdesk.services.calendars import import_holidays, preview_holidays

    if dry_run:
        return _preview_answer(preview_holidays(invocation.desk, invocation.actor, existing_file(file)))
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


def _preview_answer(found: "HolidayPreview") -> Answer:
    facts = {
        "rows": found.rows,
        "imported": 0,
        "unmatched": [],
        "years": list(found.years),
        "earlier": found.earlier,
        "later": found.later,
        "others": found.others,
        "sample": [
            {"number": item.number, "before": item.before.isoformat(), "after": item.after.isoformat()}
            for item in found.sample
        ],
    }
    head = _(
        "试读 {rows} 天的安排，没有写入：{earlier} 件在办案件提前到期，{later} 件推后，{others} 件只有其他时限变动。"
    )
    lines = [head.format(rows=found.rows, earlier=found.earlier, later=found.later, others=found.others)]
    for item in found.sample:
        lines.append(f"{item.number}  {item.before:%Y-%m-%d %H:%M} → {item.after:%Y-%m-%d %H:%M}  {item.title}")
    return Answer(facts, lines)


def _compared(desk: "Desk") -> tuple[dict[str, Any], list[str]]:
    """Compare the new cases with the earlier ones for a moment; an open window does the rest of a large import."""
    from govdesk.services import repeats

    flagged = len(repeats.keep_repeats_known(desk, COMPARING_SECONDS).cases)
    left = repeats.unchecked_imports(desk)
    lines = [_("与以前的来件比对，疑似重复 {count} 件。").format(count=flagged)] if flagged else []
    if left:
        lines.append(_("其余的在窗口打开时继续比对。"))
    return {"possible_repeats": flagged, "compared": not left}, lines


def _channel_facts(desk: "Desk", channel: str) -> dict[str, str | None]:
    """The channel asked for; without one every row has its own."""
    found = desk.rules.channels.for_label(channel) if channel else None
    return {"channel": channel or None, "channel_label": found.label if found else ""}


def _report_lines(report: "ImportReport", dry_run: bool) -> list[str]:
    counts = {
        "rows": report.rows,
        "imported": report.imported,
        "duplicates": report.duplicates,
        "rejected": report.rejected,
    }
    if dry_run:
        lines = [_("试读 {rows} 行：可导入 {imported}、重复 {duplicates}、退回 {rejected}。").format(**counts)]
    else:
        head = _("共 {rows} 行：已导入 {imported}、重复 {duplicates}、退回 {rejected}；批次 {batch}。")
        lines = [head.format(**counts, batch=report.batch)]
    lines += [_("{label}：{count} 行").format(label=note.label, count=note.count) for note in report.notes]
    for problem in report.errors[:ERRORS_PRINTED]:
        facts = {"row": problem.row, "column": problem.column, "reason": problem.reason}
        lines.append(_("第 {row} 行 {column}：{reason}").format(**facts))
    if len(report.errors) > ERRORS_PRINTED:
        lines.append(_("……另有 {count} 处").format(count=len(report.errors) - ERRORS_PRINTED))
    if report.error_file is not None:
        lines.append(_("退回的行存在 {file}，改好后可以直接再导入。").format(file=report.error_file))
    return lines
