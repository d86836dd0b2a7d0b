"""The notes of a talk: typed while people speak, kept within a second, with a key for each speaker and each element."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.domain.session_record import ELEMENTS, Element
from govdesk.foundation.text import _
from govdesk.services import session_notes
from govdesk.services.messages import sentence
from govdesk.services.session_notes import NotesWork
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import ElidedLabel, label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

SAVE_MILLISECONDS = 700
CHECK_MILLISECONDS = 300
SPEAKER_KEYS = "ABCDEFGH"
HEADING = "【{name}】"


class NotesPane(QWidget):
    """`finish_wanted(session)` asks to sign the record off; typing never waits for the disk."""

    finish_wanted = Signal(int)
    saved = Signal(int)
    loaded = Signal(int)

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.work: NotesWork | None = None
        self._wanted: tuple[int, int] | None = None
        self._revision = 0
        self._dirty = self._saving = self._quiet = False
        self._build()
        self._save_timer = _timer(self, SAVE_MILLISECONDS, self.save)
        self._check_timer = _timer(self, CHECK_MILLISECONDS, self._check)
        self._show_state()

    def open(self, case_id: int, session: int | None) -> None:
        """The notes of this talk; None when no talk was booked yet."""
        if session is None:
            self.save()
            self._wanted, self.work = None, None
            self._set_text("")
            self._show_state()
            return
        if self._wanted == (case_id, session) and self.work is not None and not self.work.signed_off:
            self._refresh(case_id, session)
            return
        self.save()
        self._wanted, self.work = (case_id, session), None
        self._read(case_id, session)

    def save(self) -> None:
        """Keep what was typed now."""
        self._save_timer.stop()
        if self.work is None or not self._dirty or self._saving or self.work.signed_off:
            return
        desk, actor, work, revision = self._place.desk, self._place.actor, self.work, self._revision
        text, number = self.text.toPlainText(), self.work.session.number
        self._dirty, self._saving = False, True
        self._place.runner.write(
            lambda: session_notes.save_notes(desk, actor, work.case_id, number, text, revision),
            lambda revision: self._was_saved(work, revision),
            lambda error: self._not_saved(work, error),
        )

    def speak(self, name: str) -> None:
        """Begin a turn of this person on a line of its own."""
        cursor = self.text.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        cursor.insertText(("\n" if before.strip() else "") + f"{name}：")
        self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def head(self) -> None:
        """The heading of the next element that the notes do not show yet."""
        missing = [item.label for item in self._missing() if item.code != "signatures"]
        headings = [name for name in missing if HEADING.format(name=name) not in self.text.toPlainText()]
        if headings:
            cursor = self.text.textCursor()
            before = cursor.block().text()[: cursor.positionInBlock()]
            cursor.insertText(("\n" if before.strip() else "") + HEADING.format(name=headings[0]))
            self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- build

    def _build(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_2)
        column.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        self._title = ElidedLabel("", "heading")
        self._state = label("", "small")
        self._state.setAccessibleName(_("记录保存情况"))
        self.finish = KeyButton(_("定稿为调解记录"), "Ctrl Enter")
        self.finish.clicked.connect(self._finish)
        self.heading = KeyButton(_("下一要素"), "F3", "quiet")
        self.heading.clicked.connect(self.head)
        head.addWidget(self._title, 1)
        for each in (self._state, self.heading, self.finish):
            head.addWidget(each)
        column.addLayout(head)
        self._bar = MessageBar()
        column.addWidget(self._bar)
        speakers = QWidget()
        self._speakers = FlowLayout(speakers, gap=theme.SPACE_1)
        column.addWidget(speakers)
        self.text = _NotesText(self._finish)
        self.text.setAccessibleName(_("调解记录"))
        self.text.setProperty("help", "mediation")
        self.text.textChanged.connect(self._edited)
        column.addWidget(self.text, 1)
        elements = QWidget()
        self._elements = FlowLayout(elements, gap=theme.SPACE_1)
        column.addWidget(elements)
        shortcut = QShortcut(QKeySequence("F3"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.head)
        self._speaker_keys: list[QShortcut] = []

    def _show_speakers(self, names: tuple[str, ...]) -> None:
        for shortcut in self._speaker_keys:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._speaker_keys.clear()
        _cleared(self._speakers)
        for key, name in zip(SPEAKER_KEYS, names, strict=False):
            made = KeyButton(name, f"Alt {key}", "quiet")
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.clicked.connect(lambda _on=False, name=name: self.speak(name))
            self._speakers.addWidget(made)
            shortcut = QShortcut(QKeySequence(f"Alt+{key}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda name=name: self.speak(name))
            self._speaker_keys.append(shortcut)

    # -- load

    def _read(self, case_id: int, session: int) -> None:
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(
            lambda: session_notes.open_notes(desk, actor, case_id, session), self._take, self._place.told
        )

    def _refresh(self, case_id: int, session: int) -> None:
        """After news: the text is taken over only when nothing is being typed here."""
        desk, actor = self._place.desk, self._place.actor

        def take(work: NotesWork) -> None:
            busy = self._dirty or self._saving
            if self._wanted == (work.case_id, work.session.number) and not busy and work != self.work:
                self._take(work)

        self._place.runner.read(lambda: session_notes.open_notes(desk, actor, case_id, session), take, self._place.told)

    def _take(self, work: NotesWork) -> None:
        if self._wanted != (work.case_id, work.session.number):
            return
        self.work, self._revision, self._dirty = work, work.notes.revision, False
        self._bar.clear()
        self._set_text(work.notes.text)
        self._show_speakers(() if work.signed_off else work.speakers)
        self._show_state()
        self._check()
        self.loaded.emit(work.session.number)

    def _set_text(self, words: str) -> None:
        if self.text.toPlainText() == words:
            return
        self._quiet = True
        self.text.setPlainText(words)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self._quiet = False

    # -- react

    def _edited(self) -> None:
        if self._quiet or self.work is None:
            return
        self._dirty = True
        self._check_timer.start()
        if not self._save_timer.isActive():
            self._save_timer.start()

    def _was_saved(self, work: NotesWork, revision: int) -> None:
        self._saving = False
        if self.work is None or self.work.case_id != work.case_id:
            return
        self._revision = revision
        self._state.setText(_("已保存 {time}").format(time=f"{self._place.desk.clock.now():%H:%M}"))
        self.saved.emit(revision)
        if self._dirty:
            self._save_timer.start()

    def _not_saved(self, work: NotesWork, error: Exception) -> None:
        self._saving, self._dirty = False, True
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        self._bar.clear()
        self._bar.say(sentence(error), "warning", closable=False)
        if isinstance(error, Conflict) and self.work is not None:
            self._bar.offer(_("保留我的")).clicked.connect(lambda: self._keep_mine(work))
            self._bar.offer(_("换成对方的")).clicked.connect(lambda: self._read(work.case_id, work.session.number))

    def _keep_mine(self, work: NotesWork) -> None:
        desk, actor = self._place.desk, self._place.actor

        def take(newer: NotesWork) -> None:
            self._revision = newer.notes.revision
            self._bar.clear()
            self.save()

        self._place.runner.read(
            lambda: session_notes.open_notes(desk, actor, work.case_id, work.session.number), take, self._place.told
        )

    def _check(self) -> None:
        _cleared(self._elements)
        if self.work is None:
            return
        missing = {item.code for item in self._missing()}
        for item in ELEMENTS:
            if item.code == "signatures":
                continue
            there = item.code not in missing
            mark = "✓ " if there else "○ "
            self._elements.addWidget(Chip(mark + item.label, "good" if there else "neutral"))

    def _missing(self) -> list[Element]:
        assert self.work is not None or not self.text.toPlainText()
        came = self.work.session.came or self.work.session.parties if self.work else ()
        return session_notes.elements_missing(self.text.toPlainText(), came, "—")

    def _finish(self) -> None:
        if self.work is not None and not self.work.signed_off:
            self.save()
            self.finish_wanted.emit(self.work.session.number)

    def _show_state(self) -> None:
        work = self.work
        writable = work is not None and not work.signed_off
        self.text.setReadOnly(not writable)
        self.finish.setEnabled(writable)
        self.heading.setEnabled(writable)
        if work is None:
            self._title.setText(_("边调边记"))
            self._state.setText("")
            self.text.setPlaceholderText(_("先按 I 约好时间、地点，再在这里记录。"))
            self._show_speakers(())
            return
        session = work.session
        self._title.setText(
            _("第 {number} 次调解　{when}　{place}").format(
                number=session.number, when=f"{session.starts_at:%Y-%m-%d %H:%M}", place=session.place
            )
        )
        self._state.setText(_("已定稿，只能补记") if work.signed_off else "")
        self.text.setPlaceholderText(_("各人的发言按 Alt 加字母开头，要素标题按 F3；每打一个字都会保存。"))


class _NotesText(QPlainTextEdit):
    """Tab leaves it, Ctrl+Enter finishes; Return during composition of a character never does."""

    def __init__(self, finish: Callable[[], None]) -> None:
        super().__init__()
        self._finish = finish
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
            return
        super().keyPressEvent(event)


def _cleared(flow: FlowLayout) -> None:
    while (item := flow.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _timer(parent: QWidget, milliseconds: int, act: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(act)
    return made
