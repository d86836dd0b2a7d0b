"""乡呼县应 across cases: what waits for an answer, what the county left unanswered, and its escalation."""

from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.changes import Changes
from govdesk.domain.lifecycle_county_call import COUNTY_CALL, is_unanswered
from govdesk.domain.record_values import moment
from govdesk.domain.roles import SYSTEM, Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.case_actions import act_system
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.informant_views import without_informants
from govdesk.storage.queries.beside import BesideFacts, read_open_records


@dataclass(frozen=True, slots=True)
class CallView:
    """One call as the card and a list show it. `state` is waiting, unanswered, accepted, refused, transferred,
    withdrawn or ended."""

    case_id: int
    case_number: str
    case_title: str
    body_id: int
    body_code: str
    body: str
    called_at: datetime
    due_at: datetime | None
    basis: str
    reason: str
    state: str
    state_label: str
    answer: str
    liaison: str
    escalated_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class UnansweredCall:
    """A call whose term is over without an answer: a line of the supervision board, for the leader of the street."""

    case_id: int
    number: str
    title: str
    body_id: int
    body: str
    called_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    reason: str
    basis: str
    words: str


def unanswered_calls(desk: Desk) -> list[UnansweredCall]:
    """Longest silent first; exact also between two runs of the escalation."""
    now = desk.clock.now()
    with desk.database.reading() as connection:
        found = read_open_records(connection, COUNTY_CALL)
    late = [item for item in found if item.record.due_at is not None and now > item.record.due_at]
    lines = [_unanswered(desk, item, now) for item in late]
    return sorted(lines, key=lambda line: line.due_at)


def open_calls(desk: Desk, actor: Actor = SYSTEM) -> list[CallView]:
    """Every call that waits for its answer, the one due first first; for a body's seat those that concern it."""
    with desk.database.reading() as connection:
        found = read_open_records(connection, COUNTY_CALL)
    if actor.role is Role.BODY:
        found = [item for item in found if actor.body_id in (item.record.body_id, item.handler_id)]
    told = [_view(desk, item.case_id, item.number, item.title, item.record) for item in found]
    views = without_informants(desk, actor, told)
    return sorted(views, key=lambda view: view.due_at or view.called_at)


def calls_of_case(desk: Desk, file: CaseFile) -> list[CallView]:
    """Every county call of one case, newest first: for the card."""
    case = file.case
    records = [item for item in file.side_records if item.kind == COUNTY_CALL]
    return [_view(desk, int(case.id or 0), case.number, case.title, item) for item in reversed(records)]


def escalate_unanswered_calls(desk: Desk) -> Changes:
    """Raise every unanswered call to the leader of the street, once: a line in the case's log by the program itself.

    Called at start and every few minutes, like the end of suspensions.
    """
    now = desk.clock.now()
    with desk.database.reading() as connection:
        found = read_open_records(connection, COUNTY_CALL)
    changes = Changes()
    for case_id in dict.fromkeys(item.case_id for item in found if is_unanswered(item.record, now)):
        changes = changes | act_system(desk, case_id, "escalate_call")
    return changes


def _unanswered(desk: Desk, item: BesideFacts, now: datetime) -> UnansweredCall:
    record = item.record
    assert record.due_at is not None
    return UnansweredCall(
        case_id=item.case_id,
        number=item.number,
        title=item.title,
        body_id=int(record.body_id or 0),
        body=_name(desk, record.body_id),
        called_at=record.opened_at,
        due_at=record.due_at,
        escalated_at=moment(record.data, "escalated_at"),
        reason=str(record.data.get("reason") or ""),
        basis=str(record.data.get("basis") or ""),
        words=due_words(record.due_at, now),
    )


def _view(desk: Desk, case_id: int, number: str, title: str, record: SideRecord) -> CallView:
    now = desk.clock.now()
    liaison = record.data.get("liaison_id")
    state = _state(record, now)
    running = record.state == "open" and record.due_at is not None
    return CallView(
        case_id=case_id,
        case_number=number,
        case_title=title,
        body_id=int(record.body_id or 0),
        body_code=_code(desk, record.body_id),
        body=_name(desk, record.body_id),
        called_at=record.opened_at,
        due_at=record.due_at,
        basis=str(record.data.get("basis") or ""),
        reason=str(record.data.get("reason") or ""),
        state=state,
        state_label=_state_label(state),
        answer=_answer(desk, record),
        liaison=_name(desk, liaison if isinstance(liaison, int) else None),
        escalated_at=moment(record.data, "escalated_at"),
        words=due_words(record.due_at, now) if running and record.due_at else "",
    )


def _state(record: SideRecord, now: datetime) -> str:
    if record.state == "open":
        return "unanswered" if record.due_at is not None and now > record.due_at else "waiting"
    return str(record.data.get("answer") or "ended")


def _state_label(state: str) -> str:
    words = {
        "waiting": _("待答复"),
        "unanswered": _("逾期未答复"),
        "accepted": _("已接受"),
        "refused": _("不接受"),
        "transferred": _("已转其他部门"),
        "withdrawn": _("已撤回"),
    }
    return words.get(state, _("已结束"))


def _answer(desk: Desk, record: SideRecord) -> str:
    other = record.data.get("transferred_to")
    why = str(record.data.get("why") or "")
    if isinstance(other, int):
        return " · ".join(part for part in (_("转{body}").format(body=_name(desk, other)), why) if part)
    return why


def _name(desk: Desk, body_id: int | None) -> str:
    body = desk.bodies.by_id.get(body_id or 0)
    return body.name if body else ""


def _code(desk: Desk, body_id: int | None) -> str:
    body = desk.bodies.by_id.get(body_id or 0)
    return body.code if body else ""
