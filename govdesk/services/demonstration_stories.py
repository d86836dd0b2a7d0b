"""The invented stories of the demonstration: material from `resources/demo/stories.toml`, told with chance."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from govdesk.domain.dictionary_entries import REQUIRED, Entry
from govdesk.domain.errors import BadInput
from govdesk.foundation import paths

SOURCE = "stories.toml"


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of invented case. `channels` are weights, `people` the range of how many it concerns."""

    code: str
    category: str
    kind: str
    channels: Mapping[str, int]
    people: tuple[int, int]
    villages: tuple[str, ...]
    titles: tuple[str, ...]
    first: tuple[str, ...]
    then: tuple[str, ...]
    ask: tuple[str, ...]
    results: tuple[str, ...]
    agreement: tuple[str, ...]
    tried: tuple[str, ...]
    failed: tuple[str, ...]
    measures: tuple[str, ...]
    risk: tuple[str, ...]
    urgent: float
    weight: float


@dataclass(frozen=True, slots=True)
class Stories:
    """All stories, the words of their slots, and what offices say while they work (`sayings`)."""

    all: tuple[Story, ...]
    words: Mapping[str, tuple[str, ...]]
    sayings: Mapping[str, tuple[str, ...]]

    def of_kind(self, kind: str) -> tuple[Story, ...]:
        return tuple(story for story in self.all if story.kind == kind)

    def story(self, code: str) -> Story:
        return next(story for story in self.all if story.code == code)


@dataclass(frozen=True, slots=True)
class Told:
    """A story told once. `fill` puts the same village, names and amounts into any further sentence of it."""

    stories: Stories
    story: Story
    title: str
    text: str
    party: str
    other: str
    place: str
    people_count: int
    channel: str
    result: str
    agreement: tuple[str, ...]
    slots: Mapping[str, str]

    def fill(self, template: str) -> str:
        return template.format_map(self.slots)


def tell(
    stories: Stories,
    story: Story,
    village: str,
    names: tuple[str, str, str],
    chance: random.Random,
    variant: int | None = None,
) -> Told:
    """Everything by chance but the village and the three names: party, other party, a third person.

    Titles, first sentences and results of a story belong together by their position in the list; the terms of an
    agreement belong to the first of them. `variant` asks for one position instead of leaving it to chance.
    """
    slots = {
        "village": village,
        "party": names[0],
        "other": names[1],
        "person": names[2],
        "days": str(chance.randint(2, 9)),
        "amount": _amount(chance),
    }
    for slot, key in (("place", "places"), ("time", "times"), ("crop", "crops"), ("shop", "shops")):
        slots[slot] = chance.choice(stories.words[key])
    variant = chance.randrange(len(story.titles)) if variant is None else variant
    parts = [_at(story.first, variant), chance.choice(story.then), chance.choice(story.ask)]
    return Told(
        stories=stories,
        story=story,
        title=story.titles[variant].format_map(slots),
        text="".join(part.format_map(slots) for part in parts),
        party=names[0],
        other=names[1],
        place=slots["place"],
        people_count=_people(story, chance),
        channel=chance.choices(tuple(story.channels), tuple(story.channels.values()))[0],
        result=_at(story.results, variant).format_map(slots),
        agreement=tuple(term.format_map(slots) for term in story.agreement) if variant == 0 else (),
        slots=slots,
    )


@cache
def read_stories() -> Stories:
    """The shipped stories; raises BadInput when the file is missing or wrong."""
    file = paths.resources() / "demo" / SOURCE
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        categories = tomllib.loads((paths.resources() / "dictionaries" / "categories.toml").read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput("resource_missing", {"file": SOURCE}) from error
    kinds = {entry["code"]: entry["kind"] for entry in categories["category"]}
    return parse_stories(data, kinds)


def parse_stories(data: Mapping[str, Any], kinds: Mapping[str, str]) -> Stories:
    """`kinds` gives the kind of every category; raises BadInput naming story and key."""
    root = Entry(data, SOURCE, "")
    words = Entry(root.table("words"), SOURCE, "words")
    lists = {key: words.texts(key, REQUIRED) for key in ("places", "times", "crops", "shops")}
    words.finish()
    defaults = root.table("defaults")
    stories = tuple(_story(raw, kinds, defaults) for raw in root.entries("story"))
    said = Entry(root.table("sayings"), SOURCE, "sayings")
    sayings = {key: said.texts(key, REQUIRED) for key in said.keys()}  # noqa: SIM118
    root.finish()
    return Stories(stories, lists, sayings)


def _story(raw: Mapping[str, Any], kinds: Mapping[str, str], defaults: Mapping[str, Any]) -> Story:
    entry = Entry(raw, SOURCE, f"story {raw.get('code', '?')}")
    category = entry.text("category")
    if category not in kinds:
        entry.refuse("category", category)
    kind = kinds[category]
    usual = Entry(defaults.get(kind, {}), SOURCE, f"defaults {kind}")
    low, high = entry.raw("people")
    story = Story(
        code=entry.text("code"),
        category=category,
        kind=kind,
        channels={str(code): int(weight) for code, weight in entry.table("channels").items()},
        people=(int(low), int(high)),
        villages=entry.texts("villages"),
        titles=entry.texts("titles", REQUIRED),
        first=entry.texts("first", REQUIRED),
        then=entry.texts("then", REQUIRED),
        ask=entry.texts("ask", REQUIRED),
        results=entry.texts("results", REQUIRED),
        agreement=entry.texts("agreement"),
        tried=entry.texts("tried", usual.texts("tried", REQUIRED)),
        failed=entry.texts("failed", usual.texts("failed", REQUIRED)),
        measures=entry.texts("measures", usual.texts("measures", REQUIRED)),
        risk=entry.texts("risk"),
        urgent=float(entry.raw("urgent", 0.0)),
        weight=float(entry.raw("weight", 1.0)),
    )
    entry.finish()
    return story


def _at(sentences: tuple[str, ...], variant: int) -> str:
    return sentences[variant % len(sentences)]


def _people(story: Story, chance: random.Random) -> int:
    """Mostly near the lower end: few matters concern a crowd."""
    low, high = story.people
    return low + int((high - low) * chance.random() ** 3)


def _amount(chance: random.Random) -> str:
    return str(chance.choice((600, 800, 1200, 1800, 2400, 3600, 4800, 6000, 8500, 12000, 16800, 24000)))
