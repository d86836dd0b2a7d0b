"""Bench: what a new case may repeat among 100,000, beside a LIKE scan over the same cases for pieces of its text."""

import csv
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

from govdesk.domain.roles import SYSTEM, Actor
from govdesk.foundation.clock import ManualClock
from govdesk.services.demonstration_stories import read_stories, tell
from govdesk.services.demonstration_street import found_demonstration
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_tree, seat
from govdesk.services.importing import import_cases
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft
from govdesk.services.repeats import earlier_cases, possible_repeats

CASES = 100_000
QUESTIONS, SCANS = 200, 12
PIECES, PIECE = 12, 4
"""The scan looks for so many pieces of so many characters and takes the cases that contain most of them."""

SEED = 11
NOW = datetime(2026, 11, 20, 9, 30)
HEADER = ("工单编号", "诉求人姓名", "诉求人手机号", "诉求标题", "市民诉求", "事项分类", "所属区域", "受理时间")
_LABELS = ("邻里", "劳动争议", "借贷纠纷", "宅基地纠纷", "婚姻家庭", "拖欠工资", "征地拆迁", "山林土地")
_WORDS = 6_000

Line = tuple[str, str, str, str, str, str, str, str]


def run(cases: int = CASES, questions: int = QUESTIONS, scans: int = SCANS) -> list[dict[str, Any]]:
    """Repeats made by changing a seventh of the characters, halves swapped in every second one, telephones and places
    partly lost; both ways are asked in the same run and told how often they find the source."""
    with tempfile.TemporaryDirectory() as folder:
        desk = open_desk(Path(folder) / "data", ManualClock(NOW))
        try:
            found_demonstration(desk, SYSTEM)
            return _measured(desk, Path(folder), cases, questions, scans)
        finally:
            desk.close()


def _measured(desk: Desk, folder: Path, cases: int, questions: int, scans: int) -> list[dict[str, Any]]:
    operator = seat(desk, "operator")
    chance = random.Random(SEED)
    villages = {node.name: node.id for node in grid_tree(desk, operator) if node.level == "village"}
    lines = _lines(chance, cases, list(villages))
    taken = _taken_in(desk, operator, folder / "台账.csv", lines)
    asked = [_again(chance, line, villages, number) for number, line in enumerate(chance.sample(lines, questions))]
    ids = _ids(desk)
    index_seconds = _index(desk, operator)
    ours, our_hits = _ask(desk, operator, asked, ids)
    theirs, their_hits = _scan(desk, asked[:scans], ids)
    median, scan_median = statistics.median(ours), statistics.median(theirs)
    return [
        {
            "name": "repeats_of_a_new_case",
            "value": round(_late(ours), 1),
            "unit": "ms (p95)",
            "versus": f"LIKE scan for {PIECES} pieces of the text (p95)",
            "versus_value": round(_late(theirs), 1),
            "ratio": round(_late(theirs) / _late(ours), 1),
            "median": round(median, 1),
            "versus_median": round(scan_median, 1),
            "median_ratio": round(scan_median / median, 1),
            "found": round(our_hits / len(asked), 3),
            "versus_found": round(their_hits / max(1, min(scans, len(asked))), 3),
            "cases": taken,
            "questions": len(asked),
            "index_ms_per_case": round(index_seconds / taken * 1000, 3),
        }
    ]


def _taken_in(desk: Desk, operator: Actor, table: Path, lines: Sequence[Line]) -> int:
    with table.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows((HEADER, *lines))
    report = import_cases(desk, operator, table, channel="hotline_12345")
    if report.imported != len(lines):
        raise AssertionError(f"{report.imported} cases instead of {len(lines)}")
    return report.imported


def _index(desk: Desk, operator: Actor) -> float:
    started = time.perf_counter()
    earlier_cases(desk, operator, CaseDraft("井盖", "", "window_visit"), complete=True)
    return time.perf_counter() - started


def _ask(
    desk: Desk, operator: Actor, asked: Sequence[tuple[CaseDraft, str]], ids: dict[str, int]
) -> tuple[list[float], int]:
    """Milliseconds each, and how often the source was among what is shown."""
    taken, hits = [], 0
    for draft, source in asked:
        started = time.perf_counter()
        shown = possible_repeats(desk, operator, draft)
        taken.append((time.perf_counter() - started) * 1000)
        hits += any(view.case_id == ids[source] for view in shown)
    return taken, hits


def _scan(desk: Desk, asked: Sequence[tuple[CaseDraft, str]], ids: dict[str, int]) -> tuple[list[float], int]:
    """What a developer writes who has no index: count the pieces of the text that each case contains."""
    hit = " + ".join(["(text LIKE ?)"] * PIECES)
    query = f"SELECT id, {hit} AS hits FROM cases WHERE visible ORDER BY hits DESC, id DESC LIMIT 5"
    taken, hits = [], 0
    with closing(sqlite3.connect(desk.folder / "govdesk.db")) as connection:
        for draft, source in asked:
            pieces = [f"%{piece}%" for piece in _pieces(draft.text)]
            started = time.perf_counter()
            found = [row[0] for row in connection.execute(query, pieces)]
            taken.append((time.perf_counter() - started) * 1000)
            hits += ids[source] in found
    return taken, hits


def _pieces(text: str) -> list[str]:
    step = max(1, (len(text) - PIECE) // PIECES)
    return [text[at * step : at * step + PIECE] for at in range(PIECES)]


def _ids(desk: Desk) -> dict[str, int]:
    with closing(sqlite3.connect(desk.folder / "govdesk.db")) as connection:
        return dict(connection.execute("SELECT source_number, id FROM cases"))


def _late(taken: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(taken)[min(len(taken) - 1, len(taken) * 95 // 100)]


def _lines(chance: random.Random, cases: int, villages: Sequence[str]) -> list[Line]:
    """Invented messages: clauses of the demonstration's stories between words of a made-up language whose words are
    as unevenly used as those of a real one; a median near 200 characters."""
    clauses = _clauses(chance)
    words = _vocabulary(chance)
    shares = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return [
        _line(chance, number, villages, clauses, chance.choices(words, cum_weights=shares, k=60))
        for number in range(cases)
    ]


def _line(
    chance: random.Random, number: int, villages: Sequence[str], clauses: Sequence[str], words: Sequence[str]
) -> Line:
    village = chance.choice(villages)
    told: list[str] = []
    length = min(2_000, chance.lognormvariate(5.3, 0.7))
    while sum(map(len, told)) < length:
        told.append(chance.choice(clauses) if chance.random() < 0.4 else "".join(chance.sample(words, 4)))
    received = NOW - timedelta(minutes=chance.randrange(60, 500_000))
    return (
        f"热线-26{number:07d}",
        f"居某{chance.randrange(30_000)}",
        f"139{chance.randrange(10**8):08d}",
        f"{''.join(chance.sample(words, 4))}的问题",
        "，".join(told) + "。",
        chance.choice(_LABELS),
        village,
        received.strftime("%Y-%m-%d %H:%M:%S"),
    )


def _clauses(chance: random.Random) -> list[str]:
    stories = read_stories()
    people = ("甲某", "乙某", "丙某")
    texts = [tell(stories, story, "孙家村", people, chance).text for story in stories.all]
    return [clause for text in texts for clause in text.replace("。", "，").split("，") if len(clause) > 3]


def _vocabulary(chance: random.Random) -> list[str]:
    """Words of two or three characters out of the 2,500 most common places of the character table."""
    characters = [chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(2_500)]
    return ["".join(chance.choices(characters, k=chance.choice((2, 2, 3)))) for _ in range(_WORDS)]


def _again(chance: random.Random, line: Line, villages: dict[str, int], number: int) -> tuple[CaseDraft, str]:
    """The same matter told again."""
    source, _name, phone, title, text, _label, village, _at = line
    changed = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) if chance.random() < 1 / 7 else c for c in text)
    middle = len(changed) // 2
    return (
        CaseDraft(
            title=title,
            text=changed[middle:] + changed[:middle] if number % 2 else changed,
            channel="window_visit",
            phone="" if number % 3 == 0 else phone,
            grid_id=None if number % 2 == 0 else villages[village],
        ),
        source,
    )
