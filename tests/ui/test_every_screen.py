"""Every screen: a name on all that takes the focus, a sane tab order, and every word through the catalogue."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitterHandle,
    QTabBar,
    QTableView,
    QWidget,
)

from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import PSEUDO, use_language
from govdesk.services.case_card import case_card
from govdesk.services.composing import paper_fields
from govdesk.services.documents import document_label
from govdesk.services.dossier_catalogue import kinds_for_catalogue, presets
from govdesk.services.grids import seat
from govdesk.services.labels import tier_label
from govdesk.services.paper_kinds import KINDS
from govdesk.ui.main_window import MainWindow

Opener = Callable[[MainWindow, dict], None]
SIZES = [(1366, 768), (1920, 1080)]


def queue(window: MainWindow, ids: dict) -> None:
    window.place.case_wanted.emit(ids["signed"])


def suggested(window: MainWindow, ids: dict) -> None:
    window.place.case_wanted.emit(ids["suggested"])


def action_pane(window: MainWindow, ids: dict) -> None:
    window.place.case_wanted.emit(ids["signed"])
    pause()
    window.screen_of("cases").card.run("report")


def intake(window: MainWindow, ids: dict) -> None:
    window.show_screen("intake", "start")


def map_screen(window: MainWindow, ids: dict) -> None:
    window.show_screen("map")


def papers(window: MainWindow, ids: dict) -> None:
    window.place.screen_wanted.emit("papers", ids["signed"])


def mediation(window: MainWindow, ids: dict) -> None:
    window.show_screen("mediation")


def dossier(window: MainWindow, ids: dict) -> None:
    window.place.screen_wanted.emit("dossier", ids["signed"])


def dossier_catalogue(window: MainWindow, ids: dict) -> None:
    dossier(window, ids)
    pause()
    window.screen_of("dossier").edit_catalogue()


def importing(window: MainWindow, ids: dict) -> None:
    window.show_screen("importing")


def review(window: MainWindow, ids: dict) -> None:
    window.show_screen("review")


def rules(window: MainWindow, ids: dict) -> None:
    window.show_screen("rules")


def follow_ups(window: MainWindow, ids: dict) -> None:
    window.show_screen("follow_ups")


def unsent(window: MainWindow, ids: dict) -> None:
    window.show_screen("follow_ups", "unsent")


def settings(window: MainWindow, ids: dict) -> None:
    window.show_screen("settings")


def transitions(window: MainWindow, ids: dict) -> None:
    window.show_screen("transitions")


def templates(window: MainWindow, ids: dict) -> None:
    window.show_screen("templates", "assignment")
    pause()


def paper_ledger(window: MainWindow, ids: dict) -> None:
    window.show_screen("ledger")


def mediators(window: MainWindow, ids: dict) -> None:
    window.show_screen("mediators")


def new_mediator(window: MainWindow, ids: dict) -> None:
    window.place.session.take_seat(seat(window.place.desk, "supervisor"))
    mediators(window, ids)
    pause()
    window.screen_of("mediators").add()


def help_pane(window: MainWindow, ids: dict) -> None:
    window.commands.get("help").action.trigger()


def palette(window: MainWindow, ids: dict) -> None:
    window.top.palette_field.open()


def key_sheet(window: MainWindow, ids: dict) -> None:
    window.keys.toggle()


def empty_queue(window: MainWindow, ids: dict) -> None:
    from govdesk.services.case_queue import QueueFilter

    window.place.cases_wanted.emit(QueueFilter(text="没有这样的案件"))


SCREENS: dict[str, Opener] = {
    opener.__name__: opener
    for opener in (
        queue,
        suggested,
        action_pane,
        intake,
        map_screen,
        papers,
        mediation,
        dossier,
        dossier_catalogue,
        importing,
        review,
        rules,
        follow_ups,
        unsent,
        settings,
        transitions,
        templates,
        paper_ledger,
        mediators,
        new_mediator,
        help_pane,
        palette,
        key_sheet,
        empty_queue,
    )
}


def pause() -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(400)


@pytest.fixture
def pseudo() -> Iterator[None]:
    use_language(PSEUDO)
    yield
    use_language(None)


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request) -> tuple[int, int]:
    return request.param


@pytest.fixture(params=SCREENS, ids=str)
def opener(request) -> Opener:
    return SCREENS[request.param]


def test_names_and_tab_order(opener: Opener, size, busy_street, make_window, settle) -> None:
    street, ids = busy_street
    window = make_window(street, size=size)
    opener(window, ids)
    settle(window)
    nameless = [describe(widget) for widget in focusable(window) if not name_of(widget)]
    assert nameless == []
    assert_tab_order_goes_round(window)


def test_every_word_is_of_the_catalogue_or_data(opener: Opener, busy_street, make_window, settle, pseudo) -> None:
    street, ids = busy_street
    window = make_window(street)
    opener(window, ids)
    settle(window)
    known = data_of(street, ids)
    bare = {words for words in texts(window) if chinese_left(words, known)}
    assert bare == set()


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and not isinstance(widget, QSplitterHandle | QScrollArea)
        and widget.objectName() not in ("qt_scrollarea_viewport", "qt_spinbox_lineedit")
        and not isinstance(widget.parentWidget(), QComboBox)
        and widget.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}: {widget.toolTip()}"


def assert_tab_order_goes_round(window: MainWindow) -> None:
    """Tab reaches every widget in sight and comes back; nothing holds the focus fast."""
    wanted = {id(widget): widget for widget in focusable(window)}
    start = next(iter(wanted.values()))
    seen, widget = set(), start
    for _step in range(5000):
        seen.add(id(widget))
        widget = widget.nextInFocusChain()
        if widget is start:
            break
    else:
        pytest.fail("the focus chain does not come back")
    assert [describe(wanted[key]) for key in wanted.keys() - seen] == []


def texts(window: QWidget) -> set[str]:
    """All words in sight, with tool tips and accessible names."""
    found: set[str] = {window.windowTitle()}
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        found |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        found |= {action.text() for action in widget.actions() if isinstance(action, QAction)}
        if isinstance(widget, QLabel | QAbstractButton):
            found.add(widget.text())
        if isinstance(widget, QLineEdit):
            found |= {widget.placeholderText(), widget.text()}
        if isinstance(widget, QPlainTextEdit):
            found.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            found |= {widget.itemText(at) for at in range(widget.count())}
        if isinstance(widget, QTabBar):
            found |= {widget.tabText(at) for at in range(widget.count())}
        if isinstance(widget, QTableView):
            found |= headings(widget)
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            found |= cells(widget)
    return {words for words in found if words}


def headings(view: QTableView) -> set[str]:
    model = view.model()
    return {
        str(model.headerData(at, Qt.Orientation.Horizontal) or "") for at in range(model.columnCount(QModelIndex()))
    }


def cells(view: QAbstractItemView) -> set[str]:
    model, top = view.model(), QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel | QStringListModel) else model.columnCount(top)
    rows = min(model.rowCount(top), 12)
    return {str(model.index(row, column).data() or "") for row in range(rows) for column in range(columns)}


def data_of(street, ids: dict) -> list[str]:
    """Names, titles and dictionary labels: what people and dictionaries wrote, longest first."""
    desk, rules = street.desk, street.desk.rules
    words = {row.name for row in desk.grids.values()} | {row.official_name for row in desk.grids.values()}
    words |= {row.name for row in desk.body_rows.values()} | {post.person_name for post in desk.posts}
    words |= {each.label for each in rules.categories} | {each.label for each in rules.channels}
    words |= {row.label for row in rules.transitions.rows.values()}
    words |= {field.label for row in rules.transitions.rows.values() for field in row.fields}
    words |= {field.hint for row in rules.transitions.rows.values() for field in row.fields}
    words |= {label for choices in rules.transitions.lists.values() for label in choices.values()}
    words |= {item.when.label for item in rules.follow_ups.classes}
    words |= {visit.label for item in rules.follow_ups.classes for visit in item.visits}
    words |= {rule.label for rule in rules.replies.channels}
    words |= {rule.label for rule in rules.routing.rules} | {rule.source for rule in rules.routing.rules}
    words |= {term.label for terms in rules.terms.groups.values() for term in terms}
    words |= {tier_label(tier) for tier in Tier}
    words |= {item.label for catalogue in presets() for item in (catalogue, *catalogue.items)}
    words |= {document_label(kind) for kind in (*kinds_for_catalogue(), *KINDS)}
    written = [field for kind in KINDS.values() for field in paper_fields(kind)]
    words |= {word for field in written for word in (field.label, field.hint, *field.choices)}
    words |= {column.label for field in written for column in field.columns}
    words |= {words for group in rules.urgent_words.groups for words in (group.label, group.advice)}
    words |= {desk.centre.name, desk.centre.office_name, "系统", "操作员", "操作员二", "村干部"}
    for case_id in ids.values():
        file = street.file(case_id)
        words |= {file.case.title, file.case.text, file.case.reporter, file.case.result, file.case.measures}
        words |= {party.name for party in file.parties}
        words |= {step.note for step in case_card(desk, street.seat("operator"), case_id).timeline}
    return sorted((word for word in words if word), key=len, reverse=True)


def chinese_left(words: str, known: list[str]) -> bool:
    """Whether Chinese stands outside the marks that is no data."""
    rest = words.replace("“⟦”", "")  # a paper names the mark itself as a character it cannot print
    while (shorter := re.sub("⟦[^⟦⟧]*⟧", "", rest)) != rest:
        rest = shorter
    for each in known:
        rest = rest.replace(each, "")
    return bool(re.search("[\u4e00-\u9fff]", rest))
