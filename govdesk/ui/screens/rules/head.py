"""The line above: which version is in force, whether the draft differs, and what can be done with the whole of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import ElidedLabel, label


class RulesHead(QWidget):
    """`wanted(code)`: import, export, discard, save."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        row.setSpacing(theme.SPACE_2)
        row.addWidget(label(_("分派规则"), "title"))
        self.version = ElidedLabel("", "secondary")
        row.addWidget(self.version, 1)
        self.state = Chip("", "accent")
        row.addWidget(self.state)
        self.discard = button(_("放弃草稿"))
        self.discard.clicked.connect(lambda: self.wanted.emit("discard"))
        row.addWidget(self.discard)
        self.bring = button(_("导入……"), icon="upload")
        self.bring.clicked.connect(lambda: self.wanted.emit("import"))
        row.addWidget(self.bring)
        self.take = button(_("导出……"), icon="download")
        self.take.clicked.connect(lambda: self.wanted.emit("export"))
        row.addWidget(self.take)
        self.save = KeyButton(_("存为新版本"), "Ctrl S", "primary")
        self.save.clicked.connect(lambda: self.wanted.emit("save"))
        row.addWidget(self.save)

    def show_state(self, version: str, dirty: bool, editable: bool) -> None:
        self.version.setText(version)
        words, tone = (_("草稿未生效，已自动保存"), "warning") if dirty else (_("与所列版本一致"), "neutral")
        if not editable:
            words, tone = _("只能查看"), "neutral"
        self.state.set(words, tone)
        self.discard.setVisible(editable and dirty)
        self.bring.setVisible(editable)
        self.save.setVisible(editable)
