"""Which of some known words a mistyped one may mean, for sentences that say what there is."""

from collections.abc import Iterable
from difflib import SequenceMatcher

SHOWN = 3


def nearest(word: str, known: Iterable[str], count: int = SHOWN) -> list[str]:
    """The `count` likeliest of the known words, the likeliest first; those that share no character are left out."""
    wanted = word.strip().lower()

    def likeness(item: str) -> tuple[float, float]:
        other = item.lower()
        shared = sum(character in other for character in set(wanted)) / max(len(set(wanted)), 1)
        return shared, SequenceMatcher(None, wanted, other).ratio()

    scored = {item: likeness(item) for item in dict.fromkeys(known) if item}
    close = [item for item, (shared, _ratio) in scored.items() if shared > 0]
    return sorted(close, key=lambda item: scored[item], reverse=True)[:count]
