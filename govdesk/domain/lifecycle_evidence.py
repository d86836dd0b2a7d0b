"""The list of evidence (F7): what was brought by whom, original or copy, how many pages, who compared it."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.mediation_work import (
    EVIDENCE,
    changed_record,
    evidence_of,
    next_of,
    with_record,
    with_values,
)
from govdesk.domain.record_values import stored


def record_evidence(file: CaseFile, around: Circumstances) -> CaseFile:
    """One piece. `pages` is counted from the attachment when there is one and nobody said how many."""
    pages = around.number("pages")
    if pages is not None and pages < 1:
        raise RuleViolation("evidence_pages_wrong", {"pages": pages})
    given_on = around.day("given_on") or around.now.date()
    if given_on > around.now.date():
        raise RuleViolation("day_in_the_future", {"day": given_on})
    data: dict[str, object] = {
        "mediation": len(file.mediations),
        "number": next_of(file, EVIDENCE),
        "name": around.text("name"),
        "source": around.text("source"),
        "kind": around.text("kind"),
        "pages": pages,
        "given_on": stored(given_on),
        "checked_by": around.text("checked_by"),
        "sha256": around.text("sha256"),
        "note": around.text("note") or around.note,
    }
    return with_record(file, SideRecord(EVIDENCE, around.now, data=data))


def return_evidence(file: CaseFile, around: Circumstances) -> CaseFile:
    """Given back to who brought it, or struck from the list; the line stays with its reason."""
    wanted = around.number("number")
    found = next((item for item in evidence_of(file) if item.is_kept and item.number == wanted), None)
    if found is None:
        raise RuleViolation("no_such_evidence", {"number": wanted or ""})
    returned = with_values(found.record, returned_why=around.text("reason"))
    return changed_record(file, found.record, replace(returned, state="returned", ended_at=around.now))


EVIDENCE_EFFECTS: dict[str, Effect] = {"record_evidence": record_evidence, "return_evidence": return_evidence}
