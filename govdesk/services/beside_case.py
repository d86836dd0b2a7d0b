"""What stands beside one case, for its card: dangers, whistles with their roll, calls to the county, task force."""

from dataclasses import dataclass

from govdesk.domain.informants import withheld
from govdesk.domain.lifecycle_task_force import TASK_FORCE
from govdesk.domain.roles import Actor
from govdesk.services.access import case_for_change, hidden_from
from govdesk.services.county_calls import CallView, calls_of_case
from govdesk.services.dangers import Dangers, dangers_of
from govdesk.services.desk import Desk
from govdesk.services.informant_views import without_informants
from govdesk.services.task_force_views import TaskForceRow, task_forces
from govdesk.services.whistles import WhistleView, whistles_of


@dataclass(frozen=True, slots=True)
class BesideCase:
    """Newest first. `task_force` is the one that the case is in, else the last it was in; `inside` tells which."""

    case_id: int
    dangers: Dangers
    whistles: tuple[WhistleView, ...]
    calls: tuple[CallView, ...]
    task_force: TaskForceRow | None
    inside: bool

    def __bool__(self) -> bool:
        return bool(self.dangers or self.whistles or self.calls or self.task_force)


def beside_case(desk: Desk, actor: Actor, case_id: int) -> BesideCase:
    """Raises NotFound, AccessDenied."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
    memberships = [item for item in file.side_records if item.kind == TASK_FORCE]
    force = None
    if memberships:
        number = memberships[-1].data.get("task_force")
        force = next((row for row in task_forces(desk, actor) if row.number == number), None)
    return BesideCase(
        case_id=case_id,
        dangers=dangers_of(desk, withheld(file) if hidden_from(actor, file) else file),
        whistles=tuple(without_informants(desk, actor, whistles_of(desk, file))),
        calls=tuple(without_informants(desk, actor, calls_of_case(desk, file))),
        task_force=force,
        inside=bool(memberships) and memberships[-1].state == "open",
    )
