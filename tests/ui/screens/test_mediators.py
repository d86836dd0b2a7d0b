"""调解员名册 in the window: kept by supervisor and leader without a mouse, read by everybody else."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from govdesk.domain.mediators import Mediator
from govdesk.services import mediators

COMMITTEE, OTHER = "柳林村人民调解委员会", "石桥村人民调解委员会"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def kept_street(street):
    """Two mediators of two committees."""
    desk, supervisor = street.desk, street.seat("supervisor")
    for name, committee in (("孙立诚", COMMITTEE), ("周晓峰", OTHER)):
        entry = Mediator(name, desk.bodies.find(committee).id, valid_from=date(2025, 1, 1))
        mediators.add_mediator(desk, supervisor, entry)
    return street


def register(window, settle):
    screen = window.show_screen("mediators")
    settle(window)
    return screen


def names(screen) -> list[str]:
    model = screen.table.board
    return [model.row(at).entry.name for at in range(model.rowCount())]


def found(street, name: str, in_office: bool = True):
    return mediators.find_mediators(street.desk, street.seat("operator"), name, in_office=in_office).rows


def test_a_committee_a_search_and_those_who_left(kept_street, make_window, settle) -> None:
    window = make_window(kept_street)
    screen = register(window, settle)
    assert names(screen) == ["周晓峰", "孙立诚"]
    code = next(each.code for each in screen._register.committees if each.label == COMMITTEE)
    screen.committees.chosen.emit(code)
    settle(window)
    assert names(screen) == ["孙立诚"]
    assert screen._count.text() == "共 1 人"
    mediators.end_mediator(
        kept_street.desk, kept_street.seat("leader"), found(kept_street, "周晓峰")[0].id, date(2026, 11, 1)
    )
    screen.show_subject("zxf")
    settle(window)
    assert names(screen) == ["周晓峰"]
    screen.gone.setChecked(False)
    settle(window)
    assert screen._stack.currentWidget() is screen._empty


def test_a_mediator_is_added_changed_and_leaves_by_keys(kept_street, make_window, settle) -> None:
    window = make_window(kept_street, "supervisor")
    screen = register(window, settle)
    QTest.keyClick(screen.table, Qt.Key.Key_N)
    form = screen.pane.form
    form.form.set_values({"name": "何平安", "committee": str(kept_street.desk.bodies.find(COMMITTEE).id)})
    QTest.keyClick(form.form.rows["name"].field.editor(), Qt.Key.Key_Return, CONTROL)
    settle(window)
    assert "何平安" in names(screen)
    screen.table.show_rows(screen._register.rows, found(kept_street, "何平安")[0].id)
    QTest.keyClick(screen.table, Qt.Key.Key_E)
    screen.pane.form.form.set_values({"specialities": ["土地"], "valid_from": None})
    screen.pane.form.submit()
    settle(window)
    assert found(kept_street, "何平安")[0].specialities == ("土地",)
    assert found(kept_street, "何平安")[0].valid_from is None
    QTest.keyClick(screen.table, Qt.Key.Key_D)
    screen.pane.form.form.set_values({"on": date(2026, 11, 17)})
    screen.pane.form.submit()
    settle(window)
    assert found(kept_street, "何平安") == ()
    assert [each.name for each in found(kept_street, "何平安", in_office=False)] == ["何平安"]


def test_other_seats_read_and_are_told_who_keeps_it(kept_street, make_window, settle) -> None:
    window = make_window(kept_street, "mediator")
    screen = register(window, settle)
    said = []
    window.place.notice.connect(lambda words, _tone: said.append(words))
    for key in (Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_D):
        QTest.keyClick(screen.table, key)
    assert screen.pane.form is None
    assert len(said) == 3 and all("主管" in words for words in said)
    assert not screen._do_add.isVisible()


def test_what_is_refused_keeps_what_was_typed(kept_street, make_window, settle) -> None:
    window = make_window(kept_street, "supervisor")
    screen = register(window, settle)
    screen.change()
    form = screen.pane.form
    form.form.set_values({"valid_from": date(2026, 1, 1), "valid_to": date(2025, 1, 1), "office": "主任"})
    form.submit()
    settle(window)
    assert screen.pane.form is form
    assert "聘期" in form._bar.text()
    assert form.form.values()["office"] == "主任"
    assert not screen.may_close()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    settle(window)
    assert screen.pane.form is None
    assert screen.may_close()
