"""The transition table in words: every condition told, every row found by what a person looks for."""

from govdesk.domain.transitions import PARTS
from govdesk.services.guard_words import guard_words
from govdesk.services.transition_rows import _who, transition_rows


def test_every_row_is_told_without_a_code(street):
    rows = transition_rows(street.desk)
    assert len(rows) == len(street.desk.rules.transitions.rows)
    for row in rows:
        told = "".join((row.label, row.from_words, row.to_words, row.who, *row.conditions, *row.asked))
        assert not any("a" <= sign <= "z" for sign in told), row


def test_every_part_and_condition_has_words(street):
    used = {name for row in street.desk.rules.transitions.rows.values() for name in row.guards}
    assert [name for name in used if guard_words(name) == name] == []
    assert [part for part in PARTS if _who(part) == part] == []


def test_words_narrow_the_table(street):
    (ruling,) = [row for row in transition_rows(street.desk, "退单待裁 裁定") if row.action == "rule"]
    assert (ruling.key, ruling.from_words) == ("G", "退单待裁") and "主管" in ruling.who
    assert "第二次裁定由主管作出，为终局" in ruling.conditions and "裁定 *" in ruling.asked
    assert transition_rows(street.desk, "没有 这样 的动作") == []


def test_a_row_of_all_open_states_is_told_short(street):
    (merge,) = [row for row in transition_rows(street.desk) if row.action == "merge"]
    assert merge.from_words == "各在办状态" and merge.to_words == "已并案"
