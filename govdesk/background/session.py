"""Who sits in front of the window."""

from PySide6.QtCore import QObject, Signal

from govdesk.domain.roles import Actor


class Session(QObject):
    """The seat in force; screens ask `actor` and listen to `actor_changed`."""

    actor_changed = Signal(object)

    def __init__(self, actor: Actor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actor = actor

    @property
    def actor(self) -> Actor:
        return self._actor

    def take_seat(self, actor: Actor) -> None:
        """Change the seat; nothing happens if it is the same."""
        if actor == self._actor:
            return
        self._actor = actor
        self.actor_changed.emit(actor)
