"""履行: when the agreement took effect, who owes what, what was performed, and 督促 (人民调解法 §29–§31)."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

from govdesk.domain.amounts import plain_amount, read_amount
from govdesk.domain.case import CaseFile, Mediation, SideRecord
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.mediation_work import (
    INSTALMENT,
    URGING,
    ZERO,
    InstalmentView,
    Urging,
    agreed_mediation,
    changed_record,
    instalments_of,
    next_of,
    place_of,
    urgings_of,
    with_record,
    with_values,
)
from govdesk.domain.performance_plan import Duty, read_duty
from govdesk.domain.record_values import stored

END_OF_DAY = time(23, 59, 59)


def sign_agreement(file: CaseFile, around: Circumstances) -> CaseFile:
    """The written agreement takes effect on the last of three days: the parties', the mediator's, the seal's (§29)."""
    agreed = _agreed(file)
    if agreed.form == "oral":
        raise RuleViolation("oral_is_in_effect", {"day": agreed.effective_on or ""})
    days: dict[str, date] = {}
    for name in ("parties_on", "mediator_on", "sealed_on"):
        day = around.day(name)
        if day is None:
            continue
        if day > around.now.date():
            raise RuleViolation("day_in_the_future", {"day": day})
        if day < agreed.opened_at.date():
            raise RuleViolation("signed_before_mediation", {"day": day, "opened": agreed.opened_at.date()})
        days[name] = day
    known = {**{name: date.fromisoformat(text) for name, text in agreed.signed.items()}, **days}
    complete = len(known) == 3
    signed = replace(
        agreed,
        signed={name: day.isoformat() for name, day in known.items()},
        effective_on=max(known.values()) if complete else None,
    )
    return replace(file, mediations=tuple(signed if item is agreed else item for item in file.mediations))


def plan_performance(file: CaseFile, around: Circumstances) -> CaseFile:
    """履行计划. A new plan takes the place of the old one while nothing was performed on it."""
    return planned(file, around)


def planned(file: CaseFile, around: Circumstances) -> CaseFile:
    """The file with the duties that the values name, instead of those before."""
    agreed = _agreed(file)
    duties = [read_duty(line) for line in _lines(around)]
    _refuse_wrong_sum(duties, around)
    for duty in duties:
        _refuse_strangers(file, duty)
    before = instalments_of(file)
    if any(item.payments or item.is_done for item in before):
        raise RuleViolation("plan_already_begun", {})
    cleared = file
    for item in before:
        cleared = changed_record(cleared, item.record, replace(item.record, state="replaced", ended_at=around.now))
    first = next_of(file, INSTALMENT)
    place = place_of(file, agreed)
    records = tuple(_record(duty, first + offset, place, agreed, around) for offset, duty in enumerate(duties))
    return replace(cleared, side_records=(*cleared.side_records, *records))


def record_performance(file: CaseFile, around: Circumstances) -> CaseFile:
    """登记履行: the whole rest unless an amount is said; the receipt goes to the dossier (item 9)."""
    item = _named(file, around)
    on = around.day("on") or around.now.date()
    if on > around.now.date():
        raise RuleViolation("day_in_the_future", {"day": on})
    paid = _amount(around)
    if item.amount == ZERO:
        done = replace(with_values(item.record, done_on=on, receipt=around.text("receipt")), state="done")
        return _ended_urgings(changed_record(file, item.record, replace(done, ended_at=around.now)), item, around)
    amount = item.unpaid if paid is None else paid
    if not ZERO < amount <= item.unpaid:
        facts = {"amount": plain_amount(amount), "unpaid": plain_amount(item.unpaid), "number": item.number}
        raise RuleViolation("paid_too_much" if amount > ZERO else "paid_nothing", facts)
    row = {
        "on": on.isoformat(),
        "amount": plain_amount(amount),
        "receipt": around.text("receipt"),
        "sha256": around.text("sha256"),
        "by": around.actor.name,
    }
    rows = [*_payments(item), row]
    written = with_values(item.record, payments=rows)
    if amount == item.unpaid:
        written = replace(with_values(written, done_on=on), state="done", ended_at=around.now)
        return _ended_urgings(changed_record(file, item.record, written), item, around)
    return changed_record(file, item.record, written)


def mark_unpaid(file: CaseFile, around: Circumstances) -> CaseFile:
    """登记未履行: past its date one 督促 task for the named person, and never a second one while that is open."""
    item = _named(file, around)
    if not item.is_overdue(around.now.date()):
        raise RuleViolation("not_due_yet", {"number": item.number, "day": item.due_on or ""})
    if any(urging.instalment == item.number and urging.record.state == "open" for urging in urgings_of(file)):
        raise RuleViolation("urged_already", {"number": item.number, "name": item.payer})
    agreed = _agreed(file)
    data: dict[str, object] = {
        "mediation": item.mediation,
        "number": next_of(file, URGING),
        "instalment": item.number,
        "person": item.payer,
        "reason": around.text("reason"),
        "until": stored(around.day("until") or around.keeper.named_due(around.now, "follow_up_performance")[1].date()),
    }
    due = datetime.combine(date.fromisoformat(str(data["until"])), END_OF_DAY)
    return with_record(file, SideRecord(URGING, around.now, body_id=agreed.committee_id, due_at=due, data=data))


def urge_performance(file: CaseFile, around: Circumstances) -> CaseFile:
    """督促履行 was done: how, and what the person said."""
    urging = _urging(file, around)
    done = with_values(
        urging.record,
        way=around.text("way"),
        words=around.text("words"),
        urged_on=around.day("on") or around.now.date(),
    )
    return changed_record(file, urging.record, replace(done, state="done", ended_at=around.now))


def _agreed(file: CaseFile) -> Mediation:
    agreed = agreed_mediation(file)
    if agreed is None:
        raise RuleViolation("no_agreement_reached", {"number": file.case.number})
    return agreed


def _lines(around: Circumstances) -> list[object]:
    value = around.values.get("instalments") or ()
    return [value] if isinstance(value, str) else list(value)


def _record(duty: Duty, number: int, place: int, agreed: Mediation, around: Circumstances) -> SideRecord:
    due = datetime.combine(duty.due_on, END_OF_DAY) if duty.due_on else None
    data: dict[str, object] = {
        "mediation": place,
        "number": number,
        "payer": duty.payer,
        "payee": duty.payee,
        "amount": plain_amount(duty.amount) if duty.amount else "",
        "what": duty.what,
        "due_on": stored(duty.due_on) if duty.due_on else "",
        "payments": [],
    }
    return SideRecord(INSTALMENT, around.now, body_id=agreed.committee_id, due_at=due, data=data)


def _refuse_wrong_sum(duties: list[Duty], around: Circumstances) -> None:
    if not duties:
        raise RuleViolation("plan_empty", {})
    said = around.text("total")
    if not said:
        return
    try:
        total = read_amount(said)
    except ValueError:
        raise BadInput("duty_amount_wrong", {"line": said, "amount": said}) from None
    found = sum((duty.amount for duty in duties), ZERO)
    if found != total:
        raise RuleViolation("plan_sum_differs", {"sum": plain_amount(found), "total": plain_amount(total)})


def _refuse_strangers(file: CaseFile, duty: Duty) -> None:
    known = {party.name for party in file.parties} | {party.representative for party in file.parties}
    for name in (duty.payer, duty.payee):
        if name and name not in known:
            parties = "、".join(party.name for party in file.parties)
            raise RuleViolation("not_a_party", {"names": name, "known": parties})


def _named(file: CaseFile, around: Circumstances) -> InstalmentView:
    """The duty of that number, or the only open one."""
    wanted = around.number("number")
    open_ones = [item for item in instalments_of(file) if item.record.state == "open"]
    found = [item for item in open_ones if wanted in (None, item.number)]
    if not found:
        if wanted is None:
            raise RuleViolation("no_instalment_open", {})
        raise RuleViolation("no_such_instalment", {"number": wanted})
    if len(found) > 1:
        raise RuleViolation("say_which_instalment", {"numbers": "、".join(str(item.number) for item in found)})
    return found[0]


def _urging(file: CaseFile, around: Circumstances) -> Urging:
    wanted = around.number("number")
    found = [item for item in urgings_of(file) if item.record.state == "open"]
    found = [item for item in found if wanted in (None, item.instalment)]
    if not found:
        raise RuleViolation("no_urging_open", {})
    return found[0]


def _ended_urgings(file: CaseFile, item: InstalmentView, around: Circumstances) -> CaseFile:
    """Performed after all: there is nothing to urge any more."""
    for urging in urgings_of(file):
        if urging.instalment == item.number and urging.record.state == "open":
            ended = replace(with_values(urging.record, words="已履行"), state="done", ended_at=around.now)
            file = changed_record(file, urging.record, ended)
    return file


def _payments(item: InstalmentView) -> list[dict[str, str]]:
    rows = item.record.data.get("payments")
    return [dict(row) for row in rows] if isinstance(rows, (list, tuple)) else []


def _amount(around: Circumstances) -> Decimal | None:
    said = around.text("amount")
    if not said:
        return None
    try:
        return read_amount(said)
    except ValueError:
        raise BadInput("duty_amount_wrong", {"line": said, "amount": said}) from None


PERFORMANCE_EFFECTS: dict[str, Effect] = {
    "sign_agreement": sign_agreement,
    "plan_performance": plan_performance,
    "record_performance": record_performance,
    "mark_unpaid": mark_unpaid,
    "urge_performance": urge_performance,
}
