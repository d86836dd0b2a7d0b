"""Every button of every screen does something or says something: none of them fails."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from govdesk.ui.navigation import entries

MOST = 25
"""Buttons of one screen that are pressed; long lists of chips repeat themselves."""

OF_A_CASE = ("papers", "dossier", "mediation")
NONE_OFFERED = {("importing", "supervisor")}


@pytest.fixture
def closing_dialogs(qapp):
    """Dialogs and menus that a button opens are given up."""

    def give_up() -> None:
        for each in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if isinstance(each, QDialog):
                each.reject()
            elif each is not None:
                each.close()

    timer = QTimer(interval=20)
    timer.timeout.connect(give_up)
    timer.start()
    yield
    timer.stop()


def buttons(window) -> list[QAbstractButton]:
    found = window.stack.currentWidget().findChildren(QAbstractButton)
    return [each for each in found if each.isVisible() and each.isEnabled()]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard")
@pytest.mark.usefixtures("closing_dialogs")
@pytest.mark.parametrize("seat", ["operator", "supervisor"])
@pytest.mark.parametrize("code", [entry.code for entry in entries()])
def test_every_button_can_be_pressed(code: str, seat: str, busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street, seat, (1366, 768))
    window.show_screen("cases", ids["signed"])
    window.show_screen(code, ids["signed"] if code in OF_A_CASE else None)
    settle(window)
    pressed = 0
    while pressed < min(MOST, len(buttons(window))):
        button = buttons(window)[pressed]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.qWait(25)
        pressed += 1
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        window.show_screen(code)
    settle(window)
    assert pressed or (code, seat) in NONE_OFFERED
