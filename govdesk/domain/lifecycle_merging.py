"""Merging a case under a master, and taking it apart again."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import Status


def merge(file: CaseFile, around: Circumstances) -> CaseFile:
    """`values["master_id"]` is the id behind the master's number; the service looks it up."""
    master = around.values.get("master_id")
    if not isinstance(master, int):
        raise RuleViolation("master_is_itself", {})
    case = evolve(file.case, status=Status.MERGED, previous_status=file.case.status, merged_into_id=master)
    return replace(file, case=case)


def unmerge(file: CaseFile, around: Circumstances) -> CaseFile:
    before = file.case.previous_status
    if before is None:
        raise RuleViolation("nothing_to_restore", {})
    return replace(file, case=evolve(file.case, status=before, previous_status=None, merged_into_id=None))


MERGING_EFFECTS: dict[str, Effect] = {"merge": merge, "unmerge": unmerge}
