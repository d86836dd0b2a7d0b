"""From a case and what a person adds to it to a frozen paper: who issues, what is said, what is withheld."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from typing import Any

from govdesk.domain.agreement import AgreementDraft, draft_from_dict
from govdesk.domain.body import Body
from govdesk.domain.case import Case, CaseFile, Mediation, Offer
from govdesk.domain.deadline import parse_term
from govdesk.domain.errors import BadInput, RuleViolation
from govdesk.domain.informants import Identity, identity_of, withheld
from govdesk.domain.numbering import distinct_abbreviation
from govdesk.domain.papers import AgreementPaper, AssignmentPaper, HandoverPaper, Material
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.centre_paper_words import moment
from govdesk.services.deadlines import term_words
from govdesk.services.desk import Desk
from govdesk.services.grids import grid_label
from govdesk.services.paper_kind import Data

AGREEMENT, ASSIGNMENT, HANDOVER = "agreement", "assignment", "handover"


def read_agreement(data: Any) -> AgreementPaper:
    """From a file alone, with the number that stands in it. Raises BadInput `draft_…`."""
    draft = draft_from_dict(data)
    return AgreementPaper(draft, draft.number)


def read_assignment(data: Any) -> AssignmentPaper:
    return AssignmentPaper(**_complete(AssignmentPaper, _texts(AssignmentPaper, data)))


def read_handover(data: Any) -> HandoverPaper:
    return HandoverPaper(**_complete(HandoverPaper, _texts(HandoverPaper, data)))


def agreement_committee(desk: Desk, file: CaseFile) -> Body:
    """The committee of the case's mediation: a street office never issues under its name. Raises RuleViolation."""
    mediation = _mediation(file)
    if mediation is None:
        raise RuleViolation("agreement_needs_mediation", {"number": file.case.number})
    committee = desk.bodies.by_id.get(mediation.committee_id)
    if committee is None or committee.kind is not BodyKind.MEDIATION_COMMITTEE:
        raise RuleViolation("no_committee", {})
    return committee


def abbreviation(desk: Desk, body: Body | None) -> str:
    """What opens the paper's number, the same for no two bodies of a kind."""
    centre = desk.known_centre()
    if body is None:
        return centre.abbreviation
    rows = [row for row in desk.body_rows.values() if row.kind is body.kind]
    own = next(row for row in rows if row.id == body.id)
    others = [(row.abbreviation, row.name) for row in rows if row.id != body.id]
    return distinct_abbreviation(own.abbreviation or centre.abbreviation, own.name, others)


def agreement_paper(desk: Desk, file: CaseFile, data: Data) -> AgreementPaper:
    """The committee is the one that presides over the case's mediation, whatever the draft says."""
    draft = data if isinstance(data, AgreementDraft) else draft_from_dict(data or {})
    mediation = _mediation(file)
    committee = body_name(desk, mediation.committee_id) if mediation else ""
    return AgreementPaper(
        replace(draft, committee=committee or draft.committee, number=""),
        specimen=desk.known_centre().demonstration,
    )


def assignment_paper(desk: Desk, file: CaseFile, data: Data) -> AssignmentPaper:
    """From the case as it stands; an informant's identity is withheld from whoever receives the paper."""
    who, file = without_informant(file)
    case = file.case
    due = case.handler_due_at or case.due_at
    assists = [body_name(desk, item.body_id) for item in file.assists if item.is_open]
    hidden = case.informant_protected
    drawn: dict[str, Any] = {
        "letterhead": letterhead(desk),
        "receiver": body_name(desk, case.handler_id),
        "title": case.title,
        "case_number": case.number,
        "source": desk.rules.channels.label(case.channel),
        "received": moment(case.received_at),
        "place": case.address or grid_label(desk, case.grid_id),
        "reporter": _("举报人身份依法保密") if hidden else case.reporter,
        "phone": "" if hidden else case.phone,
        "assists": tuple(name for name in assists if name),
        "summary": case.text,
        "due": _due_words(case, due),
        "secrecy": _("内部") if hidden else _("无"),
        "urgency": _("加急") if case.urgent else _("平件"),
        "assigned_on": desk.clock.now().date(),
    }
    drawn = who.clean_all(drawn | _texts(AssignmentPaper, data or {}))
    drawn["receiver"] = _named_body(desk, drawn["receiver"])
    if not drawn["receiver"]:
        raise RuleViolation("paper_needs_receiver", {"number": case.number})
    return AssignmentPaper(**drawn | {"number": "", "specimen": desk.known_centre().demonstration})


def handover_paper(desk: Desk, file: CaseFile, data: Data) -> HandoverPaper:
    """From the latest offer (移交) of the case; `data` adds what the offer does not say."""
    who, file = without_informant(file)
    case = file.case
    offer: Offer | None = file.offers[-1] if file.offers else None
    office = letterhead(desk)
    drawn: dict[str, Any] = {
        "letterhead": office,
        "sender": body_name(desk, offer.from_body_id if offer else case.owner_id) or office,
        "receiver": body_name(desk, offer.to_body_id) if offer else "",
        "title": case.title,
        "case_number": case.number,
        "category": desk.rules.categories.label(case.category),
        "secrecy": _("内部") if case.informant_protected else _("无"),
        "urgency": _("加急") if case.urgent else _("平件"),
        "parties": tuple(_party_line(item) for item in file.parties),
        "summary": case.text,
        "measures": case.measures,
        "reason": offer.reason if offer else "",
        "materials": tuple(Material(name) for name in offer.materials) if offer else (),
        "handed_on": desk.clock.now().date(),
    }
    drawn = who.clean_all(drawn | _texts(HandoverPaper, data or {}))
    drawn["receiver"] = _named_body(desk, drawn["receiver"])
    if not drawn["receiver"]:
        raise RuleViolation("paper_needs_receiver", {"number": case.number})
    return HandoverPaper(**drawn | {"number": "", "specimen": desk.known_centre().demonstration})


def _due_words(case: Case, due: datetime | None) -> str:
    """2026年11月27日18:00（5 个工作日）: the day and the term that leads to it."""
    if due is None:
        return ""
    term = case.handler_term if case.handler_due_at else case.centre_term
    words = moment(due)
    return _("{moment}（{term}）").format(moment=words, term=term_words(parse_term(term))) if term else words


def without_informant(file: CaseFile) -> tuple[Identity, CaseFile]:
    """Whoever is to be taken out of the paper (nobody, as a rule), and the file without them."""
    if not file.case.informant_protected:
        return Identity((), (), ()), file
    return identity_of(file), withheld(file)


def letterhead(desk: Desk) -> str:
    """The centre as it signs: 关山街道综网中心, or as it chose to be called on its papers."""
    centre = desk.known_centre()
    if centre.letterhead:
        return centre.letterhead
    return centre.office_name if centre.office_name.startswith(centre.name) else centre.name + centre.office_name


def _mediation(file: CaseFile) -> Mediation | None:
    return file.mediations[-1] if file.mediations else None


def _party_line(party: Any) -> str:
    return "，".join(filter(None, (party.name, party.sex, party.address, party.phone)))


def _named_body(desk: Desk, text: str) -> str:
    """A body's code becomes its name; a name stays."""
    return next((row.name for row in desk.body_rows.values() if row.code == text), text)


def _texts(kind: type[Any], data: Any) -> dict[str, Any]:
    """The fields of a paper out of a JSON object: texts, lists of texts, dates as ISO text, materials."""
    if not isinstance(data, Mapping):
        raise BadInput("draft_expects_object", {"path": "/"})
    known = {item.name: str(item.type) for item in fields(kind)}
    read: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise BadInput("draft_unknown_key", {"path": str(key)})
        read[key] = _read(known[key], value, key)
    return read


def _complete(kind: type[Any], read: dict[str, Any]) -> dict[str, Any]:
    for item in fields(kind):
        if item.name not in read and item.default is MISSING and item.default_factory is MISSING:
            raise BadInput("draft_key_missing", {"path": item.name})
    return read


def _read(kind: str, value: Any, path: str) -> Any:
    if "Material" in kind:
        return tuple(_material(item, f"{path}[{index}]") for index, item in enumerate(_list(value, path)))
    if "tuple" in kind:
        return tuple(_text(item, f"{path}[{index}]") for index, item in enumerate(_list(value, path)))
    if "date" in kind:
        return _date(value, path)
    if "bool" in kind:
        return bool(value)
    return _text(value, path)


def _material(value: Any, path: str) -> Material:
    """A name, or an object with name, original, copies, sheets and note."""
    if isinstance(value, Material):
        return value
    if isinstance(value, str):
        return Material(value)
    if not isinstance(value, Mapping) or not set(value) <= {item.name for item in fields(Material)}:
        raise BadInput("draft_unknown_key", {"path": path})
    return Material(
        name=_text(value.get("name", ""), f"{path}.name"),
        original=_text(value.get("original", ""), f"{path}.original"),
        copies=_count(value.get("copies"), f"{path}.copies"),
        sheets=_count(value.get("sheets"), f"{path}.sheets"),
        note=_text(value.get("note", ""), f"{path}.note"),
    )


def _list(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise BadInput("draft_expects_list", {"path": path})
    return list(value)


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise BadInput("draft_expects_text", {"path": path})
    return value


def _count(value: Any, path: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
        return value
    raise BadInput("draft_expects_number", {"path": path})


def _date(value: Any, path: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadInput("draft_expects_date", {"path": path}) from error
