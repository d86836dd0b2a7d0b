"""Codes behind the words that people type: channels and categories by code or label."""

from typing import TYPE_CHECKING

from govdesk.domain.categories import parent_of

if TYPE_CHECKING:
    from govdesk.services.desk import Desk


def channel_code(desk: "Desk", text: str) -> str:
    """What is unknown is left for the service to refuse by name."""
    found = desk.rules.channels.for_label(text)
    return found.code if found else text


def category_code(desk: "Desk", text: str) -> str:
    """What is unknown is left for the service to refuse by name."""
    if not text or text in desk.rules.categories:
        return text
    found = desk.rules.categories.for_label(text)
    return found[0].code if found else _by_part(desk, text)


def _by_part(desk: "Desk", text: str) -> str:
    """The category whose label alone holds that part (宅基地), or that alone among the main ones does."""
    holding = [item for item in desk.rules.categories if len(text) > 1 and text in item.label]
    main = [item for item in holding if parent_of(item.code) == ""]
    for meant in (holding, main):
        if len(meant) == 1:
            return meant[0].code
    return text
