"""Task forces as a screen shows them: the list, one with its three phases, and the report at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from govdesk.domain.roles import Actor
from govdesk.domain.task_force import Entry, EntryKind, Phase, TaskForce
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_label
from govdesk.services.labels import status_label
from govdesk.services.task_force_labels import aspect_label, entry_label, member_label, outcome_label, phase_label
from govdesk.storage.queries.case_card import AttachmentFacts, read_attachments
from govdesk.storage.queries.task_forces import MemberFacts, read_entries, read_members, read_task_forces

_PHASES = (Phase.READING, Phase.REVIEW, Phase.RESOLVE)


@dataclass(frozen=True, slots=True)
class TaskForceRow:
    """One line of the list. `days_left` is negative past the limit and None for what is over."""

    number: str
    problem: str
    leader: str
    head: str
    members: tuple[str, ...]
    limit_on: date
    overdue: bool
    days_left: int | None
    phase: str
    phase_label: str
    cases: int
    cases_inside: int
    formed_at: datetime
    closed_at: datetime | None
    outcome_label: str

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class EntryView:
    """One thing written down. `openable` notes name the page of `file`; `lines` tell the rest, one fact a line."""

    id: int
    kind: str
    label: str
    at: datetime
    author: str
    text: str
    aspect: str
    case_number: str
    file: str
    page: int | None
    openable: bool
    sets_aside: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseView:
    """`state` is done, current or ahead."""

    code: str
    label: str
    state: str
    done_at: datetime | None
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """A case of the task force and the attachments that a reading note can cite."""

    case_id: int
    number: str
    title: str
    status_label: str
    grid: str
    handler: str
    inside: bool
    state: str
    why: str
    result: str
    joined_at: datetime
    attachments: tuple[AttachmentFacts, ...]


@dataclass(frozen=True, slots=True)
class TaskForceView:
    """`history` is what belongs to no phase: forming, changes of people and limit, the end."""

    row: TaskForceRow
    plan: str
    result: str
    formed_by: str
    phases: tuple[PhaseView, ...]
    history: tuple[EntryView, ...]
    cases: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class ExitReport:
    """退出报告: the facts of the whole task force. `days` from forming to the end, both days counted."""

    view: TaskForceView
    days: int
    in_time: bool
    notes: int
    set_aside: tuple[EntryView, ...]
    meetings: tuple[EntryView, ...]
    measures: tuple[EntryView, ...]
    lines: tuple[str, ...]


def task_forces(desk: Desk, actor: Actor, open_only: bool = False) -> list[TaskForceRow]:
    """Open ones by their limit, then those that are over."""
    with desk.looking(actor) as work:
        forces = read_task_forces(work.connection, open_only)
        members = read_members(work.connection)
    today = desk.clock.now().date()
    return [_row(force, [item for item in members if item.task_force == force.number], today) for force in forces]


def task_force_choices(desk: Desk, actor: Actor) -> tuple[tuple[str, str], ...]:
    """(number, words) of those that take cases in."""
    words = _("{number} {problem}")
    found = task_forces(desk, actor, open_only=True)
    return tuple((row.number, words.format(number=row.number, problem=row.problem)) for row in found)


def task_force(desk: Desk, actor: Actor, number: str) -> TaskForceView:
    """Raises NotFound."""
    with desk.looking(actor) as work:
        force = work.task_forces.get(number)
        entries = read_entries(work.connection, int(force.id or 0))
        members = read_members(work.connection, force.number)
        files = {item.case_id: tuple(read_attachments(work.connection, item.case_id)) for item in members}
    numbers = {item.case_id: item.number for item in members}
    names = {file.sha256: file.name for found in files.values() for file in found}
    views = [_entry(entry, numbers, names) for entry in entries]
    by_id = {entry.id: entry for entry in entries}
    return TaskForceView(
        row=_row(force, members, desk.clock.now().date()),
        plan=force.plan,
        result=force.result,
        formed_by=force.formed_by,
        phases=tuple(_phase(force, phase, views, by_id) for phase in _PHASES),
        history=tuple(view for view in views if by_id[view.id].phase is None),
        cases=tuple(_member(desk, item, files[item.case_id]) for item in members),
    )


def exit_report(desk: Desk, actor: Actor, number: str) -> ExitReport:
    """The report as it stands now; of an open task force it is a draft without result. Raises NotFound."""
    view = task_force(desk, actor, number)
    entries = [entry for phase in view.phases for entry in phase.entries]
    end = (view.row.closed_at or desk.clock.now()).date()
    meetings = tuple(
        each for each in entries if each.kind in (EntryKind.JOINT_MEETING.value, EntryKind.PUBLIC_HEARING.value)
    )
    set_aside = tuple(each for each in entries if each.sets_aside)
    measures = tuple(each for each in entries if each.kind == EntryKind.MEASURE.value)
    days = (end - view.row.formed_at.date()).days + 1
    notes = sum(each.kind == EntryKind.NOTE.value for each in entries)
    return ExitReport(
        view=view,
        days=days,
        in_time=end <= view.row.limit_on,
        notes=notes,
        set_aside=set_aside,
        meetings=meetings,
        measures=measures,
        lines=tuple(_report_lines(view, days, end <= view.row.limit_on, notes, set_aside, meetings, measures)),
    )


def limit_words(row: TaskForceRow) -> str:
    """2026-12-31 · 剩 43 天"""
    limit = row.limit_on.isoformat()
    if row.days_left is None:
        return limit
    left = (
        _("超 {days} 天").format(days=-row.days_left) if row.overdue else _("剩 {days} 天").format(days=row.days_left)
    )
    return f"{limit} · {left}"


def _row(force: TaskForce, members: Sequence[MemberFacts], today: date) -> TaskForceRow:
    return TaskForceRow(
        number=force.number,
        problem=force.problem,
        leader=force.leader,
        head=force.head,
        members=force.members,
        limit_on=force.limit_on,
        overdue=force.overdue(today),
        days_left=(force.limit_on - today).days if force.is_open else None,
        phase=force.phase.value,
        phase_label=phase_label(force.phase),
        cases=len({item.case_id for item in members}),
        cases_inside=len({item.case_id for item in members if item.inside}),
        formed_at=force.formed_at,
        closed_at=force.closed_at,
        outcome_label=outcome_label(force.outcome),
    )


def _phase(force: TaskForce, phase: Phase, views: Sequence[EntryView], by_id: dict[int | None, Entry]) -> PhaseView:
    order = tuple(Phase)
    place, now = order.index(phase), order.index(force.phase)
    done_at = {
        Phase.READING: force.reading_done_at,
        Phase.REVIEW: force.review_done_at,
        Phase.RESOLVE: force.closed_at,
    }[phase]
    return PhaseView(
        code=phase.value,
        label=phase_label(phase),
        state="done" if place < now else "current" if place == now else "ahead",
        done_at=done_at,
        entries=tuple(view for view in views if by_id[view.id].phase is phase),
    )


def _entry(entry: Entry, numbers: dict[int, str], names: dict[str, str]) -> EntryView:
    return EntryView(
        id=int(entry.id or 0),
        kind=entry.kind.value,
        label=entry_label(entry.kind),
        at=entry.at,
        author=entry.author,
        text=entry.text,
        aspect=aspect_label(entry.aspect),
        case_number=numbers.get(entry.case_id or 0, ""),
        file=names.get(entry.sha256, ""),
        page=entry.page,
        openable=bool(entry.sha256),
        sets_aside=entry.sets_aside,
        lines=tuple(_entry_lines(entry)),
    )


def _entry_lines(entry: Entry) -> list[str]:
    data = entry.data
    lines = []
    if entry.sets_aside:
        lines.append(_("原结论：{words}").format(words=data.get("earlier", "")))
    if data.get("held_on"):
        lines.append(" ".join(str(part) for part in (data["held_on"], data.get("place")) if part))
    if data.get("people"):
        lines.append(_("参加：{people}").format(people=_joined(data["people"])))
    if data.get("decision"):
        lines.append(_("议定：{words}").format(words=data["decision"]))
    if entry.kind in _CHANGES:
        lines.append(_("{before} → {after}").format(before=_joined(data["before"]), after=_joined(data["after"])))
    return lines


_CHANGES = frozenset(
    {EntryKind.LEADER_CHANGED, EntryKind.HEAD_CHANGED, EntryKind.MEMBERS_CHANGED, EntryKind.LIMIT_CHANGED}
)


def _joined(value: object) -> str:
    return "、".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)


def _member(desk: Desk, item: MemberFacts, files: tuple[AttachmentFacts, ...]) -> MemberView:
    body = desk.bodies.by_id.get(item.handler_id or 0)
    return MemberView(
        case_id=item.case_id,
        number=item.number,
        title=item.title,
        status_label=status_label(item.status),
        grid=grid_label(desk, item.grid_id),
        handler=body.name if body else "",
        inside=item.inside,
        state=member_label(item.outcome, item.inside),
        why=item.why,
        result=item.result,
        joined_at=item.joined_at,
        attachments=files,
    )


def _report_lines(
    view: TaskForceView,
    days: int,
    in_time: bool,
    notes: int,
    set_aside: Sequence[EntryView],
    meetings: Sequence[EntryView],
    measures: Sequence[EntryView],
) -> list[str]:
    """The report as text, a fact a line: what issue 4 prints and what can be copied today."""
    row = view.row
    lines = [
        _("专班 {number}：{problem}").format(number=row.number, problem=row.problem),
        _("包案领导：{leader}；班长：{head}；成员：{members}").format(
            leader=row.leader, head=row.head, members="、".join(row.members)
        ),
        _("方案：{plan}").format(plan=view.plan),
        _("限期：{limit}；历时 {days} 天，{words}").format(
            limit=row.limit_on.isoformat(), days=days, words=_("在限期内") if in_time else _("超出限期")
        ),
        _("案件 {count} 件：{cases}").format(
            count=row.cases,
            cases="、".join(
                _("{number}（{state}）").format(number=each.number, state=each.state) for each in view.cases
            ),
        ),
        _("包阅卷：阅卷记录 {count} 条").format(count=notes),
        _("包审查：联席会议、公开听证 {meetings} 次；不受原结论限制的意见 {aside} 条").format(
            meetings=len(meetings), aside=len(set_aside)
        ),
        _("包化解：化解措施 {count} 条").format(count=len(measures)),
    ]
    lines += [_("化解措施：{text}").format(text=each.text) for each in measures]
    if row.outcome_label:
        lines.append(_("结果：{outcome}。{result}").format(outcome=row.outcome_label, result=view.result))
    else:
        lines.append(_("结果：尚未退出"))
    return lines
