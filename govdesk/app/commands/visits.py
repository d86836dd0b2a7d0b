"""`govdesk visits …`: what is due, missed, not reached, not sent back; one visit recorded; rules replaced."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.case_words import coded, moment
from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.domain.errors import NotFound
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.case_card import CaseCard
    from govdesk.services.follow_ups import FollowUpRow, FollowUpSection, VisitView


@verb("list", _("回访清单：逾期、今天、本周、以后、未接通、待回填、销号缺依据"))
@click.option("--section", "wanted", metavar=_("栏目"), help=_("只看一个栏目，代码或名称"))
@click.option("--limit", type=click.IntRange(min=0), default=50, metavar="N", help=_("每栏最多列出几件，默认 50"))
@click.pass_obj
def listing(invocation: Invocation, wanted: str | None, limit: int) -> Answer:
    from govdesk.services.follow_ups import follow_up_sections

    found = follow_up_sections(invocation.desk, invocation.actor)
    sections = [item for item in found if wanted in (None, item.code, item.label)]
    if not sections:
        known = "、".join(f"{item.code} {item.label}" for item in found)
        raise NotFound("no_such_section", {"section": wanted, "sections": known})
    lines = []
    for section in sections:
        lines.append(_("{label}：{count} 件").format(label=section.label, count=section.total))
        lines += [_line(row) for row in section.rows[:limit]]
    return Answer({"sections": [_section_facts(section, limit) for section in sections]}, lines)


@verb("show", _("一件案件的回访安排和每次回访的结果"))
@click.argument("number", metavar=_("编号"))
@click.pass_obj
def show(invocation: Invocation, number: str) -> Answer:
    from govdesk.services.case_actions import case_id_of

    return _plan(invocation, case_id_of(invocation.desk, number))


@verb("record", _("记一次回访；没有解决的随即重办"))
@click.argument("number", metavar=_("编号"))
@click.option("--reached", metavar=_("是/否"), help=_("是否联系上；写了 --solved 的就是联系上了"))
@click.option("--solved", metavar=_("是/否"), help=_("问题是否解决"))
@click.option("--satisfied", metavar=_("评价"), help=_("满意、基本满意、不满意"))
@click.option("--how", metavar=_("方式"), help=_("电话、上门、消息"))
@click.option("--note", default="", metavar=_("文字"), help=_("回访情况"))
@click.pass_obj
def record(
    invocation: Invocation,
    number: str,
    reached: str | None,
    solved: str | None,
    satisfied: str | None,
    how: str | None,
    note: str,
) -> Answer:
    from govdesk.services.case_actions import act, case_id_of

    case_id = case_id_of(invocation.desk, number)
    given = {"reached": reached, "solved": solved, "satisfied": satisfied, "how": how}
    values = {name: value for name, value in given.items() if value is not None}
    act(invocation.desk, invocation.actor, case_id, "follow_up", values, note)
    return _plan(invocation, case_id)


@verb("follow-ups", _("导入本中心的回访安排（TOML）；由主管办理"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def import_follow_ups(invocation: Invocation, file: str) -> Answer:
    return _import(invocation, "follow_ups", file)


@verb("strike-off", _("导入本中心的销号依据（TOML）；由主管办理"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def import_strike_off(invocation: Invocation, file: str) -> Answer:
    return _import(invocation, "strike_off", file)


@verb("replies", _("导入本中心的回填规定（TOML）；由主管办理"))
@click.argument("file", metavar=_("文件"))
@click.pass_obj
def import_replies(invocation: Invocation, file: str) -> Answer:
    return _import(invocation, "replies", file)


def _import(invocation: Invocation, subject: str, file: str) -> Answer:
    from govdesk.services.stored_rules import import_rules_after_closing

    version = import_rules_after_closing(invocation.desk, invocation.actor, subject, existing_file(file))
    return Answer({"subject": subject, "version": version}, [_("{version} 版已生效。").format(version=version)])


def _plan(invocation: Invocation, case_id: int) -> Answer:
    from govdesk.services.case_card import case_card

    card = case_card(invocation.desk, invocation.actor, case_id)
    lines = [f"{card.number}  {card.status_label}  {card.title}"]
    for visit in card.visits:
        done = f"{visit.ended_at:%Y-%m-%d}" if visit.ended_at else f"{visit.due_at:%Y-%m-%d}"
        lines.append(f"  {visit.label}  {done}  {visit.state_label}  {visit.due_words}".rstrip())
    return Answer(_plan_facts(invocation, card), lines)


def _plan_facts(invocation: Invocation, card: "CaseCard") -> dict[str, Any]:
    ratings = invocation.desk.rules.transitions.lists["satisfaction"]
    return {
        "number": card.number,
        **coded("status", card.status, card.status_label),
        "reopened": card.reopen_count,
        "visits": [_visit_facts(visit) for visit in card.visits],
        "tries": [
            {
                "at": moment(item.at),
                "by": item.by,
                "reached": item.reached,
                "solved": item.solved,
                **coded("satisfied", item.satisfied, ratings.get(item.satisfied, "") if item.satisfied else ""),
                "how": item.how or None,
                "note": item.note,
            }
            for item in card.follow_ups
        ],
    }


def _visit_facts(visit: "VisitView") -> dict[str, Any]:
    return {
        "label": visit.label,
        "class_label": visit.class_label,
        "due_at": moment(visit.due_at),
        **coded("state", visit.state, visit.state_label),
        "tries": visit.tries,
        "ended_at": moment(visit.ended_at),
    }


def _section_facts(section: "FollowUpSection", limit: int) -> dict[str, Any]:
    return {
        "code": section.code,
        "label": section.label,
        "total": section.total,
        "visits": [_row_facts(row) for row in section.rows[:limit]],
    }


def _row_facts(row: "FollowUpRow") -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        **coded("status", row.status, row.status_label),
        **coded("channel", row.channel, row.channel_label),
        "source_number": row.source_number or None,
        "handler_label": row.handler,
        "label": row.label,
        "class_label": row.class_label,
        "due_at": moment(row.due_at),
        "overdue": row.tone == "danger",
        "tries": row.tries,
        "last_try": row.last_try,
        "closed_at": moment(row.closed_at),
    }


def _line(row: "FollowUpRow") -> str:
    due = f"{row.due_at:%Y-%m-%d}" if row.due_at else ""
    return "  " + "  ".join(
        part for part in (row.number, row.label, due, row.due_words, row.last_try, row.title) if part
    )
