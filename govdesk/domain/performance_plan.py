"""The plan of performance as people write it: a line for each duty, money or something else to be done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from govdesk.domain.agreement import AgreementDraft, read_date
from govdesk.domain.amounts import read_amount
from govdesk.domain.errors import BadInput

_ARROW = re.compile(
    r"^(?P<payer>[^→>\s]+?)\s*(?:→|->|>|付给|支付给|给付)\s*(?P<payee>\S+)\s+(?P<rest>.+)$",
)
_DATE = re.compile(r"\d{4}\s*(?:年|[-./])\s*\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*[日号]?")


@dataclass(frozen=True, slots=True)
class Duty:
    """Who owes what to whom until when. `amount` is zero for a duty that is not money."""

    payer: str
    payee: str
    amount: Decimal
    due_on: date | None
    what: str = ""


def read_duty(line: object) -> Duty:
    """`付款人|收款人|金额|到期日|事项`, `甲→乙 3000元 2026-12-01`, or a mapping with those keys. Raises BadInput."""
    if isinstance(line, Mapping):
        texts = {name: str(line.get(name) or "").strip() for name in ("payer", "payee", "amount", "due_on", "what")}
        return _duty(str(line.get("what") or line), **texts)
    text = str(line).strip()
    parts = [part.strip() for part in re.split(r"[|｜]", text)]
    if len(parts) > 1:
        parts += [""] * (5 - len(parts))
        payer, payee, amount, due_on, what = parts[:5]
        return _duty(text, payer, payee, amount, due_on, what)
    match = _ARROW.match(text)
    if match is None:
        raise BadInput("duty_unreadable", {"line": text[:60]})
    rest = match["rest"]
    day = _DATE.search(rest)
    money = (rest[: day.start()] if day else rest).strip()
    what = rest[day.end() :].strip() if day else ""
    return _duty(text, match["payer"], match["payee"], money, day.group() if day else "", what)


def duties_of_draft(draft: AgreementDraft) -> tuple[Duty, ...]:
    """The instalments of an agreement as duties; those that cannot be read yet are left out."""
    found = []
    for item in draft.performance.instalments:
        try:
            amount = read_amount(item.amount)
        except ValueError:
            continue
        if item.payer and amount > 0:
            found.append(Duty(item.payer, item.payee, amount, read_date(item.due_on)))
    return tuple(found)


def _duty(line: str, payer: str, payee: str, amount: str, due_on: str, what: str) -> Duty:
    money = Decimal(0)
    if amount:
        try:
            money = read_amount(amount)
        except ValueError:
            raise BadInput("duty_amount_wrong", {"line": line[:60], "amount": amount}) from None
        if money * 100 != (money * 100).to_integral_value():
            raise BadInput("duty_amount_wrong", {"line": line[:60], "amount": amount})
    day = read_date(due_on) if due_on else None
    if due_on and day is None:
        raise BadInput("duty_day_wrong", {"line": line[:60], "day": due_on})
    if not payer or (money <= 0 and not what):
        raise BadInput("duty_unreadable", {"line": line[:60]})
    return Duty(payer, payee, money, day, what)
