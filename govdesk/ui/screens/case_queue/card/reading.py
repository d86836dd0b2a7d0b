"""What the card needs of one case, read in one go off the window's thread."""

from dataclasses import dataclass

from govdesk.domain.roles import Actor
from govdesk.services import case_actions, case_card, classification
from govdesk.services.beside_case import BesideCase, beside_case
from govdesk.services.case_actions import ActionOffer
from govdesk.services.case_card import CaseCard
from govdesk.services.desk import Desk
from govdesk.services.routing import RoutingView, explain_routing


@dataclass(frozen=True, slots=True)
class CardReading:
    """`suggested_words` are those that spoke for a category which nobody has confirmed yet."""

    card: CaseCard
    offers: tuple[ActionOffer, ...]
    routing: RoutingView
    suggested_words: tuple[str, ...]
    beside: BesideCase


def read_card(desk: Desk, actor: Actor, case_id: int, reveal: bool) -> CardReading:
    """Raises NotFound, AccessDenied."""
    card = case_card.case_card(desk, actor, case_id, reveal)
    offers = tuple(case_actions.available_actions(desk, actor, case_id))
    routing = explain_routing(desk, actor, case_id)
    return CardReading(card, offers, routing, _suggested(desk, card), beside_case(desk, actor, case_id))


def _suggested(desk: Desk, card: CaseCard) -> tuple[str, ...]:
    if card.category_confirmed or not card.is_open:
        return ()
    found = classification.suggest_category(desk, card.text, title=card.title, channel=card.channel)
    return next((each.words[:4] for each in found if each.category == card.category), ())
