"""Putting the window together: the data, the threads, the seat, the look."""

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from govdesk.app.crash_report import write_report
from govdesk.background.bus import ChangeBus
from govdesk.background.housekeeping import Housekeeping
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.background.watcher import Watcher
from govdesk.domain.changes import Changes
from govdesk.foundation import paths
from govdesk.services import case_actions, grids, repeats
from govdesk.services.desk import Desk
from govdesk.services.opening import open_desk
from govdesk.services.supervision import LadderRounds
from govdesk.ui import preferences, theme
from govdesk.ui.composition import CompositionGuard
from govdesk.ui.main_window import MainWindow
from govdesk.ui.workplace import Workplace

APPLICATION = "GovDesk"
BREATH_SECONDS = 0.05
"""Between two steps of long work in the background, so that the window stays quick."""


def open_window(data: str | Path, seat: str = "operator") -> int:
    """Open the window on a data folder and stay until it is closed; the exit status of the event loop.

    Raises StorageUnavailable when the folder cannot be used; nothing was shown then.
    """
    desk = open_desk(data)
    app = application()
    window = build_window(app, desk, seat)
    _report_bugs(window)
    house = _housekeeping(window)
    window.show()
    try:
        return app.exec()
    finally:
        house.stop()
        close_window(window)


def application() -> QApplication:
    """The one QApplication, dressed, with Qt's own words in Chinese."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(APPLICATION)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "govdesk.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.apply(app)
    if app.findChild(CompositionGuard) is None:
        CompositionGuard(app)
    return app


def build_window(app: QApplication, desk: Desk, seat: str = "operator") -> MainWindow:
    """The window with everything behind it, not shown yet; `close_window` ends it."""
    runner = Runner()
    bus = ChangeBus()
    actor = grids.seat(desk, seat)
    place = Workplace(desk, runner, bus, Session(actor))
    runner.setParent(place)
    bus.setParent(place)
    place.session.setParent(place)
    theme.apply(app, preferences.scheme(place.settings), preferences.text_size(place.settings))
    window = MainWindow(place)
    place.setParent(window)
    watcher = Watcher(desk.database.data_version, runner, bus, place)
    watcher.start()
    place.watcher = watcher
    return window


def close_window(window: MainWindow) -> None:
    """Let running changes finish, then close the data."""
    if window.place.watcher is not None:
        window.place.watcher.stop()
    window.close()
    window.place.runner.shutdown()
    window.place.desk.close()


def _housekeeping(window: MainWindow) -> Housekeeping:
    """What is done without being asked, as long as there is a centre."""
    place = window.place

    def resume() -> Changes:
        return case_actions.resume_due_suspensions(place.desk) if place.desk.centre is not None else Changes()

    def escalate() -> Changes:
        from govdesk.services.county_calls import escalate_unanswered_calls

        return escalate_unanswered_calls(place.desk) if place.desk.centre is not None else Changes()

    def learn() -> None:
        from govdesk.services import classification

        if place.desk.centre is not None and classification.training_due(place.desk):
            classification.train_from_confirmed(place.desk)
        know_repeats()

    def know_repeats() -> None:
        repeats.keep_repeats_known(place.desk, rest=BREATH_SECONDS)

    def imported(changes: Changes) -> None:
        if changes.batches:
            place.runner.labour(know_repeats)

    place.bus.changed.connect(imported)
    house = Housekeeping([resume, escalate, LadderRounds(place.desk)], learn, place.runner, place.bus, place)
    house.start()
    return house


def _report_bugs(window: MainWindow) -> None:
    """What nobody expected is written down in the data folder's log; the window stays."""
    place = window.place

    def write(error: BaseException) -> None:
        write_report(error, place.desk.folder, place.desk.clock.now(), type(window.stack.currentWidget()).__name__)

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            place.runner.unhandled.emit(error)
        else:
            sys.__excepthook__(kind, error, trace)

    place.bug.connect(write)
    sys.excepthook = uncaught
