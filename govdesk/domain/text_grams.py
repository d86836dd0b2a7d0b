"""What a Chinese text is made of for comparison: pairs of neighbouring characters, and whole numbers and words."""

import math
import re
from collections.abc import Iterable, Mapping

_NOT_HAN = re.compile(r"[^\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_WORD = re.compile(r"[A-Za-z0-9]{1,40}")
_SMALLEST_COLLECTION = 500


def grams(text: str) -> set[str]:
    """The text's pairs of Chinese characters, and its numbers and Latin words (at most 40 characters of each).

    The pairs are taken over the whole text at once and those across a gap dropped: a quarter of the time of going
    from run to run.
    """
    han = _NOT_HAN.sub(" ", text)
    pairs = {pair for pair in map(str.__add__, han, han[1:]) if " " not in pair}
    pairs.update(_WORD.findall(text.lower()))
    return pairs


def rarity(occurrences: int, documents: int) -> float:
    """How much a gram tells, 0 (in every document) to 1 (in none of them).

    A new folder with thirty cases knows nothing about rarity, so small collections count as one of five hundred.
    """
    size = max(documents, _SMALLEST_COLLECTION)
    return max(0.0, math.log((size + 1) / (occurrences + 1)) / math.log(size + 1))


def weights(wanted: Iterable[str], occurrences: Mapping[str, int], documents: int) -> dict[str, float]:
    """The rarity of each gram; one that occurs nowhere weighs 1."""
    return {gram: rarity(occurrences.get(gram, 0), documents) for gram in wanted}
