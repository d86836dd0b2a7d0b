"""The line at the foot: is the data well, what is open and overdue, what came and went today."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label, set_role

HEIGHT = 30


class StatusLine(QWidget):
    """Knows no service: it is told what to show."""

    keys_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(theme.SPACE_4)
        self._dot = label("●", "on_time")
        self._data = label("", "small")
        self._open = label("", "small")
        self._overdue = label("", "small")
        self._today = label("", "small")
        self._selection = label("", "small")
        row.addWidget(self._dot)
        row.addSpacing(-theme.SPACE_3)
        for each in (self._data, self._open, self._overdue, self._today):
            row.addWidget(each)
        self._places = QHBoxLayout()
        row.addLayout(self._places)
        row.addStretch(1)
        row.addWidget(self._selection)
        help_button = button(_("帮助 F1"), "quiet")
        keys_button = button(_("快捷键 ?"), "quiet")
        help_button.clicked.connect(self.help_wanted)
        keys_button.clicked.connect(self.keys_wanted)
        row.addWidget(help_button)
        row.addWidget(keys_button)
        self.show_data(well=True)

    def add(self, widget: QWidget) -> None:
        """A place of its own for what somebody else counts."""
        self._places.addWidget(widget)

    def show_data(self, well: bool) -> None:
        self._data.setText(_("数据库正常") if well else _("数据库不可用，输入的内容仍在"))
        set_role(self._data, "small" if well else "error")
        set_role(self._dot, "on_time" if well else "error")

    def show_totals(self, opened: int, overdue: int, received: int, closed: int) -> None:
        self._open.setText(_("在办 {count}").format(count=opened))
        self._overdue.setText(_("超期 {count}").format(count=overdue))
        set_role(self._overdue, "error" if overdue else "small")
        self._today.setText(_("今日新增 {received} · 办结 {closed}").format(received=received, closed=closed))

    def show_selection(self, count: int) -> None:
        """How many rows are selected; nothing is said of one."""
        self._selection.setText(_("已选 {count} 件").format(count=count) if count > 1 else "")
