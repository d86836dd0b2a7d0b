"""积案台账: problems left over from the past, their leaders, their age, and what each month brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from govdesk.domain import backlog as law
from govdesk.domain.backlog import BacklogItem, BacklogMonth
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.task_forces import Written, form_task_force, refuse_role
from govdesk.storage.queries.task_forces import read_backlog, read_month_results
from govdesk.storage.unit_of_work import UnitOfWork

WRITERS = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.LEADER})
LEADERS = frozenset({Role.SUPERVISOR, Role.LEADER})


@dataclass(frozen=True, slots=True)
class NewBacklogItem:
    """A problem as it is registered: what it is and since when, and the five ones. It names no person concerned."""

    field: str
    title: str
    since_on: date
    leader: str
    head: str
    plan: str
    limit_on: date
    case_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """One line of the register. `this_month` is the latest word about the month that runs."""

    number: str
    field: str
    field_label: str
    title: str
    since_on: date
    age_months: int
    age_words: str
    leader: str
    head: str
    plan: str
    limit_on: date
    overdue: bool
    open: bool
    settled_on: date | None
    result: str
    task_force: str
    cases: tuple[tuple[int, str], ...]
    this_month: str
    months: tuple[tuple[str, str, str], ...]


def backlog_fields() -> tuple[tuple[str, str], ...]:
    """(code, label) of the seven fields."""
    return tuple((item.code, item.label) for item in _fields().values())


def register_backlog(desk: Desk, actor: Actor, item: NewBacklogItem) -> Written:
    """Raises RuleViolation when leader, head, plan or limit is missing or a person's number is in the text."""
    refuse_role(actor, WRITERS, _("登记积案"))
    with desk.work(actor) as work:
        for case_id in item.case_ids:
            case_for_change(work, actor, case_id)
        today = work.now.date()
        made = BacklogItem(
            number=f"JA{today:%Y}-{work.numbers.take('backlog', f'{today:%Y}'):03}",
            field=item.field,
            title=item.title.strip(),
            since_on=item.since_on,
            registered_on=today,
            leader=item.leader.strip(),
            head=item.head.strip(),
            plan=item.plan.strip(),
            limit_on=item.limit_on,
            case_ids=tuple(dict.fromkeys(item.case_ids)),
        )
        law.refuse_incomplete(made, _fields(), today)
        work.backlog.add(made)
        changes = work.commit()
    return Written(made.number, desk.after(changes))


def change_backlog(desk: Desk, actor: Actor, number: str, **values: Any) -> Written:
    """Another leader, head, plan, limit, title or field; never an empty one. Raises RuleViolation, Conflict."""
    refuse_role(actor, LEADERS, _("变更积案"))
    with desk.work(actor) as work:
        before = work.backlog.get(number)
        cleaned: dict[str, Any] = {
            name: value.strip() if isinstance(value, str) else value for name, value in values.items()
        }
        after = replace(before, **cleaned)
        law.refuse_incomplete(after, _fields(), work.now.date(), after.limit_on != before.limit_on)
        work.backlog.save(before, after)
        changes = work.commit()
    return Written(number, desk.after(changes))


def report_month(desk: Desk, actor: Actor, number: str, month: str, text: str) -> Written:
    """What a month (`2026-11`) brought; a later line of the same month replaces the earlier in the view."""
    refuse_role(actor, WRITERS, _("登记月度进展"))
    if not text.strip():
        raise RuleViolation("entry_empty", {})
    law.refuse_personal_numbers(text)
    with desk.work(actor) as work:
        item = work.backlog.get(number)
        law.refuse_wrong_month(item, month, work.now.date())
        work.backlog.add_month(item, month, text.strip(), work.now, actor.seat, actor.name)
        changes = work.commit()
    return Written(number, desk.after(changes))


def settle_backlog(desk: Desk, actor: Actor, number: str, result: str) -> Written:
    """化解销账; refused without a result. Supervisor or leader."""
    refuse_role(actor, LEADERS, _("积案销账"))
    with desk.work(actor) as work:
        before = work.backlog.get(number)
        work.backlog.save(before, law.settled(before, result, work.now.date()))
        changes = work.commit()
    return Written(number, desk.after(changes))


def form_from_backlog(desk: Desk, actor: Actor, number: str, members: Sequence[str]) -> Written:
    """A task force over the problem's cases, with its leader, head, plan and limit. Raises RuleViolation without a
    case, AccessDenied for everybody but the leader."""
    with desk.looking(actor) as work:
        item = work.backlog.get(number)
    values: Mapping[str, Any] = {
        "problem": item.title,
        "leader": item.leader,
        "head": item.head,
        "members": list(members),
        "plan": item.plan,
        "limit": item.limit_on,
    }
    formed = form_task_force(desk, actor, item.case_ids, values)
    with desk.work(actor) as work:
        before = work.backlog.get(number)
        work.backlog.save(before, replace(before, task_force=formed.number))
        changes = work.commit()
    return Written(formed.number, desk.after(formed.changes | changes))


def backlog(desk: Desk, actor: Actor) -> list[BacklogRow]:
    """Standing problems, oldest first, then the settled ones."""
    today = desk.clock.now().date()
    with desk.looking(actor) as work:
        items = read_backlog(work.connection)
        results = read_month_results(work.connection)
        numbers = _numbers(work, {case_id for item in items for case_id in item.case_ids})
    fields = _fields()
    rows = []
    for item in items:
        lines = {line.month: line for line in results.get(item.id or 0, ())}
        age = law.age_months(item, today)
        known = fields.get(item.field)
        rows.append(
            BacklogRow(
                number=item.number,
                field=item.field,
                field_label=known.label if known else item.field,
                title=item.title,
                since_on=item.since_on,
                age_months=age,
                age_words=age_words(age),
                leader=item.leader,
                head=item.head,
                plan=item.plan,
                limit_on=item.limit_on,
                overdue=item.overdue(today),
                open=item.is_open,
                settled_on=item.settled_on,
                result=item.result,
                task_force=item.task_force,
                cases=tuple((case_id, numbers[case_id]) for case_id in item.case_ids if case_id in numbers),
                this_month=lines[f"{today:%Y-%m}"].text if f"{today:%Y-%m}" in lines else "",
                months=tuple((line.month, line.text, line.by) for line in sorted(lines.values(), key=_month_of)),
            )
        )
    return rows


def backlog_months(desk: Desk, actor: Actor, first: str, last: str) -> list[BacklogMonth]:
    """The register month by month (`2026-01` to `2026-11`): standing, settled, overdue, age, oldest first."""
    with desk.looking(actor) as work:
        items = read_backlog(work.connection)
        results = read_month_results(work.connection)
    return law.months(items, results, first, last, desk.clock.now().date())


def age_words(months: int) -> str:
    """3 年 2 个月, 5 个月, 不满一个月."""
    years, rest = divmod(months, 12)
    if not months:
        return _("不满一个月")
    if not years:
        return _("{months} 个月").format(months=rest)
    return (
        _("{years} 年 {months} 个月").format(years=years, months=rest) if rest else _("{years} 年").format(years=years)
    )


def _fields() -> dict[str, law.BacklogField]:
    return law.parse_backlog(shipped("backlog"))


def _month_of(line: law.MonthResult) -> str:
    return line.month


def _numbers(work: UnitOfWork, case_ids: set[int]) -> dict[int, str]:
    return {int(file.case.id or 0): file.case.number for file in work.cases.get_many(sorted(case_ids))}


__all__ = [
    "BacklogMonth",
    "BacklogRow",
    "NewBacklogItem",
    "age_words",
    "backlog",
    "backlog_fields",
    "backlog_months",
    "change_backlog",
    "form_from_backlog",
    "register_backlog",
    "report_month",
    "settle_backlog",
]
