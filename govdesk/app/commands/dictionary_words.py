"""Codes behind the words that people type: channels and categories by code or label."""

from typing import TYPE_CHECKING

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
    return found[0].code if found else text
