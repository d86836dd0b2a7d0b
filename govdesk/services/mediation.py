"""Mediation as work: who is at the table, the draft of the agreement, its checks, and draft files from a stick."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from govdesk.domain.agreement import (
    AgreementDraft,
    Attendee,
    DraftParty,
    PartyKind,
    Representative,
    draft_from_dict,
    draft_to_dict,
)
from govdesk.domain.agreement_checks import check_agreement, may_be_issued
from govdesk.domain.agreement_findings import CHECKS, Finding
from govdesk.domain.case import CaseFile, Mediation, PartySnapshot
from govdesk.domain.errors import BadInput, Conflict, RuleViolation
from govdesk.domain.informants import Identity, identity
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services import grids
from govdesk.services.access import case_for_change, viewed
from govdesk.services.case_card import body_name
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.mediator_register import unregistered
from govdesk.services.messages_agreement import FIELDS, FINDINGS
from govdesk.services.paper_labels import document_label
from govdesk.storage.queries.documents import DocumentRow, read_case_documents
from govdesk.storage.queries.drafts import read_draft
from govdesk.storage.queries.mediation import (
    DRAFT_KIND,
    DRAFT_SEAT,
    AskedFacts,
    MediationFacts,
    read_applications,
    read_mediations,
    read_names_of_other_mediations,
)

LARGEST_DRAFT_FILE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class MediationRow:
    """One line of the mediator's list. `state` is open, agreed or asked (an application waits for answers); `issued`
    the number of the agreement, if any."""

    id: int
    case_id: int
    number: str
    title: str
    parties: tuple[str, ...]
    committee: str
    mediators: tuple[str, ...]
    opened_at: datetime
    due_at: datetime | None
    due_words: str
    overdue: bool
    state: str
    drafted_at: datetime | None
    issued: str


@dataclass(frozen=True, slots=True)
class AgreementWork:
    """The agreement of a case as it stands. `revision` counts its savings; 0 was never saved."""

    case_id: int
    mediation_id: int
    number: str
    title: str
    committee: str
    is_open: bool
    due_at: datetime | None
    register: tuple[str, ...]  # names of the committee's mediators, then of the others
    papers: tuple["PaperRow", ...]
    draft: AgreementDraft
    revision: int

    @property
    def issued(self) -> "PaperRow | None":
        """The agreement in force of this mediation; its draft is closed then."""
        return next((paper for paper in self.papers if paper.in_force), None)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper of the dossier. `document_id` 0 is the draft; `tone` is good, warning, danger or neutral."""

    document_id: int
    title: str
    number: str
    state: str
    tone: str
    copies: int = 0
    in_force: bool = False  # the agreement of this mediation, issued and not void


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding as it is read: `field` is the path in the draft, `sentence` Chinese, `source` the article."""

    code: str
    level: str
    field: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class LintReport:
    ok: bool
    findings: tuple[FindingView, ...]


def open_mediations(desk: Desk, actor: Actor) -> list[MediationRow]:
    """Disputes at the table and agreements not archived; a body's seat sees those it presides over."""
    body_id = actor.body_id if actor.role is Role.BODY else None
    with desk.database.reading() as connection:
        rows = read_mediations(connection, body_id)
        asked = read_applications(connection, body_id)
    now = desk.clock.now()
    return [*(_row(desk, row, now) for row in rows), *(_asked_row(desk, row) for row in asked)]


def agreement_for_case(desk: Desk, actor: Actor, case_id: int) -> AgreementWork:
    """The saved draft, or one prefilled from the case. Raises NotFound, AccessDenied, RuleViolation."""
    with desk.looking(actor) as work:
        file = case_for_change(work, actor, case_id)
        mediation = _table(file)
        saved = read_draft(work.connection, DRAFT_SEAT, DRAFT_KIND, _key(case_id, mediation)) or {}
        documents = read_case_documents(work.connection, case_id)
    viewed(desk, actor, case_id, "agreement")
    draft = draft_from_dict(saved["draft"]) if "draft" in saved else _prefilled(desk, file, mediation)
    return AgreementWork(
        case_id=case_id,
        mediation_id=int(mediation.id or 0),
        number=file.case.number,
        title=file.case.title,
        committee=body_name(desk, mediation.committee_id),
        is_open=mediation.is_open,
        due_at=mediation.due_at,
        register=tuple(grids.mediators(desk, mediation.committee_id)),
        papers=tuple(_papers(documents, mediation, bool(saved))),
        draft=draft,
        revision=int(saved.get("revision", 0)),
    )


def save_agreement(desk: Desk, actor: Actor, case_id: int, draft: AgreementDraft, revision: int) -> int:
    """Keep the draft; returns its new revision.

    `revision` is the one the person was looking at: if another seat saved in the meantime, Conflict is raised and
    nothing is overwritten.
    """
    with desk.work(actor) as work:
        mediation = _table(case_for_change(work, actor, case_id))
        key = _key(case_id, mediation)
        saved = read_draft(work.connection, DRAFT_SEAT, DRAFT_KIND, key) or {}
        current = int(saved.get("revision", 0))
        if current != revision:
            raise Conflict("agreement_changed_elsewhere", {"seat": str(saved.get("by", ""))})
        payload = {"draft": draft_to_dict(draft), "revision": current + 1, "by": actor.name}
        work.drafts.save(DRAFT_SEAT, DRAFT_KIND, key, payload, work.now)
        work.commit()
    return current + 1


def check(desk: Desk, actor: Actor, draft: AgreementDraft, case_id: int | None = None) -> list[FindingView]:
    """All findings in Chinese, errors first; names of the centre's other mediations are recognised as left over."""
    with desk.looking(actor) as work:
        others = read_names_of_other_mediations(work.connection, case_id)
    resolved = replace(draft, committee=_committee_name(desk, draft.committee))
    return told(check_agreement(resolved, desk.clock.now().date(), others, _strangers(desk, draft)))


def confirmation_limit(desk: Desk, effective_on: date) -> date:
    """The last day to ask the court for confirmation, rolled over rest days (人民调解法 §33, 民诉法 §205)."""
    start = datetime.combine(effective_on, time())
    return desk.rules.keeper.named_due(start, "judicial_confirmation")[1].date()


def told(findings: Sequence[Finding]) -> list[FindingView]:
    """Findings with their sentences."""
    return [FindingView(item.code, item.level.value, item.field, _sentence(item), item.source) for item in findings]


def check_list() -> list[tuple[str, str, str, str]]:
    """Every check there is as (code, level, sentence with its placeholders, source), for the help."""
    return [(item.code, item.level.value, _(FINDINGS[item.code]), item.source) for item in CHECKS]


def lint_file(path: Path, today: date, desk: Desk | None = None) -> LintReport:
    """Check a draft file without a case; a desk adds what its register of mediators knows.

    Raises BadInput when it cannot be read.
    """
    draft = read_draft_file(path)
    strangers: list[str] = []
    if desk is not None:
        draft = replace(draft, committee=_committee_name(desk, draft.committee))
        strangers = _strangers(desk, draft)
    findings = check_agreement(draft, today, strangers=strangers)
    return LintReport(may_be_issued(findings), tuple(told(findings)))


def read_draft_file(path: Path) -> AgreementDraft:
    """A draft agreement as JSON (DESIGN §4) in UTF-8 or GB18030. Raises BadInput naming the place."""
    try:
        size = path.stat().st_size
        if size > LARGEST_DRAFT_FILE:
            raise BadInput("draft_too_large", {"name": path.name, "size": size // (1024 * 1024)})
        data = path.read_bytes()
    except OSError as error:
        raise BadInput("file_unreadable", {"file": path.name}) from error
    return draft_from_dict(_json(data, path.name))


def write_draft_file(draft: AgreementDraft, path: Path) -> None:
    """The draft for a stick. Raises BadInput when the file cannot be written."""
    text = json.dumps(draft_to_dict(draft), ensure_ascii=False, indent=1)
    try:
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput("draft_not_written", {"name": path.name}) from error


def _row(desk: Desk, facts: MediationFacts, now: datetime) -> MediationRow:
    is_open = not facts.outcome
    return MediationRow(
        id=facts.id,
        case_id=facts.case_id,
        number=facts.number,
        title=facts.title,
        parties=facts.parties,
        committee=body_name(desk, facts.committee_id),
        mediators=facts.mediators,
        opened_at=facts.opened_at,
        due_at=facts.due_at,
        due_words=due_words(facts.due_at, now) if is_open and facts.due_at else "",
        overdue=is_open and facts.due_at is not None and facts.due_at < now,
        state="open" if is_open else "agreed",
        drafted_at=facts.drafted_at,
        issued=facts.issued,
    )


def _asked_row(desk: Desk, facts: AskedFacts) -> MediationRow:
    return MediationRow(
        id=0,
        case_id=facts.case_id,
        number=facts.number,
        title=facts.title,
        parties=facts.parties,
        committee=body_name(desk, facts.handler_id) if facts.handler_id else "",
        mediators=(),
        opened_at=facts.opened_at,
        due_at=None,
        due_words="",
        overdue=False,
        state="asked",
        drafted_at=None,
        issued="",
    )


def _table(file: CaseFile) -> Mediation:
    """The mediation whose agreement is written: the open one, else the last that ended with one."""
    found = file.open_mediation
    if found is None:
        found = next((item for item in reversed(file.mediations) if item.outcome == "agreed"), None)
    if found is None:
        raise RuleViolation("mediation_not_open", {"number": file.case.number})
    return found


def _papers(documents: Sequence[DocumentRow], mediation: Mediation, drafted: bool) -> list[PaperRow]:
    """The agreement first, as a draft until it is issued, then everything else that the case has."""
    rows = [_paper(item, mediation) for item in documents]
    if not any(row.in_force for row in rows):
        state, tone = (_("草稿"), "warning") if drafted else (_("待拟"), "danger")
        rows.insert(0, PaperRow(0, document_label(DRAFT_KIND), "", state, tone))
    return sorted(rows, key=lambda row: not row.in_force and row.document_id != 0)


def _paper(item: DocumentRow, mediation: Mediation) -> PaperRow:
    void = item.state != "issued"
    own = item.kind == DRAFT_KIND and item.issued_at >= mediation.opened_at
    return PaperRow(
        document_id=item.id,
        title=document_label(item.kind),
        number=item.number,
        state=_("已作废") if void else _("已出具"),
        tone="neutral" if void else "good",
        copies=item.copies,
        in_force=own and not void,
    )


def _key(case_id: int, mediation: Mediation) -> str:
    return f"{case_id}/{mediation.id}"


def _prefilled(desk: Desk, file: CaseFile, mediation: Mediation) -> AgreementDraft:
    """What the case knows already; everything that people have to agree on stays empty."""
    case, parties, who = file.case, list(file.parties), Identity((), (), ())
    if case.informant_protected:  # who mediates is known to the other side; who reported is not
        told = [item for item in parties if item.role == "reporter" or item.name == case.reporter]
        parties = [item for item in parties if item not in told]
        who = identity(case.reporter, case.phone, tuple(told))
    return AgreementDraft(
        committee=body_name(desk, mediation.committee_id),
        consent={item.name for item in parties} <= set(mediation.consents),
        parties=tuple(_party(item) for item in parties),
        cause=who.clean(case.title),
        dispute_type=desk.rules.categories.label(case.category),
        facts=who.clean(case.text),
        mediators=tuple(Attendee(name=name) for name in mediation.mediators),
        reached_on=desk.clock.now().date().isoformat(),
    )


def _party(snapshot: PartySnapshot) -> DraftParty:
    return DraftParty(
        role=role_word(snapshot.role),
        name=snapshot.name,
        kind=PartyKind.ORGANISATION if snapshot.kind == PartyKind.ORGANISATION else PartyKind.PERSON,
        sex=snapshot.sex,
        nation=snapshot.nation,
        birth=snapshot.birth,
        id_number=snapshot.id_number,
        occupation=snapshot.occupation,
        address=snapshot.address,
        phone=snapshot.phone,
        representative=Representative(name=snapshot.representative) if snapshot.representative else None,
    )


def role_word(role: str) -> str:
    """How a party of the case is called in the agreement."""
    words = {
        "applicant": _("申请人"),
        "respondent": _("被申请人"),
        "reporter": _("申请人"),
        "other": _("当事人"),
    }
    return words.get(role, role)


def _committee_name(desk: Desk, committee: str) -> str:
    """A body's code becomes its name."""
    body = desk.bodies.by_code.get(committee.strip())
    return body.name if body is not None else committee


def _strangers(desk: Desk, draft: AgreementDraft) -> list[str]:
    """The mediators of the draft whom the register does not know (人民调解法 §13, §14)."""
    if desk.centre is None:
        return []
    return unregistered(desk, ["".join(mediator.name.split()) for mediator in draft.mediators])


def _sentence(item: Finding) -> str:
    facts: dict[str, Any] = dict(item.facts)
    if isinstance(facts.get("missing"), tuple):
        facts["missing"] = "、".join(_(FIELDS[name]) for name in facts["missing"])
    return _(FINDINGS[item.code]).format_map(facts)


def _json(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise BadInput("agreement_draft_unreadable", {"name": name, "place": _("编码")}) from None
    try:
        value: Mapping[str, Any] = json.loads(text)
    except json.JSONDecodeError as error:
        place = _("第 {line} 行第 {column} 列").format(line=error.lineno, column=error.colno)
        raise BadInput("agreement_draft_unreadable", {"name": name, "place": place}) from None
    except RecursionError:
        raise BadInput("agreement_draft_unreadable", {"name": name, "place": _("嵌套太深")}) from None
    except ValueError:  # a number of more digits than Python reads
        raise BadInput("agreement_draft_unreadable", {"name": name, "place": _("过长的数字")}) from None
    return value
