"""Where else to go when a matter is not the centre's: the channel, the article, what to bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.dictionary_entries import Entry

SOURCE = "remedies.toml"


@dataclass(frozen=True, slots=True)
class Remedy:
    """`confirmed` False: the article was not checked against the law's own text, and the notice says so."""

    code: str
    label: str
    where: str
    article: str
    confirmed: bool
    bring: str


def parse_remedies(data: Mapping[str, Any]) -> dict[str, Remedy]:
    """By code, in the order of the file. Raises BadInput naming the entry."""
    root = Entry(data, SOURCE, "")
    found: dict[str, Remedy] = {}
    for raw in root.entries("remedy"):
        entry = Entry(raw, SOURCE, f"remedy {raw.get('code', '?')}")
        remedy = Remedy(
            entry.text("code"),
            entry.text("label"),
            entry.text("where", ""),
            entry.text("article", ""),
            entry.flag("confirmed", False),
            entry.text("bring", ""),
        )
        entry.finish()
        if remedy.code in found:
            entry.refuse("code", remedy.code)
        found[remedy.code] = remedy
    root.text("version")
    root.finish()
    return found
