"""A pasted hotline order, ready for the registration form: fields, category and place, and what of it is a guess."""

from dataclasses import dataclass
from datetime import datetime

from govdesk.domain.errors import BadInput
from govdesk.domain.order_text import OrderReading, looks_like_order, read_order
from govdesk.domain.place_names import Place, PlaceIndex
from govdesk.domain.vocabulary import Channel
from govdesk.foundation.text import _
from govdesk.services.classification import resolve_category
from govdesk.services.desk import Desk

__all__ = ["FilledOrder", "fill_from_order", "looks_like_order"]

_ROW_OF = {
    "number": "source_number",
    "caller": "reporter",
    "phone": "phone",
    "title": "title",
    "content": "text",
    "place": "address",
}


@dataclass(frozen=True, slots=True)
class FilledOrder:
    """`values` by the names of the form's rows (`grid` an id); `guessed` names those that a person must look at.

    `ticks` names the boxes to be ticked (urgent, informant_protected), `deadline` is the source's own limit,
    `original` the whole text as it was pasted.
    """

    values: dict[str, str | int | datetime]
    guessed: tuple[str, ...]
    ticks: tuple[str, ...]
    deadline: datetime | None
    original: str


def fill_from_order(desk: Desk, text: str) -> FilledOrder:
    """Raises BadInput `order_empty` when nothing of an order is found."""
    now = desk.clock.now()
    reading = read_order(text, now.date())
    if not reading.fields:
        raise BadInput("order_empty")
    values: dict[str, str | int | datetime] = {"channel": Channel.HOTLINE_12345.value}
    guessed = []
    for name, row in _ROW_OF.items():
        if name in reading.fields:
            values[row] = reading.value(name)
            if reading.fields[name].guessed:
                guessed.append(row)
    values["text"] = _whole_text(reading)
    received = reading.moments.get("received_at")
    if received is not None and received <= now:
        values["received_at"] = received
        if reading.fields["received_at"].guessed:
            guessed.append("received_at")
    category = resolve_category(desk, reading.value("category"), reading.value("content"), reading.value("title"))
    if category.confirmed:
        values["category"] = category.category
    grid_id = _grid(desk, reading)
    if grid_id is not None:
        values["grid"] = grid_id
        guessed.append("grid")
    said = {"urgent": reading.urgent, "informant_protected": reading.confidential}
    ticks = tuple(name for name, ticked in said.items() if ticked)
    return FilledOrder(values, tuple(guessed), ticks, reading.moments.get("deadline"), reading.original)


def _whole_text(reading: OrderReading) -> str:
    """What the citizen said first; the order as it came stays below it."""
    content = reading.value("content")
    if not content or content == reading.original:
        return reading.original
    rule = _("——— 工单原文 ———")
    return f"{content}\n\n{rule}\n{reading.original}"


def _grid(desk: Desk, reading: OrderReading) -> int | None:
    places = PlaceIndex(Place(row.id, row.parent_id, row.name, row.official_name) for row in desk.grids.values())
    return places.locate((reading.value("place"),), (reading.value("title"), reading.value("content")))
