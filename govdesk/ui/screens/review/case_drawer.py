"""The cases behind a number, laid over the right of the board while it is projected."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.review import CaseLine
from govdesk.ui.screens.review.case_list import CaseList
from govdesk.ui.screens.review.numbers import tool, words


class CaseDrawer(QFrame):
    """`closed` when it was put away, `chosen` a case, `listed` to see them all in the queue."""

    closed = Signal()
    chosen = Signal(int)
    listed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self._title = words("", "heading")
        self._note = words("", "secondary")
        self._list = CaseList(_("数字背后的案件"))
        self._list.chosen.connect(self.chosen)
        to_queue = tool(_("到案件列表查看"))
        to_queue.clicked.connect(self.listed)
        away = tool(_("✕ 收起"), _("收起"))
        away.clicked.connect(self.put_away)
        head = QHBoxLayout()
        for widget in (self._title, self._note):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(to_queue)
        head.addWidget(away)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._list, 1)
        self.hide()

    def show_cases(self, title: str, total: int, lines: Sequence[CaseLine]) -> None:
        self._title.setText(title)
        first = _("共 {total} 件，列出前 {shown} 件").format(total=total, shown=len(lines))
        self._note.setText(first if len(lines) < total else _("共 {total} 件").format(total=total))
        self._list.show_cases(lines, _("没有案件"))
        self.show()
        self.raise_()
        self.setFocus()

    def show_scale(self, scale: float) -> None:
        margin = round(20 * scale)
        self._column.setContentsMargins(margin, round(14 * scale), round(12 * scale), round(14 * scale))
        self._column.setSpacing(round(8 * scale))
        self._list.show_scale(scale)

    def put_away(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()
