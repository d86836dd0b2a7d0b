"""Beside the clocks: times the law does not count (鉴定, 听证), and that the citizen was told of an extension."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from govdesk.domain.case import CaseFile, Request, SideRecord
from govdesk.domain.clocks import EXCLUSION
from govdesk.domain.lifecycle import Circumstances, Effect

CITIZEN_NOTICE = "citizen_notice"


def exclude(file: CaseFile, around: Circumstances) -> CaseFile:
    """A stretch of days that the statutory limit does not count; without a last day it is still running."""
    since, until = day_of(around, "since"), day_of(around, "until")
    assert since is not None, "the row requires it"
    record = SideRecord(
        kind=EXCLUSION,
        opened_at=datetime.combine(since, time()),
        body_id=None,
        state="ended" if until else "open",
        ended_at=day_after(until) if until else None,
        data={"kind": around.text("kind"), "basis": around.text("basis"), "by": around.actor.name},
    )
    return replace(file, side_records=(*file.side_records, record))


def end_exclusion(file: CaseFile, around: Circumstances) -> CaseFile:
    until = day_of(around, "until")
    assert until is not None, "the row requires it"
    ended = tuple(
        replace(item, state="ended", ended_at=day_after(until))
        if item.kind == EXCLUSION and item.state == "open"
        else item
        for item in file.side_records
    )
    return replace(file, side_records=ended)


def tell_citizen(file: CaseFile, around: Circumstances) -> CaseFile:
    """信访工作条例 §34: an extension is told with its reasons; every granted request is told of once."""
    request = untold(file)
    assert request is not None, "a guard has seen to it"
    record = SideRecord(
        kind=CITIZEN_NOTICE,
        opened_at=around.now,
        state="ended",
        ended_at=around.now,
        data={
            "request": request.kind,
            "decided_at": decided_moment(request),
            "who": around.text("contacted"),
            "how": around.text("told_how"),
            "told_on": str(day_of(around, "told_on") or around.now.date()),
            "by": around.transcription.said_by if around.transcription else around.actor.name,
        },
    )
    return replace(file, side_records=(*file.side_records, record))


def untold(file: CaseFile) -> Request | None:
    """The newest granted extension or suspension of which the citizen was not told yet."""
    told = {str(item.data.get("decided_at")) for item in file.side_records if item.kind == CITIZEN_NOTICE}
    granted = [item for item in file.requests if item.state == "granted" and decided_moment(item) not in told]
    return granted[-1] if granted else None


def decided_moment(request: Request) -> str:
    """What ties a notice to the decision it tells of."""
    return request.decided_at.isoformat(timespec="seconds") if request.decided_at else ""


def day_of(around: Circumstances, name: str) -> date | None:
    value = around.values.get(name)
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def day_after(last: date) -> datetime:
    """The first moment that counts again."""
    return datetime.combine(last + timedelta(days=1), time())


EXCLUSION_EFFECTS: dict[str, Effect] = {
    "exclude": exclude,
    "end_exclusion": end_exclusion,
    "tell_citizen": tell_citizen,
}
