"""What a new case is probably about: our own dictionary, joined by what the centre's confirmed cases have taught.

Nothing trained is shipped. The model lies in the data folder and is made from the centre's own cases.
"""

import threading
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from govdesk.domain.categories import Categories, parse_categories
from govdesk.domain.classification import KeywordDictionary, Suggestion, parse_keywords, suggest
from govdesk.domain.errors import BadInput
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.storage.queries.classification import count_confirmed, read_confirmed_texts

if TYPE_CHECKING:
    from govdesk.services.linear_model import LinearModel

FEWEST_CASES = 40
MOST_CASES = 20_000
HALF_TRUST = 150
GROWTH = 1.2
SEED = 20260101
REST_DISPUTE, REST_MATTER = "other_dispute", "other_matter"
_KIND_OF_CHANNEL = {"court_pre_suit": "dispute", "police_referral": "dispute"}
_training = threading.Lock()


@dataclass(frozen=True, slots=True)
class Training:
    """What one training used."""

    cases: int
    categories: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The category of an imported row. `confirmed`: its own label left no doubt."""

    category: str
    confirmed: bool


def suggest_category(
    desk: Desk,
    text: str,
    limit: int = 3,
    *,
    title: str = "",
    channel: str = "",
    among: Collection[str] | None = None,
) -> list[Suggestion]:
    """The likeliest categories, best first, with the words that spoke for each; nothing when nothing spoke."""
    scheme = desk.rules.categories
    allowed = frozenset(category.code for category in scheme)
    if among is not None:
        allowed &= frozenset(among)
    kinds = {category.code: category.kind for category in scheme}
    spoken = suggest(_dictionary(), kinds, title, text, _KIND_OF_CHANNEL.get(channel), allowed)
    learned = _learned(desk, f"{title}\n{text}", allowed)
    if learned:
        spoken = _joined(spoken, learned, _trust(desk))
    return [replace(found, label=scheme.label(found.category)) for found in spoken[:limit]]


def resolve_category(desk: Desk, label: str, text: str, title: str = "", channel: str = "") -> Resolved:
    """For an imported row: its own label where that means one category, else the likeliest of those it may mean."""
    scheme = desk.rules.categories
    meant = scheme.for_label(label) if label.strip() else ()
    if len(meant) == 1:
        return Resolved(meant[0].code, True)
    codes = [category.code for category in meant] or None
    found = suggest_category(desk, text, 1, title=title, channel=channel, among=codes)
    if found:
        return Resolved(found[0].category, False)
    if meant:
        return Resolved(meant[0].code, False)
    return Resolved(_rest(scheme, channel), False)


def training_due(desk: Desk) -> bool:
    """Whether enough new confirmed cases stand there for another training; cheap, for the background to ask."""
    with desk.database.reading() as connection:
        confirmed = min(count_confirmed(connection), MOST_CASES)
    model = _model(desk)
    return confirmed >= max(FEWEST_CASES, GROWTH * (model.trained_on if model else 0))


def train_from_confirmed(desk: Desk) -> Training:
    """Learn from the confirmed cases and keep the model in the data folder. Seconds of work: call it in the background.

    Raises BadInput `classifier_too_few` with too few cases or only one category.
    """
    from govdesk.services.linear_model import train

    with _training:
        with desk.database.reading() as connection:
            confirmed = read_confirmed_texts(connection, MOST_CASES)
        categories = {case.category for case in confirmed}
        if len(confirmed) < FEWEST_CASES or len(categories) < 2:
            facts = {"count": len(confirmed), "classes": len(categories), "needed": FEWEST_CASES}
            raise BadInput("classifier_too_few", facts)
        texts = [f"{case.title}\n{case.text}" for case in confirmed]
        model = train(texts, [case.category for case in confirmed], SEED)
        file = _model_file(desk)
        file.parent.mkdir(parents=True, exist_ok=True)
        model.save(file)
        return Training(len(confirmed), len(categories))


def _learned(desk: Desk, text: str, allowed: frozenset[str]) -> list[Suggestion]:
    model = _model(desk)
    if model is None:
        return []
    found = [
        Suggestion(label, share, words)
        for label, share, words in model.suggest(text, len(model.labels) if len(allowed) < 10 else 6)
        if label in allowed
    ]
    total = sum(suggestion.score for suggestion in found)
    return [replace(suggestion, score=suggestion.score / total) for suggestion in found] if total else []


def _joined(spoken: list[Suggestion], learned: list[Suggestion], trust: float) -> list[Suggestion]:
    """Weighted by how much the model has seen; the words of both, the more trusted one's first."""
    by_category = {
        suggestion.category: replace(suggestion, score=(1 - trust) * suggestion.score) for suggestion in spoken
    }
    for suggestion in learned:
        before = by_category.get(suggestion.category)
        words = suggestion.words if before is None else tuple(dict.fromkeys((*before.words, *suggestion.words)))
        score = trust * suggestion.score + (before.score if before else 0.0)
        by_category[suggestion.category] = Suggestion(suggestion.category, round(score, 4), words[:5])
    return sorted(by_category.values(), key=lambda found: (-found.score, found.category))


def _trust(desk: Desk) -> float:
    model = _model(desk)
    return model.trained_on / (model.trained_on + HALF_TRUST) if model else 0.0


def _model(desk: Desk) -> "LinearModel | None":
    """The centre's model, or None while there is none or its file is broken (the dictionary goes on alone)."""
    file = _model_file(desk)
    try:
        written = file.stat().st_mtime_ns
    except OSError:
        return None
    return _loaded(file, written)


@lru_cache(maxsize=4)
def _loaded(file: Path, _written: int) -> "LinearModel | None":
    from govdesk.services.linear_model import load

    try:
        return load(file)
    except BadInput:
        return None


@lru_cache(maxsize=1)
def _dictionary() -> KeywordDictionary:
    known = parse_categories(shipped("categories"))
    return parse_keywords(shipped("keywords"), frozenset(category.code for category in known))


def _rest(scheme: Categories, channel: str) -> str:
    wanted = REST_DISPUTE if _KIND_OF_CHANNEL.get(channel) == "dispute" else REST_MATTER
    return wanted if wanted in scheme else scheme.all[-1].code


def _model_file(desk: Desk) -> Path:
    return desk.folder / "models" / "classification.npz"
