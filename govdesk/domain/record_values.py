"""The values that the data of a SideRecord holds (JSON: text, whole numbers, lists, tables), as the domain reads them.

Data may come from an older program: what is absent or of another shape reads as empty, never as an error.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from govdesk.domain.amounts import plain_amount

Values = Mapping[str, object]


def stored(value: object) -> Any:
    """As the data of a record holds it: days and moments as ISO text, money as plain digits."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain_amount(value)
    if isinstance(value, tuple):
        return [stored(item) for item in value]
    return value


def text(data: Values, name: str) -> str:
    return str(data.get(name) or "")


def texts(data: Values, name: str) -> tuple[str, ...]:
    value = data.get(name)
    return tuple(str(item) for item in value) if isinstance(value, Iterable) and not isinstance(value, str) else ()


def tables(data: Values, name: str) -> tuple[Mapping[str, str], ...]:
    value = data.get(name)
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple({str(key): str(item) for key, item in row.items()} for row in value if isinstance(row, Mapping))


def whole(data: Values, name: str) -> int:
    """0 for none."""
    value = data.get(name)
    return value if isinstance(value, int) else 0


def flag(data: Values, name: str) -> bool | None:
    value = data.get(name)
    return value if isinstance(value, bool) else None


def moment(data: Values, name: str) -> datetime | None:
    value = data.get(name)
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def day(data: Values, name: str) -> date | None:
    value = data.get(name)
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def money(data: Values, name: str) -> Decimal:
    """0 for none."""
    value = data.get(name)
    try:
        return Decimal(str(value)) if value not in (None, "") else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
