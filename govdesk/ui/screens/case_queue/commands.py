"""The keys of the workspace: walking the list, folding its parts, and every action of the transition table."""

from typing import Any

from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueFilter
from govdesk.ui.screens.case_queue.card.panel import CONFIRM_CATEGORY, SET_PLACE
from govdesk.ui.workplace import Workplace

_NOT_ON_THE_CARD = ("register", "record_closed", "route", "void")


def add_commands(screen: Any, place: Workplace) -> None:
    """Put them into the registry of the window; they work while the CaseQueueScreen `screen` is in front."""
    add, group = place.commands.add, _("案件列表")
    add(screen, "next_case", _("下一件"), group, lambda: screen.step(1), ("J", "F8"))
    add(screen, "previous_case", _("上一件"), group, lambda: screen.step(-1), ("K", "F7"))
    add(screen, "open_case", _("展开或收起案卡"), group, screen.toggle_card, ("O",))
    add(screen, "filter_grids", _("筛选网格"), group, screen.go_to_grids, ("/",))
    add(screen, "fold_map", _("展开或收起地图"), group, screen.map.toggle, ("F9",))
    add(screen, "fill_map", _("地图占满或还原"), group, screen.map.toggle_filled, ("Shift+F9",))
    add(screen, "reload", _("刷新"), group, screen.refresh, ("F5",))
    add(screen, "export", _("导出清单（Excel）"), group, screen.export, ("Ctrl+E",))
    add(screen, "clear_filter", _("清除全部筛选"), group, lambda: screen.apply(QueueFilter()), ("Shift+Backspace",))
    acts = _("办理")
    for row in place.desk.rules.transitions.rows.values():
        if row.offered and row.action not in _NOT_ON_THE_CARD:
            keys = (row.key,) if row.key else ()
            add(screen, f"act_{row.action}", row.label, acts, _Act(screen, row.action), keys)
    add(screen, "papers", _("文书（交办单、移交单）"), acts, screen.show_papers, ("P",))
    add(screen, "dossier", _("调解卷宗"), acts, screen.show_dossier, ("Shift+P",))
    add(screen, "mediation", _("打开调解"), acts, screen.show_mediation, ("Alt+M",))
    add(screen, f"act_{CONFIRM_CATEGORY}", _("确认建议的类别"), acts, _Act(screen, CONFIRM_CATEGORY), ("Y",))
    add(screen, f"act_{SET_PLACE}", _("定位"), acts, _Act(screen, SET_PLACE), ("L",))


class _Act:
    """The handler of an action's key."""

    def __init__(self, screen: Any, action: str) -> None:
        self._screen, self._action = screen, action

    def __call__(self) -> None:
        self._screen.act(self._action)
