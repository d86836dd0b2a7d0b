"""A case that was finished before it came here: it arrives closed, with its own dates."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.vocabulary import Status


def record_closed(file: CaseFile, finished_at: datetime, result: str) -> CaseFile:
    """Registered and closed at its own moment. The centre's clock never ran for it, so it was neither late nor in time.

    It has no tier: nobody here settled it.
    """
    values = closing_values(finished_at, result)
    return replace(file, case=evolve(file.case, status=Status.CLOSED, centre_term="", due_at=None, **values))


def closing_values(finished_at: datetime, result: str) -> dict[str, Any]:
    """What differs from one such case to the next."""
    closing = {
        "at": finished_at.isoformat(timespec="seconds"),
        "tier": "",
        "on_time": None,
        "due_at": "",
        "result": result,
    }
    return {"closed_at": finished_at, "first_measure_at": finished_at, "result": result, "closings": (closing,)}


def closing_blanks() -> dict[str, Any]:
    """The same values of a case that is not closed."""
    return {"closed_at": None, "first_measure_at": None, "result": "", "closings": ()}
