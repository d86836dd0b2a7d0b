"""Notices what another window or the command line committed to the same folder."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Handle, Runner
from govdesk.domain.changes import Changes

POLL_MILLISECONDS = 1500  # other seats are seen within 3 s


class Watcher(QObject):
    """Asks for the version of the data now and then; publishes `everything` when it moved."""

    def __init__(
        self,
        version: Callable[[], int],
        runner: Runner,
        bus: ChangeBus,
        parent: QObject | None = None,
        interval: int = POLL_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._version, self._runner, self._bus = version, runner, bus
        self._seen: int | None = None
        self._asking: Handle | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look; the version of this moment is the one known."""
        self.look()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Ask once, unless the last question is still open."""
        if self._asking is not None and not self._asking.finished:
            return
        self._asking = self._runner.watch(self._version, self._compare, self._unknown)

    def _compare(self, version: int) -> None:
        moved = self._seen is not None and version != self._seen
        self._seen = version
        if moved:
            self._bus.publish(Changes(everything=True))

    def _unknown(self, _error: Exception) -> None:
        """A busy or vanished database is told by whoever needs it next, not by the watcher."""
