"""Pinyin initials, for filters that people type blind."""

from functools import lru_cache


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """`孙家村` → `sjc`; Latin letters and digits stay, lower-cased; everything else is dropped."""
    from pypinyin import Style, lazy_pinyin  # slow to import, and not needed before the first filter

    parts = lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default")
    return "".join(character for part in parts for character in part.lower() if character.isalnum())
