"""What each action does to a case file, once the table and the guards have let it through."""

from dataclasses import replace
from typing import Any

from govdesk.domain.body import Body
from govdesk.domain.case import Assist, CaseFile, Offer, evolve
from govdesk.domain.clocks import restart_centre_clock, start_handling
from govdesk.domain.errors import RuleViolation
from govdesk.domain.follow_ups import voided
from govdesk.domain.lifecycle import Choice, Circumstances, Effect, named_assist
from govdesk.domain.lifecycle_beside import BESIDE_EFFECTS
from govdesk.domain.lifecycle_follow_up import FOLLOW_UP_EFFECTS, with_early_letters, with_visits_planned
from govdesk.domain.lifecycle_mediation import MEDIATION_EFFECTS
from govdesk.domain.lifecycle_merging import MERGING_EFFECTS
from govdesk.domain.lifecycle_requests import REQUEST_EFFECTS, end_suspension
from govdesk.domain.lifecycle_risks import RISK_EFFECTS, with_reason_for_silence
from govdesk.domain.lifecycle_supervision import SUPERVISION_EFFECTS, end_supervision
from govdesk.domain.lifecycle_task_force import membership_ended
from govdesk.domain.lifecycle_withdrawing import answer_offer, withdraw_offers_and_requests
from govdesk.domain.vocabulary import BodyKind, Status, Tier

REOPENINGS_THAT_GO_TO_JOINT = 3

_NEXT_TIER = {None: Tier.VILLAGE, Tier.GRID: Tier.VILLAGE, Tier.VILLAGE: Tier.OFFICE, Tier.OFFICE: Tier.JOINT}
_VILLAGE_TIERS = (Tier.GRID, Tier.VILLAGE)
_ORDER = {tier: index for index, tier in enumerate(Tier)}


def route(file: CaseFile, around: Circumstances) -> CaseFile:
    """The first matching rule; nobody there to receive, or no rule: a person has to decide."""
    choice = around.decide(file)
    if choice is None:
        return _with(file, status=Status.AWAITING_MANUAL, route_rule="", route_version="")
    if choice.receiver is None or not choice.receiver.open:
        return _with(file, status=Status.AWAITING_MANUAL, route_rule=choice.rule, route_version=choice.version)
    return _dispatch_by(file, around, choice)


def assign(file: CaseFile, around: Circumstances) -> CaseFile:
    return _dispatch(file, around, _receiver(around), _chosen_tier(file, around))


def refuse(file: CaseFile, around: Circumstances) -> CaseFile:
    return _with(
        _end_everything_beside(file, around),
        status=Status.NOT_ACCEPTED,
        previous_status=file.case.status,
        refusal_reason=around.text("reason"),
        elsewhere=around.text("elsewhere"),
    )


def reassign(file: CaseFile, around: Circumstances) -> CaseFile:
    return _dispatch(withdraw_offers_and_requests(file, around), around, _receiver(around), _chosen_tier(file, around))


def sign(file: CaseFile, around: Circumstances) -> CaseFile:
    """Ownership moves here."""
    case = file.case
    return _with(
        file,
        status=Status.HANDLING,
        owner_id=case.handler_id,
        signed_at=around.now,
        first_measure_at=case.first_measure_at or around.now,
    )


def send_back(file: CaseFile, around: Circumstances) -> CaseFile:
    return _with(
        withdraw_offers_and_requests(file, around),
        status=Status.RETURN_PENDING,
        previous_status=file.case.status,
        return_count=file.case.return_count + 1,
    )


def rule(file: CaseFile, around: Circumstances) -> CaseFile:
    """First ruling: agree (another body) or uphold; the second is final until the case climbs or is reopened."""
    count = file.case.ruling_count + 1
    ruled = _with(file, ruling_count=count, return_final=count >= 2, previous_status=None)
    if around.text("ruling") == "agree":
        return _dispatch(ruled, around, _receiver(around), _chosen_tier(file, around))
    was_signed = file.case.previous_status is Status.HANDLING
    return _with(ruled, status=Status.HANDLING if was_signed else Status.DISPATCHED)


def hand_over(file: CaseFile, around: Circumstances) -> CaseFile:
    offer = Offer(
        from_body_id=file.case.handler_id,
        to_body_id=_receiver(around).id,
        made_at=around.now,
        reason=around.text("reason"),
        materials=around.texts("materials"),
    )
    return replace(file, offers=(*file.offers, offer))


def accept_offer(file: CaseFile, around: Circumstances) -> CaseFile:
    """The receiver has it now: ownership and handling move in the same instant."""
    offer = file.open_offer
    assert offer is not None
    body = around.bodies.by_id[offer.to_body_id]
    answered = answer_offer(file, around, "accepted")
    case = evolve(answered.case, handler_id=body.id, owner_id=body.id, tier=_tier_for(body, file.case.tier))
    case = start_handling(case, around.keeper, body.kind.value, around.now)
    return replace(answered, case=evolve(case, signed_at=around.now))


def decline_offer(file: CaseFile, around: Circumstances) -> CaseFile:
    return answer_offer(file, around, "declined")


def withdraw_offer(file: CaseFile, around: Circumstances) -> CaseFile:
    return answer_offer(file, around, "withdrawn")


def add_assist(file: CaseFile, around: Circumstances) -> CaseFile:
    return _add_assists(file, around, around.bodies_named())


def assist_sign(file: CaseFile, around: Circumstances) -> CaseFile:
    assist = named_assist(file, around)
    assert assist is not None
    if assist.signed_at is not None:
        raise RuleViolation("assist_signed_already", {})
    return _replace_assist(file, assist, replace(assist, signed_at=around.now))


def assist_report(file: CaseFile, around: Circumstances) -> CaseFile:
    assist = named_assist(file, around)
    assert assist is not None
    done = replace(
        assist, signed_at=assist.signed_at or around.now, reported_at=around.now, report=around.text("result")
    )
    return _replace_assist(file, assist, done)


def excuse_assist(file: CaseFile, around: Circumstances) -> CaseFile:
    assist = named_assist(file, around)
    assert assist is not None
    return _replace_assist(file, assist, replace(assist, excused_at=around.now, report=around.text("reason")))


def climb(file: CaseFile, around: Circumstances) -> CaseFile:
    """Up one tier or more by the rules; what was tried travels with the case."""
    case = file.case
    tried = (*case.tried_tiers, case.tier.value) if case.tier else case.tried_tiers
    risen = _with(
        withdraw_offers_and_requests(file, around),
        tried_tiers=tuple(dict.fromkeys(tried)),
        climb_count=case.climb_count + 1,
        return_final=False,
        ruling_count=0,
    )
    choice = around.decide(risen)
    receiver = around.body()
    if receiver is None and choice and choice.receiver and _is_higher(choice.tier, case.tier):
        return _dispatch_by(risen, around, choice)
    tier = _NEXT_TIER.get(case.tier, Tier.JOINT)
    receiver = receiver or _receiver_at(tier, risen, around)
    if receiver is None:
        raise RuleViolation("climb_needs_receiver", {"tier": tier.value})
    _refuse_closed(receiver)
    if choice is not None and _is_higher(choice.tier, case.tier):
        tier = choice.tier
    return _with(_dispatch(risen, around, receiver, tier), route_rule="", route_version="")


def lower(file: CaseFile, around: Circumstances) -> CaseFile:
    receiver = _receiver(around)
    quiet = withdraw_offers_and_requests(end_suspension(file, around), around)
    let_go = membership_ended(quiet, around.now, "lowered", around.text("reason"))
    return _dispatch(let_go, around, receiver, receiver.tier)


def report(file: CaseFile, around: Circumstances) -> CaseFile:
    """The four elements: 受理时间、与谁沟通、措施、时限."""
    return _with(
        file,
        status=Status.SUBMITTED,
        reported_at=around.now,
        reported_seat=around.actor.seat,
        first_measure_at=file.case.first_measure_at or around.now,
        result=around.text("result"),
        accepted_on=around.text("accepted_on"),
        contacted=around.text("contacted"),
        measures=around.text("measures"),
        limit_text=around.text("limit"),
    )


def pass_review(file: CaseFile, around: Circumstances) -> CaseFile:
    """Closed: the centre's and the handler's clocks stop, and what they showed stays."""
    case = file.case
    on_time = case.due_at is None or around.now <= case.due_at
    closing: dict[str, object] = {
        "at": around.now.isoformat(timespec="seconds"),
        "tier": case.tier.value if case.tier else "",
        "on_time": on_time,
        "due_at": case.due_at.isoformat(timespec="seconds") if case.due_at else "",
        "result": case.result,
    }
    ended = end_supervision(membership_ended(file, around.now, "resolved", case.result), around.now)
    closed = _with(
        ended,
        status=Status.CLOSED,
        closed_at=around.now,
        closed_tier=case.tier,
        closed_on_time=on_time,
        closings=(*case.closings, closing),
    )
    return with_early_letters(with_visits_planned(closed, around), around.now)


def rework(file: CaseFile, around: Circumstances) -> CaseFile:
    return _with(file, status=Status.HANDLING, rework_count=file.case.rework_count + 1)


def reopen(file: CaseFile, around: Circumstances) -> CaseFile:
    """Back to work; the original result and breach stay in `closings`; the third time goes to joint handling."""
    case = file.case
    count = case.reopen_count + 1
    fresh = _with(
        file,
        reopen_count=count,
        closed_at=None,
        closed_tier=None,
        closed_on_time=None,
        struck_off_at=None,
        return_final=False,
        ruling_count=0,
        solved=None,
        satisfied="",
        flags=tuple(dict.fromkeys((*case.flags, "reopened"))),
    )
    fresh = replace(fresh, visits=voided(fresh.visits, around.now))
    receiver = around.body() or _receiver_again(fresh, around)
    if receiver is None:
        raise RuleViolation("reopen_needs_receiver", {})
    _refuse_closed(receiver)
    if count < REOPENINGS_THAT_GO_TO_JOINT:
        sent = _dispatch(fresh, around, receiver, _tier_for(receiver, case.tier))
    else:
        sent = _to_joint(fresh, around, receiver)
    return restart_centre_clock(sent, around.keeper, around.now)


def cancel(file: CaseFile, around: Circumstances) -> CaseFile:
    return _with(_end_everything_beside(file, around), status=Status.CANCELLED, previous_status=file.case.status)


def restore(file: CaseFile, around: Circumstances) -> CaseFile:
    before = file.case.previous_status
    assert before is not None
    return _with(file, status=before, previous_status=None, refusal_reason="", elsewhere="")


def _dispatch_by(file: CaseFile, around: Circumstances, choice: Choice) -> CaseFile:
    assert choice.receiver is not None
    _refuse_closed(choice.receiver)
    sent = _dispatch(file, around, choice.receiver, choice.tier, choice.term)
    sent = _with(sent, route_rule=choice.rule, route_version=choice.version)
    helpers = tuple(
        body
        for body in choice.assists
        if body.open and body.id != choice.receiver.id and all(item.body_id != body.id for item in sent.open_assists)
    )
    return _add_assists(sent, around, helpers)


def _to_joint(file: CaseFile, around: Circumstances, lead: Body) -> CaseFile:
    """Whoever leads has beside it those whom the book's own rule for joint handling names, if it has one."""
    choice = around.decide(file)
    if choice is None or choice.tier is not Tier.JOINT:
        return _dispatch(file, around, lead, Tier.JOINT)
    return _dispatch_by(file, around, replace(choice, receiver=lead))


def _dispatch(file: CaseFile, around: Circumstances, receiver: Body, tier: Tier, term: str = "") -> CaseFile:
    case = evolve(
        file.case,
        status=Status.DISPATCHED,
        handler_id=receiver.id,
        tier=tier,
        signed_at=None,
        previous_status=None,
    )
    return replace(file, case=start_handling(case, around.keeper, receiver.kind.value, around.now, term))


def _add_assists(file: CaseFile, around: Circumstances, bodies: tuple[Body, ...]) -> CaseFile:
    """Each with its own clock; an independent body is invited, without one."""
    added = []
    for body in bodies:
        term, due = around.keeper.named_due(around.now, "assist")
        added.append(Assist(body_id=body.id, asked_at=around.now, term=term, due_at=None if body.independent else due))
    return replace(file, assists=(*file.assists, *added))


def _replace_assist(file: CaseFile, old: Assist, new: Assist) -> CaseFile:
    return replace(file, assists=tuple(new if item is old else item for item in file.assists))


def _end_everything_beside(file: CaseFile, around: Circumstances) -> CaseFile:
    """Cancelled, refused or voided: what stands beside the case ends with the case's own reason."""
    reason = around.text("reason") or around.note
    quiet = withdraw_offers_and_requests(end_suspension(file, around), around)
    return replace(
        quiet,
        assists=tuple(
            replace(item, excused_at=around.now, report=reason) if item.is_open else item for item in quiet.assists
        ),
        mediations=tuple(
            replace(item, ended_at=around.now, outcome="terminated", note=reason) if item.is_open else item
            for item in quiet.mediations
        ),
        side_records=tuple(
            replace(item, state="ended", ended_at=around.now) if item.state == "open" else item
            for item in quiet.side_records
        ),
    )


def _receiver(around: Circumstances) -> Body:
    body = around.body()
    assert body is not None, "the row requires a receiver"
    _refuse_closed(body)
    return body


def _receiver_at(tier: Tier, file: CaseFile, around: Circumstances) -> Body | None:
    """Who receives at a tier when no rule says so: the committee of the place, else the office on duty."""
    if tier is Tier.VILLAGE:
        return around.bodies.at(BodyKind.MEDIATION_COMMITTEE, file.case.grid_path)
    return around.bodies.on_duty(file.case.category) or (around.bodies.centre() if tier is Tier.JOINT else None)


def _receiver_again(file: CaseFile, around: Circumstances) -> Body | None:
    """Who had it last; at the third reopening a village no longer leads, the office on duty does."""
    last = around.bodies.by_id.get(file.case.handler_id or 0)
    if file.case.reopen_count >= REOPENINGS_THAT_GO_TO_JOINT and (last is None or last.tier in _VILLAGE_TIERS):
        return _receiver_at(Tier.JOINT, file, around) or last
    return last or around.bodies.centre()


def _chosen_tier(file: CaseFile, around: Circumstances) -> Tier:
    named = around.text("tier")
    if named in set(Tier):
        return Tier(named)
    return _tier_for(_receiver(around), file.case.tier)


def _tier_for(body: Body, current: Tier | None) -> Tier:
    """The tier of the body's kind; a street body that takes part at a higher tier stays there."""
    if current in (Tier.JOINT, Tier.TASK_FORCE) and body.tier is Tier.OFFICE:
        return current
    return body.tier


def _is_higher(tier: Tier, than: Tier | None) -> bool:
    return than is None or (_ORDER[tier] > _ORDER[than] and tier not in (Tier.TASK_FORCE, Tier.COUNTY))


def _refuse_closed(body: Body) -> None:
    if not body.open:
        raise RuleViolation("body_closed", {"body": body.name})


def _with(file: CaseFile, **changes: Any) -> CaseFile:
    return replace(file, case=evolve(file.case, **changes))


EFFECTS: dict[str, Effect] = {
    "route": route,
    "assign": assign,
    "refuse": with_reason_for_silence(refuse),
    "reassign": reassign,
    "sign": sign,
    "send_back": send_back,
    "rule": rule,
    "hand_over": hand_over,
    "accept_offer": accept_offer,
    "decline_offer": decline_offer,
    "withdraw_offer": withdraw_offer,
    "add_assist": add_assist,
    "assist_sign": assist_sign,
    "assist_report": assist_report,
    "excuse_assist": excuse_assist,
    "climb": climb,
    "lower": lower,
    "report": report,
    "pass": with_reason_for_silence(pass_review),
    "rework": rework,
    "reopen": reopen,
    "cancel": with_reason_for_silence(cancel),
    "void": cancel,
    "restore": restore,
    **REQUEST_EFFECTS,
    **MEDIATION_EFFECTS,
    **BESIDE_EFFECTS,
    **FOLLOW_UP_EFFECTS,
    **MERGING_EFFECTS,
    **SUPERVISION_EFFECTS,
    **RISK_EFFECTS,
}
