"""What an action does about danger: a call made and noted, a risk named by hand, a report to whom the law says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from govdesk.domain.case import CaseFile, SideRecord, evolve
from govdesk.domain.duty_reports import DUTY_REPORT, RISK_FLAG, reports_missing, risks_of
from govdesk.domain.errors import RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect, Guard

URGENT_CALL = "urgent_call"


def open_call(file: CaseFile) -> SideRecord | None:
    """The telephone call that the words of the case ask for and that nobody has noted yet."""
    return next((item for item in file.side_records if item.kind == URGENT_CALL and item.state == "open"), None)


def call_asked(file: CaseFile, now: datetime, risks: tuple[str, ...], words: tuple[str, ...]) -> CaseFile:
    """A case that came in without a person looking at the call card."""
    record = SideRecord(URGENT_CALL, now, data={"risks": list(risks), "words": list(words)})
    return replace(file, side_records=(*file.side_records, record))


def acknowledge_call(file: CaseFile, around: Circumstances) -> CaseFile:
    """Who called whom and when, or why no call was needed; the open record ends, or a new one is written down."""
    asked = open_call(file)
    said = {
        "called": around.text("called"),
        "called_at": _moment(around, "called_at").isoformat(timespec="minutes"),
        "by": around.actor.name,
        "note": around.text("reason"),
    }
    answer = {name: words for name, words in said.items() if words}
    if asked is None:
        record = SideRecord(URGENT_CALL, around.now, data={**_found(around), **answer})
        return replace(file, side_records=(*file.side_records, _ended(record, around.now)))
    ended = replace(_ended(asked, around.now), data={**asked.data, **answer})
    return replace(file, side_records=tuple(ended if item is asked else item for item in file.side_records))


def set_risk(file: CaseFile, around: Circumstances) -> CaseFile:
    flag = RISK_FLAG + around.text("risk")
    return replace(file, case=evolve(file.case, flags=tuple(dict.fromkeys((*file.case.flags, flag)))))


def clear_risk(file: CaseFile, around: Circumstances) -> CaseFile:
    flag = RISK_FLAG + around.text("risk")
    return replace(file, case=evolve(file.case, flags=tuple(item for item in file.case.flags if item != flag)))


def report_risk(file: CaseFile, around: Circumstances) -> CaseFile:
    """One report covers the risk it names, or every risk of the case that was not reported yet."""
    named = around.text("risk")
    risks = (named,) if named else reports_missing(file, around.reportable) or risks_of(file)
    told = around.transcription
    record = SideRecord(
        DUTY_REPORT,
        _moment(around, "reported_at"),
        state="ended",
        ended_at=around.now,
        data={
            "risks": list(risks),
            "to": around.text("reported_to"),
            "how": around.text("reported_how"),
            "by": around.text("reported_by") or (told.said_by if told else around.actor.name),
            "content": around.text("reason"),
        },
    )
    return replace(file, side_records=(*file.side_records, record))


def with_reason_for_silence(effect: Effect) -> Effect:
    """Ending a case without the report leaves the reason beside it; `risk_is_reported` has seen that there is one."""

    def ending(file: CaseFile, around: Circumstances) -> CaseFile:
        missing = reports_missing(file, around.reportable)
        if missing:
            why = {"risks": list(missing), "no_report_reason": around.text("no_report_reason"), "by": around.actor.name}
            silent = SideRecord(DUTY_REPORT, around.now, state="ended", ended_at=around.now, data=dict(why))
            file = replace(file, side_records=(*file.side_records, silent))
        return effect(file, around)

    return ending


def risk_is_reported(file: CaseFile, around: Circumstances) -> None:
    """人民调解法 §25, 未成年人保护法 §11: a danger is reported, or the reason for silence is written down."""
    if around.text("no_report_reason"):
        return
    missing = reports_missing(file, around.reportable)
    if missing:
        raise RuleViolation("report_missing", {"risks": missing, "number": file.case.number})


def risk_is_known(file: CaseFile, _around: Circumstances) -> None:
    if not risks_of(file):
        raise RuleViolation("no_risk_known", {"number": file.case.number})


def risk_is_on_the_case(file: CaseFile, around: Circumstances) -> None:
    """Only a risk that stands there can be taken away."""
    if around.text("risk") and around.text("risk") not in risks_of(file):
        raise RuleViolation("risk_not_there", {"number": file.case.number})


def risk_is_new(file: CaseFile, around: Circumstances) -> None:
    if around.text("risk") in risks_of(file):
        raise RuleViolation("risk_there_already", {"number": file.case.number})


def report_moment_fits(_file: CaseFile, around: Circumstances) -> None:
    for name in ("reported_at", "called_at"):
        if _moment(around, name) > around.now:
            raise RuleViolation("reported_in_the_future", {"name": name})


def _found(around: Circumstances) -> dict[str, object]:
    return {name: list(around.texts(name)) for name in ("risks", "words") if around.values.get(name)}


def _ended(record: SideRecord, now: datetime) -> SideRecord:
    return replace(record, state="ended", ended_at=now)


def _moment(around: Circumstances, name: str) -> datetime:
    value = around.values.get(name)
    return value if isinstance(value, datetime) else around.now


RISK_EFFECTS: dict[str, Effect] = {
    "acknowledge_call": acknowledge_call,
    "set_risk": set_risk,
    "clear_risk": clear_risk,
    "report_risk": report_risk,
}
RISK_GUARDS: dict[str, Guard] = {
    function.__name__: function
    for function in (risk_is_reported, risk_is_known, risk_is_on_the_case, risk_is_new, report_moment_fits)
}
RISK_OBJECTS: dict[str, Callable[[CaseFile], bool]] = {
    "acknowledge_call": lambda file: open_call(file) is not None,
    "clear_risk": lambda file: bool(risks_of(file)),
    "report_risk": lambda file: bool(risks_of(file)),
}
