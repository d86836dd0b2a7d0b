"""The bar above the dossier: whose it is, and what can be done with the whole of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from govdesk.foundation.text import _
from govdesk.services.dossier import DossierView
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import ElidedLabel, label


class Head(QWidget):
    """Buttons and menu entries are connected by the screen; `left` goes back to the case."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, 6, theme.SPACE_3, 6)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("调解卷宗"), "title"))
        self._title = ElidedLabel("", "secondary")
        row.addWidget(self._title, 1)
        self.back = KeyButton(_("返回案件"), "Esc")
        self.back.clicked.connect(self.left)
        self.attach = KeyButton(_("挂附件"), "Ctrl O", "", "paperclip")
        self.whole = KeyButton(_("预览整卷"), "Ctrl R")
        self.volume = KeyButton(_("看已成的卷"), "Ctrl J")
        self.bind = KeyButton(_("一键成卷"), "Ctrl Enter", "primary")
        self.more = button(_("更多"))
        menu = QMenu(self.more)
        menu.setAccessibleName(_("更多"))
        self.save = menu.addAction(_("另存 PDF……　Ctrl S"))
        self.catalogue = menu.addAction(_("改卷内目录……　Ctrl E"))
        self.mediation = menu.addAction(_("打开调解界面"))
        self.more.setMenu(menu)
        for each in (self.back, self.attach, self.whole, self.volume, self.more, self.bind):
            row.addWidget(each)
        for each in (self.back, self.attach, self.whole, self.volume, self.more, self.bind):
            each.setEnabled(False)
        self.volume.hide()

    def title(self) -> str:
        return self._title.text()

    def show_dossier(self, view: DossierView) -> None:
        self._title.setText(f"{view.number} · {view.title} · {view.committee}")
        for each in (self.back, self.attach, self.more):
            each.setEnabled(True)
        for each in (self.whole, self.bind):
            each.setEnabled(view.mediated)
        self.volume.setVisible(view.volume is not None)
        self.volume.setEnabled(view.volume is not None)

    def show_pages(self, there: bool) -> None:
        """Whether there is something to save."""
        self.save.setEnabled(there)
