"""The queue: exact totals, views, filters, scope, order and text search."""

from datetime import timedelta

import pytest

from govdesk.domain.errors import BadInput
from govdesk.domain.query_code import query_code
from govdesk.services.case_queue import (
    QueueFilter,
    QueueSort,
    day_totals,
    mark_seen,
    queue_count,
    queue_ids,
    queue_page,
    saved_views,
    view_filter,
)
from govdesk.services.grids import find_grid, grid_tree


@pytest.fixture
def full(street):
    """Six cases: three in 柳林村 (one closed), one in its first grid, one in 石桥村, one without a place."""
    street.ids = {
        "closed": street.closed(title="已经办完的事"),
        "signed": street.register(title="签收了的事", reporter="孙小妹", phone="13900001234"),
        "plain": street.register(title="100%_奇怪的标题"),
        "grid": street.register(title="网格里的事", grid_id=find_grid(street.desk, "第一网格").id),
        "bridge": street.register(title="石桥的事", grid_id=find_grid(street.desk, "石桥村").id),
        "lost": street.register(title="不知道在哪的事", grid_id=None),
    }
    street.act(street.ids["signed"], "sign")
    return street


def ids(street, seat="operator", sort=None, **values):
    return set(queue_ids(street.desk, street.seat(seat), QueueFilter(**values), sort))


def test_the_number_beside_a_view_is_the_number_of_its_cases(full):
    for view in saved_views(full.desk, full.seat("operator")):
        assert view.count == len(ids(full, view=view.code)), view.code


def test_a_grid_shows_everything_below_it(full):
    village = find_grid(full.desk, "柳林村").id
    expected = {full.ids[name] for name in ("closed", "signed", "plain", "grid")}
    assert ids(full, grid_id=village) == expected
    assert ids(full, grid_id=full.desk.root_grid.id) == set(full.ids.values())


def test_counts_in_the_tree_are_rolled_up(full):
    tree = {node.name: node for node in grid_tree(full.desk, full.seat("operator"))}
    assert (tree["柳河街道"].open_count, tree["柳林村"].open_count, tree["第一网格"].open_count) == (5, 3, 1)
    assert tree["柳河街道"].pending == 1
    full.clock.advance(timedelta(days=60))
    assert {node.name: node.overdue_count for node in grid_tree(full.desk, full.seat("operator"))}["柳林村"] == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [("石桥", {"bridge"}), ("100%_", {"plain"}), ("孙小妹", {"signed"}), ("1234", {"signed"}), ("的事 网格", {"grid"})],
)
def test_text_finds_exactly_what_contains_it(full, text, names):
    assert ids(full, text=text) == {full.ids[name] for name in names}


def test_text_finds_parties_and_numbers(full):
    assert ids(full, text="张守田") == set(full.ids.values())
    assert len(ids(full, text="LH2611-0003")) == 1


def test_a_body_sees_only_its_own(full):
    assert ids(full, seat="mc-990000001201") == {full.ids["bridge"]}
    assert ids(full, seat="police_station") == set()


def test_sorting_turns_the_order_round(full):
    actor = full.seat("operator")
    up = list(queue_ids(full.desk, actor, QueueFilter(), QueueSort("number")))
    down = list(queue_ids(full.desk, actor, QueueFilter(), QueueSort("number", descending=True)))
    assert up == down[::-1]
    assert up == sorted(up)


def test_a_page_keeps_the_order_of_its_ids_and_skips_what_is_gone(full):
    actor = full.seat("operator")
    wanted = [full.ids["bridge"], 4711, full.ids["closed"]]
    assert [row.id for row in queue_page(full.desk, actor, wanted)] == [full.ids["bridge"], full.ids["closed"]]


def test_overdue_is_said_in_words_and_only_of_running_cases(full):
    full.clock.advance(timedelta(days=60))
    rows = {row.id: row for row in queue_page(full.desk, full.seat("operator"), list(full.ids.values()))}
    assert rows[full.ids["signed"]].overdue
    assert rows[full.ids["signed"]].due_words.startswith("超")
    assert rows[full.ids["closed"]].due_words == "按时办结"
    assert not rows[full.ids["closed"]].overdue


def test_bold_means_changed_since_this_seat_looked(full):
    actor, case_id = full.seat("operator"), full.ids["plain"]
    assert not queue_page(full.desk, actor, [case_id])[0].changed
    mark_seen(full.desk, actor, case_id, full.file(case_id).case.version)
    full.act(case_id, "sign")
    assert queue_page(full.desk, actor, [case_id])[0].changed
    assert not queue_page(full.desk, full.seat("operator2"), [case_id])[0].changed


def test_the_day_totals_count_this_day(full):
    totals = day_totals(full.desk, full.seat("operator"))
    assert (totals.open, totals.overdue, totals.received_today, totals.closed_today) == (5, 0, 6, 1)


def test_a_view_goes_by_code_or_label_and_an_unknown_one_is_named(full):
    assert view_filter("已超期") == view_filter("overdue")
    with pytest.raises(BadInput, match="no_such_view"):
        view_filter("昨天")


def test_a_very_long_list_of_cases_is_shown_whole(full):
    wanted = tuple(range(1, 40_000))
    assert ids(full, case_ids=wanted) == set(full.ids.values())
    assert ids(full, case_ids=(full.ids["bridge"],)) == {full.ids["bridge"]}


def test_the_query_code_of_a_receipt_finds_its_case_and_no_other(street):
    wanted, _other = street.register(), street.register(title="另一件", text="另一件事。", parties=())
    code = query_code(wanted, street.file(wanted).case.uid)
    operator = street.seat("operator")
    assert list(queue_ids(street.desk, operator, QueueFilter(text=code))) == [wanted]
    assert queue_count(street.desk, operator, QueueFilter(text=code.lower())) == 1
    assert list(queue_ids(street.desk, operator, QueueFilter(text=code, case_ids=(_other,)))) == []
    forged = query_code(wanted, "another uid")
    assert list(queue_ids(street.desk, operator, QueueFilter(text=forged))) == []
