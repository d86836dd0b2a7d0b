"""销号: by class, whether evidence is needed or a reason stands in its place, and what evidence is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.closing_classes import ClosingClass, read_class, refuse_wrong_order
from govdesk.domain.dictionary_entries import Entry

SOURCE = "strike_off.toml"


@dataclass(frozen=True, slots=True)
class StrikeOffClass:
    """`examples` tell the person what counts as evidence here; `reason_suffices` lets a reason stand in its place."""

    when: ClosingClass
    examples: str
    reason_suffices: bool


@dataclass(frozen=True, slots=True)
class StrikeOffRules:
    version: str
    classes: tuple[StrikeOffClass, ...]

    def class_of(self, file: CaseFile) -> StrikeOffClass | None:
        """The first class that fits; None only where there are no rules at all."""
        return next((item for item in self.classes if item.when.fits(file)), None)


NO_STRIKE_OFF = StrikeOffRules("", ())


def parse_strike_off(data: Mapping[str, Any]) -> StrikeOffRules:
    """The classes from the parsed file; raises BadInput naming entry and key."""
    root = Entry(data, SOURCE, "")
    rules = StrikeOffRules(root.text("version"), tuple(_class(raw) for raw in root.entries("class")))
    root.finish()
    refuse_wrong_order(root, [item.when for item in rules.classes])
    return rules


def _class(raw: Mapping[str, Any]) -> StrikeOffClass:
    entry = Entry(raw, SOURCE, f"class {raw.get('code', '?')}")
    found = StrikeOffClass(read_class(entry), entry.text("examples"), entry.flag("reason_suffices"))
    entry.finish()
    return found
