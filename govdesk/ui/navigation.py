"""The screens of the rail: what each is called and how it is made, on first use."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueFilter
from govdesk.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """`make` imports the screen's module: nothing of it is loaded at start."""

    code: str
    label: str
    icon: str
    make: Callable[[Workplace], QWidget]
    key: str = ""
    in_rail: bool = True
    in_palette: bool = False  # outside the rail, opened by Ctrl+K
    at_foot: bool = False  # at the lower end of the rail
    under: str = ""  # outside the rail: the entry that stays marked meanwhile


def entries() -> tuple[ScreenEntry, ...]:
    """From top to bottom, labels in the language in force."""
    return (
        ScreenEntry("cases", _("案件"), "inbox", _make("case_queue.screen", "CaseQueueScreen"), "Ctrl+1"),
        ScreenEntry("mediation", _("调解"), "handshake", _make_placed("mediation.screen", "MediationScreen"), "Ctrl+2"),
        ScreenEntry("map", _("地图"), "map", _make_apart("network_map.screen", "NetworkMapScreen"), "Ctrl+3"),
        ScreenEntry("importing", _("导入"), "file-up", _make_apart("importing.screen", "ImportScreen"), "Ctrl+5"),
        ScreenEntry("whistles", _("吹哨"), "bell", _make("whistles.screen", "WhistlesScreen"), "Ctrl+6"),
        ScreenEntry("task_forces", _("专班"), "users", _make("task_forces.screen", "TaskForcesScreen"), "Ctrl+7"),
        ScreenEntry("supervision", _("督办"), "clock", _make("supervision.screen", "SupervisionScreen"), "Ctrl+8"),
        ScreenEntry("follow_ups", _("回访"), "phone", _make("follow_ups.screen", "FollowUpsScreen"), "Ctrl+9"),
        ScreenEntry("rules", _("规则"), "scale", _make("rules.screen", "RulesScreen"), "Ctrl+0"),
        ScreenEntry("review", _("研判"), "chart-column", _make_apart("review.screen", "ReviewScreen"), "Ctrl+4"),
        ScreenEntry("ledger", _("台账"), "files", _make("paper_ledger.screen", "PaperLedgerScreen"), "Ctrl+L"),
        ScreenEntry(
            "settings", _("设置"), "settings", _make("settings.screen", "SettingsScreen"), "Ctrl+,", at_foot=True
        ),
        _inner("intake", _("登记案件"), "plus", _make("intake.screen", "IntakeScreen"), "cases"),
        _inner("papers", _("文书"), "file-text", _make("papers.screen", "PapersScreen"), "cases"),
        _inner("dossier", _("调解卷宗"), "folder-open", _make("dossier.screen", "DossierScreen"), "mediation"),
        _searched(
            "mediators", _("调解员名册"), "users", _make("mediators.screen", "MediatorsScreen"), "mediation", "Ctrl+M"
        ),
        _searched("calendar", _("工作日历"), "calendar", _make("calendar.screen", "CalendarScreen"), "settings"),
        _searched(
            "transitions", _("办理规程"), "book-open", _make("transitions.screen", "TransitionsScreen"), "settings"
        ),
        _searched("templates", _("文书模板"), "pencil", _make("templates.screen", "TemplatesScreen"), "settings"),
    )


def _inner(code: str, label: str, icon: str, make: Callable[[Workplace], QWidget], under: str) -> ScreenEntry:
    """Reached from the work of another screen only."""
    return ScreenEntry(code, label, icon, make, in_rail=False, under=under)


def _searched(
    code: str, label: str, icon: str, make: Callable[[Workplace], QWidget], under: str, key: str = ""
) -> ScreenEntry:
    """Reached from another screen and by Ctrl+K, some by a key of their own."""
    return ScreenEntry(code, label, icon, make, key, in_rail=False, in_palette=True, under=under)


def _make(module: str, name: str) -> Callable[[Workplace], QWidget]:
    def make(place: Workplace) -> QWidget:
        screen: Callable[[Workplace], QWidget] = getattr(_module(module), name)
        return screen(place)

    return make


def _make_apart(module: str, name: str) -> Callable[[Workplace], QWidget]:
    """For screens that take desk, session, runner and bus one by one."""

    def make(place: Workplace) -> QWidget:
        screen: Callable[..., QWidget] = getattr(_module(module), name)
        made = screen(place.desk, place.session, place.runner, place.bus)
        _connect(made, "open_case", place.case_wanted)
        _connect(made, "open_cases", lambda wanted: place.cases_wanted.emit(_as_filter(wanted)))
        return made

    return make


def _make_placed(module: str, name: str) -> Callable[[Workplace], QWidget]:
    """For a screen of the kind above that also acts on cases: it is given the place as well."""

    def make(place: Workplace) -> QWidget:
        screen: Callable[..., QWidget] = getattr(_module(module), name)
        made = screen(place.desk, place.session, place.runner, place.bus, place=place)
        _connect(made, "open_case", place.case_wanted)
        _connect(made, "notice", place.notice)
        return made

    return make


def _as_filter(wanted: Any) -> QueueFilter:
    """Screens that speak of cases by their ids mean a closed list."""
    return wanted if isinstance(wanted, QueueFilter) else QueueFilter(case_ids=tuple(wanted))


def _connect(screen: QWidget, signal: str, target: Any) -> None:
    emitted = getattr(screen, signal, None)
    if emitted is not None:
        emitted.connect(target)


def _module(name: str) -> Any:
    return import_module(f"govdesk.ui.screens.{name}")
