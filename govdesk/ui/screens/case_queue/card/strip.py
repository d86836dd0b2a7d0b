"""The folded card: a narrow strip with what may be done now, each with its key."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_actions import ActionOffer
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.card.action_bar import arranged, short_key
from govdesk.ui.widgets.buttons import icon_button

WIDTH = 60
TILE_HEIGHT = 42


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
            key = ActionTile(offer.label, short_key(offer.key), "primary" if offer is first else "")
            key.clicked.connect(lambda _on=False, offer=offer: self.chosen.emit(offer.action))
            self._keys.addWidget(key)


class ActionTile(QPushButton):
    """The name of an action over its key: 签收 / S."""

    def __init__(self, words: str, key: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._key = key
        self.setAutoDefault(False)
        self.setProperty("tone", tone)
        self.setToolTip(f"{words}  {key}".strip())
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.setFixedWidth(theme.px(WIDTH - 8))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH - 8), theme.px(TILE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        primary = self.property("tone") == "primary"
        middle = self.height() // 2
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("on_accent" if primary else "text"))
        above = QRect(2, 3, self.width() - 4, middle) if self._key else self.rect()
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 4)
        painter.drawText(above, centre, words)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("on_accent" if primary else "secondary"))
        painter.drawText(QRect(2, middle, self.width() - 4, self.height() - middle - 3), centre, self._key)
