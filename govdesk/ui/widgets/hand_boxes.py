"""留空格手填: offered where a paper is refused for a character that no face has, and told while it holds."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.services.hand_boxes import may_be_boxed, told
from govdesk.services.messages import sentence
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.message_bar import MessageBar

KEY = "Ctrl+B"


class HandBoxes(QObject):
    """`on` says whether the paper in view gets boxes, `words` what is to be written there by hand.

    `taken` when a person has asked for them.
    """

    taken = Signal()

    def __init__(self, bar: MessageBar, window: QWidget) -> None:
        """The key of the offer works in `window` while the offer stands in the bar."""
        super().__init__(window)
        self.on = False
        self.words = ""
        self._said = ""
        self._bar = bar
        self._key = QShortcut(QKeySequence(KEY), window)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key.activated.connect(self.take)
        self._key.setEnabled(False)

    def offered(self, error: Exception, tone: str = "warning") -> bool:
        """Say in the bar which character of whom it is, with the offer. False when boxes are no help here."""
        if self.on or not may_be_boxed(error):
            return False
        self._say(sentence(error), tone)
        self._bar.offer_button(KeyButton(_("留空格手填"), KEY.replace("+", " "))).clicked.connect(self.take)
        self._key.setEnabled(True)
        return True

    def take(self) -> None:
        self.on = True
        self._key.setEnabled(False)
        self.taken.emit()

    def tell(self, by_hand: Sequence[str]) -> None:
        """What is to be written by hand; when nothing is any more, a later character is asked about again."""
        self._take_back()
        self.on = self.on and bool(by_hand)
        self.words = told(by_hand) if self.on else ""
        if self.words:
            self._say(self.words, "accent")

    def forget(self) -> None:
        """Another paper comes into view."""
        self.on, self.words = False, ""
        self._take_back()

    def _say(self, words: str, tone: str) -> None:
        self._bar.clear()
        self._bar.say(words, tone, closable=False)
        self._said = words

    def _take_back(self) -> None:
        """Other news in the bar stays."""
        self._key.setEnabled(False)
        if self._said and self._bar.text() == self._said:
            self._bar.clear()
        self._said = ""
