"""What was imported before: look at its cases, or take it back."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.importing import BatchRow
from govdesk.ui import theme
from govdesk.ui.screens.importing.tables import RowsModel, batch_columns, table
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.confirm_pane import ConfirmPane
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.section import Card


class BatchList(Card):
    """`cases_wanted(batch id)` and `undo_wanted(batch id)`, the latter asked twice."""

    cases_wanted = Signal(int)
    undo_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("导入记录"), parent=parent)
        self.model = RowsModel(batch_columns(), self)
        self.view = table(_("导入记录"), self.model, 1, (44, 120, 86, 126, 72))
        self.view.selectionModel().selectionChanged.connect(self._select)
        self.view.doubleClicked.connect(lambda _index: self._open())
        empty = EmptyState("history", _("还没有导入过"), _("导入的每一份表格都记在这里，可以整批撤销。"))
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(empty)
        self._pages.addWidget(self.view)
        self.body.addWidget(pages, 1)
        self._confirm: ConfirmPane | None = None
        self.open = button(_("查看案件"), icon="inbox")
        self.undo = button(_("撤销导入……"), "danger", "undo-2")
        self.open.clicked.connect(self._open)
        self.undo.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        row.addWidget(self.open)
        row.addWidget(self.undo)
        row.addStretch(1)
        self.body.addLayout(row)
        self._select()

    @property
    def confirm(self) -> ConfirmPane | None:
        """The question before an undo, while it is asked."""
        return self._confirm

    def show_batches(self, batches: Sequence[BatchRow]) -> None:
        """The newest first; what was chosen stays chosen."""
        chosen = self.chosen()
        self.model.show_rows(batches)
        self._pages.setCurrentIndex(1 if batches else 0)
        ids = [batch.id for batch in batches]
        if chosen is not None and chosen.id in ids:
            self.view.selectRow(ids.index(chosen.id))
        self._select()

    def choose(self, batch_id: int) -> None:
        """Select a batch by its number."""
        for at in range(self.model.rowCount()):
            if self.model.row(at).id == batch_id:
                self.view.selectRow(at)

    def chosen(self) -> BatchRow | None:
        selected = self.view.selectionModel().selectedRows()
        return self.model.row(selected[0].row()) if selected else None

    def allow_undo(self, allowed: bool) -> None:
        """Whether the seat may take an import back."""
        self._allowed = allowed
        self._select()

    _allowed = True

    def _select(self, *_changed: QItemSelection) -> None:
        chosen = self.chosen()
        complete = chosen is not None and chosen.state == "complete"
        self.open.setEnabled(complete and bool(chosen and chosen.imported))
        self.undo.setEnabled(complete and self._allowed)
        self._put_away()

    def _open(self) -> None:
        chosen = self.chosen()
        if chosen is not None and self.open.isEnabled():
            self.cases_wanted.emit(chosen.id)

    def _ask(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        self._put_away()
        self._confirm = ConfirmPane(
            _("撤销批次 {batch}（{file}）？").format(batch=chosen.id, file=chosen.file_name),
            _("没有人办过的案件全部作废，每件留一条记录；有人办过的留下并列出。"),
            _("撤销导入"),
        )
        self._confirm.confirmed.connect(self._undo)
        self._confirm.cancelled.connect(self._put_away)
        self.body.insertWidget(self.body.count() - 1, self._confirm)
        self._confirm.ask()

    def _undo(self) -> None:
        chosen = self.chosen()
        self._put_away()
        if chosen is not None:
            self.undo_wanted.emit(chosen.id)

    def _put_away(self) -> None:
        if self._confirm is None:
            return
        had_focus = self._confirm.isAncestorOf(self._confirm.window().focusWidget())
        self._confirm.hide()
        self._confirm.deleteLater()
        self._confirm = None
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
