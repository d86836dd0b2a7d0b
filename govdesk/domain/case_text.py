"""When two cases say the same: their texts compared without what retyping and line wrapping change."""

import hashlib
from functools import lru_cache


@lru_cache(maxsize=4096)  # an import asks twice: whether the text is here already, and to store it
def text_digest(text: str) -> str:
    """SHA-256 in hex of the text without any white space; the title is no part of it."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()
