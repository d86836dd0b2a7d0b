"""What was recorded, in sections: a heading, then a line for each record with its state at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.mediation_views import Line, Section
from govdesk.ui import theme
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card


class RecordsView(QScrollArea):
    """Made anew only when something changed, so that nothing jumps; reached by Tab and scrolled by the arrow keys."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setProperty("ground", "window")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[Section, ...] | None = None
        self._inner = QWidget()
        self._inner.setProperty("ground", "window")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        self._column.setSpacing(theme.SPACE_3)
        self.setWidget(self._inner)

    def show_sections(self, sections: Sequence[Section]) -> None:
        if self._shown == tuple(sections):
            return
        self._shown = tuple(sections)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for section in sections:
            self._column.addWidget(_card(section))
        self._column.addStretch(1)

    def texts(self) -> list[str]:
        """Every line as it is read, for the screen reader and for tests."""
        return [words_of(line) for section in self._shown or () for line in section.lines]


def words_of(record: Line) -> str:
    return "　".join(part for part in (record.title, record.state, record.detail) if part)


def _card(section: Section) -> Card:
    card = Card(section.title)
    card.setAccessibleName(section.title)
    for record in section.lines:
        card.body.addWidget(_row(record))
    if not section.lines:
        card.body.addWidget(label(section.empty or _("没有记录。"), "secondary", wrap=True))
    return card


def _row(record: Line) -> QWidget:
    made = QWidget()
    made.setAccessibleName(words_of(record))
    outer = QHBoxLayout(made)
    outer.setContentsMargins(0, 2, 0, 2)
    outer.setSpacing(theme.SPACE_2)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addWidget(label(record.title, wrap=True, selectable=True))
    if record.detail:
        words.addWidget(label(record.detail, "secondary", wrap=True, selectable=True))
    outer.addLayout(words, 1)
    if record.state:
        outer.addWidget(Chip(record.state, record.tone or "neutral"), 0, Qt.AlignmentFlag.AlignTop)
    return made
