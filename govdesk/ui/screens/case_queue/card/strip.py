"""The folded card: a narrow strip with the keys of what may be done now."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_actions import ActionOffer
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.card.action_bar import arranged, short_key
from govdesk.ui.widgets.buttons import button, icon_button

WIDTH = 44


class CardStrip(QWidget):
    """`opened` unfolds the card; `chosen(action)` unfolds it and begins the action."""

    opened = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(WIDTH))
        self.setAccessibleName(_("案卡（已收起）"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 10, 4, 8)
        column.setSpacing(theme.SPACE_2)
        opener = icon_button("panel-right-open", _("展开案卡（回车）"))
        opener.clicked.connect(self.opened)
        column.addWidget(opener, 0, Qt.AlignmentFlag.AlignHCenter)
        self._keys = QVBoxLayout()
        self._keys.setSpacing(theme.SPACE_1)
        column.addLayout(self._keys)
        column.addStretch(1)

    def show_offers(self, offers: Sequence[ActionOffer]) -> None:
        while (item := self._keys.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        first, shown, _rest = arranged(offers)
        for offer in shown:
            key = button(short_key(offer.key) or offer.label[:1], "primary" if offer is first else "")
            key.setFixedWidth(theme.px(WIDTH - 8))
            key.setStyleSheet("QPushButton { padding: 0; }")
            key.setToolTip(offer.label)
            key.setAccessibleName(offer.label)
            key.clicked.connect(lambda _on=False, offer=offer: self.chosen.emit(offer.action))
            self._keys.addWidget(key)
