"""The draft of one agreement between form and data: loaded, kept while it is typed, checked, made into a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from govdesk.background.runner import Handle, Runner
from govdesk.background.session import Session
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.services import documents, mediation
from govdesk.services.documents import PageImage
from govdesk.services.mediation import AgreementWork, FindingView
from govdesk.services.messages import sentence
from govdesk.ui.widgets.hand_boxes import HandBoxes

if TYPE_CHECKING:
    from govdesk.services.desk import Desk

AGREEMENT = "agreement"
AUTOSAVE_MILLISECONDS = 900
CHECK_MILLISECONDS = 250
PREVIEW_MILLISECONDS = 450


class Drafting(QObject):
    """`current` gives the draft as it stands in the form, `dpi` how sharp a page is wanted.

    Late answers about a draft that has changed meanwhile are dropped; what was typed is never overwritten.
    """

    opened = Signal(object)  # AgreementWork
    not_found = Signal(object)  # why there is no agreement to write
    checked = Signal(list)  # FindingView
    page_made = Signal(list)  # PageImage
    page_refused = Signal(object)  # why there is no page
    saved = Signal(int)
    collided = Signal(str)  # another seat saved in the meantime
    papers_changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        session: Session,
        runner: Runner,
        current: Callable[[], AgreementDraft],
        dpi: Callable[[], float],
        boxes: HandBoxes,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._session, self._runner = desk, session, runner
        self._current, self._dpi = current, dpi
        self.boxes = boxes
        self.work: AgreementWork | None = None
        self.content = b""  # the PDF that is shown
        self._wanted: int | None = None
        self._revision = 0
        self.dirty = False
        self._saving = False
        self._rendering: Handle | None = None
        self._save_timer = self._timer(AUTOSAVE_MILLISECONDS, self.save)
        self._check_timer = self._timer(CHECK_MILLISECONDS, self.check)
        self._page_timer = self._timer(PREVIEW_MILLISECONDS, self.render)

    @property
    def locked(self) -> bool:
        """Issued: read, not changed."""
        return self.work is not None and self.work.issued is not None

    @property
    def wanted(self) -> int | None:
        """The case that was asked for last, also while it is being fetched."""
        return self._wanted

    def open(self, case_id: int) -> None:
        """Fetch the agreement of a case; what was typed in another one is kept first."""
        self.save()
        self._wanted = case_id
        self._fetch(case_id, self._take, self._not_found)

    def close(self) -> None:
        self.save()
        self.work = self._wanted = None
        self.content = b""

    def show(self, content: bytes) -> None:
        """These bytes exactly, as they go to the printer."""
        dpi = self._dpi()
        self._runner.labour(lambda: documents.page_images(content, dpi), self.page_made.emit, self.failed.emit)

    def edited(self) -> None:
        """Something was typed. Checks and page wait for a pause of the hand; saving never does."""
        self.dirty = True
        self._check_timer.start()
        self._page_timer.start()
        if not self._save_timer.isActive():
            self._save_timer.start()

    def save(self) -> None:
        """Keep the draft now if anything changed."""
        self._save_timer.stop()
        if self.work is None or self.locked or not self.dirty or self._saving:
            return
        case_id, revision, draft, actor = self.work.case_id, self._revision, self._current(), self._session.actor
        self.dirty, self._saving = False, True
        self._runner.write(
            lambda: mediation.save_agreement(self._desk, actor, case_id, draft, revision),
            lambda written: self._was_saved(case_id, written),
            lambda error: self._not_saved(case_id, error),
        )

    def keep_mine(self) -> None:
        """After a collision: save over what the other seat wrote, knowing it."""
        if self.work is not None:
            self._fetch(self.work.case_id, self._take_revision, self.failed.emit)

    def take_theirs(self) -> None:
        if self.work is not None:
            self.dirty = False
            self._fetch(self.work.case_id, self._take, self.failed.emit)

    def refresh(self) -> None:
        """Another window changed something: take it over unless somebody is typing here."""
        if self.work is not None and not self.dirty and not self._saving:
            self._fetch(self.work.case_id, self._take_over, self.failed.emit)

    def reload(self) -> None:
        """Take the paper as it is now, in force or void."""
        if self.work is not None:
            self.dirty = False
            self._fetch(self.work.case_id, self._take, self.failed.emit)

    def check(self) -> None:
        if self.work is None:
            return
        case_id, draft, actor = self.work.case_id, self._current(), self._session.actor
        self._runner.read(
            lambda: mediation.check(self._desk, actor, draft, case_id),
            lambda found: self._was_checked(case_id, found),
            self.failed.emit,
        )

    def render(self) -> None:
        """Only one paper is made at a time; what changed meanwhile is made after it."""
        if self.work is None:
            return
        if self._rendering is not None and not self._rendering.finished:
            self._page_timer.start()
            return
        desk, actor, work, draft, dpi = self._desk, self._session.actor, self.work, self._current(), self._dpi()
        boxes = self.boxes.on

        def labour() -> tuple[bytes, list[PageImage], tuple[str, ...]]:
            left: tuple[str, ...] = ()
            if work.issued is not None:
                content = documents.reprint(desk, actor, work.issued.document_id)
            else:
                content = documents.preview_document(desk, actor, AGREEMENT, work.case_id, draft, boxes)
                left = documents.left_for_hand(desk, actor, AGREEMENT, work.case_id, draft) if boxes else ()
            return content, documents.page_images(content, dpi), left

        self._rendering = self._runner.labour(
            labour, lambda made: self._was_made(work.case_id, *made), self._was_not_made
        )

    def show_other(self, document_id: int) -> None:
        """Another issued paper of the case; the agreement comes back with `render`."""
        desk, actor, dpi = self._desk, self._session.actor, self._dpi()
        self._runner.labour(
            lambda: documents.page_images(documents.reprint(desk, actor, document_id), dpi),
            self.page_made.emit,
            self._was_not_made,
        )

    def _fetch(self, case_id: int, done: Callable[[AgreementWork], None], failed: Callable[[Exception], None]) -> None:
        actor = self._session.actor
        self._runner.read(lambda: mediation.agreement_for_case(self._desk, actor, case_id), done, failed)

    def _take(self, work: AgreementWork) -> None:
        if work.case_id != self._wanted:
            return
        other = self.work is None or self.work.case_id != work.case_id
        self.work, self._revision, self.dirty = work, work.revision, False
        if other:
            self.content = b""
            self.boxes.forget()
        self.opened.emit(work)
        self.check()
        self.render()

    def _not_found(self, error: Exception) -> None:
        self.work = None
        self.not_found.emit(error)

    def _take_revision(self, work: AgreementWork) -> None:
        self._revision = work.revision
        self.save()

    def _take_over(self, work: AgreementWork) -> None:
        if self.work is None or work.case_id != self.work.case_id or self.dirty or self._saving:
            return
        if work.revision != self._revision or work.papers != self.work.papers:
            self._take(work)

    def _was_saved(self, case_id: int, revision: int) -> None:
        self._saving = False
        if self.work is None or self.work.case_id != case_id:
            return
        first, self._revision = self._revision == 0, revision
        self.saved.emit(revision)
        if first:
            self.papers_changed.emit()
        if self.dirty:
            self._save_timer.start()

    def _not_saved(self, case_id: int, error: Exception) -> None:
        self._saving, self.dirty = False, True
        if isinstance(error, Conflict) and self.work is not None and self.work.case_id == case_id:
            self.collided.emit(sentence(error))
        else:
            self.failed.emit(error)

    def _was_checked(self, case_id: int, found: list[FindingView]) -> None:
        """While somebody goes on typing the next answer is already on its way."""
        if self.work is not None and self.work.case_id == case_id and not self._check_timer.isActive():
            self.checked.emit(found)

    def _was_made(self, case_id: int, content: bytes, pages: list[PageImage], by_hand: tuple[str, ...]) -> None:
        if self.work is None or self.work.case_id != case_id:
            return
        self.content = content
        self.boxes.tell(by_hand)
        self.page_made.emit(pages)

    def _was_not_made(self, error: Exception) -> None:
        if isinstance(error, GovDeskError):
            self.page_refused.emit(error)
        else:
            self.failed.emit(error)

    def _timer(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made
