"""The text of a template under the cursor: keys pale, placeholders in colour, the line of a fault marked."""

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme

_PLACEHOLDER = re.compile(r"\{\w+\}")
_KEY = re.compile(r"^\s*[\w.]+\s*=")
_HEADER = re.compile(r"^\s*\[.*\]\s*$")
_COMMENT = re.compile(r"^\s*#.*$")


class SourceEditor(QPlainTextEdit):
    """Plain text; Tab leaves the field, so that the keyboard gets everywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("模板文字"))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._colours = _Colours(self.document())

    def insert_field(self, name: str) -> None:
        """`{name}` at the cursor, and the cursor behind it."""
        self.insertPlainText(f"{{{name}}}")
        self.setFocus()

    def mark_line(self, line: int) -> None:
        """The line of a fault, counted from 1; 0 takes the mark away."""
        if not line:
            self.setExtraSelections([])
            return
        block = self.document().findBlockByNumber(line - 1)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(block)
        mark.format.setBackground(theme.color("overdue_ground"))
        mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        self.setExtraSelections([mark])

    def go_to(self, line: int) -> None:
        cursor = QTextCursor(self.document().findBlockByNumber(max(0, line - 1)))
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus()


class _Colours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._field = _look(theme.color("accent"), bold=True)
        self._key = _look(theme.color("secondary"))
        self._header = _look(theme.color("secondary"), bold=True)

    def highlightBlock(self, text: str) -> None:
        for pattern, look in ((_COMMENT, self._key), (_HEADER, self._header), (_KEY, self._key)):
            found = pattern.match(text)
            if found:
                self.setFormat(found.start(), found.end() - found.start(), look)
        for found in _PLACEHOLDER.finditer(text):
            self.setFormat(found.start(), found.end() - found.start(), self._field)


def _look(color: QColor, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color)
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
