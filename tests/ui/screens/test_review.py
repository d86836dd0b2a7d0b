"""The review on the wall: what it shows is what the service counts, and every number opens its cases."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.domain.changes import Changes
from govdesk.domain.errors import StorageUnavailable
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation import text
from govdesk.services.desk import Desk
from govdesk.services.registration import CaseDraft, register_case
from govdesk.services.review import Review, meeting_week, review
from govdesk.ui import theme
from govdesk.ui.screens.review.board import CARDS, Board
from govdesk.ui.screens.review.case_list import CaseRow
from govdesk.ui.screens.review.figure_card import FigureCard
from govdesk.ui.screens.review.numbers import NumberButton, percent
from govdesk.ui.screens.review.screen import ReviewScreen
from tests.documents.reading import text_of
from tests.services.review_cases import NOW, OPERATOR, centre_with_cases

LONG = 10_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = centre_with_cases(tmp_path_factory.mktemp("review"), 320)
    yield made
    made.close()


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    theme.apply(qapp)
    made = Runner()
    yield made
    assert made.shutdown()


@pytest.fixture
def bus(qapp: QApplication) -> ChangeBus:
    return ChangeBus()


@pytest.fixture
def screen(qtbot: QtBot, desk: Desk, runner: Runner, bus: ChangeBus) -> ReviewScreen:
    return shown(qtbot, ReviewScreen(desk, Session(OPERATOR), runner, bus))


def shown(qtbot: QtBot, made: ReviewScreen, width: int = 1366, height: int = 768) -> ReviewScreen:
    qtbot.addWidget(made)
    made.resize(width, height)
    with qtbot.waitSignal(made.shown, timeout=LONG):
        made.show()
    qtbot.wait(80)
    return made


def board_of(screen: ReviewScreen) -> Board:
    found = screen.findChild(Board) or next(w for w in QApplication.allWidgets() if isinstance(w, Board))
    assert isinstance(found, Board)
    return found


def numbers(widget: QWidget) -> list[NumberButton]:
    return [n for n in widget.findChildren(NumberButton) if n.isVisible() and n.isEnabled()]


def test_the_six_numbers_are_what_the_service_counts(screen: ReviewScreen, desk: Desk) -> None:
    counted = review(desk, OPERATOR, "2026-W47")
    cards = {card.key: card for card in board_of(screen).findChildren(FigureCard)}
    assert tuple(cards) == CARDS
    for key, card in cards.items():
        figure = counted.figure(key)
        value, *_parts = card.findChildren(NumberButton)
        assert value.text() == (percent(figure.value) if figure.is_rate else str(figure.numerator))
        assert value.accessibleDescription() == figure.rule
        if figure.is_rate:
            assert [part.text() for part in _parts] == [str(figure.numerator), str(figure.denominator)]


@pytest.mark.parametrize("view", [0, 1, 2])
def test_every_number_opens_exactly_its_cases(screen: ReviewScreen, qtbot: QtBot, view: int) -> None:
    board = board_of(screen)
    switches = [
        b for b in board.findChildren(QPushButton) if b.isCheckable() and b.text() in ("合计", "按类别", "按月")
    ]
    switches[view].click()
    found = numbers(board)
    assert len(found) > 25
    for number in found:
        wanted = number.wanted
        assert wanted is not None
        with qtbot.waitSignal(screen.open_cases, timeout=LONG) as opened:
            number.click()
        assert len(opened.args[0].case_ids) == wanted.total


def test_a_case_of_the_list_opens_on_one_click(screen: ReviewScreen, qtbot: QtBot, desk: Desk) -> None:
    row = board_of(screen).findChildren(CaseRow)[0]
    with qtbot.waitSignal(screen.open_case) as opened:
        row.click()
    assert opened.args[0] == review(desk, OPERATOR, "2026-W47").to_discuss[0].id


def test_arrow_keys_move_the_week(screen: ReviewScreen, qtbot: QtBot) -> None:
    for key, period in ((Qt.Key.Key_Left, "2026-W46"), (Qt.Key.Key_Left, "2026-W45"), (Qt.Key.Key_Right, "2026-W46")):
        with qtbot.waitSignal(screen.shown, timeout=LONG) as told:
            QTest.keyClick(board_of(screen), key)
        assert (screen.period, told.args[0].period) == (period, period)


def test_arrow_keys_move_the_week_from_the_grid_filter_too(screen: ReviewScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.shown, timeout=LONG):
        QTest.keyClick(board_of(screen).findChild(QComboBox), Qt.Key.Key_Left)
    assert screen.period == "2026-W46"


def test_the_month_of_the_week_and_back(screen: ReviewScreen, qtbot: QtBot) -> None:
    board = board_of(screen)
    with qtbot.waitSignal(screen.shown, timeout=LONG):
        button(board, "按月").click()
    assert screen.period == "2026-11"
    with qtbot.waitSignal(screen.shown, timeout=LONG):
        button(board, "按周").click()
    assert screen.period == "2026-W47"


def test_the_grid_filter_counts_that_grid(screen: ReviewScreen, qtbot: QtBot, desk: Desk) -> None:
    grids = board_of(screen).findChild(QComboBox)
    village = next(row.id for row in desk.grids.values() if row.name == "上河村")
    grids.setCurrentIndex(grids.findData(village))
    with qtbot.waitSignal(screen.shown, timeout=LONG) as told:
        grids.activated.emit(grids.currentIndex())
    counted: Review = told.args[0]
    assert counted.grid_name == "上河村"
    assert 0 < counted.figure("received").numerator < review(desk, OPERATOR, "2026-W47").figure("received").numerator


def test_a_point_of_the_trend_opens_the_cases_of_its_week(screen: ReviewScreen, qtbot: QtBot, desk: Desk) -> None:
    chart = board_of(screen)._trend.chart
    with qtbot.waitSignal(screen.open_cases, timeout=LONG) as opened:
        chart.point_pressed.emit("closed", 9)
    point = review(desk, OPERATOR, "2026-W47").trend[9]
    assert len(opened.args[0].case_ids) == point.closed


def test_on_the_wall_a_number_lays_its_cases_over_the_board_with_names_masked(
    screen: ReviewScreen, qtbot: QtBot
) -> None:
    board = board_of(screen)
    screen.toggle_full_screen()
    assert board.window() is not screen.window() and screen.is_projected
    number = board.findChildren(FigureCard)[0].findChildren(NumberButton)[0]
    assert number.wanted is not None
    number.click()
    qtbot.waitUntil(board._drawer.isVisible, timeout=LONG)
    rows = board._drawer.findChildren(CaseRow)
    assert len(rows) == number.wanted.total
    assert not any(name in row.accessibleName() for row in rows for name in ("王小明", "李雷", "欧阳明", "赵大河"))
    QTest.keyClick(board.window(), Qt.Key.Key_Escape)
    assert not board._drawer.isVisible() and screen.is_projected
    QTest.keyClick(board.window(), Qt.Key.Key_Escape)
    assert not screen.is_projected and board.window() is screen.window()


def test_leaving_the_wall_for_the_queue_takes_the_cases_along(screen: ReviewScreen, qtbot: QtBot) -> None:
    board = board_of(screen)
    screen.toggle_full_screen()
    number = board.findChildren(FigureCard)[0].findChildren(NumberButton)[0]
    number.click()
    qtbot.waitUntil(board._drawer.isVisible, timeout=LONG)
    with qtbot.waitSignal(screen.open_cases) as opened:
        button(board, "到案件列表查看").click()
    assert number.wanted is not None
    assert len(opened.args[0].case_ids) == number.wanted.total
    assert not screen.is_projected


@pytest.mark.parametrize(("width", "height", "smallest"), [(1920, 1080, 24), (1366, 768, 17), (3840, 2160, 48)])
def test_type_grows_with_the_wall(
    qtbot: QtBot, desk: Desk, runner: Runner, bus: ChangeBus, width: int, height: int, smallest: int
) -> None:
    screen = shown(qtbot, ReviewScreen(desk, Session(OPERATOR), runner, bus), width, height)
    assert (screen.width(), screen.height()) == (width, height)
    seen = [
        w for w in board_of(screen).findChildren(QWidget) if w.isVisible() and isinstance(w, QLabel | QAbstractButton)
    ]
    assert min(QFontInfo(widget.font()).pixelSize() for widget in seen if widget.text()) >= smallest
    inside = board_of(screen).rect()
    for widget in seen:
        if isinstance(widget, NumberButton):
            corner = widget.mapTo(board_of(screen), QPoint(widget.width(), widget.height()))
            assert inside.contains(corner), widget.accessibleName()
            assert widget.fontMetrics().horizontalAdvance(widget.text()) <= widget.width(), widget.text()


def test_names_of_people_are_not_on_the_screen(screen: ReviewScreen) -> None:
    for widget in board_of(screen).findChildren(QWidget):
        said = f"{widget.accessibleName()} {widget.toolTip()} {getattr(widget, 'text', str)()}"
        assert not any(name in said for name in ("王小明", "李雷", "欧阳明", "赵大河", "孙立"))


def test_what_is_shown_is_saved_as_a_pdf_with_its_mark(screen: ReviewScreen, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "研判.pdf"
    screen.export_to(path)
    qtbot.waitUntil(path.is_file, timeout=LONG)
    qtbot.waitUntil(lambda: "研判.pdf" in board_of(screen)._foot.text(), timeout=LONG)
    assert "操作员" in text_of(path.read_bytes())


def test_every_widget_that_takes_the_focus_has_a_name(screen: ReviewScreen) -> None:
    for widget in [screen, *screen.findChildren(QWidget)]:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName(), widget


def test_every_word_comes_through_the_catalogue(qtbot: QtBot, desk: Desk, runner: Runner, bus: ChangeBus) -> None:
    text.use_language(text.PSEUDO)
    try:
        screen = shown(qtbot, ReviewScreen(desk, Session(OPERATOR), runner, bus))
        plain = [w.text() for w in screen.findChildren(QLabel) if _is_words(w.text()) and not _is_data(w, desk)]
        plain += [w.text() for w in screen.findChildren(QPushButton) if _is_words(w.text())]
        assert [said for said in plain if "⟦" not in said] == []
    finally:
        text.use_language(None)


def test_news_of_a_case_counts_it(qtbot: QtBot, runner: Runner, bus: ChangeBus, tmp_path: Path) -> None:
    desk = centre_with_cases(tmp_path, 20)
    screen = shown(qtbot, ReviewScreen(desk, Session(OPERATOR), runner, bus))
    before = review(desk, OPERATOR, "2026-W47").figure("received").numerator
    told = register_case(desk, OPERATOR, CaseDraft("路灯不亮", "村口路灯不亮。", "hotline_12345", "road_facilities"))
    with qtbot.waitSignal(screen.shown, timeout=LONG) as seen:
        bus.publish(told.changes)
    assert seen.args[0].figure("received").numerator == before + 1
    desk.close()


def test_another_seat_sees_its_own_figures(screen: ReviewScreen, qtbot: QtBot, desk: Desk) -> None:
    body = next(row for row in desk.body_rows.values() if row.code == "justice")
    with qtbot.waitSignal(screen.shown, timeout=LONG) as told:
        screen._session.take_seat(Actor(body.code, Role.BODY, body.name, body.code, body.id))
    assert told.args[0].figure("received").numerator < review(desk, OPERATOR, "2026-W47").figure("received").numerator


def test_an_empty_period_says_dashes_and_what_is_missing(screen: ReviewScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.shown, timeout=LONG):
        screen.show_period("2020-W01")
    board = board_of(screen)
    values = {card.key: card.findChildren(NumberButton)[0].text() for card in board.findChildren(FigureCard)}
    assert values == {"received": "0", "disposed": "—", "due": "0", "closed": "0", "on_time": "—", "settled": "—"}
    assert not any(number.isEnabled() for card in board.findChildren(FigureCard) for number in numbers(card))


def test_a_failure_is_said_and_the_figures_stay(screen: ReviewScreen, qtbot: QtBot) -> None:
    board = board_of(screen)
    screen._failed(StorageUnavailable("database_busy"))
    assert board._foot.text() and "口径" not in board._foot.text()
    assert board.findChildren(FigureCard)[0].findChildren(NumberButton)[0].text() != "—"


def test_monday_looks_back_on_the_week_before(desk: Desk) -> None:
    clock = desk.clock
    assert meeting_week(desk) == "2026-W47"
    try:
        clock.advance(timedelta(days=2))  # type: ignore[attr-defined]
        assert meeting_week(desk) == "2026-W47"
        clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
        assert meeting_week(desk) == "2026-W48"
    finally:
        clock.at = NOW  # type: ignore[attr-defined]


def test_the_module_of_the_screen_loads_no_chart_library() -> None:
    code = (
        "import govdesk.ui.screens.review.screen, sys; sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_changes_that_touch_nothing_here_do_not_blink(screen: ReviewScreen, qtbot: QtBot, bus: ChangeBus) -> None:
    with qtbot.assertNotEmitted(screen.shown, wait=700):
        bus.publish(Changes(documents=frozenset({1})))


def button(widget: QWidget, name: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.accessibleName() == name)


def _is_words(said: str) -> bool:
    return any("一" <= sign <= "鿿" for sign in said)


def _is_data(widget: QLabel, desk: Desk) -> bool:
    """Names of categories and titles of cases are data, not words of the program."""
    labels = {category.label for category in desk.rules.categories}
    return widget.text() in labels or any(isinstance(owner, CaseRow) for owner in (widget.parent(),))
