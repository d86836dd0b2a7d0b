"""How offices answered: every rate with the denominator that its clock allows."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.case import SideRecord
from govdesk.domain.response_rates import Rate, responses
from govdesk.domain.whistles import WHISTLE, call_of, with_data

NOW = datetime(2026, 11, 18, 10, 0)
HOUR = timedelta(hours=1)


def call(body=2, invited=False, ended_at=None, **moments):
    """Blown at NOW; sign within 1 h, contact within 24 h, arrive within 72 h; moments are hours after the blow."""
    record = SideRecord(WHISTLE, NOW, body, state="ended" if ended_at is not None else "open")
    record = with_data(record, invited=invited, whistle=1)
    if not invited:
        record = with_data(record, sign_due=NOW + HOUR, contact_due=NOW + 24 * HOUR, arrive_due=NOW + 72 * HOUR)
    record = with_data(record, **{f"{name}_at": NOW + hours * HOUR for name, hours in moments.items()})
    if ended_at is not None:
        record = SideRecord(WHISTLE, NOW, body, state="ended", ended_at=NOW + ended_at * HOUR, data=record.data)
    return call_of(record)


def test_a_clock_that_still_runs_counts_nowhere():
    found = responses([(1, call())], NOW + HOUR / 2)
    assert found.total.signed_in_time == Rate(0, 0)
    assert found.total.signed_in_time.value is None
    assert (found.total.called, found.total.waiting) == (1, 1)


def test_late_and_in_time_are_told_apart_clock_by_clock():
    calls = [
        (1, call(sign=0.5, contact=5, arrive=20)),
        (1, call(sign=2, contact=23, arrive=80)),
        (2, call(sign=1)),
        (3, call()),
    ]
    total = responses(calls, NOW + 100 * HOUR).total
    assert total.signed_in_time == Rate(2, 4)  # at the very minute is in time
    assert total.contacted_in_time == Rate(2, 4)
    assert total.arrived_in_time == Rate(1, 4)
    assert (total.arrived, total.absent, total.waiting) == (2, 0, 2)


def test_invited_excused_and_released_owe_nothing():
    excused = call_of(with_data(call(ended_at=1).case_record, excuse="出警"))
    calls = [(1, call(invited=True, arrive=5)), (1, excused), (1, call(ended_at=10)), (1, call(ended_at=80))]
    found = responses(calls, NOW + 100 * HOUR)
    assert (found.invited, found.invited_and_came) == (1, 1)
    assert (found.total.called, found.total.absent) == (1, 1)
    assert found.total.arrived_in_time == Rate(0, 1)


@given(st.lists(st.tuples(st.integers(2, 5), st.none() | st.floats(0, 90), st.none() | st.floats(0, 90)), max_size=30))
def test_the_bodies_add_up_to_the_total(answers):
    calls = []
    for position, (body, sign, arrive) in enumerate(answers):
        moments = {name: hours for name, hours in (("sign", sign), ("arrive", arrive)) if hours is not None}
        calls.append((position, call(body, **moments)))
    found = responses(calls, NOW + 90 * HOUR)
    for name in ("called", "arrived", "absent", "waiting"):
        assert getattr(found.total, name) == sum(getattr(item, name) for item in found.bodies)
    for name in ("signed_in_time", "contacted_in_time", "arrived_in_time"):
        rates = [getattr(item, name) for item in found.bodies]
        assert getattr(found.total, name) == Rate(sum(r.numerator for r in rates), sum(r.denominator for r in rates))
