"""Papers of meetings: 会商通知, 会议纪要, 听证通知, 听证笔录, from assisting bodies and the task force."""

from govdesk.domain.case import CaseFile
from govdesk.domain.lifecycle_task_force import TASK_FORCE
from govdesk.domain.roles import Actor
from govdesk.domain.task_force import Entry, EntryKind
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.centre_paper_words import (
    Data,
    Values,
    applicants,
    day,
    handler_name,
    merged,
    named_body,
    public_head,
)
from govdesk.services.desk import Desk
from govdesk.services.labels import status_label


def consultation_notice(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """To everybody who handles or assists; when and where is said by hand."""
    drawn: Values = {
        **public_head(actor, file),
        "receivers": bodies_at_work(desk, file),
        "applicant": handler_name(desk, file),
        "summary": file.case.text,
    }
    found = merged(drawn, data)
    receivers = found.get("receivers", ())
    names = tuple(named_body(desk, str(item)) for item in receivers) if isinstance(receivers, tuple) else receivers
    return found | ({"receivers": names} if names else {})


def minutes(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """Of the newest 联席会议 of the case's task force where there is one; else to be filled in by hand."""
    meeting = _meeting(desk, actor, file, EntryKind.JOINT_MEETING)
    present = _people(meeting)
    drawn: Values = {
        **public_head(actor, file),
        "meeting": _("矛盾纠纷联合会商会议"),
        "held_at": day(str(meeting.data.get("held_on") or "")) if meeting else "",
        "place": str(meeting.data.get("place") or "") if meeting else "",
        "present": present,
        "arrived": str(len(present)) if present else "",
        "opening": meeting.text if meeting else "",
        "cases": (_case_row(desk, file),),
        "decisions": _decisions(meeting),
    }
    return merged(drawn, data)


def hearing_notice(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    """To the parties; a hearing that was written down already gives day and place."""
    hearing = _meeting(desk, actor, file, EntryKind.PUBLIC_HEARING)
    drawn: Values = {
        **public_head(actor, file),
        "receiver": applicants(file),
        "held_at": day(str(hearing.data.get("held_on") or "")) if hearing else "",
        "place": str(hearing.data.get("place") or "") if hearing else "",
        "parties": _hearing_parties(desk, file),
    }
    return merged(drawn, data)


def hearing_record(desk: Desk, actor: Actor, file: CaseFile, data: Data) -> Values:
    hearing = _meeting(desk, actor, file, EntryKind.PUBLIC_HEARING)
    people = _people(hearing)
    drawn: Values = {
        **public_head(actor, file),
        "held_at": day(str(hearing.data.get("held_on") or "")) if hearing else "",
        "place": str(hearing.data.get("place") or "") if hearing else "",
        "parties": people or _hearing_parties(desk, file),
        "reason": file.case.text,
        "opinion": hearing.text if hearing else "",
        "conclusion": str(hearing.data.get("decision") or "") if hearing else "",
    }
    return merged(drawn, data)


def bodies_at_work(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    """The handler first, then every assisting body, each once."""
    ids = [file.case.handler_id, *(item.body_id for item in file.assists)]
    return tuple(dict.fromkeys(name for name in (body_name(desk, item) for item in ids) if name))


def _meeting(desk: Desk, actor: Actor, file: CaseFile, kind: EntryKind) -> Entry | None:
    """The newest of its kind in the newest task force of the case."""
    numbers = [str(item.data.get("task_force") or "") for item in file.side_records if item.kind == TASK_FORCE]
    if not numbers:
        return None
    with desk.looking(actor) as work:
        entries = work.task_forces.entries(work.task_forces.get(numbers[-1]))
    return next((item for item in reversed(entries) if item.kind is kind), None)


def _people(meeting: Entry | None) -> tuple[str, ...]:
    people = meeting.data.get("people") if meeting else None
    return tuple(str(item) for item in people) if isinstance(people, list | tuple) else ()


def _decisions(meeting: Entry | None) -> tuple[str, ...]:
    """One a line."""
    words = str(meeting.data.get("decision") or "") if meeting else ""
    return tuple(line.strip() for line in words.splitlines() if line.strip())


def _case_row(desk: Desk, file: CaseFile) -> dict[str, str]:
    case = file.case
    return {
        "number": case.number,
        "summary": case.title,
        "body": handler_name(desk, file),
        "limit": day(case.due_at),
        "progress": status_label(case.status),
    }


def _hearing_parties(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    names = [party.name for party in file.parties]
    return tuple(dict.fromkeys([*names, handler_name(desk, file)] if handler_name(desk, file) else names))
