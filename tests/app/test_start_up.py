"""The window as the program opens it, with what it does by itself."""

import logging
import sys
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from govdesk.app import start_up
from govdesk.background import housekeeping
from govdesk.domain.vocabulary import Status


@pytest.fixture
def own_log() -> Iterator[None]:
    """The log that the program opens is closed again."""
    root = logging.getLogger()
    before = list(root.handlers)
    yield
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()


@pytest.mark.usefixtures("own_log")
def test_the_opened_window_ends_due_suspensions_by_itself(street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "FIRST_MILLISECONDS", 0)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "suspend", until=street.clock.now().date() + timedelta(days=2), reason="等待鉴定")
    street.act(case_id, "grant", seat="supervisor")
    assert street.file(case_id).case.status == Status.SUSPENDED
    street.clock.advance(timedelta(days=3))
    seen: list[Status] = []

    def look() -> None:
        seen.append(street.file(case_id).case.status)
        if seen[-1] is Status.HANDLING or len(seen) > 100:
            QApplication.closeAllWindows()

    from govdesk.app.window import application

    application()
    timer = QTimer(interval=40)
    timer.timeout.connect(look)
    timer.start()
    assert start_up.run(street.desk, "operator") == 0
    timer.stop()
    assert seen[-1] is Status.HANDLING
