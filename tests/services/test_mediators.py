"""The register of mediators: imported from a list as it is written, searched as one types, in force by its dates."""

import time
from datetime import date, timedelta

import openpyxl
import pytest

from govdesk.domain.errors import AccessDenied, BadInput, Conflict, RuleViolation
from govdesk.domain.mediators import Mediator
from govdesk.domain.vocabulary import BodyKind
from govdesk.services import grids, mediators
from govdesk.services.messages import sentence
from govdesk.storage.repositories.grids import NewBody

HEAD = [
    "序号",
    "所属调委会",
    "调解员姓名",
    "调解员证号",
    "专职/兼职",
    "职务",
    "擅长领域",
    "联系电话",
    "聘任日期",
    "聘期止",
]
FIRST = ["孙立诚", "LL-001", "专职", "主任", "邻里、婚姻家庭", "13900000011", "2025年1月1日", "2027-12-31"]
LINES = [
    [1, "柳林村人民调解委员会", *FIRST],
    [2, None, "周晓峰", "LL-002", "兼职", "委员", "", "", "2020-01-01", "2022-12-31"],
    [3, "石桥村", "吴大江", "", "特邀", "", "土地", "", None, None],
    [4, "没有的村", "郑和平", "", "", "", "", "", None, None],
    [5, "石桥村", "王满仓", "", "", "", "", "", "去年", None],
]


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "调解员名册.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["柳河街道人民调解员名册"])
    sheet.append(HEAD)
    for line in LINES:
        sheet.append(line)
    book.save(path)
    return path


def names(found):
    return [item.name for item in found.rows]


def test_a_list_is_taken_in_and_what_does_not_fit_is_named(street, listed):
    operator = street.seat("operator")
    done = mediators.import_mediators(street.desk, operator, listed)
    assert (done.rows, done.imported, done.changed, done.unchanged) == (5, 3, 0, 0)
    assert [(column, value) for _row, column, value in done.unmatched] == [
        ("调解委员会", "没有的村"),
        ("聘期", "valid_from"),
    ]
    again = mediators.import_mediators(street.desk, operator, listed)
    assert (again.imported, again.unchanged) == (0, 3)
    (first,) = mediators.find_mediators(street.desk, operator, "slc").rows
    assert (first.name, first.committee, first.kind_label) == ("孙立诚", "柳林村人民调解委员会", "专职")
    assert first.specialities == ("邻里", "婚姻家庭")
    assert names(mediators.find_mediators(street.desk, operator, "LL-002")) == []
    assert names(mediators.find_mediators(street.desk, operator, "LL-002", in_office=False)) == ["周晓峰"]


def test_the_agreement_and_the_table_draw_from_the_register(street, listed):
    mediators.import_mediators(street.desk, street.seat("operator"), listed)
    committee = street.desk.bodies.find("柳林村人民调解委员会")
    assert grids.mediators(street.desk, committee.id)[0] == "孙立诚"
    assert "周晓峰" not in grids.mediators(street.desk, committee.id)
    case_id = street.register()
    street.act(case_id, "sign")
    with pytest.raises(RuleViolation) as refused:
        street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["周晓峰"])
    assert "周晓峰" in sentence(refused.value) and "聘期" in sentence(refused.value)
    street.act(case_id, "mediate", consents=["张守田", "李春生"], mediators=["孙立诚"])


def test_entries_are_changed_by_whoever_saw_them_last_and_end(street, listed):
    desk, operator = street.desk, street.seat("supervisor")
    committee = desk.bodies.find("石桥村人民调解委员会")
    mediator_id = mediators.add_mediator(desk, operator, Mediator("何平安", committee.id, number="SQ-9"))
    mediators.change_mediator(desk, operator, mediator_id, 1, phone="13900000012")
    with pytest.raises(Conflict):
        mediators.change_mediator(desk, operator, mediator_id, 1, phone="13900000013")
    mediators.end_mediator(desk, operator, mediator_id, date(2026, 11, 17))
    assert names(mediators.find_mediators(desk, operator, "何平安")) == []
    with pytest.raises(RuleViolation):
        mediators.add_mediator(desk, operator, Mediator("", committee.id))
    with pytest.raises(AccessDenied):
        mediators.add_mediator(desk, street.seat("operator"), Mediator("某人", committee.id))


def test_two_namesakes_of_two_committees_are_two_people_and_may_sit_at_the_same_time(street):
    desk, operator = street.desk, street.seat("supervisor")
    for name in ("柳林村人民调解委员会", "石桥村人民调解委员会"):
        mediators.add_mediator(desk, operator, Mediator("李明", desk.bodies.find(name).id))
    village = grids.find_grid(desk, "石桥村").id
    first = street.register()
    other = street.register(grid_id=village, parties=())
    street.act(first, "sign")
    street.act(other, "sign")
    street.act(first, "mediate", consents=["张守田", "李春生"], mediators=["李明"])
    street.act(other, "mediate", parties=["钱来喜", "赵满仓"], consents=["钱来喜", "赵满仓"], mediators=["李明"])
    start = (street.clock.now() + timedelta(days=1)).isoformat()
    street.act(first, "book_session", starts_at=start, place="村委会")
    street.act(other, "book_session", starts_at=start, place="村委会")


def test_a_file_without_the_columns_says_what_is_missing(street, tmp_path):
    path = tmp_path / "随便.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        mediators.import_mediators(street.desk, street.seat("operator"), path)
    assert "姓名" in sentence(refused.value)


def test_capability_89_1300_bodies_and_39000_mediators_are_searched_within_100_ms(street, tmp_path):
    desk, operator = street.desk, street.seat("operator")
    with desk.work(operator) as work:
        bodies = [NewBody(f"mc-x{n:04d}", f"第{n}村人民调解委员会", BodyKind.MEDIATION_COMMITTEE) for n in range(1_300)]
        work.grids.add_bodies(bodies, date(2000, 1, 1))
        work.commit()
    desk.reload()
    path = tmp_path / "名册.csv"
    surnames, given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩", "立诚满仓来喜守田春生晓峰大江和平有理长安"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("调解委员会,姓名,编号\n")
        for n in range(39_000):
            name = surnames[n % 15] + given[n % 19] + given[(n // 19) % 20]
            stream.write(f"第{n % 1_300}村人民调解委员会,{name},R{n:05d}\n")
    done = mediators.import_mediators(desk, operator, path)
    assert (done.imported, done.unmatched) == (39_000, ())
    mediators.find_mediators(desk, operator, "warm")
    for text in ("王大", "wd", "R38999", ""):
        began = time.process_time()
        found = mediators.find_mediators(desk, operator, text)
        assert time.process_time() - began < 0.1, text
        assert found.total
