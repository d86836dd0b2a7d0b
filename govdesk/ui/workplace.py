"""What every screen is given: the data, the threads, the news, the seat, and the way to other screens."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.background.watcher import Watcher
from govdesk.ui.actions import Commands

if TYPE_CHECKING:
    from govdesk.domain.roles import Actor
    from govdesk.services.desk import Desk

SETTINGS_FILE = "window.ini"


class Workplace(QObject):
    """One opened data folder with a seat at it. Screens speak to each other only through its signals."""

    case_wanted = Signal(int)  # show this case in the workspace
    screen_wanted = Signal(str, object)  # code of a screen, what to show there (or None)
    cases_wanted = Signal(object)  # a services.case_queue.QueueFilter to show in the queue
    notice = Signal(str, str)  # sentence, tone: neutral accent good warning danger
    selection_told = Signal(int)  # how many rows are selected in the front list
    bug = Signal(object)  # a failure that nobody expected, for the crash report
    notice_with_undo = Signal(str, object)  # sentence, callable that takes it back

    def __init__(
        self, desk: "Desk", runner: Runner, bus: ChangeBus, session: Session, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.watcher: Watcher | None = None
        self.desk, self.runner, self.bus, self.session = desk, runner, bus, session
        self.commands = Commands(self)
        self.settings = QSettings(str(desk.folder / SETTINGS_FILE), QSettings.Format.IniFormat)

    @property
    def actor(self) -> "Actor":
        """The seat in force."""
        return self.session.actor

    def undo(self) -> None:
        """What Ctrl+Z does."""
        self.commands.get("undo").action.trigger()

    def committed(self, changes: Any) -> None:
        """Tell the other screens of a unit of work that this screen just wrote."""
        self.bus.publish(changes)

    def told(self, error: Exception) -> None:
        """Say an expected failure in Chinese; anything else goes on as a bug."""
        from govdesk.domain.errors import GovDeskError
        from govdesk.services.messages import sentence

        if not isinstance(error, GovDeskError):
            self.runner.unhandled.emit(error)
            return
        self.notice.emit(sentence(error), "danger")
