"""Guards of the ladder: a tier is skipped only by a named rule or by the supervisor with a reason."""

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Guard
from govdesk.domain.vocabulary import Role, Tier

_ORDER = {tier: rank for rank, tier in enumerate(Tier)}
_OWN_ACTION = {Tier.COUNTY: "county_by_call_only", Tier.TASK_FORCE: "task_force_by_leader_only"}


def no_tier_skipped(file: CaseFile, around: Circumstances) -> None:
    """By hand a case rises one tier at most; 县级 and 专班 are reached by their own actions only.

    A first receiver may be chosen freely, and a ruling on a return corrects the receiver up to the offices without
    counting as a skip: the tier below had not tried in vain, it was not its duty. The supervisor may skip; the row
    asks for the reason.
    """
    target = _target(around)
    if target is None:
        return
    if target in _OWN_ACTION and target is not file.case.tier:
        raise RuleViolation(_OWN_ACTION[target], {"number": file.case.number})
    current = file.case.tier
    if current is None or around.actor.role is Role.SUPERVISOR:
        return
    if around.text("ruling") and target is Tier.OFFICE:
        return
    if _ORDER[target] > _ORDER[current] + 1:
        raise RuleViolation("tier_skipped_by_hand", {"tier": current.value, "to_tier": target.value})


def _target(around: Circumstances) -> Tier | None:
    """The tier that a hand names, else that of the body it names; None where nobody is named."""
    named = around.text("tier")
    if named in set(Tier):
        return Tier(named)
    body = around.body()
    return body.tier if body is not None else None


ROUTING_GUARDS: dict[str, Guard] = {"no_tier_skipped": no_tier_skipped}
