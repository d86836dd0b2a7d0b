"""What stands beside cases, as the seat of a body may see it: no informant in any word of it."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol, TypeVar

from govdesk.domain.informants import Identity, identity_of
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.access import hidden_from
from govdesk.services.desk import Desk


class OfCase(Protocol):
    """A frozen view of something that belongs to one case."""

    @property
    def case_id(self) -> int: ...


View = TypeVar("View", bound=OfCase)


def without_informants(desk: Desk, actor: Actor, views: Sequence[View]) -> list[View]:
    """The same views; for a body's seat those of protected cases without what names their informant."""
    if actor.role is not Role.BODY or not views:
        return list(views)
    with desk.looking(actor) as work:
        files = work.cases.get_many(sorted({view.case_id for view in views}))
    who = {file.case.id: identity_of(file) for file in files if hidden_from(actor, file)}
    return [_cleaned(view, who[view.case_id]) if view.case_id in who else view for view in views]


def _cleaned(value: Any, who: Identity) -> Any:
    if isinstance(value, str):
        return who.clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item, who) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{item.name: _cleaned(getattr(value, item.name), who) for item in fields(value)})
    return value
