"""Duty lists (职责任务清单、属地管理清单): items with who leads and who assists, and what they say about a case."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STREET, SHARED = "street", "shared"
KINDS = (STREET, SHARED)
"""The street's own list (《乡镇（街道）职责任务清单》) and the list it shares with the county (属地管理事项清单)."""

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_STEPS = {"十": 10, "百": 100}
_REFERENCE = re.compile(
    r"(?P<list>[一-鿿（）()]{0,12}?清单)?[》”\s]*第?\s*(?P<number>\d{1,4}|[〇零一二两三四五六七八九十百]{1,6})\s*[项条号]"
)
_ALONE = re.compile(r"\s*(\d{1,4})\s*")
_SHARED_WORDS = ("属地", "共享", "县乡", "配合")
_SIMILAR_ENOUGH = 0.6
_SHORTEST_TITLE = 3


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One item of a list in force. `number` as printed; `leads` and `assists` are the bodies of this centre.

    `categories` were given by the file itself, `likely` were read from the item's words.
    """

    id: int
    list_kind: str
    number: str
    domain: str
    title: str
    lead_words: str
    assist_words: str
    basis: str
    leads: tuple[int, ...] = ()
    assists: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An item that a text names: `list_kind` empty when it does not say of which list."""

    list_kind: str
    number: str


def duty_order(
    defaults: Mapping[int, Sequence[str]], items: Iterable[DutyItem], street_bodies: frozenset[int]
) -> dict[str, tuple[int, ...]]:
    """For every category the bodies whose duty it is, the first being the one that receives.

    The lists' own categories decide; then what the centre began with (`defaults`, categories by body in the order of
    the bodies); then what was read from the items' words, those named most often first. A county department is not
    among them: it is only called.
    """
    given: dict[str, list[int]] = {}
    likely: dict[str, Counter[int]] = {}
    for item in items:
        leads = [body for body in item.leads if body in street_bodies]
        for category in item.categories:
            given.setdefault(category, []).extend(leads)
        for category in item.likely:
            likely.setdefault(category, Counter()).update(leads)
    begun: dict[str, list[int]] = {}
    for body, categories in defaults.items():
        for category in categories:
            begun.setdefault(category, []).append(body)
    order = {}
    for category in dict.fromkeys((*given, *begun, *likely)):
        often = [body for body, _count in likely.get(category, Counter()).most_common()]
        order[category] = tuple(dict.fromkeys((*given.get(category, ()), *begun.get(category, ()), *often)))
    return {category: bodies for category, bodies in order.items() if bodies}


def references(text: str) -> tuple[Reference, ...]:
    """The items a text names: 职责清单第41项, 属地管理清单第十二条, or nothing but a number."""
    if alone := _ALONE.fullmatch(text):
        return (Reference("", str(int(alone[1]))),)
    found = []
    for match in _REFERENCE.finditer(text):
        named = match["list"] or ""
        if not named and "第" not in match[0]:
            continue
        number = match["number"]
        value = int(number) if number.isdecimal() else _number(number)
        found.append(Reference(_kind_named(named), str(value)))
    return tuple(dict.fromkeys(found))


def find_items(items: Sequence[DutyItem], reference: Reference) -> tuple[DutyItem, ...]:
    """The items a reference means; several when it does not name its list and both have the number."""
    return tuple(
        item
        for item in items
        if item.number.lstrip("0") == reference.number and reference.list_kind in ("", item.list_kind)
    )


def items_about(items: Iterable[DutyItem], category: str, text: str) -> tuple[DutyItem, ...]:
    """The items that a case of this category and text falls under, those that speak of its words first."""
    scored = []
    for place, item in enumerate(items):
        score = likeness(item.title, text)
        in_category = category in item.categories or (category in item.likely and not item.categories)
        if score >= _SIMILAR_ENOUGH or category in item.categories or (in_category and score > 0):
            scored.append((-score, place, item))
    return tuple(item for _score, _place, item in sorted(scored, key=lambda entry: entry[:2]))


def likeness(title: str, text: str) -> float:
    """The share of the title's character pairs that stand in the text too."""
    words = re.sub(r"[\W_]+", "", title)
    if len(words) < _SHORTEST_TITLE:
        return 1.0 if words and words in text else 0.0
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs)


def list_kind_of(words: str) -> str:
    """Which list a title, sheet or file name speaks of."""
    return SHARED if any(word in words for word in _SHARED_WORDS) else STREET


def _kind_named(words: str) -> str:
    if not words:
        return ""
    return SHARED if any(word in words for word in _SHARED_WORDS) else STREET


def _number(words: str) -> int:
    """四十一 → 41, 一百零二 → 102, 十 → 10."""
    total, digit = 0, 0
    for character in words:
        if character in _STEPS:
            total += (digit or 1) * _STEPS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
