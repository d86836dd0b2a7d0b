"""What all papers of the centre share: the public head, words of moments and bodies, the log, lists of materials."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from govdesk.domain.case import CaseFile, PartySnapshot
from govdesk.domain.errors import RuleViolation
from govdesk.domain.papers import Value
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.desk import Desk
from govdesk.services.duties import items_of_case
from govdesk.services.labels import role_label
from govdesk.storage.queries.case_card import LogFacts, PaperFacts, read_attachments, read_log, read_papers

Values = dict[str, Value]
Data = Mapping[str, Any]


def public_head(actor: Actor, file: CaseFile) -> Values:
    """公共头: 案件编号、密级、缓急、经办人. 审核人 and 签发人 sign by hand."""
    case = file.case
    return {
        "title": case.title,
        "case_number": case.number,
        "secrecy": _("内部") if case.informant_protected else _("无"),
        "urgency": _("加急") if case.urgent else _("平件"),
        "handled_by": person_at(actor),
    }


def person_at(actor: Actor) -> str:
    """The name of whoever sits there; a seat without a person's name leaves the line to be signed."""
    return "" if actor.role is Role.BODY else signer(actor.name)


def signer(name: str) -> str:
    """A person's name; a seat that is only called 操作员 or 主管 leaves the line to be signed."""
    return "" if any(name.startswith(role_label(role)) for role in Role) else name


def merged(drawn: Values, data: Data) -> Values:
    """What the case knows, with what was given by hand over it; what nobody knows is left out and prints blank."""
    return {**{key: value for key, value in drawn.items() if value or key in _SAID_EMPTY}, **data}


def receiver_of(desk: Desk, file: CaseFile, data: Data, drawn: str, key: str = "receiver") -> str:
    """The body the paper goes to, a code becoming its name. Raises RuleViolation when there is none."""
    wanted = str(data.get(key) or drawn)
    if not wanted:
        raise RuleViolation("paper_needs_receiver", {"number": file.case.number})
    return named_body(desk, wanted)


def named_body(desk: Desk, text: str) -> str:
    """A body's code becomes its name; a name stays."""
    return next((row.name for row in desk.body_rows.values() if row.code == text), text)


def handler_name(desk: Desk, file: CaseFile) -> str:
    return body_name(desk, file.case.handler_id)


def moment(at: datetime | str | None) -> str:
    """2026年11月18日09:30; a day that ends at 24:00 is said so; empty when it is not known. ISO text is read."""
    if not at:
        return ""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    clock = "24:00" if (found.hour, found.minute, found.second) == (23, 59, 59) else f"{found:%H:%M}"
    return f"{day(found)}{clock}"


def short_moment(at: datetime) -> str:
    """11月18日10:30, where the year stands beside it."""
    return _("{month}月{day}日{clock}").format(month=at.month, day=at.day, clock=f"{at:%H:%M}")


def day(on: date | datetime | str | None) -> str:
    """2026年11月18日; empty when it is not known. ISO text is read."""
    if not on:
        return ""
    if isinstance(on, str):
        on = date.fromisoformat(on[:10])
    return _("{year}年{month}月{day}日").format(year=on.year, month=on.month, day=on.day)


def yes_no(value: bool | None) -> str:
    return "" if value is None else _("是") if value else _("否")


def ordinal(number: int) -> str:
    return _("第{number}次").format(number=number) if number else ""


def people_words(parties: Sequence[PartySnapshot]) -> tuple[str, ...]:
    """张守田，男，住柳林村二组: who they are and where they live, no numbers."""
    return tuple(
        "，".join(
            filter(None, (party.name, party.sex, _("住{place}").format(place=party.address) if party.address else ""))
        )
        for party in parties
    )


def applicants(file: CaseFile) -> str:
    """Whoever brought the matter: the reporter, else the parties who applied."""
    names = [party.name for party in file.parties if party.role in ("applicant", "reporter")]
    return file.case.reporter or "、".join(names)


def reporter_phone(file: CaseFile) -> str:
    case = file.case
    return case.phone or next((party.phone for party in file.parties if party.phone), "")


def log_of(desk: Desk, file: CaseFile) -> list[LogFacts]:
    with desk.database.reading() as connection:
        return read_log(connection, int(file.case.id or 0))


def papers_of(desk: Desk, file: CaseFile) -> list[PaperFacts]:
    """Papers of the case that are in force, in the order of issue."""
    with desk.database.reading() as connection:
        return [item for item in read_papers(connection, int(file.case.id or 0)) if item.state == "issued"]


def last_number(desk: Desk, file: CaseFile, kind: str) -> str:
    """The number of the newest paper of a kind; empty when there is none."""
    return next((item.number for item in reversed(papers_of(desk, file)) if item.kind == kind), "")


def attachment_names(desk: Desk, file: CaseFile) -> tuple[str, ...]:
    with desk.database.reading() as connection:
        return tuple(item.name for item in read_attachments(connection, int(file.case.id or 0)))


def materials(names: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    """Rows of the list of materials; kind, copies and sheets are filled in when they are counted."""
    return tuple({"name": name} for name in dict.fromkeys(names) if name)


def work_done(desk: Desk, file: CaseFile) -> str:
    """已做工作: what the handler reported, else what was said at each climb."""
    if file.case.measures:
        return file.case.measures
    return "\n".join(item.note for item in log_of(desk, file) if item.action == "climb" and item.note)


def duty_basis(desk: Desk, file: CaseFile, body_id: int | None) -> str:
    """The items of the duty lists that the case falls under and that name the body."""
    if body_id is None:
        return ""
    return "；".join(item.sentence for item in items_of_case(desk, file.case, body_id))


_SAID_EMPTY = frozenset({"calls", "cases"})
"""Tables of which it is known that nothing stands in them."""
