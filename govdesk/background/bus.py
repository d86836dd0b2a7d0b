"""What was changed, told once to every screen on the window's thread."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from govdesk.domain.changes import Changes


class ChangeBus(QObject):
    """`publish` from any thread; `changed` once per turn of the event loop with everything since."""

    changed = Signal(object)
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: Changes | None = None
        self._posted.connect(self._collect, Qt.ConnectionType.QueuedConnection)
        self._due = False

    def publish(self, changes: Changes) -> None:
        """Tell of a committed unit of work."""
        self._posted.emit(changes)

    @Slot(object)
    def _collect(self, changes: Changes) -> None:
        self._waiting = changes if self._waiting is None else self._waiting | changes
        if not self._due:
            self._due = True
            QTimer.singleShot(0, self, self._flush)  # after every post that already waits

    def _flush(self) -> None:
        waiting, self._waiting, self._due = self._waiting, None, False
        if waiting is not None:
            self.changed.emit(waiting)
