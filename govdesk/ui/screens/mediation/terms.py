"""The terms, one in each row; Return goes on with the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.mediation import FindingView
from govdesk.ui import theme
from govdesk.ui.screens.mediation.inputs import GrowingText
from govdesk.ui.screens.mediation.notes import FindingNotes, mark
from govdesk.ui.widgets.buttons import flush_link, icon_button
from govdesk.ui.widgets.labels import label


class TermsEditor(QWidget):
    """At least one row stays. Return adds the next, Backspace in an empty row takes it away, arrows move between."""

    changed = Signal()
    restructured = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self.rows: list[_TermRow] = []
        self.notes = FindingNotes()
        self.more = flush_link(_("添加条款（在条款里按回车）"), "plus")
        self.more.clicked.connect(lambda: self._insert_after(self.rows[-1]))
        self._column.addWidget(self.notes)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def terms(self) -> tuple[str, ...]:
        """As typed; empty rows at the end do not count."""
        texts = [row.text.toPlainText().strip() for row in self.rows]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def set_terms(self, terms: Sequence[str]) -> None:
        wanted = list(terms) or [""]
        while len(self.rows) > len(wanted):
            self._drop(self.rows[-1])
        while len(self.rows) < len(wanted):
            self._make(len(self.rows))
        for row, term in zip(self.rows, wanted, strict=True):
            if row.text.toPlainText() != term:
                row.text.setPlainText(term)
        self._settle()

    def editors(self) -> list[QWidget]:
        return [widget for row in self.rows for widget in (row.text, row.remove)] + [self.more]

    def show_findings(self, of: Callable[[str], list[FindingView]]) -> None:
        own = of("terms")
        self.notes.show_findings([item for item in own if item.field == "terms"])
        for index, row in enumerate(self.rows):
            row.show_findings([item for item in own if item.field == f"terms[{index}]"])

    def editor_at(self, path: str) -> QWidget | None:
        for index, row in enumerate(self.rows):
            if path == f"terms[{index}]":
                return row.text
        return self.rows[0].text if self.rows else None

    def _make(self, place: int) -> "_TermRow":
        row = _TermRow()
        row.text.textChanged.connect(self.changed)
        row.text.next_wanted.connect(lambda: self._insert_after(row))
        row.text.removal_wanted.connect(lambda: self._remove(row))
        row.text.several_pasted.connect(lambda lines: self._paste(row, lines))
        row.text.leave_up.connect(lambda: self._step(row, -1))
        row.text.leave_down.connect(lambda: self._step(row, 1))
        row.remove.clicked.connect(lambda: self._remove(row))
        self.rows.insert(place, row)
        self._column.insertWidget(place, row)
        return row

    def _insert_after(self, row: "_TermRow") -> None:
        """What stands behind the cursor goes along into the new row."""
        cursor = row.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        rest = cursor.selectedText() if row.text.hasFocus() else ""
        if rest:
            cursor.removeSelectedText()
        made = self._make(self.rows.index(row) + 1)
        made.text.setPlainText(rest)
        self._settle()
        made.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _paste(self, row: "_TermRow", lines: Sequence[str]) -> None:
        """Several lines from elsewhere become several terms, without their numbers."""
        place = self.rows.index(row)
        row.text.insertPlainText(lines[0])
        for offset, line in enumerate(lines[1:], start=1):
            self._make(place + offset).text.setPlainText(line)
        self._settle()
        self.rows[place + len(lines) - 1].text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, row: "_TermRow") -> None:
        if len(self.rows) == 1:
            row.text.setPlainText("")
            return
        place = self.rows.index(row)
        self._drop(row)
        self._settle()
        before = self.rows[max(0, place - 1)].text
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        before.moveCursor(QTextCursor.MoveOperation.End)
        self.changed.emit()

    def _step(self, row: "_TermRow", step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, row: "_TermRow") -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _settle(self) -> None:
        for index, row in enumerate(self.rows):
            row.number(index + 1, removable=len(self.rows) > 1)
        self.restructured.emit()


class _TermRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._ordinal = label("", "secondary")
        self._ordinal.setFixedWidth(theme.px(22))
        self._ordinal.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.text = GrowingText("", _("谁 · 在什么时候前 · 做什么、付多少 · 怎样履行"), one_item=True)
        self.remove = icon_button("x", _("删去这一条"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for beside in (self._ordinal, self.remove):
            beside.setMinimumHeight(self.text.minimumHeight())
        row.addWidget(self._ordinal, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.notes = FindingNotes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setContentsMargins(theme.px(22) + 6, 0, 0, 0)
        below.addWidget(self.notes)
        column.addLayout(below)

    def number(self, ordinal: int, removable: bool) -> None:
        self._ordinal.setText(f"{ordinal}.")
        self.text.setAccessibleName(_("协议内容第 {ordinal} 条").format(ordinal=ordinal))
        self.remove.setAccessibleName(_("删去第 {ordinal} 条").format(ordinal=ordinal))
        self.remove.setVisible(removable)

    def show_findings(self, findings: Sequence[FindingView]) -> None:
        self.notes.show_findings(findings)
        mark(self.text, findings)
