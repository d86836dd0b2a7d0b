"""Watching what is typed for danger: a red line at once, and the call card before anything is saved."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from govdesk.domain.urgency import Alarm
from govdesk.foundation.text import _
from govdesk.services.urgency import CallMade, call_card, words_in
from govdesk.ui.screens.intake.call_card import WIDTH, CallCard
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.overlay import Overlay
from govdesk.ui.workplace import Workplace

CALL_KEY = "F4"


class Guarding(QObject):
    """`look` while typing; `stands_in_the_way` before saving. New words after a call ask for another look.

    `urgent_proposed` says whether the person who saw the card takes the case for urgent.
    """

    urgent_proposed = Signal(bool)

    def __init__(self, place: Workplace, page: QWidget, texts: Callable[[], tuple[str, ...]]) -> None:
        super().__init__(page)
        self._place, self._page, self._texts = place, page, texts
        self._seen: frozenset[str] = frozenset()
        self._warned: frozenset[str] = frozenset()
        self.call: CallMade | None = None
        self.overlay: Overlay | None = None
        self.bar = MessageBar()
        shortcut = QShortcut(QKeySequence(CALL_KEY), page)
        shortcut.activated.connect(lambda: self.ask(None))

    @property
    def card(self) -> CallCard | None:
        pane = self.overlay.pane if self.overlay is not None else None
        return pane if isinstance(pane, CallCard) else None

    def look(self) -> None:
        """Say it in the page while the text is typed; typing goes on."""
        alarms = self._unseen()
        words = frozenset(words_in(alarms))
        if words == self._warned:
            return
        self._warned = words
        self.bar.clear()
        if not alarms:
            return
        calls = "、".join(dict.fromkeys(call.who for alarm in alarms for call in alarm.group.calls[:2]))
        groups = _("；").join(alarm.group.label for alarm in alarms)
        sentence = _("文字里有{words}（{group}）：先打电话给{calls}，再登记。")
        quoted = "、".join(_("“{word}”").format(word=word) for word in words_in(alarms))
        told = sentence.format(words=quoted, group=groups, calls=calls)
        self.bar.say(told, "danger", closable=False)
        self.bar.offer(_("记录电话 {key}").format(key=CALL_KEY), "danger").clicked.connect(lambda: self.ask(None))

    def stands_in_the_way(self, then: Callable[[], None]) -> bool:
        """Open the card when something has not been seen; `then` goes on once it is acknowledged."""
        if self.overlay is not None:
            return True
        if not self._unseen():
            return False
        self.ask(then)
        return True

    def ask(self, then: Callable[[], None] | None) -> None:
        """Show the card now."""
        alarms = self._unseen()
        if self.overlay is not None or not alarms:
            return
        card = CallCard(alarms, self._place.desk.clock.now)
        card.acknowledged.connect(lambda made: self._acknowledged(made, alarms, then))
        card.given_up.connect(self._close)
        self.overlay = Overlay(self._page, card, WIDTH)
        card.start()

    def reset(self) -> None:
        """For the next case."""
        self._seen = self._warned = frozenset()
        self.call = None
        self.bar.clear()
        self._close()

    def _unseen(self) -> tuple[Alarm, ...]:
        alarms = call_card(self._place.desk, *self._texts())
        return tuple(alarm for alarm in alarms if not set(alarm.words) <= self._seen)

    def _acknowledged(self, made: CallMade, alarms: tuple[Alarm, ...], then: Callable[[], None] | None) -> None:
        card = self.card
        self._seen |= frozenset(words_in(alarms))
        self.call = _both(self.call, made)
        self.urgent_proposed.emit(card is not None and card.urgent.isChecked())
        self._close()
        self._warned = frozenset()
        self.bar.clear()
        who = self.call.called or _("不属紧急")
        self.bar.say(_("紧急电话已记录：{who}。登记时写入办理过程。").format(who=who), "good", closable=True)
        if then is not None:
            then()

    def _close(self) -> None:
        if self.overlay is not None:
            overlay, self.overlay = self.overlay, None
            overlay.close_pane()


def _both(first: CallMade | None, second: CallMade) -> CallMade:
    """Two calls for one case, each with its words."""
    if first is None:
        return second
    return CallMade(
        "、".join(dict.fromkeys(text for text in (first.called, second.called) if text)),
        second.at,
        "；".join(text for text in (first.note, second.note) if text),
        tuple(dict.fromkeys((*first.risks, *second.risks))),
    )
