"""吹哨报到: blowing, signing, contact, arrival, excuse, the end of a whistle, and the judgement of both sides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile, SideRecord, evolve
from govdesk.domain.errors import AccessDenied, RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import BodyKind, Role
from govdesk.domain.whistles import CLOCKS, WHISTLE, WhistleCall, WhistleKind, calls_of, next_number, with_data

_VILLAGE_BODIES = frozenset({BodyKind.MEDIATION_COMMITTEE, BodyKind.VILLAGE_STATION})
_SECRETARY = ("village_centre", "grid_leader")
"""关山街道: 由各村党支部书记担任网格长."""


def whistle(file: CaseFile, around: Circumstances) -> CaseFile:
    """One record for each office; independent bodies are invited by the same record, without clocks."""
    kind = around.whistles.kind(around.text("kind"))
    number = next_number(calls_of(file))
    records = tuple(_called(body, kind, number, file, around) for body in around.bodies_named())
    measured = evolve(file.case, first_measure_at=file.case.first_measure_at or around.now)
    return replace(file, case=measured, side_records=(*file.side_records, *records))


def whistle_sign(file: CaseFile, around: Circumstances) -> CaseFile:
    call = named_call(file, around)
    if call.done["sign"] is not None:
        raise RuleViolation("whistle_signed_already", {"body": _name(call, around)})
    return _replaced(file, call, with_data(call.case_record, sign_at=spoken_at(call, around)))


def whistle_contact(file: CaseFile, around: Circumstances) -> CaseFile:
    """The office got in touch; who is in touch has also signed."""
    call = named_call(file, around)
    if call.done["contact"] is not None:
        raise RuleViolation("whistle_contacted_already", {"body": _name(call, around)})
    at = spoken_at(call, around)
    contacted = with_data(
        call.case_record, sign_at=call.done["sign"] or at, contact_at=at, contacted=around.text("contacted")
    )
    return _replaced(file, call, contacted)


def report_in(file: CaseFile, around: Circumstances) -> CaseFile:
    """报到: who came, when, and whether on site; whoever has come has signed and is in touch."""
    call = named_call(file, around)
    if call.arrived:
        raise RuleViolation("arrived_already", {"body": _name(call, around)})
    at = _arrival(call, around)
    said_by = around.transcription.said_by if around.transcription else ""
    on_site = around.flag("on_site")
    arrived = with_data(
        call.case_record,
        sign_at=call.done["sign"] or at,
        contact_at=call.done["contact"] or at,
        arrive_at=at,
        arrived_by=around.text("arrived_by") or said_by or around.actor.name,
        on_site=True if on_site is None else on_site,
    )
    return _replaced(file, call, arrived)


def excuse_whistle(file: CaseFile, around: Circumstances) -> CaseFile:
    call = named_call(file, around)
    if call.arrived:
        raise RuleViolation("arrived_already", {"body": _name(call, around)})
    excused = with_data(call.case_record, excuse=around.text("reason"))
    return _replaced(file, call, replace(excused, state="ended", ended_at=around.now))


def end_whistle(file: CaseFile, around: Circumstances) -> CaseFile:
    """收哨: the whistle named by its number, or every open one; who has not come stays written as absent."""
    wanted = around.values.get("whistle_number")
    open_calls = [call for call in calls_of(file) if call.open]
    chosen = [call for call in open_calls if wanted in (None, "", call.number)]
    if not chosen:
        raise RuleViolation("no_such_whistle", {"number": wanted})
    ended = {
        id(call.case_record): replace(
            with_data(call.case_record, ended_why=around.text("reason")), state="ended", ended_at=around.now
        )
        for call in chosen
    }
    return replace(file, side_records=tuple(ended.get(id(item), item) for item in file.side_records))


def evaluate_office(file: CaseFile, around: Circumstances) -> CaseFile:
    """The side that blew judges an office that came or stayed away; independent bodies are never judged."""
    body = around.body()
    call = _ended_call(file, body.id if body else None, around, lambda item: not item.office_score and not item.invited)
    judged = with_data(call.case_record, office_score=around.text("score"), office_words=around.text("reason"))
    return _replaced(file, call, judged)


def evaluate_whistle(file: CaseFile, around: Circumstances) -> CaseFile:
    """The office that was called judges the whistle: whether it was needed."""
    call = _ended_call(file, _own_or_named(around), around, lambda item: not item.whistle_score)
    judged = with_data(call.case_record, whistle_score=around.text("verdict"), whistle_words=around.text("reason"))
    return _replaced(file, call, judged)


def named_call(file: CaseFile, around: Circumstances) -> WhistleCall:
    """The open call that an action means: the named or acting body's, or the only one there is."""
    body_id = _own_or_named(around)
    return _only_one([call for call in calls_of(file) if call.open and body_id in (None, call.body_id)], around)


def blower_of(file: CaseFile, around: Circumstances) -> str:
    """Who blows: the commissioner for himself, a village body for its centre or, where its secretary leads the grid,
    for that; a grid body for its leader; an operator for the street's centre, or, with the name written down, for
    whoever told him to.

    Raises RuleViolation when an office tries, AccessDenied for another's whistle without his word.
    """
    named = around.text("blower")
    actor = around.actor
    if actor.role is Role.LEADER:
        return _only(named, "commissioner", around)
    if actor.role is Role.BODY:
        own = _of_body(around.bodies.by_id.get(actor.body_id or 0))
        return named if (own, named) == _SECRETARY else _only(named, own, around)
    if around.transcription is None:
        return _only(named, "street_centre", around)
    handler = around.bodies.by_id.get(file.case.handler_id or 0)
    spoken_for = "" if handler is None or handler.kind not in (*_VILLAGE_BODIES, BodyKind.GRID) else _of_body(handler)
    return named or spoken_for or "street_centre"


def spoken_at(call: WhistleCall, around: Circumstances) -> datetime:
    """When the office did it: the moment its word was given, which may be written down later."""
    at = around.transcription.said_at if around.transcription else around.now
    if at < call.blown_at.replace(second=0, microsecond=0):
        raise RuleViolation("before_the_whistle", {"blown_at": call.blown_at})
    return at


def _called(body: Body, kind: WhistleKind, number: int, file: CaseFile, around: Circumstances) -> SideRecord:
    dues = {
        f"{clock}_due": None if body.independent else around.keeper.due(around.now, str(getattr(kind, clock)))
        for clock in CLOCKS
    }
    told_by = around.transcription.said_by if around.transcription else around.actor.name
    record = SideRecord(
        kind=WHISTLE,
        opened_at=around.now,
        body_id=body.id,
        due_at=dues["arrive_due"],
        data={
            "whistle": number,
            "kind": kind.code,
            "reason": around.text("reason"),
            "place": around.text("place"),
            "blower": blower_of(file, around),
            "blown_by": told_by,
            "invited": body.independent,
        },
    )
    return with_data(record, **dues)


def _arrival(call: WhistleCall, around: Circumstances) -> datetime:
    at = around.values.get("arrived_at")
    if not isinstance(at, datetime):
        return spoken_at(call, around)
    if at > around.now:
        raise RuleViolation("arrived_in_the_future", {})
    if at < call.blown_at.replace(second=0, microsecond=0):
        raise RuleViolation("before_the_whistle", {"blown_at": call.blown_at})
    return at


def _ended_call(
    file: CaseFile, body_id: int | None, around: Circumstances, wanted: Callable[[WhistleCall], bool]
) -> WhistleCall:
    """The newest whistle of that office that is over and still wants this judgement."""
    ended = [call for call in calls_of(file) if not call.open and not call.excused and wanted(call)]
    found = [call for call in ended if body_id in (None, call.body_id)]
    if not found:
        raise RuleViolation("nothing_to_evaluate", {})
    last = max(call.number for call in found)
    return _only_one([call for call in found if call.number == last], around)


def _own_or_named(around: Circumstances) -> int | None:
    """The body meant: a body's seat speaks for itself alone; None when nobody was named."""
    body, own = around.body(), around.actor.body_id
    if own is not None and body is not None and body.id != own:
        raise AccessDenied("not_your_call", {"body": body.name})
    return body.id if body else own


def _only_one(calls: list[WhistleCall], around: Circumstances) -> WhistleCall:
    if not calls:
        raise RuleViolation("no_call_open", {})
    if len(calls) > 1:
        raise RuleViolation("which_body", {"bodies": "、".join(_name(call, around) for call in calls)})
    return calls[0]


def _replaced(file: CaseFile, call: WhistleCall, record: SideRecord) -> CaseFile:
    was = call.case_record
    return replace(file, side_records=tuple(record if item is was else item for item in file.side_records))


def _only(named: str, own: str, around: Circumstances) -> str:
    if named not in ("", own):
        raise AccessDenied("not_your_whistle", {"blower": around.whistles.blower_label(named)})
    return own


def _of_body(body: Body | None) -> str:
    if body is not None and body.kind in _VILLAGE_BODIES:
        return "village_centre"
    if body is not None and body.kind is BodyKind.GRID:
        return "grid_leader"
    raise RuleViolation("office_may_not_blow", {"body": body.name if body else ""})


def _name(call: WhistleCall, around: Circumstances) -> str:
    body = around.bodies.by_id.get(call.body_id)
    return body.name if body else ""


WHISTLE_EFFECTS: dict[str, Effect] = {
    "whistle": whistle,
    "whistle_sign": whistle_sign,
    "whistle_contact": whistle_contact,
    "report_in": report_in,
    "excuse_whistle": excuse_whistle,
    "end_whistle": end_whistle,
    "evaluate_office": evaluate_office,
    "evaluate_whistle": evaluate_whistle,
}
