"""The read door for duty lists in force."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from govdesk.domain.duties import DutyItem
from govdesk.storage.tables_duties import duty_item, duty_item_body, duty_item_category, duty_list


@dataclass(frozen=True, slots=True)
class DutyListRow:
    """One list in force with the number of its items."""

    id: int
    kind: str
    name: str
    file_name: str
    imported_at: datetime
    seat: str
    items: int


def read_duty_lists(connection: Connection) -> list[DutyListRow]:
    query = (
        select(
            duty_list.c.id,
            duty_list.c.kind,
            duty_list.c.name,
            duty_list.c.file_name,
            duty_list.c.imported_at,
            duty_list.c.seat,
            func.count(duty_item.c.id).label("items"),
        )
        .join(duty_item, duty_item.c.list_id == duty_list.c.id)
        .where(duty_list.c.valid_to.is_(None))
        .group_by(duty_list.c.id)
        .order_by(duty_list.c.kind.desc(), duty_list.c.id)
    )
    return [DutyListRow(**dict(row)) for row in connection.execute(query).mappings()]


def read_duty_items(connection: Connection) -> list[DutyItem]:
    """The items of the lists in force, the street's own first, in the order of the lists."""
    inside = select(duty_item.c.id).join(duty_list, duty_list.c.id == duty_item.c.list_id)
    in_force = inside.where(duty_list.c.valid_to.is_(None))
    bodies: dict[tuple[int, str], list[int]] = {}
    query = select(duty_item_body).where(duty_item_body.c.item_id.in_(in_force)).order_by(duty_item_body.c.position)
    for row in connection.execute(query):
        bodies.setdefault((row.item_id, row.part), []).append(row.body_id)
    categories: dict[tuple[int, str], list[str]] = {}
    links = select(duty_item_category).where(duty_item_category.c.item_id.in_(in_force))
    for row in connection.execute(links.order_by(duty_item_category.c.category)):
        categories.setdefault((row.item_id, row.origin), []).append(row.category)
    items = (
        select(duty_item, duty_list.c.kind)
        .join(duty_list, duty_list.c.id == duty_item.c.list_id)
        .where(duty_list.c.valid_to.is_(None))
        .order_by(duty_list.c.kind.desc(), duty_list.c.id, duty_item.c.position)
    )
    return [
        DutyItem(
            id=row.id,
            list_kind=row.kind,
            number=row.number,
            domain=row.domain,
            title=row.title,
            lead_words=row.lead_words,
            assist_words=row.assist_words,
            basis=row.basis,
            leads=tuple(bodies.get((row.id, "lead"), ())),
            assists=tuple(bodies.get((row.id, "assist"), ())),
            categories=tuple(categories.get((row.id, "given"), ())),
            likely=tuple(categories.get((row.id, "likely"), ())),
        )
        for row in connection.execute(items)
    ]
