"""What a Chinese text is made of for comparison: pairs of neighbouring characters, and whole numbers and words."""

import math
import re
from collections.abc import Iterable, Mapping

_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[A-Za-z0-9]+")
_FIRST_HAN = "\u3400"
LONGEST_WORD = 40
_SMALLEST_COLLECTION = 500


def grams(text: str, limit: int | None = None) -> dict[str, None]:
    """The text's pairs of characters, lone characters, numbers and Latin words, each once, in order of appearance.

    At most `limit` of them when one is given: a message of seven thousand characters says what it is about before.
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(text):
        if run[0] < _FIRST_HAN:
            found[run[:LONGEST_WORD].lower()] = None
        elif len(run) == 1:
            found[run] = None
        else:
            found.update(dict.fromkeys(map(str.__add__, run, run[1:])))
        if limit is not None and len(found) >= limit:
            break
    return found


def rarity(occurrences: int, documents: int) -> float:
    """How much a gram tells, 0 (in every document) to 1 (in none of them).

    A new folder with thirty cases knows nothing about rarity, so small collections count as one of five hundred.
    """
    size = max(documents, _SMALLEST_COLLECTION)
    return max(0.0, math.log((size + 1) / (occurrences + 1)) / math.log(size + 1))


def weights(wanted: Iterable[str], occurrences: Mapping[str, int], documents: int) -> dict[str, float]:
    """The rarity of each gram; one that occurs nowhere weighs 1."""
    return {gram: rarity(occurrences.get(gram, 0), documents) for gram in wanted}
