"""The left of the dossier: news, the catalogue with the state of each line, what stands in one, what is not bound."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.dossier import DossierView, PieceView
from govdesk.ui import theme
from govdesk.ui.screens.dossier.lists import ItemList, PieceList
from govdesk.ui.widgets.labels import line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import SectionHeader

_WITH_CONTENT = ("issued", "ready", "attached")


class Left(QWidget):
    """`bar`, `items`, `pieces` and `loose` are public; the screen connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(360))
        self.bar = MessageBar()
        over = QVBoxLayout()
        over.setContentsMargins(theme.SPACE_3, 0, theme.SPACE_3, 0)
        over.addWidget(self.bar)
        self._catalogue_head = _header(_("卷内目录"))
        self.items = ItemList()
        self.pieces = PieceList(_("这一项里的内容"))
        self._loose_head = _header(_("未入卷的附件"))
        self.loose = PieceList(_("未入卷的附件"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_2, 0, theme.SPACE_2)
        column.setSpacing(theme.SPACE_1)
        column.addLayout(over)
        column.addWidget(self._catalogue_head)
        column.addWidget(self.items, 1)
        for each in (line(), _header(_("这一项里的内容")), self.pieces, self._loose_head, self.loose):
            column.addWidget(each)

    def show_view(self, view: DossierView) -> None:
        made = sum(item.state in _WITH_CONTENT for item in view.items)
        words = _("{label}　{made}/{count} 项有内容").format(
            label=view.catalogue.label, made=made, count=len(view.items)
        )
        self._catalogue_head.set_trailing(words)
        self.items.show_items(view.items)
        loose = [PieceView(item.name, _("按 Enter 归入一项"), sha256=item.sha256) for item in view.loose]
        self.loose.show_pieces(loose)
        for each in (self._loose_head, self.loose):
            each.setVisible(bool(loose))
        current = self.items.current()
        if current is not None:
            self.pieces.show_pieces(current.pieces)

    def say_state(self, view: DossierView) -> None:
        """What is missing, or that the volume is made, when the dossier is opened."""
        self.bar.clear()
        if not view.mediated:
            self.bar.say(_("这件案件还没有开始调解，没有卷宗。"), "warning", closable=False)
        elif view.volume is not None:
            words = _("已成卷 {number}，共 {pages} 页。内容有变动时再成卷，旧卷自动作废。")
            self.bar.say(words.format(number=view.volume.number, pages=view.volume.pages), "good")
        elif view.missing:
            names = "；".join(view.missing)
            self.bar.say(_("还缺 {count} 项必须材料：{names}").format(count=len(view.missing), names=names), "warning")


def _header(words: str) -> SectionHeader:
    made = SectionHeader(words)
    made.setContentsMargins(theme.SPACE_3, theme.SPACE_1, theme.SPACE_3, 0)
    return made
