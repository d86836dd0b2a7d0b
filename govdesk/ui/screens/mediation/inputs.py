"""Small inputs of the agreement form: captioned fields, free days, editable lists, text that grows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from govdesk.domain.agreement import Attendee
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.fields import DateField
from govdesk.ui.widgets.labels import label

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def line_edit(name: str, hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setCursorPosition(0)
    return made


class Captioned(QWidget):
    """A field with its caption above; the caption can be changed."""

    def __init__(self, caption: str, editor: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self._caption = label(caption, "hint")
        self._caption.setBuddy(editor)
        column.addWidget(self._caption)
        column.addWidget(editor)

    def set_caption(self, caption: str) -> None:
        self._caption.setText(caption)


class DayField(DateField):
    """A day, or words that tell one (签字当日); what was typed is never lost."""

    def __init__(self, name: str, now: Callable[[], datetime], hint: str = "") -> None:
        super().__init__(name, now, hint or _("年-月-日"))
        self.line.setMinimumWidth(theme.px(96))

    def text(self) -> str:
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        self.line.setText(text)


class WordBox(QComboBox):
    """A list of usual words in which any other may be typed."""

    edited = Signal()

    def __init__(self, name: str, words: Sequence[str] = (), hint: str = "") -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        line = self.lineEdit()
        assert line is not None
        line.setAccessibleName(name)
        line.setPlaceholderText(hint)
        self.set_words(words)
        self.setCurrentText("")
        self.currentTextChanged.connect(self.edited)
        line.editingFinished.connect(lambda: line.setCursorPosition(0))

    def setCurrentText(self, text: str) -> None:
        """Words put in by the program are read from their first character, also where they do not fit."""
        super().setCurrentText(text)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def set_words(self, words: Sequence[str]) -> None:
        """Another list; the text stays."""
        if [self.itemText(index) for index in range(self.count())] == list(words):
            return
        text, blocked = self.currentText(), self.blockSignals(True)
        self.clear()
        self.addItems(list(words))
        self.setCurrentText(text)
        self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the form must not change what is in it."""
        event.ignore()


class ChoiceBox(QComboBox):
    """One of a few; the wheel scrolls the form."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        for code, words in choices:
            self.addItem(words, code)

    def code(self) -> str:
        return str(self.currentData() or "")

    def set_code(self, code: str) -> None:
        index = self.findData(code)
        if index < 0:
            self.addItem(code, code)
            index = self.count() - 1
        self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CopiesBox(QSpinBox):
    """One for each party and one for the committee, or more; never fewer (人民调解法 §29)."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("协议书份数"))
        self.setRange(3, 99)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    def follow(self, parties: int) -> None:
        """Another number of parties; copies asked for beyond the lawful ones stay."""
        extra = self.value() - self.minimum()
        blocked = self.blockSignals(True)
        self.setMinimum(parties + 1)
        self.setValue(parties + 1 + extra)
        self.setSuffix(_(" 份") if extra else _(" 份（当事人各 1，调委会 1）"))
        self.blockSignals(blocked)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class AttendeesLine(QLineEdit):
    """戴有才（村民小组长）、张三: what the line does not show of somebody is kept."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._given: tuple[Attendee, ...] = ()

    def attendees(self) -> tuple[Attendee, ...]:
        known = {_attendee_words(item): item for item in self._given}
        made = []
        for words in self.text().replace("，", "、").replace(",", "、").split("、"):
            name, _bracket, role = words.strip().replace("(", "（").rstrip("）)").partition("（")
            if name:
                made.append(known.get(words.strip(), Attendee(name=name.strip(), role=role.strip())))
        return tuple(made)

    def set_attendees(self, attendees: Sequence[Attendee]) -> None:
        self._given = tuple(attendees)
        self.setText("、".join(_attendee_words(item) for item in attendees))
        self.setCursorPosition(0)


class FormSheet(QWidget):
    """As high as its lines at the width it has: wrapped labels ask for more than they need."""

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(layout.totalMinimumSize().width() if layout is not None else 0, 0)


class GrowingText(QPlainTextEdit):
    """As high as its text. Tab leaves it; Return asks for `next_wanted` where that is what Return means."""

    next_wanted = Signal()
    removal_wanted = Signal()
    several_pasted = Signal(list)
    leave_up = Signal()
    leave_down = Signal()

    def __init__(self, name: str, hint: str = "", lines: int = 1, one_item: bool = False) -> None:
        super().__init__()
        self._lines, self._one_item, self._composing = lines, one_item, False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing or not self._one_item:
            super().keyPressEvent(event)
            return
        plain = not event.modifiers()
        cursor = self.textCursor()
        if event.key() in _RETURNS and plain:
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace and plain and not self.toPlainText():
            self.removal_wanted.emit()
        elif event.key() == Qt.Key.Key_Up and plain and cursor.atStart():
            self.leave_up.emit()
        elif event.key() == Qt.Key.Key_Down and plain and cursor.atEnd():
            self.leave_down.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = [line.strip() for line in source.text().splitlines() if line.strip()]
        if self._one_item and len(lines) > 1:
            self.several_pasted.emit(lines)
            return
        super().insertFromMimeData(source)

    def _fit(self) -> None:
        height = self._wanted_height()
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _wanted_height(self) -> int:
        """`documentSize` of a plain text counts lines."""
        lines = max(self._lines, int(self.document().size().height()))
        return lines * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin()) + 12


def _attendee_words(attendee: Attendee) -> str:
    note = attendee.role or attendee.relation or attendee.organisation
    return f"{attendee.name}（{note}）" if note else attendee.name
