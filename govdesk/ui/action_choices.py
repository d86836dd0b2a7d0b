"""What an action's fields may choose from, where only the centre knows: bodies, mediators, parties, duty items …"""

from dataclasses import replace

from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind
from govdesk.services import grids
from govdesk.services.case_actions import FieldSpec
from govdesk.services.case_card import CaseCard
from govdesk.services.desk import Desk
from govdesk.services.duties import duty_choices
from govdesk.services.merging import case_choices
from govdesk.services.task_force_views import task_force_choices

_OF_THE_COUNTY = frozenset({("call_county", "receiver"), ("answer_call", "transfer_to"), ("answer_call", "receiver")})
_OF_THE_STREET = frozenset({("whistle", "offices")})


def with_choices(desk: Desk, actor: Actor, action: str, spec: FieldSpec, card: CaseCard) -> FieldSpec:
    """The field with its choices filled in; a field that brings its own list stays as it is."""
    if spec.kind == "case" and not spec.choices:
        return replace(spec, choices=tuple(case_choices(desk, actor, card.id, action)))
    if spec.choices or spec.kind not in ("body", "bodies", "mediators", "parties", "task_force", "duty"):
        return spec
    if spec.kind == "duty":
        return replace(spec, choices=duty_choices(desk, card.handler_id))
    if spec.kind == "parties":
        return replace(spec, choices=tuple((party.name, party.name) for party in card.parties))
    if spec.kind == "mediators":
        return replace(spec, choices=tuple((name, name) for name in grids.mediators(desk, card.handler_id)))
    if spec.kind == "task_force":
        return replace(spec, choices=task_force_choices(desk, actor))
    found = grids.bodies(desk, actor)
    if (action, spec.name) in _OF_THE_COUNTY:
        found = [body for body in found if body.kind is BodyKind.COUNTY_DEPARTMENT]
    if (action, spec.name) in _OF_THE_STREET:
        found = [body for body in found if body.kind is not BodyKind.COUNTY_DEPARTMENT]
    return replace(spec, choices=tuple((body.code, body.name) for body in found))
