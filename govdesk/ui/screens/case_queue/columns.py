"""The columns of the queue: what each shows, how wide it is, and which give way when room is short."""

from collections.abc import Callable
from dataclasses import dataclass

from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import _
from govdesk.services.case_queue import QueueRow
from govdesk.ui import theme


@dataclass(frozen=True, slots=True)
class Column:
    """`paint` is dot, text, chip or due; `sort` is the column of `QueueSort` ("" = cannot be sorted).

    `width` in px at 100 %, 0 = takes the room that is left; `keep` 0 stays always, the highest goes first;
    `filter` is the field of `QueueFilter` that the header menu narrows ("" = none).
    """

    code: str
    label: str
    text: Callable[[QueueRow], str]
    width: int
    keep: int = 0
    paint: str = "text"
    sort: str = ""
    filter: str = ""


def columns() -> tuple[Column, ...]:
    """All columns from left to right, labels in the language in force."""
    return (
        Column("clock", "", clock_state_words, 26, paint="dot"),
        Column("number", _("编号"), lambda row: row.number, 112, sort="number"),
        Column("title", _("事项"), lambda row: row.title, 0, sort="title"),
        Column("category", _("类别"), lambda row: row.category_label, 92, 3, sort="category", filter="categories"),
        Column("grid", _("网格"), lambda row: row.grid_name, 144, 2, sort="grid"),
        Column("tier", _("层级"), tier_words_of, 64, paint="chip", sort="tier", filter="tiers"),
        Column("handler", _("承办单位"), handler_words, 150, 1, sort="handler"),
        Column("due", _("时限"), lambda row: row.due_words, 116, paint="due", sort="due_at"),
        Column("status", _("状态"), lambda row: row.status_label, 76, sort="status", filter="statuses"),
        Column("channel", _("来源"), lambda row: row.channel_label, 84, 5, sort="channel", filter="channels"),
        Column("received", _("受理时间"), received_words, 92, 4, sort="received_at"),
    )


def tier_words() -> dict[str, str]:
    """The six tiers in two characters, from the grid upward."""
    return {
        Tier.GRID: _("网格"),
        Tier.VILLAGE: _("村级"),
        Tier.OFFICE: _("科室"),
        Tier.JOINT: _("联合"),
        Tier.TASK_FORCE: _("专班"),
        Tier.COUNTY: _("县级"),
    }


def tier_words_of(row: QueueRow) -> str:
    return tier_words().get(row.tier, "")


def clock_state(row: QueueRow) -> str:
    """overdue, due_soon, on_time or closed: the token of the dot."""
    if row.closed_at is not None or row.due_at is None:
        return "closed"
    if row.overdue:
        return "overdue"
    return "due_soon" if row.due_soon else "on_time"


def clock_state_words(row: QueueRow) -> str:
    """The dot in words, for the screen reader and the clipboard."""
    return {
        "overdue": _("超期"),
        "due_soon": _("将到期"),
        "on_time": _("未到期"),
        "closed": "",
    }[clock_state(row)]


def handler_words(row: QueueRow) -> str:
    """综合执法中队 等 3 家 when others assist."""
    if not row.handler:
        return "—"
    if not row.assists:
        return row.handler
    return _("{handler} 等 {count} 家").format(handler=row.handler, count=row.assists + 1)


def received_words(row: QueueRow) -> str:
    return f"{row.received_at:%m-%d %H:%M}"


def shown(all_columns: tuple[Column, ...], room: int, title: int = 190) -> frozenset[str]:
    """Which columns fit into `room` px when the title shall keep at least `title`."""
    kept = list(all_columns)
    for column in sorted(all_columns, key=lambda each: -each.keep):
        if sum(theme.px(each.width) for each in kept) + title <= room or not column.keep:
            break
        kept.remove(column)
    return frozenset(each.code for each in kept)
