"""The queue as a workbook: what the filter leaves, masked, marked, and without a cell that calculates."""

import json
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from govdesk.app.command_line import run
from govdesk.domain.case import PartySnapshot
from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.services.case_export import export_cases
from govdesk.services.case_queue import QueueFilter, QueueSort, queue_count, queue_ids, saved_views
from govdesk.storage import tables


def sheet_of(path):
    return openpyxl.load_workbook(path).active


def records(path):
    rows = list(sheet_of(path).iter_rows(values_only=True))
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def filled(street):
    street.register(
        title="周立诚与吴长海排水沟纠纷",
        text='=HYPERLINK("x") 周立诚电话13912342176，吴长海不认。',
        reporter="周立诚",
        phone="13912342176",
        parties=(PartySnapshot("周立诚"), PartySnapshot("吴长海", role="respondent")),
    )
    street.closed(title="路灯不亮")


def test_the_filtered_list_is_masked_and_says_who_took_it_when(street, tmp_path):
    filled(street)
    path = tmp_path / "在办.xlsx"
    made = export_cases(street.desk, street.seat("operator"), QueueFilter(view="open"), path)
    assert (made.rows, made.masked) == (1, True)
    mark = sheet_of(path)["A1"].value
    assert mark.startswith("柳河街道综网中心 · 操作员 导出于 2026-11-18") and "在办 · 共 1 件 · 个人信息已隐去" in mark
    (row,) = records(path)
    assert row["事项"] == "周某某与吴某某排水沟纠纷" and row["反映人"] == "周某某" and row["电话"] == "139****2176"
    whole = "\n".join(str(cell.value) for line in sheet_of(path).iter_rows() for cell in line)
    assert "周立诚" not in whole and "13912342176" not in whole and "吴长海" not in whole


def test_a_cell_that_begins_like_a_formula_stays_text(street, tmp_path):
    filled(street)
    path = tmp_path / "全部.xlsx"
    export_cases(street.desk, street.seat("operator"), QueueFilter(), path)
    cells = [cell for line in sheet_of(path).iter_rows() for cell in line]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value).startswith("=HYPERLINK") and cell.quotePrefix for cell in cells)


def test_rows_stand_in_the_order_of_the_list_with_real_moments(street, tmp_path):
    for title in ("甲事", "乙事", "丙事"):
        street.register(title=title)
        street.clock.advance(timedelta(hours=1))
    path = tmp_path / "全部.xlsx"
    sort = QueueSort("received_at", descending=True)
    export_cases(street.desk, street.seat("operator"), QueueFilter(), path, sort)
    found = records(path)
    assert [row["事项"] for row in found] == ["丙事", "乙事", "甲事"]
    assert found[0]["受理时间"].year == 2026


def test_a_full_list_names_its_purpose_and_every_list_is_registered(street, tmp_path):
    filled(street)
    path = tmp_path / "完整.xlsx"
    supervisor = street.seat("supervisor")
    with pytest.raises(RuleViolation, match="export_purpose_missing"):
        export_cases(street.desk, supervisor, QueueFilter(), path, full=True)
    body = street.seat("police_station")
    with pytest.raises(AccessDenied):
        export_cases(street.desk, body, QueueFilter(), path, full=True, purpose="核查")
    made = export_cases(street.desk, supervisor, QueueFilter(), path, full=True, purpose="区委核查")
    assert "13912342176" in str(records(path)) and not made.masked
    with street.desk.database.reading() as connection:
        (left,) = connection.execute(select(tables.leaving_file)).mappings().all()
    assert left["purpose"] == "区委核查" and left["sha256"] == made.sha256 and left["seat"] == "supervisor"


def test_capability_91_an_informant_stands_in_no_list(street, tmp_path):
    street.register(
        title="举报偷倒垃圾",
        text="赵敏说王某夜里偷倒，电话13800001111。",
        reporter="赵敏",
        phone="13800001111",
        informant_protected=True,
        parties=(),
    )
    path = tmp_path / "完整.xlsx"
    export_cases(street.desk, street.seat("operator"), QueueFilter(), path, full=True, purpose="核查")
    whole = str(records(path))
    assert "赵敏" not in whole and "13800001111" not in whole and "举报人身份保密" in whole


def test_a_body_gets_its_own_cases_only(street, tmp_path):
    mine = street.register(title="夜间噪声", channel="hotline_12345", category="noise")
    street.register(title="别家的事")
    squad = street.seat("enforcement_squad")
    path = tmp_path / "本单位.xlsx"
    export_cases(street.desk, squad, QueueFilter(), path)
    assert [row["编号"] for row in records(path)] == [street.file(mine).case.number]


def test_a_name_that_is_no_workbook_is_refused(street, tmp_path):
    with pytest.raises(BadInput, match="not_a_workbook_name"):
        export_cases(street.desk, street.seat("operator"), QueueFilter(), tmp_path / "清单.pdf")


def test_the_command_line_exports_a_view(street, tmp_path, capsys):
    filled(street)
    out = tmp_path / "已办结.xlsx"
    status = run(["--data", str(street.folder), "export", "cases", "--view", "待回访", "--out", str(out), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert status == 0 and (told["rows"], told["masked"], told["path"]) == (1, True, str(out))
    assert run(["--data", str(street.folder), "export", "cases", "--full", "--out", str(out)]) == 1
    assert "用途" in capsys.readouterr().err


def test_possible_repeats_have_a_view_of_their_own(street):
    flagged = street.register(title="又来了一次", flags=("possible_repeat",))
    street.register(title="别的事")
    operator = street.seat("operator")
    assert list(queue_ids(street.desk, operator, QueueFilter(view="possible_repeats"))) == [flagged]
    counts = {view.label: view.count for view in saved_views(street.desk, operator)}
    assert counts["疑似重复"] == 1
    street.act(flagged, "unlink_earlier")
    assert queue_count(street.desk, operator, QueueFilter(view="疑似重复")) == 0
