"""The chips above the queue: what narrows it now, what could, and how many are left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QWidget, QWidgetAction

from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueFilter
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import icon_button
from govdesk.ui.widgets.chip import FilterChip
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import label, set_role

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One field of QueueFilter that a menu narrows; `many` = several values may be ticked."""

    field: str
    label: str
    choices: Choices
    many: bool = True


class FilterBar(QWidget):
    """`changed(QueueFilter)` when a chip is taken away or a menu ticked; `show_filter` never emits."""

    changed = Signal(object)
    export_wanted = Signal()

    def __init__(self, facets: Sequence[Facet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facets = tuple(facets)
        self._filter = QueueFilter()
        self._names: Callable[[QueueFilter], Mapping[str, str]] = lambda _filter: {}
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_3, 7, theme.SPACE_3, 7)
        row.setSpacing(theme.SPACE_2)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self._total = label("", "secondary")
        self._overdue = label("", "secondary")
        row.addWidget(self._chips, 1)
        row.addWidget(self._total, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._overdue, 0, Qt.AlignmentFlag.AlignVCenter)
        export = icon_button("file-down", _("导出清单（Excel，隐去个人信息）"))
        export.clicked.connect(self.export_wanted)
        row.addWidget(export, 0, Qt.AlignmentFlag.AlignVCenter)
        self._draw()

    def name_with(self, names: Callable[[QueueFilter], Mapping[str, str]]) -> None:
        """`names(filter)` gives the words of its view, grid and body: {"view": …, "grid_id": …, "body_id": …}."""
        self._names = names

    def show_filter(self, filter: QueueFilter) -> None:
        self._filter = filter
        self._draw()

    def show_total(self, total: int, overdue: int) -> None:
        """Exact numbers of what the filter leaves."""
        self._total.setText(_("共 {count} 件").format(count=total))
        self._overdue.setText(_("· 超期 {count}").format(count=overdue))
        set_role(self._overdue, "overdue" if overdue else "secondary")

    def facet(self, field: str) -> Facet | None:
        return next((each for each in self._facets if each.field == field), None)

    def menu_for(self, facet: Facet, parent: QWidget) -> QMenu:
        """The menu with ticks; several may be set before it closes."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self._chosen(facet)
        for code, words in facet.choices:
            if facet.many:
                menu.addAction(self._tick(menu, facet, code, words, code in chosen))
                continue
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(code in chosen)
            entry.triggered.connect(lambda _on, code=code: self._choose_one(facet, code))
        return menu

    def _draw(self) -> None:
        focused = self.window().focusWidget() if self.isVisible() else None
        had = self._chips.isAncestorOf(focused) if focused is not None else False
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, without in self._active():
            chip = FilterChip(words, removable=True)
            chip.removed.connect(lambda without=without: self.changed.emit(without))
            self._flow.addWidget(chip)
        for facet in self._facets:
            self._flow.addWidget(self._opener(facet))
        if had and self._flow.count():
            first = self._flow.itemAt(0)
            opener = first.widget() if first is not None else None
            if opener is not None:
                opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _active(self) -> list[tuple[str, QueueFilter]]:
        """(words, the filter without it) for everything that narrows now."""
        now, names = self._filter, self._names(self._filter)
        active = []
        if now.grid_id is not None:
            active.append((names.get("grid_id", ""), replace(now, grid_id=None)))
        if now.view is not None:
            active.append((names.get("view", now.view), replace(now, view=None)))
        if now.body_id is not None:
            active.append((names.get("body_id", ""), replace(now, body_id=None)))
        if now.case_ids is not None:
            words = _("选定的 {count} 件").format(count=len(now.case_ids))
            active.append((words, replace(now, case_ids=None)))
        if now.text:
            active.append((_("含「{words}」").format(words=now.text), replace(now, text="")))
        if now.overdue:
            active.append((_("超期"), replace(now, overdue=False)))
        for facet in self._facets:
            if chosen := self._chosen(facet):
                words = "、".join(label for code, label in facet.choices if code in chosen)
                active.append((words, _with(now, facet.field, () if facet.many else None)))
        return active

    def _opener(self, facet: Facet) -> FilterChip:
        chip = FilterChip(facet.label, opens=True)
        chip.setAccessibleName(_("按{facet}筛选").format(facet=facet.label))
        chip.clicked.connect(lambda: self.menu_for(facet, self).popup(chip.mapToGlobal(chip.rect().bottomLeft())))
        return chip

    def _tick(self, menu: QMenu, facet: Facet, code: str, words: str, on: bool) -> QWidgetAction:
        box = QCheckBox(words)
        box.setAccessibleName(words)
        box.setChecked(on)
        box.setContentsMargins(8, 4, 16, 4)
        box.setMinimumHeight(theme.px(26))
        box.setStyleSheet("QCheckBox { padding: 0 14px 0 8px; }")
        box.toggled.connect(lambda checked: self._choose_many(facet, code, checked))
        action = QWidgetAction(menu)
        action.setDefaultWidget(box)
        return action

    def _choose_many(self, facet: Facet, code: str, on: bool) -> None:
        before = self._chosen(facet)
        chosen = [each for each, _label in facet.choices if (on if each == code else each in before)]
        self._filter = _with(self._filter, facet.field, tuple(chosen))
        self.changed.emit(self._filter)

    def _choose_one(self, facet: Facet, code: str) -> None:
        self._filter = _with(self._filter, facet.field, None if code in self._chosen(facet) else code)
        self.changed.emit(self._filter)

    def _chosen(self, facet: Facet) -> tuple[str, ...]:
        value = getattr(self._filter, facet.field)
        if value is None:
            return ()
        return tuple(value) if facet.many else (value,)


def _with(filter: QueueFilter, field: str, value: Any) -> QueueFilter:
    changed: dict[str, Any] = {field: value}
    return replace(filter, **changed)
