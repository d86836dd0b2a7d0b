"""Who mediates: assigned by the committee or chosen by the parties (人民调解法 §19, §23), and 回避."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, Mediation, SideRecord
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.mediation_work import (
    AVOIDANCE,
    Avoidance,
    avoidances_of,
    changed_record,
    next_of,
    place_of,
    with_record,
    with_values,
)

GRANTED = "granted"


def assign_mediators(file: CaseFile, around: Circumstances) -> CaseFile:
    """Instead of those before. Whoever was kept away by 回避 cannot come back."""
    chosen = around.texts("mediators")
    refuse_unfit(file, around, chosen)
    return _seated(file, chosen, around.text("selected_by"))


def request_avoidance(file: CaseFile, around: Circumstances) -> CaseFile:
    """A party, or the mediator himself, says why he should not mediate."""
    current = _current(file)
    name = around.text("mediator")
    if name not in current.mediators:
        raise RuleViolation("not_a_mediator_here", {"name": name, "known": "、".join(current.mediators)})
    if any(item.mediator == name and item.record.state == "open" for item in avoidances_of(file)):
        raise RuleViolation("avoidance_asked_already", {"name": name})
    data: dict[str, object] = {
        "mediation": place_of(file, current),
        "number": next_of(file, AVOIDANCE),
        "mediator": name,
        "asked_by": around.text("asked_by"),
        "reason": around.text("reason"),
    }
    return with_record(file, SideRecord(AVOIDANCE, around.now, body_id=current.committee_id, data=data))


def decide_avoidance(file: CaseFile, around: Circumstances) -> CaseFile:
    """The committee decides. Granted: the mediator leaves the table and somebody takes the place."""
    asked = _asked(file, around)
    decision = around.text("decision")
    replacing = around.texts("mediators")
    decided = with_values(asked.record, decision=decision, why=around.text("reason"), replaced_by=list(replacing))
    after = changed_record(file, asked.record, replace(decided, state="ended", ended_at=around.now))
    if decision != GRANTED:
        return after
    refuse_unfit(after, around, replacing)
    kept = tuple(name for name in _current(file).mediators if name != asked.mediator)
    seated = tuple(dict.fromkeys((*kept, *replacing)))
    if not seated:
        raise RuleViolation("nobody_mediates", {"name": asked.mediator})
    return _seated(after, seated, _current(file).selected_by)


def refuse_unfit(file: CaseFile, around: Circumstances, names: tuple[str, ...]) -> None:
    """A party, somebody kept away by 回避, or somebody whose term is over does not mediate here."""
    parties = {party.name for party in file.parties}
    kept_away = {item.mediator for item in avoidances_of(file) if item.decision == GRANTED}
    for name in names:
        if name in parties:
            raise RuleViolation("mediator_is_a_party", {"name": name})
        if name in kept_away:
            raise RuleViolation("mediator_avoids", {"name": name})
        if name in around.retired:
            raise RuleViolation("mediator_retired", {"name": name})
    if len(set(names)) != len(names):
        raise RuleViolation("mediator_named_twice", {})


def _asked(file: CaseFile, around: Circumstances) -> Avoidance:
    open_ones = [item for item in avoidances_of(file) if item.record.state == "open"]
    wanted = around.text("mediator")
    found = [item for item in open_ones if wanted in ("", item.mediator)]
    if len(found) != 1:
        raise RuleViolation("no_avoidance_open" if not found else "say_which_mediator", {"name": wanted})
    return found[0]


def _seated(file: CaseFile, names: tuple[str, ...], selected_by: str) -> CaseFile:
    current = _current(file)
    seated = replace(current, mediators=names, selected_by=selected_by or current.selected_by)
    return replace(file, mediations=tuple(seated if item is current else item for item in file.mediations))


def _current(file: CaseFile) -> Mediation:
    current = file.open_mediation
    assert current is not None
    return current


MEDIATOR_EFFECTS: dict[str, Effect] = {
    "assign_mediators": assign_mediators,
    "request_avoidance": request_avoidance,
    "decide_avoidance": decide_avoidance,
}
