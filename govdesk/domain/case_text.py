"""Texts of a case: how long they may be, what is no writing in them, and when two cases say the same."""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

LONGEST_TITLE = 200
"""A title stands in lists, on maps and in the heads of papers; what is longer belongs into the text."""
LONGEST_TEXT = 100_000
LONGEST: dict[str, int] = {
    "title": LONGEST_TITLE,
    "text": LONGEST_TEXT,
    "address": 200,
    "reporter": 100,
    "phone": 60,
    "source_number": 100,
    "party": 100,
}
"""Characters of what is typed or comes in a file; far more than anybody needs, little enough for every screen."""

_NO_WRITING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@lru_cache(maxsize=4096)  # an import asks twice: whether the text is here already, and to store it
def text_digest(text: str) -> str:
    """SHA-256 in hex of the text without any white space; the title is no part of it."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def writing(text: str) -> str:
    """The text without control characters and halves of characters, which no printer and no database can take."""
    return _NO_WRITING.sub("", text)


def in_writing(value: Any) -> Any:
    """The same for every text in a value: lists and mappings of texts, as an action takes them."""
    if isinstance(value, str):
        return writing(value)
    if isinstance(value, Mapping):
        return {key: in_writing(item) for key, item in value.items()}
    if type(value) in (list, tuple):
        return type(value)(in_writing(item) for item in value)
    return value


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text as it is, or its beginning with … for what was left away."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
