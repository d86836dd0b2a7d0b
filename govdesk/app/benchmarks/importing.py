"""Bench: reading a workbook of 50,000 × 15 beside openpyxl, and importing it beside a bare `executemany`."""

import math
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from govdesk.domain.errors import BadInput
from govdesk.domain.roles import SYSTEM
from govdesk.exchange.case_table import open_case_table
from govdesk.exchange.workbooks import open_workbook
from govdesk.foundation.clock import ManualClock
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.grids import grid_tree, seat
from govdesk.services.importing import import_table
from govdesk.services.opening import open_desk

ROWS = 50_000
ROUNDS = 3
SEED = 15
NOW = datetime(2026, 11, 20, 9, 30)
CHANNEL = "hotline_12345"
USUAL_TEXT, SPREAD, LONGEST_TEXT = 200, 1.0, 4000
"""Characters: messages of citizens have a median near 200 and a mean near 350."""
# fmt: off
HEADER = (
    "工单编号", "诉求人姓名", "诉求人手机号", "诉求标题", "市民诉求", "事项分类", "诉求类型", "所属区域",
    "事发地点", "受理时间", "工单状态", "紧急程度", "涉及人数", "处理部门", "备注",
)
# fmt: on
# fmt: off
_LABELS = (
    "邻里", "劳动争议", "借贷纠纷", "宅基地纠纷", "婚姻家庭", "拖欠工资", "征地拆迁", "山林土地", "停车管理", "噪声",
    "供水", "供电", "住房物业", "城管执法", "道路设施", "消费纠纷", "医疗纠纷", "交通事故", "园林绿化",
    "污染损害纠纷调解",
)
# fmt: on
_THINGS = ("排水沟", "院墙", "工钱", "地界", "道路", "路灯", "水管", "树木", "垃圾", "噪声", "租金", "井盖")
_ACTS = ("一直没有人来修", "双方说不到一起", "答应过又反悔", "已经影响出行", "老人孩子很不方便", "邻居不肯让步")


def run(rows: int = ROWS, rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Each pair is measured in turns within this run; medians. Every row must arrive, else the bench fails."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = _lines(place, rows)
        book = place / "台账.xlsx"
        _write(book, lines)
        reading = _in_turns(rounds, (lambda: _read(book, rows), lambda: _read_openpyxl(book, rows)))
        taking = _in_turns(rounds, (lambda: _import(place, book, rows), lambda: _executemany(place, lines)))
    (read, plain_read), (taken, raw) = reading, taking
    imported = _row("cases_imported", rows / taken, "sqlite3 executemany", rows / raw, rows)
    return [
        _row("workbook_rows_read", rows / read, "openpyxl read-only", rows / plain_read, rows),
        {**imported, "with_reading": round(rows / (taken + read))},
    ]


def _row(name: str, value: float, versus: str, versus_value: float, rows: int) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value),
        "unit": "rows/s",
        "versus": versus,
        "versus_value": round(versus_value),
        "ratio": round(value / versus_value, 3),
        "rows": rows,
        "columns": len(HEADER),
    }


def _in_turns(rounds: int, works: Sequence[Callable[[], float]]) -> list[float]:
    """The median seconds of each, taken by turns so that the machine's moods fall on both."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for seconds, work in zip(taken, works, strict=True):
            seconds.append(work())
    return [statistics.median(seconds) for seconds in taken]


def _read(book: Path, rows: int) -> float:
    started = time.perf_counter()
    opened = open_workbook(book)
    count = sum(1 for _row in opened.rows(opened.sheets[0]))
    return _checked(started, count, rows + 1)


def _read_openpyxl(book: Path, rows: int) -> float:
    try:
        import openpyxl
    except ImportError as error:
        raise BadInput("bench_needs_package", {"package": "openpyxl"}) from error
    started = time.perf_counter()
    opened = openpyxl.load_workbook(book, read_only=True)
    count = sum(1 for _row in opened.active.iter_rows(values_only=True))
    seconds = _checked(started, count, rows + 1)
    opened.close()
    return seconds


def _import(place: Path, book: Path, rows: int) -> float:
    """Of the rows in hand to the finished batch: understood, judged, routed, clocks started, logged, shown."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        desk = open_desk(Path(folder) / "data", ManualClock(NOW))
        try:
            found_demonstration(desk, SYSTEM)
            table = open_case_table(book)
            table = replace(table, rows=iter(list(table.rows)))
            started = time.perf_counter()
            report = import_table(desk, seat(desk, "operator"), table, book, CHANNEL)
            return _checked(started, report.imported, rows)
        finally:
            desk.close()


def _executemany(place: Path, lines: Sequence[Sequence[str]]) -> float:
    """The same values into one bare table of fifteen text columns, as durable as ours (WAL, FULL), one commit."""
    with (
        tempfile.TemporaryDirectory(dir=place) as folder,
        closing(sqlite3.connect(Path(folder) / "raw.db")) as connection,
    ):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        columns = ", ".join(f"c{number} TEXT" for number in range(len(HEADER)))
        connection.execute(f"CREATE TABLE line (id INTEGER PRIMARY KEY, {columns})")
        names = ", ".join(f"c{number}" for number in range(len(HEADER)))
        marks = ", ".join("?" * len(HEADER))
        started = time.perf_counter()
        connection.executemany(f"INSERT INTO line ({names}) VALUES ({marks})", lines)
        connection.commit()
        return _checked(started, connection.execute("SELECT count(*) FROM line").fetchone()[0], len(lines))


def _checked(started: float, count: int, expected: int) -> float:
    seconds = time.perf_counter() - started
    if count != expected:
        raise AssertionError(f"{count} rows instead of {expected}")
    return seconds


def _lines(place: Path, rows: int) -> list[list[str]]:
    """Invented orders of ten years, at the villages of the demonstration street, categories given."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        desk = open_desk(Path(folder) / "data", ManualClock(NOW))
        found_demonstration(desk, SYSTEM)
        villages = [node.name for node in grid_tree(desk, seat(desk, "operator")) if node.level == "village"]
        desk.close()
    chance = random.Random(SEED)
    return [_line(chance, number, villages) for number in range(rows)]


def _line(chance: random.Random, number: int, villages: Sequence[str]) -> list[str]:
    village, thing = chance.choice(villages), chance.choice(_THINGS)
    received = NOW - timedelta(minutes=chance.randrange(60, 5_000_000))
    told = [f"我是{village}村民，因为{thing}的事反映第{number}次"]
    length = min(LONGEST_TEXT, chance.lognormvariate(math.log(USUAL_TEXT), SPREAD))
    while sum(map(len, told)) < length:
        told.append(f"{chance.choice(_THINGS)}{chance.choice(_ACTS)}")
    return [
        f"热线-26{number:07d}",
        f"甲某{chance.randrange(9000)}",
        f"139{chance.randrange(10**8):08d}",
        f"{village}{thing}问题第{number}件",
        "，".join(told) + "。",
        chance.choice(_LABELS),
        "投诉",
        village,
        f"{village}{chance.randrange(1, 12)}组",
        received.strftime("%Y-%m-%d %H:%M:%S"),
        "办理中",
        "一般",
        str(chance.randrange(1, 6)),
        "综网中心",
        f"第{number % 50}页",
    ]


def _write(book: Path, lines: Sequence[Sequence[str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(book, {"constant_memory": True}) as made:
        sheet = made.add_worksheet("台账")
        sheet.write_row(0, 0, HEADER)
        for at, line in enumerate(lines, start=1):
            for column, value in enumerate(line):
                sheet.write_string(at, column, value)
