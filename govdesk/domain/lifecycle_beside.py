"""Whistles, county calls and task forces: what stands beside a case, each subject in a file of its own."""

from govdesk.domain.lifecycle import Effect
from govdesk.domain.lifecycle_county_call import COUNTY_CALL_EFFECTS
from govdesk.domain.lifecycle_task_force import TASK_FORCE_EFFECTS
from govdesk.domain.lifecycle_whistle import WHISTLE_EFFECTS

BESIDE_EFFECTS: dict[str, Effect] = {**WHISTLE_EFFECTS, **COUNTY_CALL_EFFECTS, **TASK_FORCE_EFFECTS}
