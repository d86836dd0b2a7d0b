"""Bench: our linear model beside scikit-learn's TF-IDF (characters 1–2) with LinearSVC, on the same five folds."""

import csv
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from govdesk.services.demonstration_stories import read_stories, tell
from govdesk.services.linear_model import LinearModel, train

FOLDS = 5
SEED = 7
OWN_TEXTS = 900
_SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "complaints" / "tipdm_complaints_7class_dev.csv"

Samples = tuple[list[str], list[str]]


def run() -> list[dict[str, Any]]:
    """Macro-F1 (mean of five stratified folds) and time for one text at a time.

    Without the reference data beside the checkout our own invented texts are used and the names say so; without
    scikit-learn (a development dependency) there is nothing to compare with and `versus` says that.
    """
    name, (texts, labels) = ("", _reference_texts()) if _SHARED.is_file() else ("_own_texts", _own_texts())
    ours, told, theirs = _Scores(), _Scores(), _Scores()
    rival = _rival()
    for held_out in _folds(labels):
        held = set(held_out)
        rest = [place for place in range(len(texts)) if place not in held]
        taught = ([texts[place] for place in rest], [labels[place] for place in rest])
        asked = ([texts[place] for place in held_out], [labels[place] for place in held_out])
        model = train(*taught, SEED)
        _measure(ours, _label_of(model), asked)
        _measure(told, _label_and_words_of(model), asked)
        if rival is not None:
            _measure(theirs, rival(*taught), asked)
    about = {"texts": len(texts), "labels": len(set(labels)), "folds": FOLDS}
    return _rows(name, about, ours, told, theirs if rival else None)


class _Scores:
    """What the folds gave: macro-F1 each, microseconds a text each."""

    def __init__(self) -> None:
        self.f1: list[float] = []
        self.microseconds: list[float] = []


def _measure(scores: _Scores, answer: Callable[[str], str], asked: Samples) -> None:
    texts, labels = asked
    answer(texts[0])
    started = time.perf_counter()
    given = [answer(text) for text in texts]
    scores.microseconds.append((time.perf_counter() - started) / len(texts) * 1e6)
    scores.f1.append(macro_f1(labels, given))


def macro_f1(truth: Sequence[str], given: Sequence[str]) -> float:
    """The mean over labels of the harmonic mean of precision and recall."""
    right = Counter(was for was, said in zip(truth, given, strict=True) if was == said)
    wanted, said_so = Counter(truth), Counter(given)
    scores = [2 * right[label] / (wanted[label] + said_so[label]) for label in wanted | said_so]
    return statistics.fmean(scores)


def _rows(
    name: str, about: dict[str, int], ours: _Scores, told: _Scores, theirs: _Scores | None
) -> list[dict[str, Any]]:
    versus = "scikit-learn TF-IDF + LinearSVC" if theirs else "scikit-learn is not installed"
    our_f1, our_time = statistics.fmean(ours.f1), statistics.median(ours.microseconds)
    their_f1 = statistics.fmean(theirs.f1) if theirs else None
    their_time = statistics.median(theirs.microseconds) if theirs else None
    return [
        {
            "name": f"classification_macro_f1{name}",
            "value": round(our_f1, 4),
            "unit": "macro-F1",
            "versus": versus,
            "versus_value": round(their_f1, 4) if their_f1 is not None else None,
            "ratio": round(our_f1 / their_f1, 3) if their_f1 else None,
            "difference": round(our_f1 - their_f1, 4) if their_f1 is not None else None,
            **about,
        },
        {
            "name": f"classification_one_text{name}",
            "value": round(our_time, 1),
            "unit": "µs/text",
            "versus": versus,
            "versus_value": round(their_time, 1) if their_time is not None else None,
            "ratio": round(their_time / our_time, 2) if their_time is not None else None,
            "with_words_value": round(statistics.median(told.microseconds), 1),
            **about,
        },
    ]


def _label_of(model: LinearModel) -> Callable[[str], str]:
    return lambda text: model.labels[int(model.margins(text).argmax())]


def _label_and_words_of(model: LinearModel) -> Callable[[str], str]:
    """What the window asks for: the label and the words that spoke for it."""
    return lambda text: model.suggest(text, 1)[0][0]


def _rival() -> Callable[[list[str], list[str]], Callable[[str], str]] | None:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        return None

    def teach(texts: list[str], labels: list[str]) -> Callable[[str], str]:
        features = TfidfVectorizer(analyzer="char", ngram_range=(1, 2))
        machine = LinearSVC().fit(features.fit_transform(texts), labels)
        return lambda text: str(machine.predict(features.transform([text]))[0])

    return teach


def _folds(labels: Sequence[str]) -> list[list[int]]:
    """Stratified: each label's texts, shuffled, are dealt out in turn."""
    chance = random.Random(SEED)
    folds: list[list[int]] = [[] for _fold in range(FOLDS)]
    turn = 0
    for label in sorted(set(labels)):
        places = [place for place, found in enumerate(labels) if found == label]
        chance.shuffle(places)
        for place in places:
            folds[turn % FOLDS].append(place)
            turn += 1
    return folds


def _reference_texts() -> Samples:
    with _SHARED.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    texts = [f"{row['留言主题']}\n{' '.join(row['留言详情'].split())}" for row in rows]
    return texts, [row["一级标签"] for row in rows]


def _own_texts() -> Samples:
    """Stories of the demonstration with their categories."""
    chance = random.Random(SEED)
    stories = read_stories()
    told = [
        tell(stories, chance.choice(stories.all), "孙家村", ("甲某", "乙某", "丙某"), chance) for _n in range(OWN_TEXTS)
    ]
    common = Counter(one.story.category for one in told)
    kept = [one for one in told if common[one.story.category] >= FOLDS]
    return [f"{one.title}\n{one.text}" for one in kept], [one.story.category for one in kept]
