"""How the invented cases live: each life is a script of real actions, in the order in which an office does them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

from govdesk.domain.duty_reports import reports_missing
from govdesk.domain.follow_ups import next_visit
from govdesk.domain.vocabulary import Status, Tier
from govdesk.services import demonstration_steps as steps
from govdesk.services.demonstration_steps import Life, Step

Script = Callable[[Life], Iterator[Step]]

VISITED_LATE = 0.35
SOLVED_AT_ONCE = 0.93
SENT_BACK = 0.96


def script_of(life: Life) -> Iterator[Step]:
    """The steps of the life, asked for one by one: each may look at what the step before has done."""
    if life.ending not in _JUST_IN:
        yield from _report_danger(life)
    yield from SCRIPTS[life.ending](life)


def _unassigned(life: Life) -> Iterator[Step]:
    """Stays 待人工, or 待签收 where the rules found a receiver."""
    yield from ()


def _returned(life: Life) -> Iterator[Step]:
    yield from _find_receiver(life)
    if life.likely(0.5):
        yield steps.sign(life)
    yield steps.send_back(life)


def _handled(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield from _bumps(life)


def _lasting(life: Life) -> Iterator[Step]:
    """Signed weeks ago and not settled: what offices whistle, call the county and form task forces about."""
    yield from _to_handling(life)


def _climbed(life: Life) -> Iterator[Step]:
    """Waits for the office's signature after the village could not."""
    yield from _to_handling(life)
    if life.case.tier in (Tier.GRID, Tier.VILLAGE):
        yield from _fruitless_mediation(life)
        yield steps.climb(life)


def _mediating(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield steps.mediate(life)


def _agreed(life: Life) -> Iterator[Step]:
    """An agreement on paper has been reached; the case stays open until it is performed."""
    yield from _mediating(life)
    yield steps.end_mediation(life, {"outcome": "agreed", "form": "paper"})


def _joint(life: Life) -> Iterator[Step]:
    yield from _to_joint(life)
    yield from _some_assists(life, 0.5)


def _suspended(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    until = life.desk.clock.now().date() + timedelta(days=life.chance.randint(30, 60))
    reason = life.say("suspend")
    yield steps.body_step(life, "suspend", {"until": until, "reason": reason}, share=0.25, hours_at_most=240)
    yield Step("grant", "supervisor", {"reason": life.say("grant_suspension")}, share=0.15, hours_at_most=8)


def _extension_asked(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield steps.extend(life)


def _offered(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    yield from steps.hand_over(life)


def _submitted(life: Life) -> Iterator[Step]:
    yield from _to_report(life)


def _closed(life: Life) -> Iterator[Step]:
    yield from _to_report(life)
    yield from _review(life)


def _left_closed(life: Life) -> Iterator[Step]:
    """Some are visited shortly before it is due; of the others the time to visit may pass unseen."""
    yield from _closed(life)
    if life.likely(VISITED_LATE):
        yield from _follow_up(life, days=(4.0, 6.5))


def _never_reached(life: Life) -> Iterator[Step]:
    yield from _closed(life)
    for _try in range(life.desk.rules.follow_ups.tries):
        yield _in_vain(life)


def _followed(life: Life) -> Iterator[Step]:
    yield from _closed(life)
    yield from _follow_up(life)


def _struck_off(life: Life) -> Iterator[Step]:
    yield from _followed(life)
    yield from _later_visits(life)
    if life.case.status is Status.CLOSED:
        evidence = life.say("evidence")
        yield Step("strike_off", "operator", {"evidence": evidence}, days=life.chance.uniform(0.2, 2))


def _archived(life: Life) -> Iterator[Step]:
    yield from _struck_off(life)
    if life.case.status is Status.STRUCK_OFF and not steps.needs_paper(life.file):
        yield Step("archive", "operator", days=life.chance.uniform(1, 5))


def _refused(life: Life) -> Iterator[Step]:
    reason, elsewhere = life.chance.choice(
        (("litigation", "court"), ("arbitration", "arbitration"), ("discipline", "discipline"))
    )
    yield Step("refuse", "operator", {"reason": reason, "elsewhere": elsewhere}, share=0.1, hours_at_most=6)


def _cancelled(life: Life) -> Iterator[Step]:
    yield Step("cancel", "supervisor", {"reason": life.say("cancel")}, share=0.1, hours_at_most=12)


def _joint_to_court(life: Life) -> Iterator[Step]:
    """南房村's divorce: five bodies at the door; it ends calm and goes to court, which is not counted as settled."""
    yield from _to_joint(life)
    court = life.desk.bodies.by_code.get("court_tribunal")
    if court is not None:
        yield Step("add_assist", "operator", {"offices": (court.code,), "reason": life.say("invite_court")}, share=0.03)
    yield steps.mediate(life)
    elsewhere = life.say("to_court")
    yield steps.end_mediation(life, {"outcome": "terminated", "elsewhere": elsewhere})
    yield from _some_assists(life, 1.0)
    yield steps.report(life)
    yield from _review(life)
    yield from _follow_up(life, solved=True)
    yield from _later_visits(life)
    if life.case.status is Status.CLOSED:
        yield Step("strike_off", "supervisor", {"evidence": life.say("court_evidence")}, days=1)


SCRIPTS: Mapping[str, Script] = {
    "unassigned": _unassigned,
    "dispatched": lambda life: _find_receiver(life),
    "returned": _returned,
    "handled": _handled,
    "lasting": _lasting,
    "climbed": _climbed,
    "mediating": _mediating,
    "agreed": _agreed,
    "joint": _joint,
    "suspended": _suspended,
    "extension_asked": _extension_asked,
    "offered": _offered,
    "submitted": _submitted,
    "closed": _left_closed,
    "unreached": _never_reached,
    "followed": _followed,
    "struck_off": _struck_off,
    "archived": _archived,
    "refused": _refused,
    "cancelled": _cancelled,
    "joint_to_court": _joint_to_court,
}


_JUST_IN = ("unassigned", "dispatched")


def _report_danger(life: Life) -> Iterator[Step]:
    """人民调解法 §25: told to the police by telephone before anything else is done."""
    if missing := reports_missing(life.file, life.desk.rules.guards.reportable):
        values = {"reported_to": life.say("reported_to"), "reported_how": "phone", "risk": missing[0]}
        yield Step("report_risk", "operator", values, share=0.01, hours_at_most=1)


def _find_receiver(life: Life) -> Iterator[Step]:
    """What the rules left open, the operator decides."""
    if life.case.status is Status.AWAITING_MANUAL:
        receiver = life.desk.bodies.on_duty(life.case.category) or life.desk.bodies.by_code["governance_section"]
        reason = life.say("assign")
        yield Step("assign", "operator", {"receiver": receiver.code, "reason": reason}, share=0.05, hours_at_most=5)


def _to_handling(life: Life) -> Iterator[Step]:
    yield from _find_receiver(life)
    if life.likely(0.07):
        yield steps.send_back(life)
        yield from _ruling(life)
    if life.case.status is Status.DISPATCHED:
        yield steps.sign(life)


def _bumps(life: Life) -> Iterator[Step]:
    """What happens on the way: a climb, an extension, a helping body."""
    if life.case.tier in (Tier.GRID, Tier.VILLAGE) and life.likely(0.22):
        yield from _fruitless_mediation(life)
        yield steps.climb(life)
        yield steps.sign(life)
    if life.case.tier is Tier.OFFICE and life.likely(0.15):
        helper = life.desk.bodies.by_code["justice_office" if life.case.kind == "dispute" else "enforcement_squad"]
        if helper.id != life.case.handler_id:
            yield Step(
                "add_assist", "operator", {"offices": (helper.code,), "reason": life.say("add_assist")}, share=0.05
            )
            yield from _some_assists(life, 1.0)
    if life.likely(0.06):
        yield steps.extend(life)
        yield Step("grant", "supervisor", {"reason": life.say("grant_extension")}, share=0.04, hours_at_most=6)


def _to_report(life: Life) -> Iterator[Step]:
    yield from _to_handling(life)
    if life.case.tier is Tier.JOINT:
        yield from _some_assists(life, 1.0)
    elif life.case.kind == "dispute" and life.case.tier is Tier.VILLAGE and life.likely(0.85):
        yield from _village_settles(life)
    else:
        yield from _bumps(life)
    yield steps.report(life)


def _village_settles(life: Life) -> Iterator[Step]:
    yield steps.mediate(life)
    if life.likely(0.8):
        form = "paper" if life.likely(0.55) else "oral"
        yield steps.end_mediation(life, {"outcome": "agreed", "form": form})
        return
    elsewhere = life.say("remedies")
    yield steps.end_mediation(life, {"outcome": "terminated", "elsewhere": elsewhere})
    yield steps.climb(life)
    yield steps.sign(life)


def _fruitless_mediation(life: Life) -> Iterator[Step]:
    if life.case.kind == "dispute" and life.case.tier is Tier.VILLAGE and life.likely(0.6):
        yield steps.mediate(life)
        elsewhere = life.say("remedies")
        yield steps.end_mediation(life, {"outcome": "terminated", "elsewhere": elsewhere})


def _to_joint(life: Life) -> Iterator[Step]:
    """By many people at once, or climbing step by step."""
    yield from _find_receiver(life)
    yield steps.sign(life)
    while life.case.tier is not Tier.JOINT:
        yield steps.climb(life)
        yield steps.sign(life)


def _some_assists(life: Life, probability: float) -> Iterator[Step]:
    """Each assisting body signs and, by chance, reports."""
    for assist in life.file.open_assists:
        body = life.desk.bodies.by_id[assist.body_id]
        if assist.signed_at is None:
            yield steps.body_step(life, "assist_sign", {"receiver": body.code}, body=body, share=0.04)
        if life.likely(probability):
            result = life.say("assist_result") + life.chance.choice(life.told.story.measures)
            yield steps.body_step(
                life, "assist_report", {"receiver": body.code, "result": result}, body=body, share=0.08
            )


def _ruling(life: Life) -> Iterator[Step]:
    other = life.desk.bodies.on_duty(life.case.category)
    if other is None or other.id == life.case.handler_id or life.likely(0.4):
        values = {"ruling": "uphold", "reason": life.say("uphold")}
    else:
        values = {"ruling": "agree", "receiver": other.code, "reason": life.say("agree")}
    yield Step("rule", "operator", values, share=0.05, hours_at_most=6)


def _review(life: Life) -> Iterator[Step]:
    reviewer = "operator2" if life.case.reported_seat != "operator2" else "supervisor"
    if life.likely(0.06):
        yield Step("rework", reviewer, {"reason": life.say("rework")}, share=0.04, hours_at_most=6)
        yield steps.report(life)
    yield Step("pass", reviewer, {"note": life.say("pass")}, share=0.02, hours_at_most=1.5)
    yield from _reply(life)


def _later_visits(life: Life) -> Iterator[Step]:
    """Cases of high risk are visited again and again before they are struck off, each time shortly before it is due."""
    while (visit := next_visit(life.file)) is not None:
        left = (visit.due_at - life.desk.clock.now()) / timedelta(days=1)
        values = {"reached": True, "solved": True, "satisfied": "satisfied", "note": life.say("visit")}
        yield Step("follow_up", "operator", values, days=max(0.3, left - life.chance.uniform(0.5, 2)))


def _follow_up(life: Life, solved: bool | None = None, days: tuple[float, float] = (0.5, 4.0)) -> Iterator[Step]:
    if solved is None and life.likely(0.12):
        yield _in_vain(life)
    good = solved if solved is not None else life.likely(SOLVED_AT_ONCE)
    satisfied = life.chance.choices(("satisfied", "basically", "dissatisfied"), (9, 1.5, 0.3 if good else 6))[0]
    how = life.chance.choices(("phone", "visit", "message"), (8, 2, 1))[0]
    values = {"reached": True, "solved": good, "satisfied": satisfied, "how": how, "note": life.say("visit")}
    yield Step("follow_up", "operator", values, days=life.chance.uniform(*days))
    if not good:
        yield steps.sign(life)
        yield steps.report(life)
        yield from _review(life)
        yield from _follow_up(life, solved=True)


def _in_vain(life: Life) -> Step:
    values = {"reached": False, "how": "phone", "note": life.say("not_reached")}
    return Step("follow_up", "operator", values, days=life.chance.uniform(0.5, 2))


def _reply(life: Life) -> Iterator[Step]:
    """What came from the hotline, the court, the police … goes back with its result, mostly within a day."""
    if life.case.channel not in life.desk.rules.replies.answered or not life.likely(SENT_BACK):
        return
    how = "letter" if life.case.channel in ("court_pre_suit", "petition") else "workbook"
    recipient = life.desk.rules.channels.label(life.case.channel)
    yield Step("send_reply", "operator", {"how": how, "contacted": recipient}, days=life.chance.uniform(0.1, 0.9))
