"""Work off the window's thread: one writer, two readers, two labourers, and the road back.

`done`, `failed` and `progress` are called on the thread that made the Runner (the window's).
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

SHUTDOWN_SECONDS = 5.0

_log = logging.getLogger(__name__)


class WorkCancelledError(Exception):
    """Raised inside a labour by its `report` once the handle was cancelled."""


class Handle:
    """One piece of work under way."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._future: Future[None] | None = None

    def cancel(self) -> None:
        """Ask it to stop; neither `done` nor `failed` will be called."""
        self._cancelled.set()
        if self._future is not None:
            self._future.cancel()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def finished(self) -> bool:
        return self._future is not None and self._future.done()


class Runner(QObject):
    """The pools and one courier; `unhandled` tells of a failure for which no `failed` was given."""

    unhandled = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writes = ThreadPoolExecutor(1, "writes")
        self._reads = ThreadPoolExecutor(2, "reads")
        self._labour = ThreadPoolExecutor(2, "labour")
        self._watch = ThreadPoolExecutor(1, "watch")
        self._handles: set[Handle] = set()
        self._closing = False
        self._undelivered = 0
        self._counting = threading.Lock()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Handle:
        """Run a query."""
        return self._start(self._reads, work, done, failed)

    def watch(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Handle:
        """Run a question that must always be asked from the same thread (the version of the data)."""
        return self._start(self._watch, work, done, failed)

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Handle:
        """Run a change; changes follow each other in the order asked."""
        return self._start(self._writes, work, done, failed)

    def labour(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[..., None] | None = None,
    ) -> Handle:
        """Run something long (PDF, import). With `progress`, `work` gets one argument `report`.

        `report(*facts)` calls `progress(*facts)` on the window's thread and raises
        `WorkCancelledError` in the worker once the handle was cancelled.
        """
        if progress is None:
            return self._start(self._labour, work, done, failed)
        handle = Handle()

        def report(*facts: Any) -> None:
            if handle.cancelled:
                raise WorkCancelledError
            self._send(handle, lambda: _call(progress, *facts))

        return self._start(self._labour, lambda: work(report), done, failed, handle)

    @property
    def idle(self) -> bool:
        """Nothing under way and nothing on its road to the window."""
        with self._counting:
            return not self._handles and not self._undelivered

    def shutdown(self, seconds: float = SHUTDOWN_SECONDS) -> bool:
        """Drop what waits, let changes finish, wait at most `seconds`; False if something still runs."""
        self._closing = True
        for pool in (self._reads, self._labour, self._watch):
            pool.shutdown(wait=False, cancel_futures=True)
        self._writes.shutdown(wait=False)
        running = [handle for handle in self._handles if handle._future is not None]
        for handle in running:
            if not handle.finished:
                handle._cancelled.set()
        _, late = wait([handle._future for handle in running if handle._future], timeout=seconds)
        return not late

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        handle: Handle | None = None,
    ) -> Handle:
        handle = handle or Handle()
        if self._closing:
            handle.cancel()
            return handle
        self._handles.add(handle)
        handle._future = pool.submit(self._work, handle, work, done, failed)
        handle._future.add_done_callback(lambda _future: self._handles.discard(handle))
        return handle

    def _work(
        self,
        handle: Handle,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        try:
            result = work()
        except (WorkCancelledError, CancelledError):
            return
        except Exception as error:  # carried to the window, never lost in a thread
            self._send(handle, lambda error=error: self._fail(failed, error))  # type: ignore[misc]
            return
        if done is not None:
            self._send(handle, lambda: _call(done, result))

    def _send(self, handle: Handle, message: Callable[[], None]) -> None:
        if self._closing or not shiboken6.isValid(self):
            return
        with self._counting:
            self._undelivered += 1
        self._arrived.emit(handle, message)

    @Slot(object, object)
    def _deliver(self, handle: Handle, message: Callable[[], None]) -> None:
        try:
            if not handle.cancelled:
                message()
        finally:
            with self._counting:
                self._undelivered -= 1

    def _fail(self, failed: Callable[[Exception], None] | None, error: Exception) -> None:
        if failed is not None:
            _call(failed, error)
            return
        _log.error("work failed", exc_info=error)
        self.unhandled.emit(error)


def _call(receiver: Callable[..., None], *facts: Any) -> None:
    """Call it unless the object it belongs to has been destroyed in the meantime."""
    owner = getattr(receiver, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    receiver(*facts)
