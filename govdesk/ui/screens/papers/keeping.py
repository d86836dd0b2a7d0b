"""What is typed into a paper's form, kept as a draft of the seat per case and kind until the paper is issued."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from govdesk.services.registration import discard_draft, load_draft, save_draft
from govdesk.ui.workplace import Workplace

PAUSE_MILLISECONDS = 700
DRAFT = "paper"


class Keeping(QObject):
    """`current` gives case, kind and what differs from the case, or None while no form is open."""

    def __init__(
        self,
        place: Workplace,
        current: Callable[[], tuple[int, str, dict[str, Any]] | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._place, self._current = place, current
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self._keep)

    def typed(self) -> None:
        """Something was typed: kept after a pause of the hand."""
        self._timer.start()

    def now(self) -> None:
        """Before another paper takes the form's place."""
        if self._timer.isActive():
            self._timer.stop()
            self._keep()

    def stop(self) -> None:
        """The paper is being issued; its draft goes with it."""
        self._timer.stop()

    def _keep(self) -> None:
        """Nothing typed leaves no draft."""
        current = self._current()
        if current is None:
            return
        case_id, kind, data = current
        desk, actor, key = self._place.desk, self._place.actor, draft_key(case_id, kind)

        def write() -> None:
            if data:
                save_draft(desk, actor, DRAFT, key, data)
            else:
                discard_draft(desk, actor, DRAFT, key)

        self._place.runner.write(write, _done, self._place.told)


def kept(place: Workplace, case_id: int, kind: str) -> dict[str, Any] | None:
    """The draft of this seat; called off the window's thread."""
    return load_draft(place.desk, place.actor, DRAFT, draft_key(case_id, kind))


def draft_key(case_id: int, kind: str) -> str:
    return f"{case_id}:{kind}"


def _done(_nothing: object) -> None:
    return None
