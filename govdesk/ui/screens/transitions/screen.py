"""办理规程: the whole life of a case as the program knows it, to be read and searched; nothing is changed here."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.transition_rows import TransitionRow, transition_rows
from govdesk.ui import theme
from govdesk.ui.screens.transitions.model import TransitionModel
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.row_table import dress_rows
from govdesk.ui.widgets.search_field import SearchField
from govdesk.ui.workplace import Workplace

_WIDTHS = (44, 110, 70, 200, 130, 170)


class TransitionsScreen(QWidget):
    """The row that is chosen is told in full below the table: all conditions and what is asked."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setProperty("ground", "surface")
        self.setProperty("help", "transitions")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("办理规程"))
        self._build()

    def activate(self) -> None:
        self.narrow(self.search.text())

    def narrow(self, text: str) -> None:
        """Only the rows with all these words."""
        rows = transition_rows(self._place.desk, text)
        self.model.show(rows)
        self._count.setText(_("{count} 个动作").format(count=len(rows)))
        if rows:
            self.table.selectRow(0)
        else:
            self._say(None)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        head.setSpacing(theme.SPACE_3)
        head.addWidget(label(_("办理规程"), "title"))
        self._count = label("", "secondary")
        head.addWidget(self._count)
        head.addStretch(1)
        self.search = SearchField(_("动作、状态、单位、条件"), _("筛选办理规程"))
        self.search.setFixedWidth(theme.px(320))
        self.search.searched.connect(self.narrow)
        head.addWidget(self.search)
        column.addLayout(head)
        column.addWidget(line())
        self.model = TransitionModel(self)
        self.table = QTableView()
        self.table.setAccessibleName(_("办理规程"))
        self.table.setModel(self.model)
        dress_rows(self.table)
        self.table.setFrameShape(QTableView.Shape.NoFrame)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, theme.px(width))
        header.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(self._current)
        self.table.setStyleSheet("QTableView::item { padding: 0 6px; }")  # as the headings are set in
        body = QHBoxLayout()
        body.setContentsMargins(theme.SPACE_2, 0, 0, 0)
        body.addWidget(self.table)
        column.addLayout(body, 1)
        column.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_3)
        foot.setSpacing(theme.SPACE_1)
        self._name = label("", "heading", wrap=True, selectable=True)
        self._told = label("", "secondary", wrap=True, selectable=True)
        foot.addWidget(self._name)
        foot.addWidget(self._told)
        column.addLayout(foot)

    def _current(self, index: QModelIndex) -> None:
        self._say(self.model.row(index.row()) if index.isValid() else None)

    def _say(self, row: TransitionRow | None) -> None:
        if row is None:
            self._name.setText("")
            self._told.setText(_("没有这样的动作，换个词再找。") if not self.model.rowCount() else "")
            return
        way = _("{start} → {end}").format(start=row.from_words, end=row.to_words)
        self._name.setText(_("{label}（{action}）　{way}").format(label=row.label, action=row.action, way=way))
        lines = [
            _("谁来办：{who}").format(who=row.who),
            _("条件：{conditions}").format(conditions="；".join(row.conditions) or _("无")),
            _("要填：{fields}").format(fields="、".join(row.asked) or _("无")),
        ]
        if not row.offered:
            lines.append(_("由程序自动完成，没有按钮。"))
        if row.confirm:
            lines.append(_("不能撤销，办理前要再确认一次。"))
        self._told.setText("\n".join(lines))
