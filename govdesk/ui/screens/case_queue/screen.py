"""The workspace: what is chosen in tree, queue or map is chosen everywhere."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services import case_queue, grids
from govdesk.services.case_queue import QueueFilter, QueueSort, SavedView
from govdesk.services.grids import GridNode
from govdesk.ui import theme
from govdesk.ui.screens.case_queue.card.panel import CardPanel
from govdesk.ui.screens.case_queue.card.strip import CardStrip
from govdesk.ui.screens.case_queue.columns import Column
from govdesk.ui.screens.case_queue.commands import add_commands
from govdesk.ui.screens.case_queue.draft_offer import DraftOffer
from govdesk.ui.screens.case_queue.exporting import ask_and_export
from govdesk.ui.screens.case_queue.facets import facets, filter_names
from govdesk.ui.screens.case_queue.filters import FilterBar
from govdesk.ui.screens.case_queue.grid_panel import GridPanel
from govdesk.ui.screens.case_queue.map_pane import MapPane
from govdesk.ui.screens.case_queue.model import QueueModel
from govdesk.ui.screens.case_queue.queue_view import QueueView, header_menu
from govdesk.ui.screens.case_queue.seen import SeenCases
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import line
from govdesk.ui.workplace import Workplace

NARROW = 1430  # below this width the card is a strip and the map is folded until they are wanted
CRAMPED = 1000  # below this one, as when the help stands beside, an open card folds by itself
CARD_PAUSE_MILLISECONDS = 60
REFRESH_PAUSE_MILLISECONDS = 120
START_VIEW = "open"


class CaseQueueScreen(QWidget):
    """Tree and views at the left, queue over map in the middle, the card at the right."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._filter = QueueFilter(view=START_VIEW)
        self._sort = QueueSort()
        self._wanted: int | None = None
        self.seen = SeenCases(place, self)
        self._narrow: bool | None = None
        self._cramped = False
        self._started = False
        self.setProperty("help", "case_queue")
        self.setAccessibleName(_("案件"))
        self._card_timer = self._timer(CARD_PAUSE_MILLISECONDS, self._show_wanted_card)
        self._refresh_timer = self._timer(REFRESH_PAUSE_MILLISECONDS, self.refresh)
        self._build()
        self._connect()
        add_commands(self, place)
        self.apply(self._filter)
        self._refresh_sides()
        self._draft_bar.look()

    # -- for the window

    def show_subject(self, subject: Any) -> None:
        """A case by its id, or the cases of a QueueFilter."""
        if isinstance(subject, QueueFilter):
            self.apply(subject)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_case(int(subject))

    def show_case(self, case_id: int) -> None:
        """Show a case; a filter that hides it stays, the card shows it all the same."""
        self._wanted = case_id
        self.view.go_to(case_id)
        self.set_card_open(True)
        self.card.show_case(case_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read everything on the screen again, keeping selection and scroll."""
        self.model.reload(max(0, self.view.rowAt(0)))
        self._refresh_sides()
        if self.card.pane is None:
            self.card.reload()

    def may_close(self) -> bool:
        """Whether nothing typed would be lost."""
        if self.card.pane is not None and self.card.pane.dirty():
            self._place.notice.emit(_("请先完成或放弃正在填写的操作，再关闭窗口。"), "warning")
            return False
        return True

    def save_layout(self) -> None:
        settings = self._place.settings
        settings.setValue(f"cases/{self._size_class()}/columns", self._columns.saveState())
        settings.setValue(f"cases/{self._size_class()}/rows", self._rows.saveState())
        self.seen.write()

    def current_filter(self) -> QueueFilter:
        return self._filter

    # -- build

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.panel = GridPanel()
        self.panel.setMinimumWidth(theme.px(200))
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.addWidget(self.panel)
        self._columns.addWidget(self._centre())
        self.card = CardPanel(self._place)
        self.card.setMinimumWidth(theme.px(360))
        self._columns.addWidget(self.card)
        for at, stretch in enumerate((0, 1, 0)):
            self._columns.setStretchFactor(at, stretch)
            self._columns.setCollapsible(at, False)
        self._columns.setSizes([theme.px(250), 900, theme.px(408)])
        self.strip = CardStrip()
        self.strip.hide()
        self._strip_line = line(vertical=True)
        self._strip_line.hide()
        outer.addWidget(self._columns, 1)
        outer.addWidget(self._strip_line)
        outer.addWidget(self.strip)

    def _centre(self) -> QWidget:
        self.model = QueueModel(self._place, self)
        self.filters = FilterBar(facets(self._place))
        self.filters.name_with(lambda wanted: filter_names(self._place, wanted, self.panel.views.label_of(wanted.view)))
        self.view = QueueView(self._place, self.model)
        self._empty = EmptyState("inbox", "", "")
        self._empty.acted.connect(self._leave_empty)
        self._list = QStackedWidget()
        self._list.addWidget(self.view)
        self._list.addWidget(self._empty)
        self._draft_bar = DraftOffer(self._place)
        self._upper = upper = QWidget()
        upper.setProperty("ground", "surface")
        upper.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 0, 12, 0)
        holder.addWidget(self._draft_bar)
        column.addWidget(self.filters)
        column.addLayout(holder)
        column.addWidget(line())
        column.addWidget(self._list, 1)
        self.map = MapPane(self._place)
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.addWidget(upper)
        self._rows.addWidget(self.map)
        self._rows.setStretchFactor(0, 3)
        self._rows.setStretchFactor(1, 2)
        self._rows.setCollapsible(0, False)
        self._rows.setCollapsible(1, False)
        return self._rows

    def _connect(self) -> None:
        self.panel.view_chosen.connect(lambda code: self.apply(replace(self._filter, view=code)))
        self.panel.grid_chosen.connect(lambda grid: self.apply(replace(self._filter, grid_id=grid)))
        self.filters.changed.connect(self.apply)
        self.filters.export_wanted.connect(self.export)
        self.model.loaded.connect(self._rows_loaded)
        self.model.failed.connect(self._place.told)
        self.view.current_changed.connect(self._current_changed)
        self.view.opened.connect(self._open)
        self.view.sort_wanted.connect(self._order)
        self.view.header_menu_wanted.connect(self._header_menu)
        self.card.fold_wanted.connect(lambda: self.set_card_open(False))
        self.card.loaded.connect(self._card_loaded)
        self.card.acted.connect(self._acted)
        self.card.paper_wanted.connect(self._show_paper)
        self.card.papers_wanted.connect(self.show_papers)
        self.card.mediation_wanted.connect(lambda case_id: self._place.screen_wanted.emit("mediation", case_id))
        self.strip.opened.connect(lambda: self.set_card_open(True))
        self.strip.chosen.connect(self.act)
        self.map.grid_chosen.connect(lambda grid: self.apply(replace(self._filter, grid_id=grid)))
        self.map.case_chosen.connect(self.show_case)
        self.map.cases_chosen.connect(lambda ids: self.apply(QueueFilter(case_ids=tuple(ids))))
        self.map.body_chosen.connect(lambda body: self.apply(QueueFilter(view=START_VIEW, body_id=body)))
        self.map.folded.connect(self._map_folded)
        self.map.filled.connect(lambda filled: self._upper.setVisible(not filled))
        self._place.bus.changed.connect(self._changed)
        self._place.session.actor_changed.connect(self._seat_changed)

    # -- load

    def apply(self, wanted: QueueFilter) -> None:
        self._filter = wanted
        self.panel.show_choice(wanted.view, wanted.grid_id)
        self.map.show_grid(wanted.grid_id)
        self.filters.show_filter(wanted)
        self.model.show(wanted, self._sort)
        self._refresh_sides()

    def _order(self, sort: QueueSort) -> None:
        self._sort = sort
        self.view.show_sort(sort)
        self.model.show(self._filter, sort)

    def _refresh_sides(self) -> None:
        """Views, tree and the number of overdue ones beside the total."""
        desk, actor, wanted = self._place.desk, self._place.actor, self._filter

        def read() -> tuple[QueueFilter, list[SavedView], list[GridNode], int]:
            views = case_queue.saved_views(desk, actor, wanted.grid_id)
            overdue = case_queue.queue_count(desk, actor, replace(wanted, overdue=True))
            return wanted, views, grids.grid_tree(desk, actor), overdue

        self._place.runner.read(read, self._show_sides, self._place.told)

    def _show_sides(self, answer: tuple[QueueFilter, list[SavedView], list[GridNode], int]) -> None:
        wanted, views, nodes, overdue = answer
        if wanted != self._filter:
            return
        self._overdue = overdue
        self.panel.show_views(views)
        self.panel.show_grids(nodes)
        self.filters.show_filter(self._filter)
        self.filters.show_total(self.model.rowCount(), overdue)

    _overdue = 0

    def _rows_loaded(self) -> None:
        count = self.model.rowCount()
        self.filters.show_total(count, min(self._overdue, count))
        self._list.setCurrentWidget(self.view if count else self._empty)
        if not count:
            self._say_empty()
        if not self._started and count:
            self._started = True
            self.view.show_sort(self._sort)
            self.view.select_first()
            if self.isVisible() and self.focusWidget() is None:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_empty(self) -> None:
        if self._place.actor.role is Role.BODY:
            self._empty.say(_("没有符合条件的案件"), _("这里只列出与本单位有关的案件。"))
        elif self._filter in (QueueFilter(), QueueFilter(view=START_VIEW)):
            self._empty.say(_("还没有在办案件"), _("登记一件，或从工作簿导入。"), _("登记案件"))
        else:
            self._empty.say(_("没有符合条件的案件"), _("换一个视图、网格或筛选条件再看。"), _("清除全部筛选"))

    def _leave_empty(self) -> None:
        if self._filter in (QueueFilter(), QueueFilter(view=START_VIEW)):
            self.register()
        else:
            self.apply(QueueFilter())

    def register(self) -> None:
        """The registration form."""
        self._place.screen_wanted.emit("intake", "start")

    # -- react

    def _current_changed(self, case_id: int | None) -> None:
        self._wanted = case_id
        self._card_timer.start()

    def _show_wanted_card(self) -> None:
        self.card.show_case(self._wanted)

    def _card_loaded(self, case_id: int) -> None:
        self.strip.show_offers(self.card.offers())
        card = self.card.card
        if card is not None:
            self.map.show_case(case_id, card.grid_id)
            self.seen.add(case_id, card.version)

    def _changed(self, _changes: Changes) -> None:
        self._refresh_timer.start()

    def _seat_changed(self, _actor: Any) -> None:
        self._started = False
        self.card.leave()
        self.apply(self._filter)

    def _acted(self, _case_id: int, _action: str) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _header_menu(self, column: Column, at: QPoint) -> None:
        facet = self.filters.facet(column.filter) if column.filter else None
        menu = self.filters.menu_for(facet, self) if facet is not None else None
        header_menu(self.view, column, self._order, menu).popup(at)

    # -- act

    def step(self, by: int) -> None:
        self.view.step(by)

    def show_papers(self) -> None:
        """The papers of the case shown."""
        if self.card.card is not None:
            self._place.screen_wanted.emit("papers", self.card.card.id)

    def show_dossier(self) -> None:
        """The dossier of the case shown."""
        if self.card.card is not None:
            self._place.screen_wanted.emit("dossier", self.card.card.id)

    def show_mediation(self) -> None:
        """The mediation of the case shown, from its application on."""
        if self.card.card is not None:
            self._place.screen_wanted.emit("mediation", self.card.card.id)

    def _show_paper(self, case_id: int, paper: Any) -> None:
        self._place.screen_wanted.emit("papers", (case_id, paper))

    def _open(self, case_id: int) -> None:
        self.set_card_open(True)
        if self.card.card is None or self.card.card.id != case_id:
            self.card.show_case(case_id)

    def export(self) -> None:
        """The list as it stands, as a workbook."""
        ask_and_export(self._place, self._filter, self._sort, self)

    def act(self, action: str) -> None:
        if self.card.card is None:
            self._place.notice.emit(_("请先选中一件案件。"), "neutral")
            return
        self.set_card_open(True)
        self.card.run(action)

    def toggle_card(self) -> None:
        self.set_card_open(self.card.isHidden())

    def set_card_open(self, opened: bool) -> None:
        """Unfold the card, or fold it to its strip."""
        self.card.setVisible(opened)
        self.strip.setVisible(not opened)
        self._strip_line.setVisible(not opened)

    def go_to_grids(self) -> None:
        self.panel.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _map_folded(self, folded: bool) -> None:
        total = self.height()
        low = self.map.minimumHeight() if folded else total * 2 // 5
        self._rows.setSizes([total - low, low])

    # -- room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._narrow and self.card.isVisible() and self.card.pane is None:
            self.set_card_open(False)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        cramped = self.width() < theme.px(CRAMPED)
        if narrow != self._narrow:
            self._narrow = narrow
            self._take_room()
        if cramped and not self._cramped and self.card.pane is None:
            self.set_card_open(False)
        self._cramped = cramped

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.map.first_shown)

    def _take_room(self) -> None:
        """Crossing the width at which the parts fold: as remembered for this size, else as drawn."""
        self.set_card_open(not self._narrow)
        self.map.set_folded(bool(self._narrow))
        settings = self._place.settings
        for splitter, name in ((self._columns, "columns"), (self._rows, "rows")):
            state = settings.value(f"cases/{self._size_class()}/{name}")
            if isinstance(state, QByteArray) and not state.isEmpty():
                splitter.restoreState(state)
            elif splitter is self._columns:
                left, right = theme.px(220 if self._narrow else 250), theme.px(372 if self._narrow else 408)
                splitter.setSizes([left, self.width() - left - right, right])
            else:
                self._map_folded(self.map.is_folded())

    def _size_class(self) -> str:
        return "narrow" if self._narrow else "wide"

    def _timer(self, pause: int, handler: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(handler)
        return timer
