"""准入意见 on what the county sends down: on the street's list, only to assist in, or outside the lists.

The practice of 《县级职能部门向乡镇（街道）交办事项准入办法》: a task outside the lists needs an approval of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from govdesk.domain.case import Case
from govdesk.domain.duties import STREET, DutyItem, items_about
from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind, Channel
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.desk import Desk
from govdesk.services.duties import DutyItemView, duty_view, items_in_force

_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class AdmissionOpinion:
    """What the lists say about a task from above.

    `verdict`: inside (the street leads it), assist_only (the county leads, the street helps), outside, no_list.
    `items` are those it falls under; when outside, the closest ones for comparison.
    """

    case_id: int
    number: str
    title: str
    source: str
    received_on: date
    verdict: str
    heading: str
    opinion: str
    reason: str
    items: tuple[DutyItemView, ...]
    given_on: date


def admission_opinion(desk: Desk, actor: Actor, case_id: int) -> AdmissionOpinion:
    """准入意见 on a task from above: is it on the street's list, does the street only help, or neither.

    Raises RuleViolation `admission_not_superior` for another channel, NotFound, AccessDenied.
    """
    with desk.looking(actor) as work:
        case = case_for_change(work, actor, case_id).case
    if case.channel != Channel.SUPERIOR_ASSIGNED.value:
        raise RuleViolation("admission_not_superior", {"number": case.number})
    return opinion_on(desk, case)


def opinion_on(desk: Desk, case: Case) -> AdmissionOpinion:
    """The same for a case at hand."""
    items = items_in_force(desk)
    about = items_about(items, case.category, f"{case.title}\n{case.text}")
    verdict, chosen = _verdict(desk, items, about)
    heading, opinion = _opinion_words(verdict)
    return AdmissionOpinion(
        case_id=int(case.id or 0),
        number=case.number,
        title=case.title,
        source=case.source_number or desk.rules.channels.label(case.channel),
        received_on=case.received_at.date(),
        verdict=verdict,
        heading=heading,
        opinion=opinion,
        reason=_reason(desk, verdict, chosen),
        items=tuple(duty_view(desk, item) for item in chosen[:_CLOSEST]),
        given_on=desk.clock.now().date(),
    )


def _verdict(desk: Desk, items: Sequence[DutyItem], about: Sequence[DutyItem]) -> tuple[str, list[DutyItem]]:
    if not items:
        return "no_list", []
    led = [item for item in about if _street_leads(desk, item)]
    if led:
        return "inside", led
    if about:
        return "assist_only", list(about)
    return "outside", []


def _street_leads(desk: Desk, item: DutyItem) -> bool:
    """An item of the street's own list is the street's; of the shared list only where a street body leads."""
    if item.list_kind == STREET:
        return True
    kinds = (desk.bodies.by_id[body].kind for body in item.leads if body in desk.bodies.by_id)
    return any(kind is not BodyKind.COUNTY_DEPARTMENT for kind in kinds)


def _opinion_words(verdict: str) -> tuple[str, str]:
    return {
        "inside": (_("清单之内"), _("属于本街道职责，可以准入。")),
        "assist_only": (_("配合事项"), _("主体责任在县直部门，本街道只承担配合责任；建议由主责部门牵头。")),
        "outside": (_("清单之外"), _("不在职责清单和属地清单之内，建议不予准入，退回交办部门并报准入审批。")),
        "no_list": (_("没有清单"), _("还没有导入职责清单，无法比对；请先导入清单。")),
    }[verdict]


def _reason(desk: Desk, verdict: str, items: Sequence[DutyItem]) -> str:
    if verdict in ("inside", "assist_only"):
        return "；".join(duty_view(desk, item).sentence for item in items[:_CLOSEST])
    if verdict == "outside":
        return _("逐条比对清单，没有一条的事项名称或对应类别与本件相符。")
    return ""
