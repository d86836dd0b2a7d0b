"""The register as it is read: load, history, names that are not in it, and what leaves with a mark."""

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from govdesk.domain.mediators import Mediator
from govdesk.services import mediators
from govdesk.services.mediation_views import mediation_view
from govdesk.services.mediator_register import (
    entry_changes,
    export_register,
    mediator_register,
    unregistered,
)
from tests.conftest import Street

COMMITTEE, OTHER = "柳林村人民调解委员会", "石桥村人民调解委员会"


@pytest.fixture
def registered(street: Street) -> dict[str, int]:
    """孙立诚 of 柳林村, and a namesake of him in 石桥村: ids by committee."""
    desk, supervisor = street.desk, street.seat("supervisor")
    return {
        name: mediators.add_mediator(
            desk, supervisor, Mediator("孙立诚", desk.bodies.find(name).id, phone="13900000011", number=name[:2])
        )
        for name in (COMMITTEE, OTHER)
    }


def row_of(street: Street, mediator_id: int):
    rows = mediator_register(street.desk, street.seat("operator")).rows
    return next(row for row in rows if row.entry.id == mediator_id)


def test_the_load_is_that_of_the_mediator_and_not_of_his_namesake(street: Street, registered) -> None:
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["孙立诚"])
    start = datetime.combine(street.clock.now().date() + timedelta(days=1), datetime.min.time()).replace(hour=9)
    street.act(case_id, "book_session", starts_at=start.isoformat(), place="调解室")
    busy, free = row_of(street, registered[COMMITTEE]), row_of(street, registered[OTHER])
    assert (busy.open_cases, busy.next_talk, busy.next_place) == ((case_id,), start, "调解室")
    assert (free.open_cases, free.next_talk) == ((), None)


def test_committees_are_counted_in_office_and_those_without_anybody_stay(street: Street, registered) -> None:
    mediators.end_mediator(street.desk, street.seat("leader"), registered[OTHER], date(2026, 11, 17))
    found = mediator_register(street.desk, street.seat("operator"))
    counts = {section.label: section.total for section in found.committees}
    assert (counts["全部调委会"], counts[COMMITTEE], counts[OTHER]) == (1, 1, 0)
    everybody = mediator_register(street.desk, street.seat("operator"), in_office=False)
    assert everybody.total == 2
    assert [row.entry.in_office for row in everybody.rows if row.entry.id == registered[OTHER]] == [False]


def test_history_says_who_changed_what_from_what_to_what(street: Street, registered) -> None:
    desk, supervisor = street.desk, street.seat("supervisor")
    mediators.change_mediator(
        desk, supervisor, registered[COMMITTEE], 1, kind="full_time", specialities=("邻里", "土地")
    )
    mediators.end_mediator(desk, supervisor, registered[COMMITTEE], date(2026, 11, 30))
    words = [line.words for line in entry_changes(desk, street.seat("operator"), registered[COMMITTEE])]
    assert words[0].startswith("离任：聘任止 空 → 2026-11-30")
    assert "类别 空 → 专职" in words[1] and "特长 空 → 邻里、土地" in words[1]
    assert words[2] == "登记入册"
    assert {line.who for line in entry_changes(desk, supervisor, registered[COMMITTEE])} == {"主管"}


def test_a_name_that_neither_register_nor_posts_know_is_told_once_somebody_is_known(street: Street, registered) -> None:
    assert unregistered(street.desk, ["孙立诚", "秦有理", "冯无名", "冯无名", ""]) == ["冯无名"]
    mediators.end_mediator(street.desk, street.seat("supervisor"), registered[COMMITTEE], date(2026, 11, 17))
    assert unregistered(street.desk, ["孙立诚"]) == [], "whoever left is still known"


def test_a_committee_whose_members_or_head_are_not_as_the_law_has_them_is_told(street: Street, registered) -> None:
    desk, supervisor = street.desk, street.seat("supervisor")
    committee = desk.bodies.find(COMMITTEE).id

    def advice(code: str = str(committee)) -> str:
        return mediator_register(desk, street.seat("operator"), code).advice

    assert advice() == "", "no office was told of anybody"
    for name, office in (("冯仁和", "主任"), ("褚明理", "委员")):
        mediators.add_mediator(desk, supervisor, Mediator(name, committee, office=office))
    assert advice() == "主任、副主任、委员共 2 人，应为三至九人（人民调解法第八条）"
    third = mediators.add_mediator(desk, supervisor, Mediator("卫公平", committee, office="主任"))
    assert advice() == "主任 2 人，应设一人（人民调解法第八条）"
    mediators.change_mediator(desk, supervisor, third, 1, office="副主任")
    assert advice() == ""
    assert advice("") == "", "of all committees together nothing is asked"


def test_the_export_is_marked_without_phones_and_is_taken_in_again(street: Street, registered, tmp_path: Path) -> None:
    desk, operator = street.desk, street.seat("operator")
    path = tmp_path / "名册.xlsx"
    assert export_register(desk, operator, path) == 2
    sheet = openpyxl.load_workbook(path).active
    cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert "操作员" in sheet["A1"].value
    assert not any("13900000011" in cell for cell in cells)
    again = mediators.import_mediators(desk, operator, path)
    assert (again.imported, again.changed, again.unchanged, again.unmatched) == (0, 0, 2, ())
    assert row_of(street, registered[COMMITTEE]).entry.phone == "13900000011", "a list without phones erases none"


def test_the_mediation_screen_flags_a_name_that_is_not_in_the_register(street: Street, registered) -> None:
    case_id = street.register()
    street.act(case_id, "sign")
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["孙立诚", "冯无名"])
    sections = mediation_view(street.desk, street.seat("mediator"), case_id).sections["consent"]
    flagged = [line for section in sections for line in section.lines if line.state == "名册外"]
    assert [(line.title, line.tone) for line in flagged] == [("冯无名", "warning")]
