"""The duty to report: which risks of a case must be reported to whom, and whether that was done or reasoned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.dictionary_entries import Entry
from govdesk.domain.routing_conditions import RISKS

SOURCE = "guards.toml"
DUTY_REPORT = "duty_report"
RISK_FLAG = "risk_"
"""A case's risks stand in its flags: `risk_child`. The codes are those of `routing_conditions.RISKS`."""


@dataclass(frozen=True, slots=True)
class Duty:
    """人民调解法 §25 and the special laws: who is told of this risk. `confirmed`: checked against the law's text."""

    risk: str
    to: tuple[str, ...]
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class GuardRules:
    """`group_visit_from`: so many people on the applicants' side are a group visit (the centre's own number)."""

    version: str
    group_visit_from: int
    duties: tuple[Duty, ...]

    @property
    def reportable(self) -> frozenset[str]:
        return frozenset(duty.risk for duty in self.duties)


def parse_guard_rules(data: Mapping[str, Any]) -> GuardRules:
    """Raises BadInput naming the entry."""
    root = Entry(data, SOURCE, "")
    size = root.number("group_visit_from")
    if size < 2:
        root.refuse("group_visit_from", size)
    duties = tuple(_duty(raw) for raw in root.entries("duty"))
    rules = GuardRules(root.text("version"), size, duties)
    root.finish()
    return rules


def risks_of(file: CaseFile) -> tuple[str, ...]:
    return tuple(flag[len(RISK_FLAG) :] for flag in file.case.flags if flag.startswith(RISK_FLAG))


def reports_missing(file: CaseFile, reportable: frozenset[str]) -> tuple[str, ...]:
    """The risks of the case that nobody has reported yet, nor given a reason for not reporting."""
    done = {str(risk) for item in file.side_records if item.kind == DUTY_REPORT for risk in _risks(item.data)}
    return tuple(risk for risk in risks_of(file) if risk in reportable and risk not in done)


def _risks(data: Mapping[str, object]) -> list[object]:
    listed = data.get("risks")
    return list(listed) if isinstance(listed, list | tuple) else []


def _duty(raw: Mapping[str, Any]) -> Duty:
    entry = Entry(raw, SOURCE, f"duty {raw.get('risk', '?')}")
    risk = entry.text("risk")
    if risk not in RISKS:
        entry.refuse("risk", risk)
    duty = Duty(risk, entry.texts("to"), entry.text("source"), entry.flag("confirmed", False))
    entry.finish()
    return duty
