"""The review screen: which period and grid is shown, loading it, opening cases, the wall."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import GovDeskError
from govdesk.domain.periods import Period, month_of, parse_period, week_of
from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueFilter
from govdesk.services.grids import depth_first
from govdesk.services.messages import sentence
from govdesk.services.review import Review, case_lines, figure_cases, meeting_week, review
from govdesk.services.review_pages import export_review, review_title
from govdesk.services.review_words import period_title
from govdesk.services.saving import fitting_name
from govdesk.ui.screens.review.numbers import Wanted

if TYPE_CHECKING:
    from govdesk.background.bus import ChangeBus
    from govdesk.background.runner import Handle, Runner
    from govdesk.background.session import Session
    from govdesk.services.desk import Desk
    from govdesk.ui.screens.review.board import Board

_BUSY_AFTER_MILLISECONDS = 300
_NEWS_PAUSE_MILLISECONDS = 400
_DEEPEST_GRID_OFFERED = 2


class ReviewScreen(QWidget):
    """`open_case` carries a case id, `open_cases` a QueueFilter with the cases behind a number.

    F11 belongs to the window, which calls `toggle_full_screen`; on the wall the screen binds it itself.
    """

    open_case = Signal(int)
    open_cases = Signal(object)
    shown = Signal(object)

    def __init__(
        self, desk: "Desk", session: "Session", runner: "Runner", bus: "ChangeBus", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner = desk, session, runner
        self.setAccessibleName(_("研判"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._board: Board | None = None
        self._review: Review | None = None
        self._wall: _Wall | None = None
        self._period: Period = parse_period(meeting_week(desk))
        self._grid_id: int | None = None
        self._loading: Handle | None = None
        self._opened: tuple[int, ...] = ()
        self._stale = True
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MILLISECONDS)
        self._busy.timeout.connect(self._tell_busy)
        self._news = QTimer(self, singleShot=True, interval=_NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.activate)
        bus.changed.connect(self._changed)
        session.actor_changed.connect(self._changed)

    @property
    def period(self) -> str:
        """The code of the week or month that is shown."""
        return self._period.code

    @property
    def is_projected(self) -> bool:
        return self._wall is not None

    def activate(self) -> None:
        """Build the board on first use and load what is stale."""
        if self._board is None:
            self._build()
        if self._stale:
            self._load()

    def show_period(self, code: str) -> None:
        """Show `2026-W47` or `2026-11`."""
        self._period = parse_period(code)
        self._load()

    def show_grid(self, grid_id: int | None) -> None:
        """Count one grid with all below it; None: the whole."""
        self._grid_id = grid_id
        if self._board is not None:
            self._board.grids.setCurrentIndex(max(0, self._board.grids.findData(grid_id)))
        self._load()

    def toggle_full_screen(self) -> None:
        """Hang the board on the wall (a full-screen window of its own), or take it back."""
        self.activate()
        if self._wall is not None:
            self._wall.close()
            return
        assert self._board is not None
        self._wall = _Wall(self._board, self._take_back)
        for key, act in ((Qt.Key.Key_Escape, self._board.step_out), (Qt.Key.Key_F11, self._leave_wall)):
            QShortcut(QKeySequence(key), self._wall, act)
        self._board.show_projected(True)
        self._wall.showFullScreen()
        self._board.setFocus()

    def export_to(self, path: Path) -> None:
        """The review that is shown as a PDF with its mark; names in it are masked."""
        found, desk, actor = self._review, self._desk, self._session.actor
        if found is not None:
            self._runner.labour(
                lambda: export_review(desk, actor, found, path), lambda _x: self._saved(path), self._failed
            )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.activate()
        if self._board is not None and not self.is_projected:
            self._board.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()

    def _build(self) -> None:
        from govdesk.ui.screens.review.board import Board  # pyqtgraph comes with it: not before the screen is seen

        board = self._board = Board()
        board.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        board.number_pressed.connect(self._open_number)
        board.case_chosen.connect(self._open_case)
        board.cases_listed.connect(self._list_opened)
        board.step_wanted.connect(self._step)
        board.kind_wanted.connect(self._take_kind)
        board.grid_wanted.connect(self.show_grid)
        board.projection_wanted.connect(self.toggle_full_screen)
        board.export_wanted.connect(self._ask_target)
        board.left.connect(self._leave_wall)
        board.show_grids(self._offered_grids())
        self._column.addWidget(board)

    def _offered_grids(self) -> list[tuple[int | None, str]]:
        """The whole, then the grids down to the villages' own, set in by depth."""
        offered: list[tuple[int | None, str]] = [(None, _("全部网格"))]
        for row in depth_first(self._desk):
            if 0 < row.depth <= _DEEPEST_GRID_OFFERED:
                offered.append((row.id, "　" * (row.depth - 1) + row.name))
        return offered

    def _load(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
        self._stale = False
        self._busy.start()
        actor, period, grid_id = self._session.actor, self._period.code, self._grid_id
        self._loading = self._runner.read(
            lambda: review(self._desk, actor, period, grid_id), self._loaded, self._failed
        )

    def _loaded(self, found: Review) -> None:
        self._busy.stop()
        if self._board is None:
            return
        self._review = found
        self._board.show_busy(False)
        self._board.show_review(found, self._desk.root_grid.name)
        self.shown.emit(found)

    def _failed(self, error: Exception) -> None:
        self._busy.stop()
        self._stale = True
        if self._board is not None:
            self._board.show_busy(False)
        if not isinstance(error, GovDeskError):
            self._runner.unhandled.emit(error)
        elif self._board is not None:
            self._board.show_failure(sentence(error))

    def _ask_target(self) -> None:
        if self._review is None:
            return
        proposed = fitting_name(review_title(self._desk, self._review), ".pdf")
        name, _kind = QFileDialog.getSaveFileName(self, _("导出研判（姓名已隐去）"), proposed, "*.pdf")
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(".pdf"))

    def _saved(self, path: Path) -> None:
        if self._board is not None:
            self._board.tell(_("已存为「{name}」，带有导出人和时间的水印，姓名已隐去。").format(name=path.name))

    def _tell_busy(self) -> None:
        if self._board is not None:
            self._board.show_busy(True)

    def _step(self, step: int) -> None:
        self._period = self._period.next() if step > 0 else self._period.previous()
        self._load()

    def _take_kind(self, kind: str) -> None:
        """The month in which the week ends, or the week in which the month ends (the running one, if it runs)."""
        today = self._desk.clock.now().date()
        inside = self._period.first_day <= today <= self._period.last_day
        day = today if inside else self._period.last_day
        self._period = month_of(day) if kind == "month" else week_of(day)
        self._load()

    def _open_number(self, wanted: Wanted) -> None:
        actor, grid_id = self._session.actor, self._grid_id
        self._runner.read(
            lambda: figure_cases(self._desk, actor, wanted.period, wanted.key, wanted.part, grid_id),
            lambda ids: self._found(wanted, ids),
            self._failed,
        )

    def _found(self, wanted: Wanted, ids: tuple[int, ...]) -> None:
        """On the wall they are laid over the board, masked; at the desk they open in the queue."""
        self._opened = ids
        if not self.is_projected:
            self._list_opened()
            return
        actor = self._session.actor
        title = _("{period} · {title}").format(period=period_title(parse_period(wanted.period)), title=wanted.title)
        self._runner.read(
            lambda: case_lines(self._desk, actor, ids), lambda lines: self._lay_over(title, lines), self._failed
        )

    def _lay_over(self, title: str, lines: list[Any]) -> None:
        if self._board is not None and self.is_projected:
            self._board.show_cases(title, len(self._opened), lines)

    def _list_opened(self) -> None:
        self._leave_wall()
        self.open_cases.emit(QueueFilter(case_ids=self._opened))

    def _open_case(self, case_id: int) -> None:
        self._leave_wall()
        self.open_case.emit(case_id)

    def _changed(self, news: object) -> None:
        """Other cases or another seat; a paper or a batch alone moves no figure."""
        if isinstance(news, Changes) and not (news.everything or news.cases or news.grids or news.bodies):
            return
        self._stale = True
        if self.isVisible() or self.is_projected:
            self._news.start()

    def _leave_wall(self) -> None:
        if self._wall is not None:
            self._wall.close()

    def _take_back(self) -> None:
        """The wall was left: the board returns to the window."""
        self._wall = None
        if self._board is not None:
            self._column.addWidget(self._board)
            self._board.show_projected(False)
            self._board.show()
            self.window().activateWindow()
            self._board.setFocus()


class _Wall(QWidget):
    """A full-screen window that holds the board and gives it back when it is closed."""

    def __init__(self, board: QWidget, taken_back: Any) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("projection")
        self.setAccessibleName(_("研判"))
        self.setWindowTitle(_("研判"))
        self._taken_back = taken_back
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(board)

    def closeEvent(self, event: Any) -> None:
        taken_back, self._taken_back = self._taken_back, lambda: None
        taken_back()
        super().closeEvent(event)
