"""The only way to a case or a person: scope and role are checked here, and every look passes one hook."""

from collections.abc import Callable

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.errors import AccessDenied
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.desk import Desk
from govdesk.storage.unit_of_work import UnitOfWork

ViewHook = Callable[[Desk, Actor, int, str], None]

_hooks: list[ViewHook] = []


def case_for_change(work: UnitOfWork, actor: Actor, case_id: int) -> CaseFile:
    """The case inside a unit of work. Raises NotFound, AccessDenied."""
    file = work.cases.get(case_id)
    refuse_foreign(actor, bodies_of(file))
    return file


def refuse_foreign(actor: Actor, body_ids: frozenset[int]) -> None:
    """A body's seat reaches only the cases it has a part in; the seats of the centre reach all."""
    if actor.role is Role.BODY and actor.body_id not in body_ids:
        raise AccessDenied("case_out_of_scope", {"body": actor.name})


def bodies_of(file: CaseFile) -> frozenset[int]:
    """Every body that has or had a part in the case."""
    case = file.case
    ids = {case.handler_id, case.owner_id}
    ids.update(item.body_id for item in file.assists)
    ids.update(item.to_body_id for item in file.offers)
    ids.update(item.from_body_id for item in file.offers)
    ids.update(item.committee_id for item in file.mediations)
    ids.update(item.body_id for item in file.side_records)
    ids.update(_liaison(item) for item in file.side_records)
    return frozenset(item for item in ids if item is not None)


def _liaison(record: SideRecord) -> int | None:
    """The street body that stays in touch after a county department took the case."""
    found = record.data.get("liaison_id")
    return found if isinstance(found, int) else None


def hidden_from(actor: Actor, file: CaseFile) -> bool:
    """Whether the informant of this case is withheld from the seat (信访工作条例 §30)."""
    return file.case.informant_protected and actor.role is Role.BODY


def is_own_attachment(actor: Actor, added_by: str) -> bool:
    """Of a protected case a body opens only what it added itself: a scan or a recording cannot be cleaned."""
    return added_by == actor.seat


def viewed(desk: Desk, actor: Actor, case_id: int, what: str) -> None:
    """Called on every reading of a case's details; `what` says which part (card, plain text of a phone …)."""
    for hook in _hooks:
        hook(desk, actor, case_id, what)


def on_view(hook: ViewHook) -> Callable[[], None]:
    """Listen to views (later: a log of them). Returns the function that stops listening."""
    _hooks.append(hook)
    return lambda: _hooks.remove(hook)
