"""What an import counts in memory is what the rules count over a list."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govdesk.domain.routing_conditions import Earlier, Facts, Recurrence, recurrences
from govdesk.services.import_recurrence import _Before

NOW = datetime(2026, 11, 18, 9, 0)
AGES = st.lists(st.integers(-200, 2400).map(lambda hours: timedelta(hours=hours)), max_size=12)


@given(AGES, st.integers(1, 60), st.integers(0, 60))
def test_counting_by_bisection_is_counting_one_by_one(ages, days, further):
    longest = timedelta(days=days + further)
    moments = sorted(NOW - age for age in ages)
    counted = _Before(moments, NOW, longest)
    listed = tuple(Earlier(age.days, "g", "noise") for age in ages if timedelta(0) <= age <= longest)
    wanted = Recurrence("place_and_kind", days, 1)
    facts = Facts("other", "matter", "noise", grid_path=("g",), earlier=listed)
    assert counted.count(wanted, "g", "noise") == recurrences(facts, wanted)
