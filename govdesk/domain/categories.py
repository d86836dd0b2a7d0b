"""The street's one scheme of what a case is about: disputes, matters, services; codes never change."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.errors import BadInput, NotFound

SOURCE = "categories.toml"
KINDS = ("dispute", "matter", "service")
_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")

Kind = Literal["dispute", "matter", "service"]


@dataclass(frozen=True, slots=True)
class Category:
    """One leaf, or a type that has subtypes: `labour.other` is a subtype of `labour`.

    `judicial`: code of the judicial statistics (standards §1.6); `governance`: of the 综治 scheme (§2.4).
    `labels` are the names that imported files use for it; `default_for` those of them that several categories
    share and that mean this one when the text says nothing more.
    """

    code: str
    label: str
    kind: Kind
    judicial: str | None
    governance: str | None
    labels: tuple[str, ...]
    default_for: tuple[str, ...]

    @property
    def parent(self) -> str | None:
        return parent_of(self.code)

    @property
    def governance_class(self) -> str | None:
        """The 综治 class of two digits."""
        return self.governance[:2] if self.governance else None


@dataclass(frozen=True, slots=True)
class Categories:
    """All categories in the order of the file, found by code or by any of their labels."""

    all: tuple[Category, ...]
    governance_classes: Mapping[str, str]
    _by_code: Mapping[str, Category]
    _by_label: Mapping[str, tuple[Category, ...]]

    def __iter__(self) -> Iterator[Category]:
        return iter(self.all)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def get(self, code: str) -> Category:
        """Raises NotFound `category_unknown`."""
        try:
            return self._by_code[code]
        except KeyError:
            raise NotFound("category_unknown", {"category": code}) from None

    def label(self, code: str) -> str:
        """The label, or the code itself where a case carries one that the scheme no longer has."""
        found = self._by_code.get(code)
        return found.label if found else code

    def of_kind(self, kind: str) -> tuple[Category, ...]:
        return tuple(category for category in self.all if category.kind == kind)

    def subtypes(self, code: str) -> tuple[Category, ...]:
        return tuple(category for category in self.all if category.parent == code)

    def for_label(self, text: str) -> tuple[Category, ...]:
        """What a code, a label or an import's name may mean, the most likely first; nothing when unknown.

        Of a path (城乡建设 > 市容环卫 > 垃圾清运) the deepest part that is known speaks.
        """
        cleaned = cleaned_label(text)
        exact = self._by_code.get(cleaned)
        known = (exact,) if exact else self._by_label.get(cleaned, ())
        if known or not (parts := _PATH.split(cleaned))[1:]:
            return known
        return next((found for part in reversed(parts) if part and (found := self.for_label(part))), ())


_PATH = re.compile(r"[>/\\\\|→]+|-{2,}|—+|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
"""What stands between the levels of a path of categories."""


def cleaned_label(text: str) -> str:
    """A label as it is looked up: no spaces, full and half width alike."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def parent_of(code: str) -> str | None:
    """The type that a subtype's code names before its point; what holds for a type holds for its subtypes."""
    return code.rpartition(".")[0] or None


def parse_categories(data: Mapping[str, Any]) -> Categories:
    """The scheme from the parsed file; raises BadInput naming entry and key."""
    root = Entry(data, SOURCE, "")
    classes = {str(code): str(label) for code, label in root.table("governance_classes").items()}
    parsed = tuple(_category(raw) for raw in root.entries("category"))
    root.finish()
    by_code = {category.code: category for category in parsed}
    if len(by_code) != len(parsed):
        _refuse_repeated_code(parsed)
    for category in parsed:
        _check_parent(category, by_code)
        if category.governance_class and category.governance_class not in classes:
            _refuse(category, "governance", category.governance)
    return Categories(parsed, classes, by_code, _label_index(parsed))


def _category(raw: Mapping[str, Any]) -> Category:
    entry = Entry(raw, SOURCE, f"category {raw.get('code', '?')}")
    category = Category(
        code=entry.text("code"),
        label=entry.text("label"),
        kind=cast(Kind, entry.text("kind")),
        judicial=entry.optional_text("judicial"),
        governance=entry.optional_text("governance"),
        labels=entry.texts("labels"),
        default_for=entry.texts("default_for"),
    )
    entry.finish()
    if category.kind not in KINDS:
        entry.refuse("kind", category.kind)
    if not _CODE.fullmatch(category.code):
        entry.refuse("code", category.code)
    if not set(category.default_for) <= set(category.labels):
        entry.refuse("default_for", category.default_for)
    return category


def _label_index(categories: tuple[Category, ...]) -> dict[str, tuple[Category, ...]]:
    index: dict[str, list[Category]] = {}
    for category in categories:
        for label in dict.fromkeys((category.label, *category.labels)):
            found = index.setdefault(cleaned_label(label), [])
            _insert_by_likelihood(found, category, label)
    for label, found in index.items():
        if len(found) > 1 and not _leads(found[0], label):
            _refuse(found[1], "labels", label)
        if len(found) > 1 and _leads(found[1], label):
            _refuse(found[1], "default_for", label)
    return {label: tuple(found) for label, found in index.items()}


def _insert_by_likelihood(found: list[Category], category: Category, label: str) -> None:
    if _leads(category, label):
        found.insert(0, category)
        return
    found.append(category)


def _leads(category: Category, label: str) -> bool:
    """A category's own name always means it first."""
    return label == category.label or label in category.default_for


def _check_parent(category: Category, by_code: Mapping[str, Category]) -> None:
    if category.parent is None:
        return
    parent = by_code.get(category.parent)
    if parent is None or parent.kind != category.kind:
        _refuse(category, "code", category.code)


def _refuse_repeated_code(categories: tuple[Category, ...]) -> None:
    seen: set[str] = set()
    for category in categories:
        if category.code in seen:
            _refuse(category, "code", category.code)
        seen.add(category.code)


def _refuse(category: Category, key: str, value: object) -> None:
    raise BadInput(
        "dictionary_wrong_value",
        {"source": SOURCE, "place": f"category {category.code}", "key": key, "value": repr(value)},
    )
