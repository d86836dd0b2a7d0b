"""The shelf of the seat's rule draft: what this window put there, and what to do when another window did too."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from govdesk.domain.errors import Conflict
from govdesk.domain.roles import Actor
from govdesk.domain.rule_draft import BookDraft
from govdesk.foundation.text import _
from govdesk.services.messages import sentence
from govdesk.services.rule_editing import discard_rules, keep_rules
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace


class DraftShelf(QObject):
    """`taken`: the draft of the other window is to be read instead of the one on the bench."""

    taken = Signal()

    def __init__(self, place: Workplace, bar: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._place, self._bar = place, bar
        self._known: BookDraft | None = None
        self._refused: tuple[Actor, BookDraft] | None = None

    @property
    def holds_another(self) -> bool:
        """Another window's draft lies there, and nobody has decided yet."""
        return self._refused is not None

    def begin(self, known: BookDraft | None) -> None:
        """What lies there as far as this window has read it."""
        self._known = known
        self._settle()

    def keep(self, actor: Actor, draft: BookDraft) -> None:
        """Put the draft there, unless another window has put a different one there since."""
        if self._refused is not None:
            self._refused = actor, draft
        elif draft != self._known:
            self._write(actor, draft)

    def clear(self, actor: Actor) -> None:
        """The bench says nothing of its own any more; what another window put there stays."""
        known, desk = self._known, self._place.desk
        if known is None or self._refused is not None:
            return
        self._known = None
        self._place.runner.write(lambda: discard_rules(desk, actor, known), None, self._place.told)

    def _write(self, actor: Actor, draft: BookDraft, anyway: bool = False) -> None:
        known, desk = self._known, self._place.desk
        self._known = draft

        def failed(error: Exception) -> None:
            if isinstance(error, Conflict) and error.code == "rules_draft_elsewhere":
                self._known, self._refused = known, (actor, draft)
                self._ask(sentence(error))
            else:
                self._place.told(error)

        self._place.runner.write(lambda: keep_rules(desk, actor, draft, known, anyway), None, failed)

    def _ask(self, words: str) -> None:
        self._bar.clear()
        self._bar.say(words, "warning", closable=False)
        self._bar.offer(_("改用那边的草稿")).clicked.connect(self.taken.emit)
        self._bar.offer(_("仍按我的草稿")).clicked.connect(self._keep_mine)

    def _keep_mine(self) -> None:
        assert self._refused is not None
        actor, draft = self._refused
        self._settle()
        self._write(actor, draft, anyway=True)

    def _settle(self) -> None:
        if self._refused is not None:
            self._refused = None
            self._bar.clear()
