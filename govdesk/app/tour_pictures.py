"""Pictures of the window at the two sizes it must look right in, taken when nothing is under way any more."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QMessageLogContext,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from govdesk.background.runner import Runner

SIZES = (QSize(1366, 768), QSize(1920, 1080))
QUIET_SECONDS = 0.35
LONGEST_WAIT_SECONDS = 30.0
BUSY_SECONDS = 0.06
"""A turn of the event loop that took longer had something to do: what it laid out is drawn in the next one."""


def quieten_offscreen() -> None:
    """Drop the two remarks that Qt's off-screen platform makes about itself; everything else is passed on."""

    def pass_on(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith("This plugin does not support"):
            print(text, file=sys.stderr)

    qInstallMessageHandler(pass_on)


class Photographer:
    """Numbers the pictures in the order of the story."""

    def __init__(self, out: Path, runner: Runner, first: int = 1) -> None:
        self._out = out
        self._runner = runner
        self._count = first - 1
        self.taken: list[Path] = []

    def take(self, widget: QWidget, name: str, ready: Callable[[], object] | None = None) -> None:
        """`03-name-1366x768.png` and `03-name-1920x1080.png`; the widget keeps the last size.

        `ready` is called at each size, for what a small window has folded away.
        """
        self._count += 1
        for size in SIZES:
            widget.resize(size)
            self.settle()
            if ready is not None:
                ready()
                self.settle()
            path = self._out / f"{self._count:02}-{name}-{size.width()}x{size.height()}.png"
            if not widget.grab().save(str(path)):
                raise OSError(5, "", str(path))
            self.taken.append(path)

    def wait(self, seconds: float) -> None:
        """A pause of the hand. QTest.qWait would keep the workers from running: it holds the interpreter's lock."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.01)

    def settle(self) -> None:
        """Work until the threads are idle and the window had a quiet moment; bounded, a picture is always taken."""
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        quiet_since = time.monotonic()
        while time.monotonic() < end:
            turn = time.monotonic()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            if not self._runner.idle or time.monotonic() - turn > BUSY_SECONDS:
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since >= QUIET_SECONDS:
                return
            time.sleep(0.01)
