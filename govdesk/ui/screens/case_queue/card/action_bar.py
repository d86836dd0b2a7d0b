"""The buttons at the foot of the card: what may be done now, each with its key, the likely next step first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_actions import ActionOffer
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import line

_FORWARD = ("rule", "assign", "sign", "pass", "report", "end_mediation", "grant", "follow_up", "strike_off", "archive")
_GRAVE = frozenset({"refuse", "cancel"})  # in the menu only, never beside the likely next step
COLUMNS, SHOWN = 4, 7


class ActionBar(QWidget):
    """`chosen(action)`; what has no key or no room is in the menu 更多."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=6, columns=COLUMNS, narrowest=theme.px(84))
        holder.setContentsMargins(0, 0, 0, 0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 10, 16, 12)
        inner.addWidget(holder)
        column.addLayout(inner)
        self.setAccessibleName(_("可以做的操作"))

    def show_offers(self, offers: Sequence[ActionOffer]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        first, shown, rest = arranged(offers)
        for offer in shown:
            self._flow.addWidget(self._button(offer, "primary" if offer is first else ""))
        if rest:
            self._flow.addWidget(self._more(rest))
        self.setVisible(bool(offers))

    def _button(self, offer: ActionOffer, tone: str) -> KeyButton:
        made = KeyButton(offer.label, short_key(offer.key), tone)
        made.setToolTip(_tip(offer))
        made.clicked.connect(lambda: self.chosen.emit(offer.action))
        return made

    def _more(self, offers: Sequence[ActionOffer]) -> KeyButton:
        made = KeyButton(_("更多"), "▾")
        menu = QMenu(made)
        menu.setToolTipsVisible(True)
        for offer in offers:
            entry = menu.addAction(f"{offer.label}\t{short_key(offer.key)}" if offer.key else offer.label)
            entry.setEnabled(offer.enabled)
            entry.setToolTip(_tip(offer))
            entry.triggered.connect(lambda _on=False, offer=offer: self.chosen.emit(offer.action))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().topLeft()) - menu_offset(menu)))
        return made


def arranged(offers: Sequence[ActionOffer]) -> tuple[ActionOffer | None, list[ActionOffer], list[ActionOffer]]:
    """(the likely next step, the buttons with it in front, the rest for the menu)."""
    usable = [offer for offer in offers if offer.enabled]
    first = next((offer for action in _FORWARD for offer in usable if offer.action == action), None)
    shown = [first] if first is not None else []
    shown += [each for each in usable if each.key and each is not first and each.action not in _GRAVE]
    room = SHOWN + 1 if len(shown) == len(offers) <= SHOWN + 1 else SHOWN
    shown = shown[:room]
    return first, shown, [offer for offer in offers if offer not in shown]


def short_key(key: str) -> str:
    """Shift+X → ⇧X: a button has little room."""
    return key.replace("Shift+", "⇧").replace("Ctrl+", "Ctrl ")


def menu_offset(menu: QMenu):
    """A menu at the foot of the window opens upwards."""
    from PySide6.QtCore import QPoint

    return QPoint(0, menu.sizeHint().height())


def _tip(offer: ActionOffer) -> str:
    if not offer.enabled:
        return offer.why_not
    return _("代录：{body}").format(body=offer.acting_for) if offer.acting_for else offer.label
