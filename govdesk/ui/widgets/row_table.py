"""How every table of ours looks and behaves: whole rows of one height, no editing, no grid, a header that stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from govdesk.ui import theme

HEADER_HEIGHT, NARROWEST = 34, 20


def dress_rows(table: QTableView, several: bool = False) -> None:
    """`several` rows may be selected; else one. Tab leaves the table instead of walking its cells."""
    modes = QAbstractItemView.SelectionMode
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows = table.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(theme.px(theme.ROW_HEIGHT))
    rows.hide()
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setMinimumSectionSize(NARROWEST)
    header.setFixedHeight(theme.px(HEADER_HEIGHT))
    header.setHighlightSections(False)
    header.setSectionsClickable(False)
