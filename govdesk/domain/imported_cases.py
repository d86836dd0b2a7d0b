"""A case that was finished before it came here: it arrives closed, with its own dates."""

from dataclasses import replace
from datetime import datetime

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.vocabulary import Status


def record_closed(file: CaseFile, finished_at: datetime, result: str) -> CaseFile:
    """Registered and closed at its own moment. The centre's clock never ran for it, so it was neither late nor in time.

    It has no tier: nobody here settled it.
    """
    closing: dict[str, object] = {
        "at": finished_at.isoformat(timespec="seconds"),
        "tier": "",
        "on_time": None,
        "due_at": "",
        "result": result,
    }
    case = evolve(
        file.case,
        status=Status.CLOSED,
        closed_at=finished_at,
        first_measure_at=finished_at,
        result=result,
        centre_term="",
        due_at=None,
        closings=(closing,),
    )
    return replace(file, case=case)
