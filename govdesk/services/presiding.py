"""Who presides, whose seal, which papers: the shipped binding, asked for a committee of this desk."""

from functools import cache

from govdesk.domain.body import Body
from govdesk.domain.presiding import Presiding, PresidingTable, parse_presiding, presiding_of
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped


def presiding(desk: Desk, committee: Body | None, paper: str) -> Presiding:
    """The binding under which a committee issues a paper. Raises RuleViolation `no_committee`, `presiding_…`."""
    grid = desk.grids.get(committee.grid_id or 0) if committee is not None else None
    return presiding_of(presiding_table(), committee, grid.level if grid else None, paper)


@cache
def presiding_table() -> PresidingTable:
    return parse_presiding(shipped("presiding"))
