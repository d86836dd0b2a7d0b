"""The data folder of the demonstration street: built aside and moved into place, kept, or built anew."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import SYSTEM
from govdesk.foundation.clock import Clock
from govdesk.services.desk import Desk
from govdesk.services.opening import open_desk

SEED = 20261123
MARK = "demonstration.txt"
ASIDE = ".making"


@dataclass(frozen=True)
class Prepared:
    """The opened demonstration; `built` is False when it was there already and has been kept."""

    desk: Desk
    built: bool


def open_demonstration(folder: Path, clock: Clock, fresh: bool = False) -> Prepared:
    """The demonstration street in this folder, with whatever was done in it, or built anew when `fresh`.

    Raises RuleViolation `not_a_demonstration` when fresh data would replace somebody's own, StorageUnavailable.
    """
    mark = folder / MARK
    if folder.exists() and any(folder.iterdir()) and not mark.exists():
        raise RuleViolation("not_a_demonstration", {"folder": str(folder)})
    if mark.exists() and not fresh:
        return Prepared(open_desk(folder, clock), built=False)
    _build(folder, clock)
    return Prepared(open_desk(folder, clock), built=True)


def _build(folder: Path, clock: Clock) -> None:
    """Whatever breaks off on the way leaves the old folder as it was."""
    from govdesk.services.demonstration import found_demonstration, seed_demonstration

    aside = folder.with_name(folder.name + ASIDE)
    shutil.rmtree(aside, ignore_errors=True)
    desk = open_desk(aside, clock)
    try:
        found_demonstration(desk, SYSTEM)
        seed_demonstration(desk, SEED, clock.now())
    finally:
        desk.close()
    (aside / MARK).write_text(f"{clock.now().isoformat()}\n", encoding="utf-8")
    if folder.exists():
        shutil.rmtree(folder)
    aside.rename(folder)
