"""Why the case is at this tier: the rule in words, what matched, and the nearest rules that did not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label


class WhyBox(QFrame):
    """The near misses unfold on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 9)
        column.setSpacing(theme.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_2)
        head.addWidget(label(_("为什么到这一层"), "accent"))
        self._rule = label("", "small")
        head.addWidget(self._rule)
        head.addStretch(1)
        self._more = button(_("相近规则"), "link")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._unfold)
        head.addWidget(self._more)
        column.addLayout(head)
        self._sentence = label("", wrap=True, selectable=True)
        self._matched = label("", "secondary", wrap=True, selectable=True)
        self._misses = label("", "small", wrap=True, selectable=True)
        self._misses.setTextFormat(Qt.TextFormat.PlainText)
        self._misses.hide()
        for each in (self._sentence, self._matched, self._misses):
            column.addWidget(each)

    def show_why(self, rule: str, sentence: str, matched: str, misses: str) -> None:
        self.setVisible(bool(sentence))
        self._rule.setText(rule)
        self._sentence.setText(sentence)
        self._matched.setText(_("命中：{facts}").format(facts=matched) if matched else "")
        self._matched.setVisible(bool(matched))
        self._misses.setText(misses)
        self._more.setVisible(bool(misses))
        self._unfold(self._more.isChecked())
        self.setAccessibleName(_("为什么到这一层：{sentence}").format(sentence=sentence))

    def _unfold(self, opened: bool) -> None:
        self._misses.setVisible(opened and bool(self._misses.text()))
