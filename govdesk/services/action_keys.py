"""The keys of an action as people write them: its own names, their Chinese labels, and near names of the same thing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.lifecycle_county_call import COUNTY_CALL
from govdesk.domain.transitions import Transition
from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.labels import tier_label
from govdesk.services.written_values import day, listed, number

EVERYBODY = frozenset({"all", "both", "true", "yes", "1", "全部", "全体", "双方", "各方", "是", "都同意", "均同意"})
"""How scripts and people say that every party of the case is meant."""

_SAME_THING: Mapping[str, tuple[str, ...]] = {
    "receiver": ("handler", "body", "office", "department", "to", "offices"),
    "offices": ("receiver", "receivers", "bodies", "assists", "departments", "office"),
    "master": ("receiver", "into", "main", "primary", "master_number", "number", "case"),
    "earlier": ("receiver", "master", "into", "case"),
    "task_force": ("number", "into"),
    "until": ("limit", "due_on", "until_on"),
    "limit": ("until", "due_on", "limit_on"),
    "reason": ("purpose", "why"),
    "plan": ("measures",),
    "members": ("offices", "mediators", "parties"),
    "measures": ("result",),
    "names": ("parties", "consents"),
    "instalments": ("performance",),
    "form": ("kind",),
    "result": ("report", "measures"),
    "answer": ("outcome",),
    "score": ("result", "outcome"),
    "verdict": ("result", "outcome"),
    "decision": ("ruling", "outcome"),
    "risk": ("kind",),
    "called": ("contacted", "receiver"),
    "reported_to": ("contacted", "receiver"),
    "reported_how": ("how",),
    "arrived_by": ("contacted",),
    "no_report_reason": ("reason",),
    "materials": ("evidence",),
    "evidence": ("materials",),
    "transfer_to": ("transferred_to", "forward_to"),
    "words": ("reason", "result"),
    "text": ("result",),
}
"""A value's own name → other names that mean it where the action has no value of that other name.

Not in it: `consents`. Whoever is named as a party has not consented yet (人民调解法 §17).
"""

_USUAL: Mapping[tuple[str, str], str] = {
    ("whistle", "kind"): "routine",
    ("end_mediation", "form"): "paper",
    ("report_risk", "reported_how"): "phone",
    ("tell_citizen", "told_how"): "phone",
    ("urge_performance", "way"): "phone",
    ("record_evidence", "kind"): "copy",
}
_PARTIES = ("consents", "names")


def own_keys(row: Transition, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values under the names that the action itself gives them; what it does not know keeps its name."""
    known = {item.name for item in row.fields}
    by_label = {item.label.partition("（")[0]: item.name for item in row.fields}
    found = {by_label.get(name, name) if name not in known else name: value for name, value in given.items()}
    for name, others in _SAME_THING.items():
        if name not in known or found.get(name):
            continue
        other = next((item for item in others if item not in known and found.get(item)), None)
        if other is not None:
            found[name] = found[other] if other == "parties" else found.pop(other)
    return found


def usual_values(action: str, refused: RuleViolation) -> dict[str, str]:
    """What a script need not say because it is nearly always so; nothing where more than that is missing."""
    missing = refused.facts.get("missing", ()) if refused.code == "value_missing" else ()
    if refused.code == "agreement_form_missing":
        missing = ("form",)
    usual = {name: _USUAL.get((action, name), "") for name in missing}
    return usual if all(usual.values()) else {}


def with_tier(given: dict[str, Any]) -> dict[str, Any]:
    """A tier by its code where its label or a part of it was written. Raises BadInput naming the tiers."""
    said = str(given.get("tier") or "").strip()
    labels = {tier.value: tier_label(tier) for tier in Tier}
    if not said or said in labels:
        return given
    meant = [code for code, label in labels.items() if said == label] or [
        code for code, label in labels.items() if said.removesuffix(_("级")) in label
    ]
    if len(meant) != 1:
        known = "、".join(f"{label}（{code}）" for code, label in labels.items())
        raise BadInput("value_not_in_list", {"field": _("层级"), "value": said, "known": known})
    return {**given, "tier": meant[0]}


def with_days_and_dates(desk: Desk, row: Transition, file: CaseFile, given: dict[str, Any]) -> dict[str, Any]:
    """Days where a date is asked for, counted from today, and a date where days are: those beyond the due day."""
    known = {item.name: item for item in row.fields}
    now, calendar = desk.clock.now(), desk.rules.calendar
    found = dict(given)
    if "until" in known and "days" not in known and found.get("days") and not found.get("until"):
        days = number(found.pop("days"), _("天数"))
        found["until"] = day(_("{days}日").format(days=days), known["until"].label, now, calendar)
    if "days" in known and "until" not in known and found.get("until") and not found.get("days"):
        wanted = day(found.pop("until"), known["days"].label, now, calendar)
        found["days"] = max((wanted - _due_on(file, now.date())).days, 0)
    return found


def with_everybody(row: Transition, file: CaseFile, given: dict[str, Any]) -> dict[str, Any]:
    """Every party of the case where `consents` says yes or all; on a case without parties who consents is a party."""
    found = dict(given)
    for name in _PARTIES:
        said = listed(found.get(name) or ())
        if len(said) == 1 and str(said[0]).lower() in EVERYBODY:
            said = tuple(party.name for party in file.parties) or listed(found.get("parties") or ())
            found[name] = said
        if said and not file.parties and any(item.name == name for item in row.fields):
            found.setdefault("parties", said)
    return found


def with_bodies(desk: Desk, row: Transition, file: CaseFile, values: dict[str, Any]) -> dict[str, Any]:
    """Bodies by their codes where a unique part of the name was written (执法中队, 市监所, 调委会 of the place)."""
    found = dict(values)
    kinds = {item.name: item.kind for item in row.fields}
    for name, value in values.items():
        if not value or kinds.get(name) not in ("body", "bodies"):
            continue
        if isinstance(value, tuple):
            found[name] = tuple(_body_code(desk, file, part) for item in value for part in _apart(desk, item))
        else:
            found[name] = _body_code(desk, file, value)
    return _passed_on(desk, row, file, found)


def _apart(desk: Desk, said: Any) -> Sequence[Any]:
    """Several names with a blank between them; a name that has one itself stays whole."""
    if not isinstance(said, str) or desk.bodies.find(said.strip()) is not None:
        return (said,)
    return said.split() or (said,)


def _body_code(desk: Desk, file: CaseFile, said: Any) -> Any:
    if not isinstance(said, str) or desk.bodies.find(said.strip()) is not None:
        return said
    meant = desk.bodies.meant(said.strip(), file.case.grid_path)
    return meant.code if meant is not None else said


def _passed_on(desk: Desk, row: Transition, file: CaseFile, values: dict[str, Any]) -> dict[str, Any]:
    """A call that is passed on names where to by its receiver, when that is not the department that was called."""
    if row.action != "answer_call" or values.get("outcome") != "transferred" or values.get("transfer_to"):
        return values
    named = desk.bodies.find(str(values.get("receiver") or ""))
    called = {item.body_id for item in file.side_records if item.kind == COUNTY_CALL and item.state == "open"}
    if named is None or named.id in called:
        return values
    return {**values, "transfer_to": named.code, "receiver": None}


def _due_on(file: CaseFile, today: date) -> date:
    due = file.case.due_at
    return due.date() if due is not None else today
