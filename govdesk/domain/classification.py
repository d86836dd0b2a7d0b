"""What a text is about by our own dictionary: words speak for categories, and the answer names them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from govdesk.domain.categories import KINDS
from govdesk.domain.dictionary_entries import Entry

SOURCE = "keywords.toml"
STRONG, WEAK = 3.0, 1.0
TITLE_FACTOR = 2.0
KIND_FACTOR = 0.15
KIND_CEILING = 0.6
_SATURATION = 2.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`score` between 0 and 1; `words` are those of the text that spoke for the category, strongest first."""

    category: str
    score: float
    words: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True)
class KeywordDictionary:
    """The words by their first character, longest first, each with the categories it speaks for."""

    weights: Mapping[str, Mapping[str, float]]
    kind_words: Mapping[str, tuple[str, ...]]
    _by_first: dict[str, tuple[str, ...]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        grouped: dict[str, list[str]] = {}
        for word in self.weights:
            grouped.setdefault(word[0], []).append(word)
        for first, words in grouped.items():
            self._by_first[first] = tuple(sorted(words, key=lambda word: (-len(word), word)))

    def words_in(self, text: str) -> list[str]:
        """The dictionary's words in the text, each once, in order; a word inside a longer one is not told."""
        found: dict[str, None] = {}
        covered = 0
        for place, character in enumerate(text):
            for word in self._by_first.get(character, ()):
                if place + len(word) > covered and text.startswith(word, place):
                    found[word] = None
                    covered = place + len(word)
                    break
        return list(found)


def suggest(
    dictionary: KeywordDictionary,
    kinds: Mapping[str, str],
    title: str,
    text: str,
    likely_kind: str | None = None,
    among: Collection[str] | None = None,
) -> list[Suggestion]:
    """All categories for which anything spoke, best first.

    `kinds` gives the kind of every category; `likely_kind` is what the channel already says (a court's case is a
    dispute); `among` limits the answer, for a label of an import that leaves several categories open.
    """
    said: dict[str, dict[str, float]] = {}
    for part, factor in ((title, TITLE_FACTOR), (text, 1.0)):
        for word in dictionary.words_in(part):
            for category, weight in dictionary.weights[word].items():
                if among is None or category in among:
                    words = said.setdefault(category, {})
                    words[word] = max(words.get(word, 0.0), weight * factor)
    favour = _favour(dictionary, title + text, likely_kind)
    raw = {category: sum(words.values()) * favour[kinds[category]] for category, words in said.items()}
    return _ranked(raw, said)


def parse_keywords(data: Mapping[str, Any], categories: Collection[str]) -> KeywordDictionary:
    """The dictionary from the parsed file; raises BadInput naming category and key."""
    root = Entry(data, SOURCE, "")
    kinds = Entry(root.table("kinds"), SOURCE, "kinds")
    kind_words = {kind: kinds.texts(kind) for kind in KINDS}
    kinds.finish()
    weights: dict[str, dict[str, float]] = {}
    for raw in root.entries("category"):
        entry = Entry(raw, SOURCE, f"category {raw.get('code', '?')}")
        code = entry.text("code")
        if code not in categories:
            entry.refuse("code", code)
        for key, weight in (("strong", STRONG), ("words", WEAK)):
            for word in entry.texts(key):
                if code in weights.setdefault(word, {}):
                    entry.refuse(key, word)
                weights[word][code] = weight
        entry.finish()
    root.finish()
    return KeywordDictionary(weights, kind_words)


def _favour(dictionary: KeywordDictionary, text: str, likely_kind: str | None) -> dict[str, float]:
    favour = {}
    for kind, words in dictionary.kind_words.items():
        spoken = sum(word in text for word in words)
        favour[kind] = 1.0 + min(KIND_FACTOR * spoken, KIND_CEILING) + (1.0 if kind == likely_kind else 0.0)
    return favour


def _ranked(raw: Mapping[str, float], said: Mapping[str, Mapping[str, float]]) -> list[Suggestion]:
    """A share of the squares, damped where little was said at all."""
    total = sum(value * value for value in raw.values())
    ranked = [
        Suggestion(
            category,
            round(value * value / total * value / (value + _SATURATION), 4),
            strongest(said[category].items()),
        )
        for category, value in raw.items()
    ]
    return sorted(ranked, key=lambda found: (-found.score, found.category))


def strongest(words: Iterable[tuple[str, float]], limit: int = 5) -> tuple[str, ...]:
    return tuple(word for word, _weight in sorted(words, key=lambda pair: (-pair[1], pair[0]))[:limit])
