"""Every story is played on a real street and ends as it is told."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from govdesk.domain.clocks import is_overdue
from govdesk.domain.errors import GovDeskError
from govdesk.domain.vocabulary import Status
from govdesk.services.case_actions import resume_due_suspensions
from govdesk.services.grids import find_grid
from govdesk.services.integrity import check_folder

STORIES = tomllib.loads((Path(__file__).parent / "stories.toml").read_text(encoding="utf-8"))["story"]
FROM_ARTICLES_AT_LEAST, OURS_AT_LEAST = 25, 20
UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def registered(street, told: dict[str, Any]) -> int:
    values = dict(told)
    if values.pop("parties", 2) == 0:
        values["parties"] = ()
    values["grid_id"] = find_grid(street.desk, values.pop("place", "柳林村")).id
    return street.register(**values)


def play(street, case_id: int, move: str) -> None:
    if move.startswith("+"):
        street.clock.advance(timedelta(**{UNITS[move[-1]]: int(move[1:-1])}))
    elif move == "resume_due":
        resume_due_suspensions(street.desk)
    elif move.startswith("refused "):
        code, _, rest = move.removeprefix("refused ").partition(": ")
        before = street.file(case_id)
        with pytest.raises(GovDeskError) as caught:
            do(street, case_id, rest)
        assert caught.value.code == code, move
        assert street.file(case_id) == before
    else:
        do(street, case_id, move)


def do(street, case_id: int, move: str) -> None:
    seat, _, rest = move.rpartition(": ")
    action, *pairs = rest.split(" ")
    values: dict[str, Any] = dict(pair.split("=", 1) for pair in pairs)
    if "until" in values:
        values["until"] = date.fromisoformat(values["until"])
    street.act(case_id, action, seat=seat or "operator", **values)


def ending(street, case_id: int) -> dict[str, Any]:
    file = street.file(case_id)
    case = file.case
    handler = street.desk.bodies.by_id.get(case.handler_id or 0)
    return {
        "status": case.status.value,
        "tier": case.tier.value if case.tier else "",
        "handler": handler.code if handler else "",
        "solved": case.solved,
        "on_time": case.closed_on_time,
        "overdue": is_overdue(case, street.clock.now()),
        "reopened": case.reopen_count,
        "reworked": case.rework_count,
        "returned": case.return_count,
        "mediations": len(file.mediations),
        "mediation": file.mediations[-1].outcome if file.mediations else None,
        "settled": any(item.outcome == "agreed" for item in file.mediations),
    }


@pytest.mark.parametrize("story", STORIES, ids=[story["name"] for story in STORIES])
def test_a_story_ends_as_it_is_told(street, story):
    case_id = registered(street, story["case"])
    if not any(move.startswith("assign") for move in story["moves"]):
        assert street.file(case_id).case.status is Status.DISPATCHED, "the rules know where it goes"
    for move in story["moves"]:
        play(street, case_id, move)
    found = ending(street, case_id)
    assert {key: found[key] for key in story["ends"]} == story["ends"]
    assert check_folder(street.desk).problems == ()


def test_there_are_enough_stories_of_both_kinds():
    told = [story for story in STORIES if "told_by" in story]
    assert {story["told_by"] for story in told} == {"000", "001", "002", "003", "004"}
    assert len(told) >= FROM_ARTICLES_AT_LEAST
    assert len(STORIES) - len(told) >= OURS_AT_LEAST
