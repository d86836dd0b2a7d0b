"""A rare name that no face can print: an empty box instead of it, and which character is to be written there."""

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from govdesk.domain.errors import GovDeskError
from govdesk.domain.paper_fields import YES
from govdesk.domain.papers import Paper
from govdesk.foundation.text import _

HAND_BOXES = "hand_boxes"


def wants_boxes(data: object) -> bool:
    """Whether the data of a paper asks for boxes itself (`hand_boxes`)."""
    return isinstance(data, Mapping) and data.get(HAND_BOXES) in (True, "true", "1", YES)


def without_wish(data: object) -> object:
    """The data without `hand_boxes`, which is no field of any paper."""
    if isinstance(data, Mapping) and HAND_BOXES in data:
        return {key: value for key, value in data.items() if key != HAND_BOXES}
    return data


def fitted(paper: Paper, hand_boxes: bool) -> Paper:
    """The paper with a box for every character that cannot be printed, where boxes are wanted."""
    if not hand_boxes:
        return paper
    from govdesk.documents.printable import boxed

    return boxed(paper)


def written_by_hand(paper: Paper, source: str = "") -> tuple[str, ...]:
    """What is to be written into the boxes: “𫖯”（U+2B5AF，张𫖯的“姓名”等 3 处）, each character of a person once.

    `source` is the text of the paper's template, which has the names of its fields.
    """
    from govdesk.documents.printable import unprintable
    from govdesk.documents.rendering import labels_of

    found: dict[tuple[str, str], list[str]] = {}
    for item in unprintable(paper, labels_of(paper, source)):
        found.setdefault((item.character, item.person), []).append(f"{item.codepoint}，{item.where}")
    return tuple(_words(character, places) for (character, _person), places in found.items())


def may_be_boxed(error: Exception) -> TypeGuard[GovDeskError]:
    """Whether boxes would let the refused paper through."""
    return isinstance(error, GovDeskError) and error.code == "character_not_printable"


def told(by_hand: Sequence[str]) -> str:
    """The sentence for the person who has to write; empty when nothing is left to write."""
    if not by_hand:
        return ""
    return _("已留空格，打印后请用笔填写：{places}。").format(places="；".join(by_hand))


def _words(character: str, places: Sequence[str]) -> str:
    words = _("“{character}”（{where}等 {count} 处）") if len(places) > 1 else _("“{character}”（{where}）")
    return words.format(character=character, where=places[0], count=len(places))
