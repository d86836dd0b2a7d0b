"""A linear classifier over character 1–2-grams, trained and read with numpy alone.

One-vs-rest squared hinge by dual coordinate descent (Hsieh et al. 2008, the method behind LinearSVC), all classes
of one text updated together; features are TF-IDF with smooth idf and unit length. Import this module only where a
model is really used: it brings numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from govdesk.domain.errors import BadInput

EPOCHS = 30
COST = 1.0
TOLERANCE = 0.01
SHARPNESS = 3.0
FORMAT = 1
_PARTICLES = "的了是在我们你他和与就也都很不有被把"

Floats = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class LinearModel:
    """`vocabulary`: sorted keys of the n-grams, see `_keys`. `trained_on`: how many texts.

    `weights`: one row per n-gram and a last one for the bias, one column per label.
    """

    labels: tuple[str, ...]
    vocabulary: Places
    idf: Floats
    weights: Weights
    trained_on: int

    def margins(self, text: str) -> Floats:
        """The distance from each label's border, positive on its side; shape (labels,)."""
        found = _read(cleaned_text(text), self.vocabulary)
        values = _unit(found.counts * self.idf[found.places])
        return np.asarray(values @ self.weights[found.places] + self.weights[-1], dtype=np.float64)

    def suggest(self, text: str, limit: int = 3) -> list[tuple[str, float, tuple[str, ...]]]:
        """Labels with scores that add up to 1 over all labels, and the words that spoke for each, best first."""
        cleaned = cleaned_text(text)
        found = _read(cleaned, self.vocabulary)
        values = _unit(found.counts * self.idf[found.places])
        contributions = values[:, None] * self.weights[found.places]
        margins = contributions.sum(axis=0) + self.weights[-1]
        shares = np.exp(SHARPNESS * (margins - margins.max()))
        shares /= shares.sum()
        order = np.argsort(-shares, kind="stable")[:limit]
        return [
            (self.labels[best], float(shares[best]), _words(cleaned, found, contributions[:, best]))
            for best in order.tolist()
        ]

    def save(self, file: Path) -> None:
        """Written beside and moved into place, so that a reader never sees half a file."""
        beside = file.with_name(file.name + ".part")
        with beside.open("wb") as opened:
            np.savez_compressed(
                opened,
                format=np.array(FORMAT),
                labels=np.array(self.labels),
                vocabulary=self.vocabulary,
                idf=self.idf,
                weights=self.weights,
                trained_on=np.array(self.trained_on),
            )
        beside.replace(file)


def train(texts: Sequence[str], labels: Sequence[str], seed: int) -> LinearModel:
    """Same texts, labels and seed: same model. Raises BadInput `classifier_too_few` below two labels."""
    names = tuple(sorted({str(label) for label in labels}))
    if len(names) < 2:
        raise BadInput("classifier_too_few", {"count": len(texts), "classes": len(names), "needed": 2})
    vocabulary, idf = _vocabulary(texts)
    rows = []
    for text in texts:
        found = _read(cleaned_text(text), vocabulary)
        values = np.append(_unit(found.counts * idf[found.places]), 1.0)
        rows.append((np.append(found.places, len(vocabulary)), values))
    number = {name: place for place, name in enumerate(names)}
    targets = np.full((len(texts), len(names)), -1.0)
    targets[np.arange(len(texts)), [number[label] for label in labels]] = 1.0
    weights = _descend(rows, targets, len(vocabulary) + 1, seed)
    return LinearModel(names, vocabulary, idf, weights.astype(np.float32), len(texts))


def load(file: Path) -> LinearModel:
    """Raises BadInput `classifier_unreadable` for a file that is not such a model."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            return _from_arrays({name: stored[name] for name in stored.files})
    except (OSError, ValueError, KeyError, BadZipFile, EOFError) as broken:
        raise BadInput("classifier_unreadable", {"file": file.name}) from broken


def cleaned_text(text: str) -> str:
    """White space does not count, and capitals are small."""
    return "".join(text.split()).lower()


def _from_arrays(stored: dict[str, Any]) -> LinearModel:
    vocabulary, weights = stored["vocabulary"], stored["weights"]
    if int(stored["format"]) != FORMAT or weights.shape != (len(vocabulary) + 1, len(stored["labels"])):
        raise ValueError("not a model of this program")
    return LinearModel(
        labels=tuple(stored["labels"].tolist()),
        vocabulary=vocabulary,
        idf=stored["idf"],
        weights=weights,
        trained_on=int(stored["trained_on"]),
    )


def _descend(rows: list[tuple[Places, Floats]], targets: Floats, features: int, seed: int) -> Floats:
    """Dual coordinate descent; stops when no dual variable moves by more than the tolerance in an epoch."""
    weights = np.zeros((features, targets.shape[1]))
    duals = np.zeros_like(targets)
    diagonal = 1.0 / (2.0 * COST)
    curvature = [float(values @ values) + diagonal for _places, values in rows]
    chance = np.random.default_rng(seed)
    for _epoch in range(EPOCHS):
        largest = 0.0
        for row in chance.permutation(len(rows)):
            places, values = rows[row]
            gradient = targets[row] * (values @ weights[places]) - 1.0 + diagonal * duals[row]
            moved = np.maximum(duals[row] - gradient / curvature[row], 0.0)
            step = moved - duals[row]
            duals[row] = moved
            weights[places] += values[:, None] * (step * targets[row])
            largest = max(largest, float(np.abs(step).max()))
        if largest < TOLERANCE:
            break
    return weights


def _vocabulary(texts: Sequence[str]) -> tuple[Places, Floats]:
    """Every n-gram of the texts, sorted, with its smooth inverse document frequency."""
    documents = [np.unique(_keys(cleaned_text(text))) for text in texts]
    vocabulary, frequency = np.unique(np.concatenate(documents), return_counts=True)
    return vocabulary, np.log((1 + len(texts)) / (1 + frequency)) + 1.0


def _keys(text: str) -> Places:
    """One number for every character of the cleaned text, then for every pair; shape (2 n - 1,).

    A pair is the first code point shifted by 21 bits (Unicode ends below 2^21) plus the second.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    return np.concatenate((points, (points[:-1] << 21) + points[1:]))


class _Reading(NamedTuple):
    """The n-grams of a text that the vocabulary has: `places` each once, with `counts`.

    `tokens` says for each of `_keys` where it went in `places`, -1 for unknown ones.
    """

    places: Places
    counts: Floats
    tokens: Places


def _read(text: str, vocabulary: Places) -> _Reading:
    keys, tokens, counts = np.unique(_keys(text), return_inverse=True, return_counts=True)
    places = np.minimum(np.searchsorted(vocabulary, keys), len(vocabulary) - 1)
    known = vocabulary[places] == keys
    renumbered = np.where(known, np.cumsum(known) - 1, -1)
    return _Reading(places[known], counts[known].astype(np.float64), renumbered[tokens])


def _unit(values: Floats) -> Floats:
    length = float(np.sqrt(values @ values))
    return values / length if length else values


def _words(text: str, found: _Reading, contributions: Floats) -> tuple[str, ...]:
    """The pairs that spoke most for a label, grown together where they touch in the text."""
    if len(text) < 2:
        return ()
    spoken = np.append(contributions, 0.0)[found.tokens]  # an unknown token, -1, reads the zero at the end
    written = np.fromiter(map(str.isalnum, text), dtype=bool, count=len(text))
    pairs = np.maximum(spoken[len(text) :], 0.0) * (written[:-1] & written[1:])
    worth = np.zeros(len(text))
    worth[:-1] += pairs
    worth[1:] += pairs
    return _merged(text, worth)


def _merged(text: str, worth: Floats, limit: int = 3, longest: int = 6) -> tuple[str, ...]:
    """The strongest stretches of the text whose characters all spoke, none longer than `longest`."""
    stretches: dict[str, float] = {}
    places = np.flatnonzero(worth > 0.25 * worth.max()).tolist()
    start = 0
    for end in range(1, len(places) + 1):
        if end < len(places) and places[end] == places[end - 1] + 1 and end - start < longest:
            continue
        first, last = places[start], places[end - 1] + 1
        word = text[first:last].strip(_PARTICLES)
        if len(word) > 1:
            stretches[word] = max(stretches.get(word, 0.0), float(worth[first:last].mean()))
        start = end
    return tuple(sorted(stretches, key=lambda word: (-stretches[word], word))[:limit])
