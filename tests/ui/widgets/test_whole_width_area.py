"""The page of a WholeWidthArea is not cut where a neighbour can give way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QWidget

from govdesk.ui.widgets.whole_width_area import WholeWidthArea


def test_the_neighbour_shrinks_when_the_page_grows(qtbot) -> None:
    split, area, page = QSplitter(Qt.Orientation.Horizontal), WholeWidthArea(), QWidget()
    row = QHBoxLayout(page)
    area.setWidget(page)
    split.addWidget(area)
    split.addWidget(QWidget())
    qtbot.addWidget(split)
    split.resize(800, 200)
    split.setSizes([300, 500])
    split.show()
    wide = QLabel("当事人")
    wide.setMinimumWidth(620)
    row.addWidget(wide)
    qtbot.waitUntil(lambda: area.viewport().width() >= page.minimumSizeHint().width() >= 620)
    assert not area.horizontalScrollBar().isVisible()
