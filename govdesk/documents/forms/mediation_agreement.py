"""人民调解协议书: parties, facts and dispute, terms, performance, copies, signatures, place of the seal."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.page import (
    BODY,
    TABLE,
    TEXT_FRAME,
    Form,
    cell,
    chinese_date,
    chinese_number,
    label,
    masthead,
)
from govdesk.documents.forms.signature import signature, signature_table
from govdesk.documents.template import Template
from govdesk.documents.typesetting.block import Block, Space
from govdesk.documents.typesetting.paragraph import Paragraph, Style, paragraphs, spaced
from govdesk.documents.typesetting.table import Row, Table
from govdesk.domain.agreement import Attendee, DraftParty, Instalment, Representative, read_date
from govdesk.domain.amounts import capital_words, plain_amount, read_amount
from govdesk.domain.identity_number import full_years
from govdesk.domain.papers import AgreementPaper

_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十百]+、|\d+(?:、|[.．](?!\d)))\s*")
_OWN_WORDS = frozenset(
    ("法定代表人", "负责人", "主要负责人", "法定代理人", "监护人", "委托代理人", "代理人", "经营者", "代表人")
)
_BY_AUTHORITY = re.compile(r"授权|委托")
_BY_LAW = re.compile(r"监护|法定代理|[父母](?!公司)|祖|爷爷|奶奶")
_FEW_PARTIES = 6
_BLANK_PARTY = 96  # characters of a rule: two lines behind the role
_BLANK_TERMS = 3
_RIGHT = Style(size=14, leading=24, align="center")


def mediation_agreement(paper: AgreementPaper, words: Template) -> Form:
    """Everything that 人民调解法 §29 lists, in the order of the official form."""
    draft = paper.draft
    number = words("number", number=paper.number) if paper.number else words("blank_number")
    blocks: list[Block] = [
        *masthead(draft.committee, words.title, number),
        *(block for party in draft.parties for block in _party(words, party, read_date(draft.reached_on))),
        *_participants(words, draft.participants),
        *_dispute(words, draft.facts, draft.disputed),
        *_terms(words, paper),
        *_performance(words, paper),
        *_closing(words, paper),
        _signatures(words, paper),
    ]
    subject = " ".join(filter(None, (words.title, paper.number, draft.cause)))
    reached_on = read_date(draft.reached_on)
    return Form(words, TEXT_FRAME, blocks, subject, draft.committee, paper.number, reached_on, paper.specimen)


def _party(words: Template, party: DraftParty, on: date | None) -> list[Block]:
    if party.is_organisation:
        facts = [
            _filled(words, "party.credit_code", number=party.id_number),
            _filled(words, "party.seat", address=party.address),
        ]
    else:
        facts = [
            party.sex,
            _nation(party.nation),
            _birth(words, party.birth, on),
            party.occupation,
            _filled(words, "party.id_number", number=party.id_number),
            _filled(words, "party.lives", address=party.address),
        ]
    facts.append(_filled(words, "party.phone", phone=party.phone))
    known = list(filter(None, [party.name, *facts]))
    text = "，".join(known) + "。" if known else "_" * _BLANK_PARTY
    made: list[Block] = [Paragraph([(f"{_role(words, party.role)}：", Typeface.HEI), (text, Typeface.FANG)], BODY)]
    if party.representative:
        made.append(_representative(words, party.representative, party.is_organisation))
    return made


def _representative(words: Template, person: Representative, organisation: bool) -> Paragraph:
    role, name = _spokesman(words, person, organisation)
    facts = [
        _filled(words, "party.relation", relation=person.relation),
        _filled(words, "party.authority", authority=person.authority),
        _filled(words, "party.id_number", number=person.id_number),
        _filled(words, "party.lives", address=person.address),
        _filled(words, "party.phone", phone=person.phone),
    ]
    text = "，".join([name, *filter(None, facts)]) + "。"
    return Paragraph([(f"{role}：", Typeface.HEI), (text, Typeface.FANG)], BODY)


def _spokesman(words: Template, person: Representative, organisation: bool) -> tuple[str, str]:
    """As whom he speaks, and his name; where both were typed as one, 宋某（法定代表人）, they are told apart."""
    if person.role:
        return person.role, person.name
    post = re.fullmatch(r"(?P<name>[^（(]+)[（(](?P<post>[^）)]+)[）)]", person.name.strip())
    if post and post["post"] in _OWN_WORDS:
        return post["post"], post["name"].strip()
    said = f"{person.name}{person.relation}"
    if _BY_AUTHORITY.search(said + person.authority):
        return words("party.agent"), person.name
    if organisation:
        return words("party.legal_representative"), person.name
    return words("party.guardian" if _BY_LAW.search(said) else "party.agent"), person.name


def _participants(words: Template, people: tuple[Attendee, ...]) -> list[Paragraph]:
    if not people:
        return []
    names = []
    for person in people:
        note = "，".join(filter(None, (person.role, person.relation, person.organisation)))
        names.append(f"{person.name}（{note}）" if note else person.name)
    return [Paragraph([(words("participants"), Typeface.HEI), ("、".join(names) + "。", Typeface.FANG)], BODY)]


def _dispute(words: Template, facts: str, disputed: str) -> list[Block]:
    """Nothing known: lines to write on."""
    key = "facts" if disputed.strip() else "facts_and_disputed"
    if not facts.strip() and not disputed.strip():
        return [Paragraph([(words(key), Typeface.HEI)], spaced(BODY, keep_with_next=True)), Space(BODY.leading * 4)]
    made: list[Block] = [*paragraphs(facts, Typeface.FANG, BODY, (words(key), Typeface.HEI))]
    if disputed.strip():
        made += paragraphs(disputed, Typeface.FANG, BODY, (words("disputed"), Typeface.HEI))
    return made


def _terms(words: Template, paper: AgreementPaper) -> list[Paragraph]:
    heading = words("agreed_by_two" if len(paper.draft.parties) <= 2 else "agreed_by_many")
    made = [Paragraph([(heading, Typeface.HEI)], spaced(BODY, keep_with_next=True))]
    terms = [term for term in paper.draft.terms if term.strip()] or [""] * _BLANK_TERMS
    for position, term in enumerate(terms, start=1):
        body = _NUMBERED.sub("", term, count=1)
        made += paragraphs(body, Typeface.FANG, BODY, (f"{chinese_number(position)}、", Typeface.FANG))
    return made


def _performance(words: Template, paper: AgreementPaper) -> list[Block]:
    performance = paper.draft.performance
    due_on = read_date(performance.due_on)
    due = words("due_date", date=chinese_date(due_on)) if due_on else performance.due_on
    parts = [
        performance.method.strip().rstrip("。；"),
        _filled(words, "place", place=performance.place),
        _filled(words, "due", due=due),
    ]
    text = "；".join(filter(None, parts))
    if not text and not performance.instalments and not any(term.strip() for term in paper.draft.terms):
        return [Paragraph([(words("performance"), Typeface.HEI)], BODY), Space(BODY.leading)]
    if not text and not performance.instalments:
        return []
    span = [(words("performance"), Typeface.HEI), (f"{text}。" if text else "", Typeface.FANG)]
    made: list[Block] = [Paragraph(span, spaced(BODY, keep_with_next=bool(performance.instalments)))]
    if performance.instalments:
        made.append(_instalments(words, performance.instalments))
    return made


def _instalments(words: Template, instalments: tuple[Instalment, ...]) -> Table:
    keys = ("position", "payer", "payee", "amount", "words", "due")
    middle = spaced(TABLE, align="center")
    rows = [Row([label(words(f"instalments.{key}")) for key in keys], header=True, keep_with_next=True)]
    for position, item in enumerate(instalments, start=1):
        amount = _amount(item.amount)
        due_on = read_date(item.due_on)
        texts = (
            str(position),
            item.payer,
            item.payee,
            plain_amount(amount) if amount is not None else item.amount,
            _capitals(amount),
            words("due_date", date=chinese_date(due_on)) if due_on else item.due_on,
        )
        last = position == len(instalments)
        rows.append(Row([cell(text, style=middle) for text in texts], keep_with_next=last))
    rows += _total(words, instalments, middle)
    return Table((1.2, 1.9, 1.9, 2.3, 4.9, 3.6), rows, before=4, after=8)


def _total(words: Template, instalments: tuple[Instalment, ...], style: Style) -> list[Row]:
    """A sum is printed when several instalments go from one to another and every amount can be read."""
    amounts = [_amount(item.amount) for item in instalments]
    if len(amounts) < 2 or None in amounts or len({(item.payer, item.payee) for item in instalments}) > 1:
        return []
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    texts = (words("instalments.total"), plain_amount(total), _capitals(total), "")
    spans = (3, 1, 1, 1)
    return [Row([cell(text, style=style, span=span) for text, span in zip(texts, spans, strict=True)])]


def _closing(words: Template, paper: AgreementPaper) -> list[Paragraph]:
    draft = paper.draft
    lines = [words("effect")]
    if draft.confirmation_wanted:
        many = "many" if len(draft.parties) > 2 else "two"
        lines.insert(0, words(f"confirmation_by_{many}"))
    copies = draft.copies or draft.lawful_copies
    key = "copies"
    if copies != draft.lawful_copies:
        key = "more_copies" if copies > draft.lawful_copies else "fewer_copies"
    lines.append(words(key, copies=chinese_number(copies)))
    made = [Paragraph([(line, Typeface.FANG)], BODY) for line in lines[:-1]]
    return [*made, Paragraph([(lines[-1], Typeface.FANG)], spaced(BODY, keep_with_next=True))]


def _signatures(words: Template, paper: AgreementPaper) -> Table:
    draft = paper.draft
    parties = []
    for party in draft.parties:
        how = words("sign_organisation" if party.is_organisation else "sign_person")
        parties.append(signature(f"{_role(words, party.role)}{how}", party.name))
    names = [person.name for person in draft.mediators] or [""]  # 人民调解法 §29: a mediator signs, also by hand
    officials = [signature(words("sign_mediator"), name) for name in names]
    officials.append(signature(words("sign_recorder"), draft.recorder))
    seal: list[list[Block]] = [
        [Paragraph([(words("seal"), Typeface.FANG)], _RIGHT)],
        [Paragraph([(chinese_date(read_date(draft.reached_on)), Typeface.FANG)], _RIGHT)],
    ]
    if len(parties) <= _FEW_PARTIES:
        return signature_table(parties, officials, seal)
    people = [*parties, *([[]] if len(parties) % 2 else []), *officials]
    return signature_table(people[0::2], people[1::2], seal)


def _role(words: Template, role: str) -> str:
    """A code of the parties' list becomes its label; a label that somebody typed stays."""
    key = f"party.{role}"
    if role and key in words.text:
        return words(key)
    return role or words("party.other")


def _filled(words: Template, key: str, **values: str) -> str:
    return words(key, **values) if all(value.strip() for value in values.values()) else ""


def _nation(nation: str) -> str:
    return nation if not nation or nation.endswith("族") or len(nation) > 3 else f"{nation}族"


def _birth(words: Template, birth: str, reached: date | None) -> str:
    """With the age on the day of the agreement, where both days are known."""
    born = read_date(birth)
    if born and reached and born <= reached:
        return words("party.born_aged", date=chinese_date(born), age=str(full_years(born, reached)))
    return _filled(words, "party.born", date=chinese_date(born) if born else birth)


def _amount(text: str) -> Decimal | None:
    try:
        return read_amount(text)
    except (ValueError, InvalidOperation):
        return None


def _capitals(amount: Decimal | None) -> str:
    try:
        return capital_words(amount) if amount is not None else ""
    except ValueError:
        return ""
