"""Putting the window together: the data, the threads, the seat, the look."""

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.background.watcher import Watcher
from govdesk.foundation import paths
from govdesk.services import grids
from govdesk.services.desk import Desk
from govdesk.ui import preferences, theme
from govdesk.ui.composition import CompositionGuard
from govdesk.ui.main_window import MainWindow
from govdesk.ui.pressing import ReturnPresses
from govdesk.ui.qt_words import QtWords
from govdesk.ui.workplace import Workplace

APPLICATION = "GovDesk"


def application() -> QApplication:
    """The one QApplication, dressed, with Qt's own words in Chinese."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName(APPLICATION)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "govdesk.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    if app.findChild(QtWords) is None:
        app.installTranslator(QtWords(app))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.apply(app)
    if app.findChild(CompositionGuard) is None:
        CompositionGuard(app)
        ReturnPresses(app)
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
