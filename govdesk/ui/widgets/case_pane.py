"""The chosen case of a list at the right of it: number and title over a body that scrolls, or the hint to choose."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import ElidedLabel, label


class CasePane(QWidget):
    """`self.body` takes what a pane shows below title and chips, `self.full` what stands below the scrolling part."""

    case_wanted = Signal(int)

    def __init__(self, name: str, icon: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._case_id: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedWidget()
        self._empty = EmptyState(icon, _("没有选中案件"), hint)
        self._full = QWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        column.addWidget(self._stack, 1)
        self.full = QVBoxLayout(self._full)
        self.full.setContentsMargins(0, 0, 0, 0)
        self.full.setSpacing(0)
        self.full.addLayout(self._heading())
        self.full.addWidget(self._scrolled(), 1)

    def show_nothing(self) -> None:
        """No case is chosen."""
        self._case_id = None
        self._stack.setCurrentWidget(self._empty)

    def show_head(self, case_id: int, number: str, title: str, chips: Iterable[tuple[str, str]]) -> None:
        """`chips`: (words, tone)."""
        self._case_id = case_id
        self._number.setText(number)
        self._title.setText(title)
        clear(self._flow)
        for words, tone in chips:
            self._flow.addWidget(Chip(words, tone))
        self._chips.setVisible(self._flow.count() > 0)
        self._stack.setCurrentWidget(self._full)

    def _heading(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 2)
        self._number = ElidedLabel("", "small")
        opener = button(_("打开案件"), "link", "external-link")
        opener.clicked.connect(self._open_case)
        head.addWidget(self._number, 1)
        head.addWidget(opener)
        return head

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("ground", "surface")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(16, 2, 16, 12)
        self.body.setSpacing(theme.SPACE_2)
        self._title = label("", "title", wrap=True, selectable=True)
        self.body.addWidget(self._title)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self.body.addWidget(self._chips)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _open_case(self) -> None:
        if self._case_id is not None:
            self.case_wanted.emit(self._case_id)


def clear(layout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
