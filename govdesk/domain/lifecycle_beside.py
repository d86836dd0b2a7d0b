"""Whistles, county calls and task forces: what stands beside a case."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, SideRecord, evolve
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import Tier


def whistle(file: CaseFile, around: Circumstances) -> CaseFile:
    """One record a called office; independent bodies are invited by the same record, never ordered."""
    records = tuple(
        SideRecord(
            kind="whistle",
            opened_at=around.now,
            body_id=body.id,
            due_at=around.keeper.named_due(around.now, "assist")[1],
            data={
                "kind": around.text("kind"),
                "reason": around.text("reason"),
                "invited": body.independent,
            },
        )
        for body in around.bodies_named()
    )
    measured = evolve(file.case, first_measure_at=file.case.first_measure_at or around.now)
    return replace(file, case=measured, side_records=(*file.side_records, *records))


def report_in(file: CaseFile, around: Circumstances) -> CaseFile:
    record = _open_record(file, around, "whistle")
    return _replace(file, record, {**record.data, "arrived_at": around.now.isoformat()})


def end_whistle(file: CaseFile, around: Circumstances) -> CaseFile:
    return _end_all(file, around, "whistle")


def call_county(file: CaseFile, around: Circumstances) -> CaseFile:
    body = around.body()
    assert body is not None
    record = SideRecord(
        kind="county_call",
        opened_at=around.now,
        body_id=body.id,
        due_at=around.keeper.named_due(around.now, "offer_answer")[1],
        data={"basis": around.text("basis"), "reason": around.text("reason")},
    )
    return replace(file, side_records=(*file.side_records, record))


def answer_call(file: CaseFile, around: Circumstances) -> CaseFile:
    record = _open_record(file, around, "county_call")
    outcome = around.text("outcome")
    answered = _replace(file, record, {**record.data, "answer": outcome, "why": around.text("reason")}, ended=around)
    if outcome != "accepted":
        return answered
    return replace(
        answered,
        case=evolve(answered.case, tier=Tier.COUNTY, handler_id=record.body_id, owner_id=record.body_id),
    )


def form_task_force(file: CaseFile, around: Circumstances) -> CaseFile:
    limit = around.values.get("limit")
    record = SideRecord(
        kind="task_force",
        opened_at=around.now,
        data={
            "leader": around.text("leader"),
            "head": around.text("head"),
            "members": list(around.texts("members")),
            "plan": around.text("plan"),
            "limit": str(limit),
        },
    )
    return replace(file, case=evolve(file.case, tier=Tier.TASK_FORCE), side_records=(*file.side_records, record))


def _open_record(file: CaseFile, around: Circumstances, kind: str) -> SideRecord:
    body = around.body()
    body_id = body.id if body else around.actor.body_id
    for record in file.side_records:
        if record.kind == kind and record.state == "open" and body_id in (None, record.body_id):
            return record
    raise RuleViolation("no_call_open", {})


def _replace(
    file: CaseFile, record: SideRecord, data: dict[str, object], ended: Circumstances | None = None
) -> CaseFile:
    changed = replace(record, data=data)
    if ended is not None:
        changed = replace(changed, state="ended", ended_at=ended.now)
    return replace(file, side_records=tuple(changed if item is record else item for item in file.side_records))


def _end_all(file: CaseFile, around: Circumstances, kind: str) -> CaseFile:
    ended = tuple(
        replace(item, state="ended", ended_at=around.now) if item.kind == kind and item.state == "open" else item
        for item in file.side_records
    )
    return replace(file, side_records=ended)


BESIDE_EFFECTS: dict[str, Effect] = {
    "whistle": whistle,
    "report_in": report_in,
    "end_whistle": end_whistle,
    "call_county": call_county,
    "answer_call": answer_call,
    "form_task_force": form_task_force,
}
