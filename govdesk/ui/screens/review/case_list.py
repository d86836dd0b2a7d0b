"""Cases as they may stand on a wall: masked title, who has it, what hurries; each row opens its case."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.review import CaseLine
from govdesk.ui.screens.review.numbers import hairline, words
from govdesk.ui.widgets.labels import ElidedLabel


class CaseList(QScrollArea):
    """`chosen` carries the id of the case of a row."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scale = 1.0
        self._lines: Sequence[CaseLine] = ()
        self._empty = ""

    def show_cases(self, lines: Sequence[CaseLine], empty: str) -> None:
        """`empty` is said when there is none."""
        self._lines, self._empty = lines, empty
        self._fill()

    def show_scale(self, scale: float) -> None:
        self._scale = scale
        self._fill()

    def _fill(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, round(8 * self._scale), 0)
        column.setSpacing(0)
        for line in self._lines:
            row = CaseRow(line, self._scale)
            row.clicked.connect(lambda _checked=False, case_id=line.id: self.chosen.emit(case_id))
            column.addWidget(row)
            column.addWidget(hairline())
        if not self._lines:
            nothing = words(self._empty, "secondary")
            nothing.setWordWrap(True)
            column.addWidget(nothing)
        column.addStretch(1)
        self.setWidget(inner)


class CaseRow(QPushButton):
    """Two lines: title and due words; handler and the reasons."""

    def __init__(self, line: CaseLine, scale: float) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        due = line.due_words or line.status_label
        beside = " · ".join(part for part in (line.handler, *line.reasons) if part)
        self.setAccessibleName(_("{title}，{due}").format(title=line.title, due=due))
        self.setAccessibleDescription(beside)
        self.setToolTip(f"{line.number}  {line.title}")
        column = QVBoxLayout(self)
        column.setContentsMargins(2, round(6 * scale), 2, round(6 * scale))
        column.setSpacing(0)
        first = QHBoxLayout()
        first.setSpacing(round(12 * scale))
        first.addWidget(ElidedLabel(line.title), 1)
        first.addWidget(words(due, "overdue" if line.overdue else "secondary"))
        column.addLayout(first)
        column.addWidget(ElidedLabel(beside, "secondary"))
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())
