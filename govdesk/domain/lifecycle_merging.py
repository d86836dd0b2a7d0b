"""并案 and 拆并, and the tie between a case and an earlier one: linked as a repeat, or found to be none."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.lifecycle_withdrawing import withdraw_offers_and_requests
from govdesk.domain.undoing import taken_back
from govdesk.domain.vocabulary import Status

POSSIBLE_REPEAT = "possible_repeat"
"""The program thinks that this imported case is an earlier one again; nobody has looked yet."""

RELAPSE = "relapse"
"""The same matter has come back after it was closed."""

ENDED_WELL = frozenset({Status.CLOSED.value, Status.STRUCK_OFF.value, Status.ARCHIVED.value})


def merge(file: CaseFile, around: Circumstances) -> CaseFile:
    """Under the master: offers and requests are withdrawn, whistles and calls stay (DESIGN §2).

    `values["master_id"]` is the id behind the master's number; the service looks it up. Who merges says that both
    are the same matter, so the case counts as a repeat from then on.
    """
    master = around.values.get("master_id")
    if not isinstance(master, int):
        raise RuleViolation("master_is_itself", {})
    quiet = withdraw_offers_and_requests(file, around)
    case = evolve(
        quiet.case,
        status=Status.MERGED,
        previous_status=file.case.status,
        merged_into_id=master,
        repeat_of_id=file.case.repeat_of_id or master,
        flags=_without(file, POSSIBLE_REPEAT),
    )
    return replace(quiet, case=case)


def unmerge(file: CaseFile, around: Circumstances) -> CaseFile:
    """Everything that merging changed as it was: `values["before_merging"]` is what the log kept of it."""
    before = around.values.get("before_merging")
    if isinstance(before, Mapping):
        return taken_back(file, before)
    status = file.case.previous_status
    if status is None:
        raise RuleViolation("nothing_to_restore", {})
    own = file.case.repeat_of_id if file.case.repeat_of_id != file.case.merged_into_id else None
    return _with(file, status=status, previous_status=None, merged_into_id=None, repeat_of_id=own)


def link_earlier(file: CaseFile, around: Circumstances) -> CaseFile:
    """It is the earlier matter again; when that one had been closed, it has come back (复发)."""
    flags = _without(file, POSSIBLE_REPEAT, RELAPSE)
    if around.text("earlier_status") in ENDED_WELL:
        flags = (*flags, RELAPSE)
    return _with(file, repeat_of_id=around.values.get("earlier_id"), flags=flags)


def unlink_earlier(file: CaseFile, _around: Circumstances) -> CaseFile:
    """Somebody has looked: it is not a repeat."""
    return _with(file, repeat_of_id=None, flags=_without(file, POSSIBLE_REPEAT, RELAPSE))


def _without(file: CaseFile, *flags: str) -> tuple[str, ...]:
    return tuple(flag for flag in file.case.flags if flag not in flags)


def _with(file: CaseFile, **changes: Any) -> CaseFile:
    return replace(file, case=evolve(file.case, **changes))


MERGING_EFFECTS: dict[str, Effect] = {
    "merge": merge,
    "unmerge": unmerge,
    "link_earlier": link_earlier,
    "unlink_earlier": unlink_earlier,
}
