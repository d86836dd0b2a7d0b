"""`govdesk supervise …`: walk the ladder, show the board, print the record of one case."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.supervision_board import BoardRow, BoardSection
    from govdesk.services.supervision_records import SupervisionRecord


@verb("run", _("按督办阶梯提醒、催办、督办、提请挂牌，每一级只做一次"))
@click.option("--trust-clock", is_flag=True, help=_("电脑时间早于最近的办理记录时，仍按现在的时间进行"))
@click.pass_obj
def run(invocation: Invocation, trust_clock: bool) -> Answer:
    from govdesk.services.county_calls import escalate_unanswered_calls, unanswered_calls
    from govdesk.services.supervision import ladder_round

    done = ladder_round(invocation.desk, trust_clock=trust_clock)
    escalate_unanswered_calls(invocation.desk)
    calls = unanswered_calls(invocation.desk)
    steps = [
        {
            "number": item.number,
            "step": item.step,
            "step_label": item.label,
            "handler_label": item.handler,
            "told": list(item.told),
        }
        for item in done.taken
    ]
    refused = [{"number": number, "reason": reason} for number, reason in done.refused]
    lines = [f"{item.number}  {item.label}  {item.handler}  {item.title}" for item in done.taken]
    lines += [f"{number}  {reason}" for number, reason in done.refused]
    lines += [
        _("{number}  呼叫未答复，已报街道领导  {body}").format(number=item.number, body=item.body) for item in calls
    ]
    lines.append(_("共办 {count} 项。").format(count=len(steps)))
    unanswered = [{"number": item.number, "body_label": item.body, "due_at": item.due_at.isoformat()} for item in calls]
    return Answer({"steps": steps, "refused": refused, "unanswered_calls": unanswered}, lines)


@verb("board", _("督办台：待批、超期、未反馈、未答复、未签收、临近到期的案件"))
@click.option("--section", "wanted", metavar=_("栏目"), help=_("只看一个栏目，代码或名称"))
@click.option("--limit", type=click.IntRange(min=0), default=20, metavar="N", help=_("每栏最多列出几件，默认 20"))
@click.pass_obj
def board(invocation: Invocation, wanted: str | None, limit: int) -> Answer:
    from govdesk.services.supervision_board import supervision_board

    found = supervision_board(invocation.desk, invocation.actor)
    sections = [item for item in found.sections if wanted in (None, item.code, item.label)]
    facts = {
        "sections": [_section_facts(section, limit) for section in sections],
        "today": [{"label": label, "count": count} for label, count in found.today],
        "warnings": list(found.warnings),
    }
    lines = list(found.warnings)
    for section in sections:
        lines.append(_("{label}：{count} 件").format(label=section.label, count=section.total))
        lines += [f"  {row.number}  {row.body}  {row.words}  {row.title}" for row in section.rows[:limit]]
    return Answer(facts, lines)


@verb("show", _("一件案件的督办记录：步骤、告知、申请与批复、不计入的期间"))
@click.argument("number", metavar=_("编号"))
@click.pass_obj
def show(invocation: Invocation, number: str) -> Answer:
    from govdesk.services.case_actions import case_id_of
    from govdesk.services.supervision_records import record_lines, supervision_record

    desk = invocation.desk
    record = supervision_record(desk, invocation.actor, case_id_of(desk, number))
    return Answer(_record_facts(record), record_lines(record))


def _section_facts(section: "BoardSection", limit: int) -> dict[str, Any]:
    return {
        "code": section.code,
        "label": section.label,
        "total": section.total,
        "cases": [_row_facts(row) for row in section.rows[:limit]],
    }


def _row_facts(row: "BoardRow") -> dict[str, Any]:
    return {
        "number": row.number,
        "title": row.title,
        "handler_label": row.body,
        "invited_only": row.invited_only,
        "words": row.words,
        "due_at": row.due_at.isoformat() if row.due_at else None,
        "last_step": row.last_step,
    }


def _record_facts(record: "SupervisionRecord") -> dict[str, Any]:
    return {
        "number": record.number,
        "leader": record.leader,
        "listed": record.listed,
        "next_step": record.next_step,
        "clocks": {
            clock.kind: {"due_at": clock.due_at.isoformat() if clock.due_at else None, "paused": clock.paused}
            for clock in record.clocks
        },
        "steps": [
            {
                "kind": step.kind,
                "label": step.label,
                "at": step.at.isoformat(),
                "handler_label": step.body,
                "by": step.by,
                "told": list(step.told),
                "reason": step.reason,
                "state": step.state,
                "answer": step.answer,
            }
            for step in record.steps
        ],
        "requests": [
            {
                "words": item.words,
                "state": item.state,
                "asked_at": item.asked_at.isoformat(),
                "decided_by": item.decided_by,
                "citizen_told": item.is_told,
                "citizen_told_words": item.citizen_told,
            }
            for item in record.requests
        ],
        "exclusions": [
            {
                "label": item.label,
                "since": item.since.isoformat(),
                "until": item.until.isoformat() if item.until else None,
                "basis": item.basis,
                "source": item.source,
            }
            for item in record.exclusions
        ],
    }
