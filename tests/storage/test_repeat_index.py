"""The index beside the database: filled in slices, behind nobody's back, and replaceable by plain SQL."""

from dataclasses import replace

from govdesk.domain.case import evolve
from govdesk.domain.roles import SYSTEM
from govdesk.domain.text_grams import grams, weights
from govdesk.storage.queries.repeat_facts import read_repeat_facts
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.search.repeat_index import INDEX_FILE, RepeatIndex, repeat_search
from govdesk.storage.search.repeat_scan import Question, RepeatScan


def question(street, text, **values):
    base = {
        "weights": weights(grams(text), {}, 0),
        "phones": frozenset(),
        "names": frozenset(),
        "id_numbers": frozenset(),
        "address": "",
        "category": "neighbourhood",
        "grid_id": None,
        "received_at": street.clock.now(),
    }
    return Question(**{**base, **values})


def found(street, search, asked):
    _documents, occurrences = search.occurrences(asked.weights)
    return search.candidates(asked, occurrences, 10)


def test_cases_are_taken_in_slices_and_what_is_missing_is_told(street):
    ids = [street.register(title=f"第{number}件", text=f"路灯{number}不亮") for number in range(5)]
    index = repeat_search(street.desk.database)
    assert isinstance(index, RepeatIndex)
    assert index.catch_up(2) == 3
    assert set(found(street, index, question(street, "路灯不亮"))) == set(ids[:2])
    assert index.catch_up() == 0
    assert set(found(street, index, question(street, "路灯不亮"))) == set(ids)


def test_registering_does_not_touch_the_index(street):
    street.register()
    assert not (street.folder / INDEX_FILE).exists()


def test_a_rewritten_case_is_found_by_its_new_words_only(street):
    case_id = street.register(title="路灯不亮", text="路灯坏了")
    index = repeat_search(street.desk.database)
    index.catch_up()
    with street.desk.work(SYSTEM) as work:
        before = work.cases.get(case_id)
        after = replace(before, case=evolve(before.case, title="井盖松动", text="车过就响"))
        work.cases.save(before, after, LogEntry("edit", SYSTEM, work.now, work.command))
        work.commit()
    assert index.catch_up() == 0
    assert found(street, index, question(street, "路灯坏了")) == []
    assert found(street, index, question(street, "井盖松动")) == [case_id]


def test_rare_characters_and_names_are_words_of_the_index(street):
    case_id = street.register(title="𬭛𬬻镇龘龘路", text="㛃村", reporter="买买提·艾力", parties=())
    index = repeat_search(street.desk.database)
    index.catch_up()
    assert found(street, index, question(street, "𬭛𬬻镇")) == [case_id]
    assert found(street, index, question(street, "", names=frozenset({"买买提·艾力"}))) == [case_id]


def test_without_an_index_plain_sql_finds_person_and_place(street):
    first = street.register(phone="13900001111", parties=())
    second = street.register(category="noise", channel="hotline_12345")
    scan = RepeatScan(street.desk.database)
    assert scan.catch_up() == 0
    asked = question(street, "", phones=frozenset({"13900001111"}), category="road_facilities")
    assert found(street, scan, asked) == [first]
    asked = question(street, "", names=frozenset({"张守田"}), category="noise")
    assert set(found(street, scan, asked)) == {second}


def test_hidden_and_cancelled_cases_are_read_as_none(street):
    first, second = street.register(), street.register()
    street.act(second, "cancel", seat="supervisor", reason="录错")
    with street.desk.database.reading() as connection:
        assert [facts.id for facts in read_repeat_facts(connection, [second, first, 999])] == [first]
