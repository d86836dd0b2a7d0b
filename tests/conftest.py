"""Fixtures that every room of the suite may use."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from shutil import copytree, disk_usage
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine
from sqlalchemy.util import LRUCache

from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.roles import SYSTEM, Actor, Transcription
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.clock import ManualClock
from govdesk.services import case_actions, grids
from govdesk.services.case_card import case_file
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.opening import open_desk
from govdesk.services.registration import CaseDraft, register_case
from govdesk.storage import engine
from govdesk.storage.repositories.grids import NewBody, NewCentre, NewGrid, NewPost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Programs that a test starts compile the sources once, not each of them anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The machines are noisy: how long an example takes says nothing about the program.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


class _Statements(LRUCache[Any, Any]):
    """Compiled statements for every database of the session.

    SQLAlchemy keeps them apart by the dialect object, one of each opened file, though all SQLite files are alike:
    a thousand small streets would compile the same statements a thousand times.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((key[0].name, *key[1:]), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__((key[0].name, *key[1:]), value)


engine.create_engine = partial(create_engine, execution_options={"compiled_cache": _Statements(4000)})

# Every commit of the program waits until the disk has it. On a memory disk that asks for nothing and is still asked.
_MEMORY_DISK = Path("/dev/shm")
if os.access(_MEMORY_DISK, os.W_OK) and disk_usage(_MEMORY_DISK).free > 6 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY_DISK))

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real reference data beside the checkout; the test says so and stops when it is not there."""
    if not _SHARED.is_dir():
        pytest.skip("reference data (../shared/data) is not beside this checkout")
    return _SHARED


@dataclass
class Street:
    """A small made-up street on a real SQLite file, with a clock that stands still and hands to act with."""

    desk: Desk
    clock: ManualClock
    folder: Path

    def seat(self, code: str) -> Actor:
        return grids.seat(self.desk, code)

    def draft(self, **values: Any) -> CaseDraft:
        """A dispute of two invented people in 柳林村, found on patrol; `values` replace what matters to the test."""
        base: dict[str, Any] = {
            "title": "排水沟相邻纠纷",
            "text": "两家共用的排水沟被垫高，雨后倒灌。",
            "channel": "own_patrol",
            "category": "neighbourhood",
            "grid_id": grids.find_grid(self.desk, "柳林村").id,
            "parties": (PartySnapshot("张守田"), PartySnapshot("李春生", role="respondent")),
        }
        return CaseDraft(**{**base, **values})

    def register(self, **values: Any) -> int:
        return register_case(self.desk, self.seat("operator"), self.draft(**values)).id

    def act(
        self, case_id: int, action: str, seat: str = "operator", said: bool | None = None, **values: Any
    ) -> CaseFile:
        """Ten minutes later, do it; a body's word is transcribed unless `said` is False."""
        self.clock.advance(timedelta(minutes=10))
        parts = self.desk.rules.transitions.row(action).parts
        told = Transcription("村干部", "phone", self.clock.now()) if (parts if said is None else said) else None
        case_actions.act(self.desk, self.seat(seat), case_id, action, values, transcription=told)
        return self.file(case_id)

    def file(self, case_id: int) -> CaseFile:
        return case_file(self.desk, self.seat("operator"), case_id)

    def closed(self, **values: Any) -> int:
        """A case brought to 已办结 on the shortest way."""
        case_id = self.register(**values)
        self.act(case_id, "sign")
        self.report(case_id)
        self.act(case_id, "pass", seat="operator2")
        return case_id

    def report(self, case_id: int, **values: Any) -> CaseFile:
        elements = {"result": "已疏通", "accepted_on": "当日", "contacted": "双方", "measures": "清淤", "limit": "三日"}
        return self.act(case_id, "report", **{**elements, **values})


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 18, 9, 0))


@pytest.fixture(scope="session")
def founded_street(tmp_path_factory: pytest.TempPathFactory) -> Callable[[datetime], Path]:
    """A folder with the street founded at a moment; made once a session, only to be copied."""

    @cache
    def founded(moment: datetime) -> Path:
        folder = tmp_path_factory.mktemp("founded") / "street"
        desk = open_desk(folder, ManualClock(moment))
        _found_street(desk)
        desk.close()
        return folder

    return founded


@pytest.fixture
def street(tmp_path: Path, clock: ManualClock, founded_street: Callable[[datetime], Path]) -> Iterator[Street]:
    folder = tmp_path / "street"
    copytree(founded_street(clock.now()), folder)
    desk = open_desk(folder, clock)
    yield Street(desk, clock, folder)
    desk.close()


def _found_street(desk: Desk) -> None:
    tree = [
        NewGrid("990000001000", None, "town", "柳河街道", "柳河街道办事处", "lhjd"),
        NewGrid("990000001200", "990000001000", "village", "柳林村", "柳林村村民委员会", "llc"),
        NewGrid("990000001201", "990000001000", "village", "石桥村", "石桥村委会", "sqc"),
        NewGrid("990000001200001", "990000001200", "grid", "第一网格", "第一网格", "dywg", schematic=True),
        NewGrid("990000001200002", "990000001200", "grid", "第二网格", "第二网格", "dewg", schematic=True),
    ]
    bodies = [
        NewBody(
            item["code"],
            item["name"],
            BodyKind(item["kind"]),
            independent=item.get("independent", False),
            lead_categories=tuple(item["categories"]),
        )
        for item in shipped("duties")["body"]
    ]
    posts = [
        NewPost("冯长安", "网格长", grid_code="990000001200"),
        NewPost("秦有理", "人民调解员", body_code="mc-990000001200"),
        NewPost("郑和平", "人民调解员", body_code="mc-990000001200"),
    ]
    centre = NewCentre("990000001000", "柳河街道", "综网中心", "LH", "柳", "Asia/Shanghai")
    grids.found_centre(desk, SYSTEM, centre, tree, [*bodies, *grids.village_bodies(tree)], posts)
