"""What the program does by itself while a window is open: due suspensions end, the classifier learns."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Slot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.domain.changes import Changes

Job: TypeAlias = Callable[[], Changes]

FIRST_MILLISECONDS = 3_000
EVERY_MILLISECONDS = 5 * 60_000


class Housekeeping(QObject):
    """`jobs` are changes, done in turn by the writer; `learn` is long and goes to the labourers."""

    def __init__(
        self,
        jobs: Sequence[Job],
        learn: Callable[[], object] | None,
        runner: Runner,
        bus: ChangeBus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._learn, self._runner, self._bus = tuple(jobs), learn, runner, bus
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.do)

    def start(self) -> None:
        """Once soon after the window is there, then every few minutes."""
        QTimer.singleShot(FIRST_MILLISECONDS, self, self.do)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def do(self) -> None:
        """All of it now; a failure is told like any other."""
        for job in self._jobs:
            self._runner.write(job, self._tell)
        if self._learn is not None:
            self._runner.labour(self._learn)

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._bus.publish(changes)
