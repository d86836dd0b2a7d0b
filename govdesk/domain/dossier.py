"""The catalogue of a mediation dossier (卷内目录): which papers belong into it, in which order, which of them must.

One case, one volume (人民调解法 §27). The thirteen and the nine items are shipped; a centre keeps its own versions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from govdesk.domain.errors import BadInput

NOT_BOUND = "-"
"""Where an attachment stands that is not to be bound."""

LONGEST_LABEL = 60
_ITEM_KEYS = frozenset({"code", "label", "kinds", "attachments", "required"})


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """`kinds` are papers of which any satisfies the item; `attachments` kinds of attachments that belong here."""

    code: str
    label: str
    kinds: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`code` names the preset it comes from; `version` is what an issued volume remembers."""

    code: str
    label: str
    version: str
    items: tuple[CatalogueItem, ...]

    def item(self, code: str) -> CatalogueItem | None:
        return next((item for item in self.items if item.code == code), None)

    def place_of(self, attachment_kind: str) -> str:
        """The item to which attachments of a kind belong, or NOT_BOUND."""
        for item in self.items:
            if attachment_kind in item.attachments:
                return item.code
        return NOT_BOUND


def parse_catalogues(data: Mapping[str, Any], kinds: frozenset[str]) -> tuple[Catalogue, ...]:
    """The shipped file or a stored version. Raises BadInput `dossier_…` naming the item."""
    version = str(data.get("version", ""))
    return tuple(_catalogue(entry, version, kinds) for entry in data.get("catalogue", ()))


def checked_items(items: Sequence[CatalogueItem], kinds: frozenset[str]) -> tuple[CatalogueItem, ...]:
    """The items as they may be kept. Raises BadInput `dossier_catalogue_empty`, `dossier_item_…`."""
    if not items:
        raise BadInput("dossier_catalogue_empty", {})
    for item in items:
        label = item.label.strip()
        if not label or len(label) > LONGEST_LABEL:
            raise BadInput("dossier_item_label", {"label": label[:LONGEST_LABEL], "limit": LONGEST_LABEL})
        unknown = [kind for kind in item.kinds if kind not in kinds]
        if unknown:
            raise BadInput("dossier_item_kind", {"label": label, "kinds": "、".join(unknown)})
        if item.required and not item.kinds and not item.attachments:
            raise BadInput("dossier_item_never_filled", {"label": label})
    _refuse_twice("dossier_item_code", [item.code for item in items])
    _refuse_twice("dossier_item_twice", [kind for item in items for kind in item.kinds])
    _refuse_twice("dossier_item_twice", [kind for item in items for kind in item.attachments])
    return tuple(items)


def catalogue_data(catalogue: Catalogue) -> dict[str, Any]:
    """The catalogue as the TOML of a stored version has it."""
    items = [
        {
            "code": item.code,
            "label": item.label,
            "kinds": list(item.kinds),
            "attachments": list(item.attachments),
            "required": item.required,
        }
        for item in catalogue.items
    ]
    return {
        "version": catalogue.version,
        "catalogue": [{"code": catalogue.code, "label": catalogue.label, "item": items}],
    }


def page_span(first: int, pages: int) -> str:
    """页号 as the catalogue prints it: 7 or 7-9."""
    return str(first) if pages <= 1 else f"{first}-{first + pages - 1}"


def _catalogue(entry: Mapping[str, Any], version: str, kinds: frozenset[str]) -> Catalogue:
    items = tuple(_item(item) for item in entry.get("item", ()))
    return Catalogue(str(entry["code"]), str(entry["label"]), version, checked_items(items, kinds))


def _item(entry: Mapping[str, Any]) -> CatalogueItem:
    unknown = set(entry) - _ITEM_KEYS
    if unknown:
        raise BadInput("dossier_item_key", {"label": str(entry.get("label", "")), "keys": "、".join(sorted(unknown))})
    return CatalogueItem(
        code=str(entry["code"]),
        label=str(entry["label"]),
        kinds=tuple(entry.get("kinds", ())),
        attachments=tuple(entry.get("attachments", ())),
        required=bool(entry.get("required", False)),
    )


def _refuse_twice(code: str, names: Sequence[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise BadInput(code, {"names": "、".join(twice)})
