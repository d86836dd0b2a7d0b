"""A draft agreement given for another form of the dossier: what it knows is put in the fields of that form.

A village mediator has one file on the stick, the draft; 口头协议登记表, 申请书 and 司法确认申请书 repeat what is in it.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from govdesk.domain.agreement import AgreementDraft, DraftParty, draft_from_dict, read_date
from govdesk.domain.identity_number import full_years, read_identity_number
from govdesk.domain.paper_fields import date_words
from govdesk.foundation.text import _
from govdesk.services.dossier_dispute import performance_words

_DRAFT_KEYS = frozenset(item.name for item in fields(AgreementDraft))
_TELLING = frozenset(("consent", "form", "confirmation_wanted", "dispute_type", "reached_on", "copies"))
"""Keys of a draft that the other forms do not have under these names and shapes."""


def values_of_file(kind: str, data: Any) -> Any:
    """The values for the form when `data` is a whole draft agreement, else `data` as it is.

    Raises BadInput `draft_…`.
    """
    read = _FORMS.get(kind)
    if read is None or not isinstance(data, Mapping) or not _is_draft(data):
        return data
    draft = draft_from_dict(data)
    reached = read_date(draft.reached_on)
    own = {"letterhead": draft.committee, "number": draft.number, "dated_on": reached.isoformat() if reached else ""}
    values = read(draft, reached)
    return {name: value for name, value in (own | values).items() if value}


def _is_draft(data: Mapping[str, Any]) -> bool:
    people = data.get("parties")
    whole = isinstance(people, list) and all(isinstance(item, Mapping) for item in people)
    return whole and set(data) <= _DRAFT_KEYS and len(_TELLING & set(data)) >= 2


def _oral_agreement(draft: AgreementDraft, reached: date | None) -> dict[str, Any]:
    return {
        "parties": [_person(party, reached) for party in draft.parties],
        "facts": "\n".join(filter(None, (draft.facts, draft.disputed))),
        "terms": list(draft.terms),
        "performance": performance_words(draft.performance),
        "mediators": [mediator.name for mediator in draft.mediators],
        "recorder": draft.recorder,
    }


def _application(draft: AgreementDraft, reached: date | None) -> dict[str, Any]:
    """Whoever is called 申请人, else the first party; what they ask for is theirs to write."""
    roles = (_("申请人"), _("甲方"), "applicant")
    asking = [party for party in draft.parties if party.role.strip().startswith(roles)] or list(draft.parties[:1])
    others = [party for party in draft.parties if party not in asking]
    return {
        "letterhead": "",
        "number": "",
        "applicants": [_person(party, reached) for party in asking],
        "respondents": [_person(party, reached) for party in others],
        "summary": draft.facts,
        "signers": [party.name for party in asking],
    }


def _confirmation(draft: AgreementDraft, reached: date | None) -> dict[str, Any]:
    terms = "；".join(term.strip().rstrip("。；;") for term in draft.terms)
    why = _("经人民调解委员会主持调解，各方自愿达成调解协议：{terms}。").format(terms=terms)
    asking = _("为使协议得到切实履行，共同申请司法确认。")
    return {
        "letterhead": "",
        "number": "",
        "dated_on": "",
        "applicants": [_applicant(party) for party in draft.parties if not party.is_organisation],
        "organisations": [_organisation(party) for party in draft.parties if party.is_organisation],
        "reached_on": date_words(reached) if reached else "",
        "committee": draft.committee,
        "agreement": draft.number,
        "facts": "\n".join((draft.facts, why, asking)),
        "attachments": [_("人民调解协议书"), _("人民调解委员会主持调解的证明"), _("身份证明、资格证明")],
        "signers": [party.name for party in draft.parties],
    }


def _person(party: DraftParty, reached: date | None) -> dict[str, str]:
    names = ("name", "sex", "nation", "occupation", "phone", "address")
    return {name: getattr(party, name) for name in names} | {"age": _age(party, reached)}


def _applicant(party: DraftParty) -> dict[str, str]:
    names = ("name", "sex", "birth", "nation", "occupation", "id_number", "address", "phone")
    return {name: getattr(party, name) for name in names}


def _organisation(party: DraftParty) -> dict[str, str]:
    return {
        "name": party.name,
        "address": party.address,
        "credit_code": party.id_number,
        "representative": party.representative.name if party.representative else "",
        "phone": party.phone,
    }


def _age(party: DraftParty, reached: date | None) -> str:
    if reached is None or party.is_organisation:
        return ""
    born = read_date(party.birth) or read_identity_number(party.id_number, reached).birth
    return str(full_years(born, reached)) if born and born <= reached else ""


_FORMS: Mapping[str, Callable[[AgreementDraft, date | None], dict[str, Any]]] = {
    "oral_agreement": _oral_agreement,
    "application": _application,
    "confirmation_application": _confirmation,
    "confirmation_application_organisation": _confirmation,
}
