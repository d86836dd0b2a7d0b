"""The import in the window, on real services: tried first, then imported, then taken back."""

import time

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton

from govdesk.background.bus import ChangeBus
from govdesk.background.runner import Runner
from govdesk.background.session import Session
from govdesk.services.importing import batches
from govdesk.ui.screens.importing.screen import ImportScreen
from govdesk.ui.screens.importing.tables import RowsModel, batch_columns, problem_columns
from tests.exchange import sheet_files as files

GOOD = [[str(n), f"甲{n}", f"路灯不亮{n}", "2026/11/2 12:09:38", f"柳林村路灯不亮，第{n}盏。"] for n in range(1, 6)]
BAD = ["9", "甲", "题目", "昨天", "柳林村的事"]


@pytest.fixture
def screen(qapp, qtbot, street):
    runner, bus = Runner(), ChangeBus()
    made = ImportScreen(street.desk, Session(street.seat("operator")), runner, bus)
    made.told = []
    bus.changed.connect(made.told.append)
    qtbot.addWidget(made)
    made.resize(1302, 728)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: runner.idle, timeout=5000)
    yield made
    runner.shutdown()


def book(street, rows, name="台账.xlsx"):
    return files.write_xlsx(street.folder / name, [files.HEADER, *rows])


def settle(qtbot, screen):
    qtbot.wait(30)
    qtbot.waitUntil(lambda: screen._runner.idle and screen._work is None, timeout=20_000)
    qtbot.wait(30)


def test_choosing_a_file_tries_it_and_writes_nothing(qtbot, screen, street):
    screen.choose(book(street, [*GOOD, BAD]))
    settle(qtbot, screen)
    assert screen.do_import.isVisible()
    assert screen.do_import.text() == "导入 5 件"
    assert screen.findings.problems.rowCount() == 1
    shown = [screen.findings.problems.index(0, column).data() for column in range(3)]
    assert shown[:2] == ["7", "留言时间"]
    assert "昨天" in shown[2]
    assert batches(street.desk, street.seat("operator")) == []


def test_importing_tells_the_other_screens_and_lists_the_batch(qtbot, screen, street):
    screen.choose(book(street, GOOD))
    settle(qtbot, screen)
    screen.do_import.click()
    settle(qtbot, screen)
    assert "5" in screen.bar.text()
    assert screen.batches.model.rowCount() == 1
    assert screen.told[0].everything
    assert not screen.do_import.isVisible()
    with qtbot.waitSignal(screen.open_cases) as opened:
        screen.do_open.click()
    assert opened.args[0].batch_id == 1


def test_a_batch_is_taken_back_after_being_asked_twice(qtbot, screen, street):
    screen.choose(book(street, GOOD))
    settle(qtbot, screen)
    screen.import_now()
    settle(qtbot, screen)
    screen.batches.choose(1)
    screen.batches.undo.click()
    assert screen.batches.confirm is not None
    assert screen.batches.confirm.no.hasFocus()
    screen.batches.confirm.no.click()
    assert screen.batches.confirm is None
    screen.batches.undo.click()
    screen.batches.confirm.yes.click()
    settle(qtbot, screen)
    assert [batch.state for batch in batches(street.desk, street.seat("operator"))] == ["undone"]
    assert not screen.batches.undo.isEnabled()
    assert "5" in screen.bar.text()


def test_a_file_that_cannot_be_read_says_what_to_do(qtbot, screen, street):
    screen.choose(files.write_xlsx(street.folder / "a.xlsx", [["一级分类", "二级分类"], ["城建", "园林"]]))
    settle(qtbot, screen)
    assert "表头" in screen.bar.text()
    assert not screen.do_import.isVisible()
    screen.choose(files.write_protected(street.folder / "b.xlsx"))
    settle(qtbot, screen)
    assert "密码" in screen.bar.text()


def test_the_sheet_and_the_channel_are_tried_again_when_changed(qtbot, screen, street):
    screen.choose(book(street, GOOD))
    settle(qtbot, screen)
    assert [screen.sheet.itemText(at) for at in range(screen.sheet.count())] == ["自动选择", "台账"]
    screen.channel.setCurrentIndex(screen.channel.findData("petition"))
    screen.channel.activated.emit(screen.channel.currentIndex())
    settle(qtbot, screen)
    assert screen._report.channel == "petition"


def test_rows_with_faults_are_saved_where_the_person_says(qtbot, screen, street):
    screen.choose(book(street, [*GOOD, BAD]))
    settle(qtbot, screen)
    target = street.folder / "退回.xlsx"
    screen.save_errors(target)
    settle(qtbot, screen)
    assert target.exists()
    assert "1" in screen.bar.text()


def test_a_stopped_import_leaves_nothing(qtbot, screen, street, monkeypatch):
    from govdesk.services import import_run

    monkeypatch.setattr(import_run, "_FIRST_SLICE", 2)
    monkeypatch.setattr(import_run, "_LARGEST_SLICE", 2)
    whole = import_run.ImportRun.write

    def slowly(run, rows):
        time.sleep(0.05)
        whole(run, rows)

    monkeypatch.setattr(import_run.ImportRun, "write", slowly)
    many = [[str(n), f"甲{n}", f"题{n}", "2026/11/2", f"柳林村的事，第{n}件。"] for n in range(60)]
    screen.choose(book(street, many))
    settle(qtbot, screen)
    screen.import_now()
    qtbot.waitUntil(lambda: screen.progress.value() > 0, timeout=10_000)
    screen.stop_button.click()
    settle(qtbot, screen)
    assert "停止" in screen.bar.text()
    assert [batch.state for batch in batches(street.desk, street.seat("operator"))] == ["cancelled"]


def test_only_an_operator_may_import(qtbot, screen, street):
    screen._session.take_seat(street.seat("mediator"))
    assert not screen.drop.choose.isEnabled()
    assert "操作员" in screen.bar.text()
    screen._session.take_seat(street.seat("operator2"))
    assert screen.drop.choose.isEnabled()


def test_a_dropped_file_is_taken(qtbot, screen, street):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(book(street, GOOD)))])
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    screen.drop.dragEnterEvent(enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    screen.drop.dropEvent(drop)
    settle(qtbot, screen)
    assert screen._report is not None
    assert screen._report.imported == 5


def test_every_control_has_a_name(screen):
    for control in screen.findChildren(QAbstractButton):
        assert control.accessibleName() or control.text() or not control.isVisible(), control


def test_the_lists_are_sound_models(qtmodeltester, street):
    for columns in (problem_columns(), batch_columns()):
        model = RowsModel(columns)
        model.show_rows([])
        qtmodeltester.check(model)
