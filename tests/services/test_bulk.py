"""Bulk: previewed, in one command, the failures listed, and one undo for all."""

import pytest

from govdesk.domain.errors import RuleViolation
from govdesk.domain.roles import Transcription
from govdesk.domain.vocabulary import Status
from govdesk.services.bulk import act_in_bulk, preview_bulk
from govdesk.services.integrity import check_folder
from govdesk.services.undo import next_undo, undo


def told(street):
    return Transcription("村干部", "phone", street.clock.now())


def test_a_preview_writes_nothing_and_foretells_the_result(street):
    ids = [street.register(), street.closed(), street.register()]
    foretold = preview_bulk(street.desk, street.seat("operator"), ids, "sign", transcription=told(street))
    assert street.file(ids[0]).case.status is Status.DISPATCHED
    result = act_in_bulk(street.desk, street.seat("operator"), ids, "sign", transcription=told(street))
    assert (result.done, result.failed) == (foretold.done, foretold.failed)
    assert result.done == (ids[0], ids[2])
    assert [item.case_id for item in result.failed] == [ids[1]]
    assert "已办结" in result.failed[0].sentence
    assert check_folder(street.desk).ok


def test_one_undo_takes_all_of_it_back(street):
    ids = [street.register() for _number in range(5)]
    act_in_bulk(street.desk, street.seat("operator"), ids, "sign", transcription=told(street))
    assert next_undo(street.desk, street.seat("operator")).cases == 5
    undo(street.desk, street.seat("operator"))
    assert {street.file(item).case.status for item in ids} == {Status.DISPATCHED}
    assert check_folder(street.desk).ok


def test_what_is_about_people_is_not_done_in_bulk(street):
    with pytest.raises(RuleViolation, match="not_in_bulk"):
        act_in_bulk(street.desk, street.seat("operator"), [street.register()], "mediate")


def test_a_case_named_twice_is_done_once(street):
    case_id = street.register()
    result = act_in_bulk(street.desk, street.seat("operator"), [case_id, case_id], "sign", transcription=told(street))
    assert result.done == (case_id,)
