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
_ONE = r"(?:\d{1,4}|[〇零一二两三四五六七八九十百]{1,6})"
_REFERENCE = re.compile(
    rf"(?P<list>[一-鿿（）()]{{0,12}}?清单)[》”\"\s]*(?:中的?|的|内)?\s*第?\s*"
    rf"(?P<numbers>{_ONE}(?:\s*[、，,和及]\s*第?\s*{_ONE})*)(?!\s*年)"
)
_ALONE = re.compile(rf"\s*第?\s*(?P<number>{_ONE})\s*[项条号]?\s*")
_SHARED_WORDS = (
    *("属地", "共享", "共同", "县乡", "区镇", "配合履职", "配合事项", "配合责任清单", "主体责任", "shared"),
    *(f"{level}{what}" for level in ("县级", "区级") for what in ("主管", "责任", "部门", "职能部门")),
    *("县直", "区直"),
)
_STREET_WORDS = ("职责清单", "职责任务", "任务清单", "权责清单", "履职事项", "街道清单")
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
    """The items a text names: 职责清单第41项, 属地管理清单第十二、十三项, or nothing but a number (41, 第41项).

    信访工作条例第23条 is a law and no item: a number inside a text needs the list before it.
    """
    if alone := _ALONE.fullmatch(text):
        return (Reference("", str(_value(alone["number"]))),)
    found = []
    for match in _REFERENCE.finditer(text):
        for number in re.findall(_ONE, match["numbers"]):
            found.append(Reference(list_kind_of(match["list"]), str(_value(number))))
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


def list_kind_of(*texts: str) -> str:
    """Which list a heading, a sheet, a file name, the columns speak of: the first text that says so decides."""
    for text in texts:
        if any(word in text.lower() for word in _SHARED_WORDS):
            return SHARED
        if any(word in text for word in _STREET_WORDS):
            return STREET
    return STREET


def _value(words: str) -> int:
    """四十一 → 41, 一百零二 → 102, 十 → 10."""
    if words.isdecimal():
        return int(words)
    total, digit = 0, 0
    for character in words:
        if character in _STEPS:
            total += (digit or 1) * _STEPS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
