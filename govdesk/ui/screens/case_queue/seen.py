"""What this seat has looked at, so that later changes show bold: remembered for a while, then written together."""

from PySide6.QtCore import QObject, QTimer

from govdesk.services import case_queue
from govdesk.ui.workplace import Workplace

PAUSE_MILLISECONDS = 4_000


class SeenCases(QObject):
    def __init__(self, place: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._seen: dict[int, int] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self.write)

    def add(self, case_id: int, version: int) -> None:
        self._seen[case_id] = version
        self._timer.start()

    def write(self) -> None:
        """Hand everything remembered to the writer now."""
        seen, self._seen = self._seen, {}
        desk, actor = self._place.desk, self._place.actor
        if not seen:
            return

        def mark() -> None:
            for case_id, version in seen.items():
                case_queue.mark_seen(desk, actor, case_id, version)

        self._place.runner.write(mark, None, self._place.told)
