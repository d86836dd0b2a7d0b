"""调解员名册 as it is read: by committee, with what each mediator has to do and what became of the entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from govdesk.domain.mediators import composition_faults
from govdesk.domain.roles import SYSTEM, Actor
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.desk import Desk
from govdesk.services.grids import MEDIATOR_TITLE, seats
from govdesk.services.mediators import MediatorView, find_mediators, kind_label
from govdesk.services.watermarks import export_table
from govdesk.storage.queries.bookings import read_bookings
from govdesk.storage.queries.mediators import (
    MediatorChange,
    OpenTable,
    read_changes,
    read_counts,
    read_offices,
    read_open_tables,
    read_standing,
)

EVERYBODY = ""
MOST_LISTED = 500
EXPORTED_AT_MOST = 100_000
LOOKED_AHEAD = timedelta(days=60)
TERM_ENDS_WITHIN = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One entry with its load: mediations that are going on, and the next talk that is booked."""

    entry: MediatorView
    open_cases: tuple[int, ...]
    next_talk: datetime | None
    next_place: str
    term_ends_soon: bool

    @property
    def case_id(self) -> int:
        """The entry's own id: rows of a table are told apart by it."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class CommitteeSection:
    """A committee of the list at the left; `code` is the id as text, "" for everybody."""

    code: str
    label: str
    total: int
    hint: str = ""
    alarming: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """`total` that fit, at most MOST_LISTED of them in `rows`; `committees` with their people in office.

    `advice`: what the law asks of the one committee that is shown and its entries do not have, else empty.
    """

    total: int
    rows: tuple[RegisterRow, ...]
    committees: tuple[CommitteeSection, ...]
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What was done with an entry, in words."""

    at: datetime
    who: str
    words: str


def mediator_register(
    desk: Desk, actor: Actor, committee: str = EVERYBODY, text: str = "", in_office: bool = True
) -> Register:
    """`committee` is a code of CommitteeSection. A committee without a mediator is listed with 0."""
    committee_id = int(committee) if committee else None
    found = find_mediators(desk, actor, text, committee_id, in_office, MOST_LISTED)
    now = desk.clock.now()
    centre_id = desk.known_centre().id
    with desk.database.reading() as connection:
        counts = read_counts(connection, centre_id, now.date() if in_office else None)
        offices = read_offices(connection, centre_id, committee_id, now.date()) if committee_id else {}
        tables = read_open_tables(connection, centre_id)
        booked = [item.booking for item in read_bookings(connection, now, now + LOOKED_AHEAD)]
    talks = [(item.mediators, item.committee_id, item) for item in booked if item.starts_at >= now]
    registered = {(entry.name, entry.committee_id) for entry in found.rows}
    rows = []
    for entry in found.rows:
        next_talk = next((item for names, body, item in talks if _is_meant(entry, names, body, registered)), None)
        rows.append(
            RegisterRow(
                entry=entry,
                open_cases=_open_cases(entry, tables, registered),
                next_talk=next_talk.starts_at if next_talk is not None else None,
                next_place=next_talk.place if next_talk is not None else "",
                term_ends_soon=entry.in_office and _ends_soon(entry, now.date()),
            )
        )
    return Register(found.total, tuple(rows), tuple(_committees(desk, counts)), _advice(offices))


def entry_changes(desk: Desk, _actor: Actor, mediator_id: int) -> list[ChangeLine]:
    """The newest first."""
    names = {seat.seat: seat.name for seat in (*seats(desk), SYSTEM)}
    with desk.database.reading() as connection:
        found = read_changes(connection, mediator_id)
    return [ChangeLine(item.at, names.get(item.seat, item.seat), _change_words(desk, item)) for item in found]


def unregistered(desk: Desk, names: Sequence[str]) -> list[str]:
    """Those of `names` whom neither the register nor the centre's posts know.

    Nobody while there is no register yet: then there is nothing to be missing from.
    """
    posts = {post.person_name for post in desk.posts if post.title == MEDIATOR_TITLE}
    centre = desk.known_centre()
    with desk.database.reading() as connection:
        if not posts and not read_counts(connection, centre.id, None):
            return []
        known = read_standing(connection, centre.id, list(names), desk.clock.now().date())
    return [name for name in dict.fromkeys(names) if name and name not in known and name not in posts]


def export_register(
    desk: Desk, actor: Actor, path: Path, committee: str = EVERYBODY, text: str = "", in_office: bool = True
) -> int:
    """→ how many lines. As .xlsx or .pdf with its mark, without telephone numbers; an import takes it in again.

    Raises BadInput `ledger_ending`, `file_not_written`.
    """
    committee_id = int(committee) if committee else None
    found = find_mediators(desk, actor, text, committee_id, in_office, EXPORTED_AT_MOST)
    headers = (
        _("调解委员会"),
        _("姓名"),
        _("证号"),
        _("类别"),
        _("职务"),
        _("小组"),
        _("特长"),
        _("聘任起"),
        _("聘任止"),
    )
    shares = (3.0, 1.3, 1.5, 1.1, 1.2, 1.4, 2.4, 1.4, 1.4)
    rows = [_exported(entry) for entry in found.rows]
    export_table(desk, actor, path, _("人民调解员名册"), headers, rows, shares)
    return len(rows)


def term_words(entry: MediatorView) -> str:
    """2025-01-01 至 2027-12-31; what is open is not said."""
    if entry.valid_from is None and entry.valid_to is None:
        return ""
    since = entry.valid_from.isoformat() if entry.valid_from else ""
    until = entry.valid_to.isoformat() if entry.valid_to else _("今")
    return _("{since} 至 {until}").format(since=since, until=until).strip()


def committees_offered(desk: Desk) -> list[tuple[str, str]]:
    """Id as text and name of the committees that are open."""
    rows = [row for row in desk.body_rows.values() if row.kind is BodyKind.MEDIATION_COMMITTEE and row.open]
    return [(str(row.id), row.name) for row in rows]


def _open_cases(entry: MediatorView, tables: Sequence[OpenTable], registered: set[tuple[str, int]]) -> tuple[int, ...]:
    meant = (item for item in tables if _is_meant(entry, item.mediators, item.committee_id, registered))
    return tuple(dict.fromkeys(item.case_id for item in meant))


def _is_meant(
    entry: MediatorView, names: Sequence[str], committee_id: int | None, registered: set[tuple[str, int]]
) -> bool:
    """A namesake of the committee that presides is meant before one of another committee."""
    if entry.name not in names:
        return False
    return committee_id == entry.committee_id or (entry.name, committee_id) not in registered


def _ends_soon(entry: MediatorView, today: date) -> bool:
    return entry.valid_to is not None and entry.valid_to - today <= TERM_ENDS_WITHIN


def _advice(offices: Mapping[str, int]) -> str:
    """In one line; nothing is held back by it."""
    words = {
        "members": _("主任、副主任、委员共 {count} 人，应为三至九人"),
        "heads": _("主任 {count} 人，应设一人"),
    }
    told = [words[code].format(count=count) for code, count in composition_faults(offices)]
    return _("{told}（人民调解法第八条）").format(told="；".join(told)) if told else ""


def _committees(desk: Desk, counts: Mapping[int, int]) -> list[CommitteeSection]:
    everybody = CommitteeSection(EVERYBODY, _("全部调委会"), sum(counts.values()))
    offered = committees_offered(desk)
    closed = [(str(each), body_name(desk, each)) for each in counts if str(each) not in dict(offered)]
    return [everybody, *(CommitteeSection(code, name, counts.get(int(code), 0)) for code, name in (*offered, *closed))]


def _change_words(desk: Desk, item: MediatorChange) -> str:
    whats = {"added": _("登记入册"), "imported": _("随名册导入"), "ended": _("离任"), "changed": _("变更")}
    words = whats.get(item.what, item.what)
    if item.what in ("added", "imported"):
        return words
    changed = [name for name in item.after if item.after[name] != item.before.get(name)]
    told = [_told(desk, name, item.before.get(name), item.after[name]) for name in changed]
    return _("{what}：{fields}").format(what=words, fields="；".join(told)) if told else words


def _told(desk: Desk, name: str, before: Any, after: Any) -> str:
    return _("{field} {before} → {after}").format(
        field=_field_labels().get(name, name), before=_value(desk, name, before), after=_value(desk, name, after)
    )


def _value(desk: Desk, name: str, value: Any) -> str:
    if value in (None, "", []):
        return _("空")
    if name == "committee_id":
        return body_name(desk, int(value))
    if name == "kind":
        return kind_label(str(value))
    return "、".join(value) if isinstance(value, list) else str(value)


def _field_labels() -> dict[str, str]:
    return {
        "name": _("姓名"),
        "committee_id": _("调解委员会"),
        "number": _("证号"),
        "kind": _("类别"),
        "office": _("职务"),
        "team": _("小组"),
        "specialities": _("特长"),
        "phone": _("电话"),
        "valid_from": _("聘任起"),
        "valid_to": _("聘任止"),
    }


def _exported(entry: MediatorView) -> list[str]:
    days = (each.isoformat() if each else "" for each in (entry.valid_from, entry.valid_to))
    return [
        entry.committee,
        entry.name,
        entry.number,
        entry.kind_label,
        entry.office,
        entry.team,
        "、".join(entry.specialities),
        *days,
    ]
