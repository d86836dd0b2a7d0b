"""Duty lists: imported from a workbook, cited by number, and asked whether a task from above belongs here."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.domain.case import Case
from govdesk.domain.changes import Changes
from govdesk.domain.duties import (
    KINDS,
    SHARED,
    STREET,
    DutyItem,
    find_items,
    items_about,
    list_kind_of,
    references,
)
from govdesk.domain.errors import AccessDenied, BadInput
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.classification import suggest_category
from govdesk.services.desk import Desk
from govdesk.services.duty_names import BodyNames, UnmatchedName
from govdesk.storage.queries.duties import DutyListRow, read_duty_items
from govdesk.storage.queries.duties import read_duty_lists as read_lists_in_force
from govdesk.storage.repositories.duties import DutyRepository, NewDutyItem, NewDutyList

if TYPE_CHECKING:
    from govdesk.exchange.duty_lists import DutyRow, DutySheet

LIKELY_ENOUGH = 0.35
_IMPORTERS = (Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR)
_CLOSEST = 3


@dataclass(frozen=True, slots=True)
class DutyImport:
    """`rows` are items, not lines: an item may span several. `unmatched` names are kept as words."""

    rows: int
    imported: int
    unmatched: tuple[UnmatchedName, ...]
    lists: tuple[str, ...]
    with_category: int
    changes: Changes

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "imported": self.imported,
            "unmatched": [
                {"row": item.row, "column": item.column, "value": item.value, "items": item.items}
                for item in self.unmatched
            ],
            "lists": list(self.lists),
            "with_category": self.with_category,
        }


@dataclass(frozen=True, slots=True)
class DutyItemView:
    """An item as a person reads it; `reference` is how it is cited: 职责清单第 41 项."""

    id: int
    list_kind: str
    list_label: str
    number: str
    reference: str
    domain: str
    title: str
    lead: str
    assist: str
    basis: str
    categories: tuple[str, ...]
    sentence: str


def import_duties(desk: Desk, actor: Actor, path: Path | str, kind: str | None = None) -> DutyImport:
    """Take in a workbook of duty lists; each list replaces the one of its kind, all or nothing.

    `kind` street or shared says which list it is; None: as sheet, heading and file name say. Bodies are matched by
    name, categories by the file's own column, else by the item's words.
    Raises AccessDenied, BadInput `duties_no_columns`, `duties_empty`, those of `exchange.workbooks`.
    """
    if actor.role not in _IMPORTERS:
        raise AccessDenied("role_may_not", {"action": _("导入职责清单"), "role": actor.role.value})
    path = Path(path)
    from govdesk.exchange.duty_lists import read_duty_lists  # reads workbooks; not before somebody imports one

    sheets = read_duty_lists(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    names = BodyNames(desk)
    by_kind: dict[str, list[DutySheet]] = {}
    for sheet in sheets:
        told = (sheet.heading, sheet.name, path.stem, " ".join(sheet.columns.values()))
        found = kind if kind in KINDS else list_kind_of(*told)
        by_kind.setdefault(found, []).append(sheet)
    rows = with_category = 0
    with desk.work(actor) as work:
        repository = DutyRepository(work.connection, work.centre_id)
        for list_kind, parts in by_kind.items():
            items = [_item(desk, names, sheet, row, list_kind) for sheet in parts for row in sheet.rows]
            rows += len(items)
            with_category += sum(bool(item.categories or item.likely) for item in items)
            name = next((part.heading.split("\n")[0] for part in parts if part.heading), parts[0].name)
            new = NewDutyList(list_kind, name[:120], path.name, digest, actor.seat, work.now)
            repository.replace(new, items, work.now.date())
        work.grids.touched_bodies.update(names.matched)
        changes = work.commit()
    desk.reload()
    return DutyImport(rows, rows, names.unmatched(), tuple(by_kind), with_category, changes)


def duty_lists(desk: Desk, _actor: Actor) -> list[DutyListRow]:
    """The lists in force."""
    with desk.database.reading() as connection:
        return read_lists_in_force(connection)


def duty_items(desk: Desk, _actor: Actor, text: str = "", kind: str = "") -> list[DutyItemView]:
    """The items of the lists in force whose words or number fit `text`, in the order of the lists."""
    wanted = text.strip()

    def fits(item: DutyItem) -> bool:
        if wanted.isdecimal():
            return item.number == wanted
        return wanted in f"{item.domain} {item.title} {item.lead_words}"

    return [duty_view(desk, item) for item in items_in_force(desk) if kind in ("", item.list_kind) and fits(item)]


def cited_items(desk: Desk, text: str) -> tuple[DutyItemView, ...]:
    """The items that a basis names by number. Raises BadInput `no_such_duty_item` for a number no list has."""
    wanted = references(text)
    if not wanted:
        return ()
    items = items_in_force(desk)
    if not items:
        return ()
    found: list[DutyItem] = []
    for reference in wanted:
        meant = find_items(items, reference)
        if not meant:
            raise BadInput("no_such_duty_item", {"number": reference.number})
        found += meant
    return tuple(duty_view(desk, item) for item in dict.fromkeys(found))


def with_items_cited(desk: Desk, values: dict[str, Any]) -> dict[str, Any]:
    """The values of an action with the items in `basis` written out, so that the log says what was meant."""
    basis = values.get("basis")
    if not isinstance(basis, str) or not (cited := cited_items(desk, basis)):
        return values
    return {
        **values,
        "basis": _("{basis}（{items}）").format(basis=basis.strip(), items="；".join(i.sentence for i in cited)),
    }


def items_of_case(desk: Desk, case: Case, body_id: int | None = None) -> tuple[DutyItemView, ...]:
    """The items that a case falls under, the closest first; with `body_id` those of which it leads or assists."""
    about = items_about(items_in_force(desk), case.category, f"{case.title}\n{case.text}")
    mine = (item for item in about if body_id is None or body_id in item.leads or body_id in item.assists)
    return tuple(duty_view(desk, item) for item in list(mine)[:_CLOSEST])


def duty_choices(desk: Desk, body_id: int | None) -> tuple[tuple[str, str], ...]:
    """(reference, sentence) of every item in force, those that the body leads or assists in first."""
    items = items_in_force(desk)
    items.sort(key=lambda item: body_id not in (*item.leads, *item.assists))
    views = [duty_view(desk, item) for item in items]
    return tuple((view.reference, view.sentence) for view in views)


def duty_view(desk: Desk, item: DutyItem) -> DutyItemView:
    """An item in words."""
    label = list_label(item.list_kind)
    lead = "、".join(body_name(desk, body) for body in item.leads) or _short(item.lead_words)
    assist = "、".join(body_name(desk, body) for body in item.assists) or _short(item.assist_words)
    reference = _("{list}第 {number} 项").format(list=label, number=item.number)
    words = _("{reference}“{title}”").format(reference=reference, title=_short(item.title))
    if lead:
        words = _("{words}，主责{lead}").format(words=words, lead=lead)
    if assist:
        words = _("{words}，配合{assist}").format(words=words, assist=assist)
    return DutyItemView(
        id=item.id,
        list_kind=item.list_kind,
        list_label=label,
        number=item.number,
        reference=reference,
        domain=item.domain,
        title=item.title,
        lead=lead,
        assist=assist,
        basis=item.basis,
        categories=tuple(desk.rules.categories.label(code) for code in (*item.categories, *item.likely)),
        sentence=words,
    )


def list_label(kind: str) -> str:
    return {STREET: _("职责清单"), SHARED: _("属地清单")}[kind]


def _item(desk: Desk, names: BodyNames, sheet: "DutySheet", row: "DutyRow", kind: str) -> NewDutyItem:
    leads = names.find(row.leads, row.row, sheet.columns.get("lead", ""))
    assists = names.find(row.assists, row.row, sheet.columns.get("assist", ""))
    given = _given_categories(desk, row)
    return NewDutyItem(
        number=row.number,
        domain=row.domain,
        title=row.title,
        lead_words=row.lead_words,
        assist_words=row.assist_words,
        basis=row.basis,
        leads=leads,
        assists=tuple(body for body in assists if body not in leads),
        categories=given,
        likely=() if given else _likely_categories(desk, row),
    )


def _given_categories(desk: Desk, row: "DutyRow") -> tuple[str, ...]:
    """By the file's own column of case categories, else where its heading of the item is the name of one."""
    scheme = desk.rules.categories
    named = [scheme.for_label(name) for name in (row.categories or (row.domain,)) if name]
    return tuple(dict.fromkeys(found[0].code for found in named if len(found) == 1))


def _likely_categories(desk: Desk, row: "DutyRow") -> tuple[str, ...]:
    found = suggest_category(desk, f"{row.domain} {row.title}", 1, title=row.title)
    return tuple(item.category for item in found if item.score >= LIKELY_ENOUGH)


def items_in_force(desk: Desk) -> list[DutyItem]:
    with desk.database.reading() as connection:
        return read_duty_items(connection)


def _short(words: str, most: int = 40) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[:most]}…"
