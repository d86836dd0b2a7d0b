"""`govdesk whistles …`, `govdesk task-force …`: the roll call, how offices answered, the registers across cases."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.moments import parse_moment
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.task_force_views import TaskForceRow
    from govdesk.services.whistles import ResponseRow, WhistleView

USUAL_DAYS = 30


@verb("list", _("吹哨点名：谁到了，谁没到"))
@click.option("--recent", is_flag=True, help=_("也列出近两周已收的哨"))
@click.pass_obj
def roll(invocation: Invocation, recent: bool) -> Answer:
    from govdesk.services.whistles import roll_call

    views = roll_call(invocation.desk, invocation.actor, recent)
    lines = []
    for view in views:
        lines.append(
            _("{number}  {kind}  已到 {arrived} / 应到 {expected}  {title}").format(
                number=view.case_number,
                kind=view.kind_label,
                arrived=view.arrived,
                expected=view.expected,
                title=view.case_title,
            )
        )
        for call in view.calls:
            clocks = "  ".join(clock.words for clock in call.clocks if clock.words)
            lines.append(f"    {call.body}  {call.state_label}  {clocks}  {call.arrived_by}".rstrip())
    lines.append(_("共 {count} 哨。").format(count=len(views)))
    return Answer({"whistles": [_whistle(view) for view in views]}, lines)


@verb("rates", _("部门响应：期内吹哨的按时签收、联系、报到率"))
@click.option("--from", "since", metavar=_("日期"), help=_("从哪一天起，默认 30 天前"))
@click.option("--to", "until", metavar=_("日期"), help=_("到哪一天止（含当天），默认今天"))
@click.pass_obj
def rates(invocation: Invocation, since: str | None, until: str | None) -> Answer:
    from govdesk.services.whistles import response_rates

    today = invocation.desk.clock.now().date()
    last = parse_moment(until).date() if until else today
    first = parse_moment(since).date() if since else last - timedelta(days=USUAL_DAYS)
    found = response_rates(invocation.desk, invocation.actor, _midnight(first), _midnight(last + timedelta(days=1)))
    facts = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "whistles": found.whistles,
        "invited": found.invited,
        "invited_and_came": found.invited_and_came,
        "rule": found.rule,
        "total": _rates(found.total),
        "bodies": [{**_rates(row), "body_label": row.body} for row in found.bodies],
    }
    lines = [_rate_line(row) for row in (found.total, *found.bodies)]
    return Answer(facts, [*lines, found.rule])


@verb("list", _("专班台账：问题、领导、班长、阶段、限期"))
@click.option("--open", "open_only", is_flag=True, help=_("只列进行中的"))
@click.pass_obj
def forces(invocation: Invocation, open_only: bool) -> Answer:
    from govdesk.services.task_force_views import limit_words, task_forces

    rows = task_forces(invocation.desk, invocation.actor, open_only)
    lines = [
        f"{row.number}  {row.phase_label}  {row.leader}  {row.head}  {limit_words(row)}  {row.problem}" for row in rows
    ]
    lines.append(_("共 {count} 个。").format(count=len(rows)))
    return Answer({"task_forces": [_force(row) for row in rows]}, lines)


@verb("show", _("一个专班的退出报告：五要素、三个阶段、案件、结果"))
@click.argument("number", metavar=_("专班编号"))
@click.pass_obj
def report(invocation: Invocation, number: str) -> Answer:
    from govdesk.services.task_force_views import exit_report

    found = exit_report(invocation.desk, invocation.actor, number)
    phases = [
        {
            "phase": phase.code,
            "state": phase.state,
            "done_at": _moment(phase.done_at),
            "entries": [_entry(asdict(entry)) for entry in phase.entries],
        }
        for phase in found.view.phases
    ]
    facts = {
        **_force(found.view.row),
        "plan": found.view.plan,
        "result": found.view.result,
        "days": found.days,
        "in_time": found.in_time,
        "phases": phases,
        "cases": [{"number": each.number, "inside": each.inside, "why": each.why} for each in found.view.cases],
        "report": list(found.lines),
    }
    return Answer(facts, list(found.lines))


@verb("backlog", _("积案台账：领域、存续、领导、限期、结果，逐月统计"))
@click.option("--from", "first", metavar=_("月份"), help=_("逐月统计从哪个月起，例如 2026-06"))
@click.pass_obj
def problems(invocation: Invocation, first: str | None) -> Answer:
    from govdesk.services.backlog import backlog, backlog_months

    desk, actor = invocation.desk, invocation.actor
    rows = backlog(desk, actor)
    last = f"{desk.clock.now():%Y-%m}"
    months = backlog_months(desk, actor, first or last, last)
    items = [
        {
            "number": row.number,
            "field": row.field,
            "field_label": row.field_label,
            "title": row.title,
            "since_on": row.since_on.isoformat(),
            "age_months": row.age_months,
            "leader": row.leader,
            "head": row.head,
            "limit_on": row.limit_on.isoformat(),
            "overdue": row.overdue,
            "open": row.open,
            "result": row.result,
            "task_force": row.task_force,
            "cases": [number for _case_id, number in row.cases],
            "months": [{"month": month, "text": text, "by": by} for month, text, by in row.months],
        }
        for row in rows
    ]
    lines = [f"{row.number}  {row.field_label}  {row.age_words}  {row.leader}  {row.title}" for row in rows]
    lines.append(_("共 {count} 件。").format(count=len(rows)))
    return Answer({"items": items, "months": [asdict(month) for month in months]}, lines)


def _whistle(view: "WhistleView") -> dict[str, Any]:
    return {
        "number": view.case_number,
        "title": view.case_title,
        "whistle": view.number,
        "kind": view.kind,
        "kind_label": view.kind_label,
        "reason": view.reason,
        "place": view.place,
        "blown_by": view.blown_by,
        "blown_at": _moment(view.blown_at),
        "live": view.live,
        "expected": view.expected,
        "arrived": view.arrived,
        "calls": [
            {
                "body": call.body_code,
                "body_label": call.body,
                "invited": call.invited,
                "state": call.state,
                "state_label": call.state_label,
                "late": call.late,
                "arrived_by": call.arrived_by,
                "on_site": call.on_site,
                "clocks": {
                    clock.clock: {"due": _moment(clock.due_at), "done": _moment(clock.done_at), "late": clock.late}
                    for clock in call.clocks
                },
            }
            for call in view.calls
        ],
    }


def _rates(row: "ResponseRow") -> dict[str, Any]:
    named = {"signed": row.signed, "contacted": row.contacted, "arrived_in_time": row.arrived_in_time}
    return {
        "called": row.called,
        "arrived": row.arrived,
        "absent": row.absent,
        "waiting": row.waiting,
        **{name: {"numerator": rate[0], "denominator": rate[1], "value": rate[2]} for name, rate in named.items()},
    }


def _rate_line(row: "ResponseRow") -> str:
    shown = [
        "—" if value is None else f"{value:.1%}（{numerator}/{denominator}）"
        for numerator, denominator, value in (row.signed, row.contacted, row.arrived_in_time)
    ]
    return _("{body}  召集 {called}  签收 {signed}  联系 {contacted}  报到 {arrived}  未到 {absent}").format(
        body=row.body or _("全部单位"),
        called=row.called,
        signed=shown[0],
        contacted=shown[1],
        arrived=shown[2],
        absent=row.absent,
    )


def _force(row: "TaskForceRow") -> dict[str, Any]:
    return {
        "number": row.number,
        "problem": row.problem,
        "leader": row.leader,
        "head": row.head,
        "members": list(row.members),
        "limit_on": row.limit_on.isoformat(),
        "overdue": row.overdue,
        "phase": row.phase,
        "phase_label": row.phase_label,
        "formed_at": _moment(row.formed_at),
        "closed_at": _moment(row.closed_at),
        "outcome_label": row.outcome_label,
    }


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "at": _moment(entry["at"]), "lines": list(entry["lines"])}


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time())
