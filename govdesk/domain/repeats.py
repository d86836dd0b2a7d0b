"""这个人、这件事是不是来过: two cases compared by person, place, cause, time and words, with the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.text_grams import grams

SOURCE = "repeats.toml"
READ = 6_000
"""So many characters of title and text are compared; the rest of a long message repeats what was said."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What two cases are compared by. `grid_id` None: the place is not known; `village_id`: its village, if any."""

    title: str
    text: str
    category: str
    received_at: datetime
    grid_id: int | None = None
    village_id: int | None = None
    address: str = ""
    phones: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    id_numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ramp:
    """Nothing up to `start`, everything from `full` on, straight in between."""

    start: float
    full: float

    def at(self, value: float) -> float:
        return min(1.0, max(0.0, (value - self.start) / (self.full - self.start)))


@dataclass(frozen=True, slots=True)
class RecentPoints:
    days: int
    points: int


@dataclass(frozen=True)
class RepeatRules:
    """The points for every kind of agreement and the sum from which a case is shown as a possible repeat.

    `beside_best`: beside a likelier one only those with so many hundredths of its points are told.
    """

    version: str
    likely: int
    shown: int
    beside_best: int
    points: Mapping[str, int]
    recent: tuple[RecentPoints, ...]
    likeness: Ramp
    containment: Ramp
    grams_needed: int
    candidates: int
    nobody: tuple[str, ...]

    def is_name(self, name: str) -> bool:
        """A name that tells a person: not 匿名, 某居民, 张女士."""
        return len(name) >= 2 and not any(word in name for word in self.nobody)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`points` from 0 to 100; `reasons` are codes with what they name, the strongest first; `alike` of the words."""

    points: int
    reasons: tuple[tuple[str, Any], ...]
    same_person: bool
    days: int
    alike: float = 0.0


@dataclass(frozen=True)
class Words:
    """The grams of the new text with their weights; what is asked again and again is counted once."""

    weights: Mapping[str, float]
    total: float = field(init=False)
    mean: float = field(init=False)

    def __post_init__(self) -> None:
        total = sum(self.weights.values())
        object.__setattr__(self, "total", total)
        object.__setattr__(self, "mean", total / len(self.weights) if self.weights else 0.0)


def matter_of(file: CaseFile, village_id: int | None, rules: RepeatRules) -> Matter:
    case = file.case
    parties = file.parties
    return Matter(
        title=case.title,
        text=case.text,
        category=case.category,
        received_at=case.received_at,
        grid_id=None if case.place_pending else case.grid_id,
        village_id=None if case.place_pending else village_id,
        address=case.address,
        phones=telephones((case.phone, *(party.phone for party in parties))),
        names=names((case.reporter, *(party.name for party in parties)), rules),
        id_numbers=id_numbers(party.id_number for party in parties),
    )


def telephones(texts: Iterable[str]) -> frozenset[str]:
    """Whole telephone numbers, digits only; a masked one (138****0001) tells nobody."""
    found = set()
    for text in texts:
        digits = "".join(character for character in text if character.isascii() and character.isdigit())
        if "*" not in text and len(digits) >= 7:
            found.add(digits[-11:])
    return frozenset(found)


def names(texts: Iterable[str], rules: RepeatRules) -> frozenset[str]:
    return frozenset(name for name in ("".join(text.split()) for text in texts) if rules.is_name(name))


def id_numbers(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text.strip().upper() for text in texts if len(text.strip()) >= 15 and "*" not in text)


def said(title: str, text: str) -> str:
    """What is compared of a case's words."""
    return f"{title}\n{text}"[:READ]


def plain_address(address: str) -> str:
    """The address without white space and punctuation; empty when it is too short to name a spot."""
    plain = "".join(character for character in address if character.isalnum())
    return plain if len(plain) >= 4 else ""


def judge(new: Matter, old: Matter, words: Words, rules: RepeatRules) -> Judgement:
    """How likely `new` is the same matter as `old`, and why."""
    found: list[tuple[int, str, Any]] = []
    same_person = _judge_person(new, old, rules, found)
    _judge_place(new, old, rules, found)
    if new.category and new.category == old.category:
        found.append((rules.points["category"], "category", new.category))
    alike = _alike(words, old, rules)
    if alike > 0:
        found.append((round(rules.points["text"] * alike), "text", round(alike * 100)))
    days = abs((new.received_at.date() - old.received_at.date()).days)
    recent = next((item.points for item in rules.recent if days <= item.days), 0)
    points = sum(item[0] for item in found) + recent
    found.sort(key=lambda item: -item[0])
    reasons = tuple((code, fact) for worth, code, fact in found if worth > 0)
    return Judgement(max(0, min(100, points)), reasons, same_person, days, alike)


def _judge_person(new: Matter, old: Matter, rules: RepeatRules, found: list[tuple[int, str, Any]]) -> bool:
    """The strongest tie counts: who has the same number usually has the same name, and that is one fact."""
    for code, mine, theirs in (
        ("id_number", new.id_numbers, old.id_numbers),
        ("phone", new.phones, old.phones),
        ("name", new.names, old.names),
    ):
        both = mine & theirs
        if both:
            found.append((rules.points[code], code, min(both)))
            return True
    return False


def _judge_place(new: Matter, old: Matter, rules: RepeatRules, found: list[tuple[int, str, Any]]) -> None:
    address = plain_address(new.address)
    if address and address == plain_address(old.address):
        found.append((rules.points["address"], "address", new.address.strip()))
    elif new.grid_id is not None and new.grid_id == old.grid_id:
        found.append((rules.points["grid"], "grid", new.grid_id))
    elif new.village_id is not None and new.village_id == old.village_id:
        found.append((rules.points["village"], "village", new.village_id))
    elif new.village_id is not None and old.village_id is not None:
        found.append((-rules.points["elsewhere"], "elsewhere", old.village_id))


def _alike(words: Words, old: Matter, rules: RepeatRules) -> float:
    """0 to 1 by the weighted share of common grams (Jaccard), or by one text lying in the other.

    The weight of the old text's own grams is estimated by the mean of the new ones: looking ten thousand grams up
    for fifty candidates would take longer than everything else.
    """
    if not words.weights:
        return 0.0
    theirs = grams(said(old.title, old.text))
    if not theirs:
        return 0.0
    common = [words.weights[gram] for gram in words.weights.keys() & theirs]
    shared = sum(common)
    their_total = max(shared, len(theirs) * words.mean)
    whole = words.total + their_total - shared
    by_share = rules.likeness.at(shared / whole) if whole else 0.0
    smaller = min(words.total, their_total)
    inside = rules.containment.at(shared / smaller) if smaller else 0.0
    return max(by_share * min(1.0, 2 * shared / rules.grams_needed), inside * min(1.0, shared / rules.grams_needed))


_POINTS = ("id_number", "phone", "name", "address", "grid", "village", "elsewhere", "category", "text")


def parse_repeats(data: Mapping[str, Any]) -> RepeatRules:
    """The rules from the parsed file; raises BadInput naming the key."""
    root = Entry(data, SOURCE, "")
    points = Entry(root.table("points"), SOURCE, "points")
    likeness = Entry(root.table("likeness"), SOURCE, "likeness")
    recent = []
    for raw in root.entries("recent"):
        entry = Entry(raw, SOURCE, "recent")
        recent.append(RecentPoints(entry.number("days"), entry.number("points")))
        entry.finish()
    rules = RepeatRules(
        version=root.text("version"),
        likely=root.number("likely"),
        shown=root.number("shown"),
        beside_best=root.number("beside_best"),
        points={code: points.number(code) for code in _POINTS},
        recent=tuple(sorted(recent, key=lambda item: item.days)),
        likeness=_ramp(likeness, "share"),
        containment=_ramp(likeness, "inside"),
        grams_needed=likeness.number("grams_needed"),
        candidates=root.number("candidates"),
        nobody=root.texts("nobody"),
    )
    for entry in (points, likeness, root):
        entry.finish()
    return rules


def _ramp(entry: Entry, key: str) -> Ramp:
    """Two percentages, the first smaller than the second."""
    value = entry.raw(key)
    fits = isinstance(value, list) and len(value) == 2 and all(type(item) is int for item in value)
    if not fits or not 0 <= value[0] < value[1] <= 100:
        entry.refuse(key, value)
    return Ramp(value[0] / 100, value[1] / 100)
