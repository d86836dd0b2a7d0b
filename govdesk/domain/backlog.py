"""积案台账: problems left over from the past, each with leader, head, plan and limit; its age and result by month.

The register names problems, never persons: it has no field for a name, and text that carries an identity number or
a mobile phone is refused.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from govdesk.domain.dictionary_entries import Entry as DictionaryEntry
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.task_force import refuse_limit

SOURCE = "backlog.toml"
_PERSONAL = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class BacklogField:
    """One of the fields of 潮海街道. `confirmed` False: the article does not name it among the seven."""

    code: str
    label: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class BacklogItem:
    """One problem. `since_on` is when it arose, from which its age runs; `settled_on` ends it."""

    number: str
    field: str
    title: str
    since_on: date
    registered_on: date
    leader: str
    head: str
    plan: str
    limit_on: date
    settled_on: date | None = None
    result: str = ""
    task_force: str = ""
    case_ids: tuple[int, ...] = ()
    id: int | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.settled_on is None

    def overdue(self, today: date) -> bool:
        return (self.settled_on or today) > self.limit_on


@dataclass(frozen=True, slots=True)
class MonthResult:
    """What was done in a month (`2026-11`); the latest line of a month counts."""

    month: str
    text: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BacklogMonth:
    """The register as it stood at the end of a month (or today, for the month that runs)."""

    month: str
    opened: int
    settled: int
    standing: int
    overdue: int
    reported: int
    average_age_months: float | None


def parse_backlog(data: Mapping[str, Any]) -> dict[str, BacklogField]:
    """The fields by code, from the parsed file; raises BadInput naming entry and key."""
    root = DictionaryEntry(data, SOURCE, "")
    root.text("version")
    found: dict[str, BacklogField] = {}
    for raw in root.entries("field"):
        entry = DictionaryEntry(raw, SOURCE, f"field {raw.get('code', '?')}")
        item = BacklogField(entry.text("code"), entry.text("label"), entry.text("source"), entry.flag("confirmed"))
        entry.finish()
        if item.code in found:
            entry.refuse("code", item.code)
        found[item.code] = item
    root.finish()
    return found


def refuse_incomplete(
    item: BacklogItem, fields: Mapping[str, BacklogField], today: date, limit_is_new: bool = True
) -> None:
    """Every problem has a leader, a head, a plan and a limit, and names nobody by number; a limit that is set lies
    ahead. Raises RuleViolation, BadInput."""
    if item.field not in fields:
        known = "、".join(each.label for each in fields.values())
        raise BadInput("no_such_backlog_field", {"field": item.field, "known": known})
    for name in ("title", "leader", "head", "plan"):
        if not str(getattr(item, name)).strip():
            raise RuleViolation(f"backlog_without_{name}", {})
    if item.since_on > today:
        raise RuleViolation("backlog_from_the_future", {})
    if item.is_open and limit_is_new:
        refuse_limit(item.limit_on, today)
    refuse_personal_numbers(item.title, item.plan)


def refuse_personal_numbers(*texts: str) -> None:
    """No identity number and no mobile phone: the register is of problems, not of persons. Raises RuleViolation."""
    if any(_PERSONAL.search(text) for text in texts):
        raise RuleViolation("backlog_names_no_person", {})


def settled(item: BacklogItem, result: str, on: date) -> BacklogItem:
    """Raises RuleViolation without a result, or when it was settled before."""
    if not item.is_open:
        raise RuleViolation("backlog_settled_already", {"number": item.number})
    if not result.strip():
        raise RuleViolation("backlog_without_result", {"number": item.number})
    refuse_personal_numbers(result)
    return replace(item, settled_on=on, result=result.strip())


def refuse_wrong_month(item: BacklogItem, month: str, today: date) -> None:
    """A month is written 2026-11, not before the problem was registered and not ahead. Raises BadInput."""
    first = f"{item.registered_on:%Y-%m}"
    if not _MONTH.fullmatch(month) or not first <= month <= f"{today:%Y-%m}":
        raise BadInput("backlog_month_wrong", {"month": month, "first": first})


def age_months(item: BacklogItem, at: date) -> int:
    """Whole months from when the problem arose to `at`, or to its settlement if that came first."""
    until = min(at, item.settled_on) if item.settled_on else at
    months = (until.year - item.since_on.year) * 12 + until.month - item.since_on.month
    return max(months - (until.day < item.since_on.day), 0)


def months(
    items: Sequence[BacklogItem], results: Mapping[int, Sequence[MonthResult]], first: str, last: str, today: date
) -> list[BacklogMonth]:
    """The register month by month from `first` to `last` (`2026-11`), oldest first; `results` by item id."""
    return [_month(items, results, month, today) for month in _months_between(first, last)]


def _month(
    items: Sequence[BacklogItem], results: Mapping[int, Sequence[MonthResult]], month: str, today: date
) -> BacklogMonth:
    end = min(_end_of(month), today)
    known = [item for item in items if item.registered_on <= end]
    standing = [item for item in known if item.settled_on is None or item.settled_on > end]
    ages = [age_months(item, end) for item in standing]
    return BacklogMonth(
        month=month,
        opened=sum(f"{item.registered_on:%Y-%m}" == month for item in known),
        settled=sum(item.settled_on is not None and f"{item.settled_on:%Y-%m}" == month for item in known),
        standing=len(standing),
        overdue=sum(end > item.limit_on for item in standing),
        reported=sum(any(line.month == month for line in results.get(item.id or 0, ())) for item in known),
        average_age_months=sum(ages) / len(ages) if ages else None,
    )


def _months_between(first: str, last: str) -> list[str]:
    found = []
    year, month = int(first[:4]), int(first[5:])
    while f"{year:04}-{month:02}" <= last:
        found.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _end_of(month: str) -> date:
    year, number = int(month[:4]), int(month[5:])
    following = date(year + 1, 1, 1) if number == 12 else date(year, number + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
