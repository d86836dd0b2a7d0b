"""What the forms of a dossier know about their dispute: parties completed, talks, papers, numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from govdesk.domain.agreement import AgreementDraft, DraftParty, Performance, draft_from_dict, read_date
from govdesk.domain.amounts import capital_words, plain_amount, read_amount
from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile, Mediation, PartySnapshot
from govdesk.domain.errors import GovDeskError
from govdesk.domain.identity_number import read_identity_number
from govdesk.domain.mediation_work import Session, applications_of, place_of, sessions_of
from govdesk.domain.numbering import parse_paper_number
from govdesk.domain.paper_fields import date_words
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.text import _
from govdesk.services.case_card import body_name
from govdesk.services.desk import Desk
from govdesk.storage.queries.documents import DocumentRow, read_case_documents
from govdesk.storage.queries.drafts import read_draft
from govdesk.storage.queries.mediation import DRAFT_KIND, DRAFT_SEAT
from govdesk.storage.queries.paper_ledger import read_frozen

AGREEMENTS = ("agreement", "oral_agreement")
_ASKING = frozenset({"applicant", "reporter"})

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dispute:
    """`parties` are those of the case, completed by the agreement's draft; `paper` the agreement in force, if any."""

    file: CaseFile
    mediation: Mediation | None
    committee: Body | None
    draft: AgreementDraft
    parties: tuple[PartySnapshot, ...]
    applicants: tuple[PartySnapshot, ...]
    respondents: tuple[PartySnapshot, ...]
    paper: DocumentRow | None
    dispute_type: str
    today: date

    @property
    def names(self) -> str:
        return "、".join(party.name for party in self.parties)

    @property
    def mediators(self) -> tuple[str, ...]:
        named = tuple(person.name for person in self.draft.mediators if person.name)
        return named or (self.mediation.mediators if self.mediation else ())

    @property
    def recorder(self) -> str:
        held = self.session
        return self.draft.recorder or (held.recorder if held else "")

    @property
    def agreement(self) -> str:
        """The agreement's number, written or oral; empty while there is none."""
        return self.paper.number if self.paper else ""

    @property
    def volume(self) -> str:
        """The number of the volume that goes with the agreement."""
        if self.paper is None:
            return ""
        try:
            return parse_paper_number(self.paper.number).volume
        except GovDeskError:
            return ""

    @property
    def session(self) -> Session | None:
        """The last talk of the mediation that was held."""
        held = self.sessions
        return held[-1] if held else None

    @property
    def sessions(self) -> list[Session]:
        place = place_of(self.file, self.mediation)
        return [item for item in sessions_of(self.file) if item.state == "held" and item.mediation in (0, place)]

    @property
    def reached_on(self) -> date | None:
        """The day of the agreement."""
        if self.mediation is not None and self.mediation.agreed_on is not None:
            return self.mediation.agreed_on
        return read_date(self.draft.reached_on) if self.draft.reached_on else None

    @property
    def title(self) -> str:
        """卷名: 甲与乙邻里纠纷."""
        left, right = _some(self.applicants), _some(self.respondents)
        who = _("{left}与{right}").format(left=left, right=right) if left and right else left or right
        return f"{who}{self.kind_words}"

    @property
    def kind_words(self) -> str:
        """邻里纠纷: the dispute's type, always ending as a dispute."""
        words = self.dispute_type.strip() or _("民间纠纷")
        return words if words.endswith((_("纠纷"), _("争议"))) else words + _("纠纷")


def dispute_of(desk: Desk, file: CaseFile) -> Dispute:
    """Everything at once; a case without a mediation has a dispute too, without committee's decisions in it."""
    mediation = _mediation(file)
    case_id = int(file.case.id or 0)
    draft, paper = AgreementDraft(), None
    with desk.database.reading() as connection:
        if mediation is not None:
            papers = read_case_documents(connection, case_id)
            paper = _agreement(papers, mediation)
            saved = read_draft(connection, DRAFT_SEAT, DRAFT_KIND, f"{case_id}/{mediation.id}") or {}
            kept = read_frozen(connection, paper.id).get("draft") if paper else None
            draft = _draft(kept or saved.get("draft"))
    parties = tuple(_completed(item, draft) for item in file.parties)
    asking, asked = _sides(file, parties)
    return Dispute(
        file=file,
        mediation=mediation,
        committee=committee_of(desk, file),
        draft=draft,
        parties=parties,
        applicants=asking,
        respondents=asked,
        paper=paper,
        dispute_type=draft.dispute_type or desk.rules.categories.label(file.case.category),
        today=desk.clock.now().date(),
    )


def committee_of(desk: Desk, file: CaseFile) -> Body | None:
    """Who presides: the committee of the mediation, the one that handles the case, or the one of the place."""
    mediation = _mediation(file)
    if mediation is not None:
        return desk.bodies.by_id.get(mediation.committee_id)
    handler = desk.bodies.by_id.get(file.case.handler_id or 0)
    if handler is not None and handler.kind is BodyKind.MEDIATION_COMMITTEE:
        return handler
    return desk.bodies.at(BodyKind.MEDIATION_COMMITTEE, file.case.grid_path)


def person_rows(parties: Sequence[PartySnapshot], today: date) -> tuple[Row, ...]:
    """The seven facts of F3 about each party."""
    return tuple(
        {
            "name": item.name,
            "sex": item.sex,
            "nation": item.nation,
            "age": _age(item, today),
            "occupation": item.occupation,
            "phone": item.phone,
            "address": item.address,
        }
        for item in parties
    )


def person_line(item: PartySnapshot, today: date) -> str:
    """甲，女，47岁，汉族，身份证号码…，住…，联系电话…: what is known, in one line."""
    age = _age(item, today)
    facts = (
        item.name,
        item.sex,
        _("{age}岁").format(age=age) if age else "",
        item.nation,
        item.occupation,
        _("身份证号码{number}").format(number=item.id_number) if item.id_number else "",
        _("住{address}").format(address=item.address) if item.address else "",
        _("联系电话{phone}").format(phone=item.phone) if item.phone else "",
    )
    return "，".join(fact for fact in facts if fact)


def performance_words(performance: Performance) -> str:
    """履行方式、时限 in sentences, the instalments one by one."""
    due_on = read_date(performance.due_on) if performance.due_on else None
    parts = [
        _("履行方式：{method}。").format(method=performance.method.rstrip("。")) if performance.method else "",
        _("履行地点：{place}。").format(place=performance.place.rstrip("。")) if performance.place else "",
        _("履行期限：{day}前。").format(day=date_words(due_on)) if due_on else "",
    ]
    for position, item in enumerate(performance.instalments, start=1):
        day = read_date(item.due_on) if item.due_on else None
        parts.append(
            _("第{position}期：{payer}于{day}前付给{payee}{amount}。").format(
                position=position,
                payer=item.payer,
                payee=item.payee,
                amount=money_words(item.amount),
                day=date_words(day) if day else item.due_on,
            )
        )
    return "\n".join(part for part in parts if part)


def money_words(amount: object) -> str:
    """人民币1500元（大写：壹仟伍佰元整）; what is no amount stays as it was typed."""
    try:
        number = read_amount(str(amount))
    except ValueError:
        return str(amount)
    return _("人民币{amount}元（大写：{words}）").format(amount=plain_amount(number), words=capital_words(number))


def committee_name(desk: Desk, dispute: Dispute) -> str:
    return body_name(desk, dispute.committee.id) if dispute.committee else ""


def _mediation(file: CaseFile) -> Mediation | None:
    return file.mediations[-1] if file.mediations else None


def _agreement(papers: Sequence[DocumentRow], mediation: Mediation) -> DocumentRow | None:
    """The written or oral agreement of this mediation that is in force."""
    found = [
        item
        for item in papers
        if item.kind in AGREEMENTS and item.state == "issued" and item.issued_at >= mediation.opened_at
    ]
    return found[-1] if found else None


def _draft(data: object) -> AgreementDraft:
    """A draft that this version cannot read any more says nothing."""
    try:
        return draft_from_dict(data) if data else AgreementDraft()
    except GovDeskError:
        return AgreementDraft()


def _completed(item: PartySnapshot, draft: AgreementDraft) -> PartySnapshot:
    """What the mediator asked for at the table fills what the register did not know."""
    told = next((party for party in draft.parties if party.name == item.name), None)
    if told is None:
        return item
    names = ("sex", "nation", "birth", "id_number", "occupation", "address", "phone")
    filled = {name: getattr(told, name) or getattr(item, name) for name in names}
    return replace(item, representative=_spokesman(told) or item.representative, **filled)


def _spokesman(party: DraftParty) -> str:
    return party.representative.name if party.representative else ""


def _sides(
    file: CaseFile, parties: tuple[PartySnapshot, ...]
) -> tuple[tuple[PartySnapshot, ...], tuple[PartySnapshot, ...]]:
    """Who asked for the mediation, by the application or by the case; the others answer."""
    asked = applications_of(file)
    names = set(asked[-1].applicants) if asked else set()
    asking = tuple(item for item in parties if (item.name in names if names else item.role in _ASKING))
    if not asking or len(asking) == len(parties):
        asking = parties[:1]
    return asking, tuple(item for item in parties if item not in asking)


def _some(parties: Sequence[PartySnapshot]) -> str:
    """Two names, or the first and how many there are."""
    names = [item.name for item in parties]
    if len(names) <= 2:
        return "、".join(names)
    return _("{name}等{count}人").format(name=names[0], count=len(names))


def _age(item: PartySnapshot, today: date) -> str:
    """Full years, from the date of birth or the identity number."""
    born = read_date(item.birth) if item.birth else None
    if born is None and item.id_number and item.kind != "organisation":
        born = read_identity_number(item.id_number, today).birth
    if born is None or born > today:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))
