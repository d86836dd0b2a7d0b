"""What the tour plays on: the demonstration street, a clock that it moves, the real window, and its script."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from govdesk.app.tour_pictures import Photographer
from govdesk.domain.roles import Actor, Transcription
from govdesk.foundation import paths
from govdesk.foundation.clock import ManualClock
from govdesk.services import case_actions, grids
from govdesk.services.case_card import CaseCard, case_card
from govdesk.services.desk import Desk
from govdesk.ui.main_window import MainWindow

SCRIPT = "tour.toml"


@dataclass
class Stage:
    """`left` collects the files besides the pictures; `told` one line for each thing that was shown."""

    desk: Desk
    clock: ManualClock
    window: MainWindow
    camera: Photographer
    out: Path
    left: list[Path] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def seat(self, code: str = "operator") -> Actor:
        return grids.seat(self.desk, code)

    def card(self, case_id: int) -> CaseCard:
        return case_card(self.desk, self.seat(), case_id)

    def later(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    def play(self, case_id: int, entry: Mapping[str, Any]) -> None:
        """One act of the script, for the seat it names or for a body whose word is written down."""
        self.later(entry.get("minutes", 5))
        values = dict(entry.get("values", {}))
        if entry.get("parties_consent"):
            card = self.card(case_id)
            values["consents"] = [party.name for party in card.parties]
            values["mediators"] = grids.mediators(self.desk, card.handler_id)[:2]
        said = None
        if "said_by" in entry:
            said = Transcription(entry["said_by"], entry["said_how"], self.clock.now())
        actor = self.seat(entry.get("seat", "operator"))
        changes = case_actions.act(self.desk, actor, case_id, entry["action"], values, transcription=said)
        self.window.place.committed(changes)

    def show(self, code: str, subject: Any = None) -> QWidget:
        """Bring a screen to the front and wait until it stands still."""
        self.window.toast.hide()
        screen = self.window.show_screen(code, subject)
        self.camera.settle()
        return screen

    def picture(self, name: str, ready: Callable[[], object] | None = None) -> None:
        self.camera.take(self.window, name, ready)

    def keep(self, name: str, content: bytes) -> None:
        path = self.out / name
        path.write_bytes(content)
        self.left.append(path)

    def tell(self, line: str) -> None:
        self.told.append(line)


@cache
def script() -> dict[str, Any]:
    """The two invented matters of `resources/demo/tour.toml`."""
    return tomllib.loads((paths.resources() / "demo" / SCRIPT).read_text(encoding="utf-8"))
