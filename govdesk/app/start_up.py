"""Opening the window: data or demonstration, the log, the crash report, the first choice."""

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from govdesk.app.crash_report import write_report
from govdesk.domain.errors import GovDeskError, StorageUnavailable
from govdesk.foundation.clock import SystemClock
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.services.desk import Desk
    from govdesk.ui.main_window import MainWindow

LOG_BYTES = 1_000_000
LOGS_KEPT = 3


def open_program(location: str, seat: str, demonstration: bool = False, fresh: bool = False) -> int:
    """Show the window on a data folder and stay until it is closed; the exit code.

    A folder without a centre opens with the choice between the demonstration street and one's own centre.
    Raises GovDeskError when the data cannot be used; nothing was shown then.
    """
    _refuse_without_display()
    try:
        desk = _opened(location, demonstration, fresh)
    except GovDeskError as error:
        if sys.stderr is None:  # started without a console: there is nobody to read an exit code
            _show_refusal(error)
        raise
    return run(desk, seat)


def run(desk: "Desk", seat: str) -> int:
    """Show the window on an opened desk, keep house meanwhile, stay until it is closed; the exit code."""
    from govdesk.app.housework import keep_house
    from govdesk.app.window import application, build_window, close_window

    keep_log(desk.folder)
    app = application()
    window = build_window(app, desk, seat)
    _report_bugs(window, desk)
    house = keep_house(window)
    window.appear()
    try:
        return app.exec()
    finally:
        house.stop()
        close_window(window)


def keep_log(folder: Path) -> None:
    """Warnings and failures go to `log/govdesk.log` of the data folder, three old files kept."""
    place = folder / "log"
    place.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(place / "govdesk.log", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)


def _opened(location: str, demonstration: bool, fresh: bool) -> "Desk":
    from govdesk.services.opening import local_folder, open_desk

    clock = SystemClock()
    if demonstration:
        from govdesk.app.demonstration_folder import open_demonstration

        return open_demonstration(local_folder(location), clock, fresh).desk
    return open_desk(location, clock)


def _report_bugs(window: "MainWindow", desk: "Desk") -> None:
    """A bug is written down and the window stays, whether it came from a worker or from a slot."""

    def written(error: BaseException) -> None:
        write_report(error, desk.folder, desk.clock.now(), type(window.stack.currentWidget()).__name__)

    def from_slot(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        window.place.runner.unhandled.emit(error)

    window.place.bug.connect(written)
    sys.excepthook = from_slot


def _refuse_without_display() -> None:
    """Qt would end the process without a word that a user understands."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise StorageUnavailable("no_display")


def _show_refusal(error: GovDeskError) -> None:
    from PySide6.QtWidgets import QMessageBox

    from govdesk.app.window import application
    from govdesk.services.messages import sentence

    application()
    QMessageBox.critical(None, _("不能打开"), sentence(error))
