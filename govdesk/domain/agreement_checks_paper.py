"""The paper itself: who presides, number, copies, signers, form; and where the law around it sets limits."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from govdesk.domain import agreement_words as lexicon
from govdesk.domain.agreement import AgreementDraft, AgreementForm, read_date
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import squeeze, without_titles
from govdesk.domain.amounts import read_count

_ONESELF = ("其", "自己", "本人", "各自", "他", "她", "共同")
_CODE = re.compile(r"[A-Za-z0-9_.:\-]+")
_NUMBER = re.compile(
    r"[\u3400-\u9fff]{1,20}调[\u3400-\u9fff]{0,4}[〔（(\[［【](?P<year>\d{4})[〕）)\]］】]\s*第?\s*[1-9]\d{0,5}\s*号"
    r"|[〔（(\[［](?P<year2>\d{4})[〕）)\]］]\s*[\u3400-\u9fff]{1,20}调[\u3400-\u9fff]{0,4}第?\s*[1-9]\d{0,5}\s*号"
)
_COPIES = re.compile(r"一式\s*(?P<count>\d+|[一二两叁三四五六七八九十贰肆伍]+)\s*份")


def check_law(draft: AgreementDraft) -> Iterator[Finding]:
    """What mediation may not do, and what a court will look at; always a reason and an article, never a verdict."""
    for index, term in enumerate(draft.terms):
        at = f"terms[{index}]"
        blocked = lexicon.BLOCKS_REMEDIES.search(without_titles(term))
        if blocked and not lexicon.ONLY_ABUSE.search(blocked.group()):
            yield finding("blocks_remedies", at, words=blocked.group())
        if unlawful := lexicon.UNLAWFUL.search(without_titles(term)):
            yield finding("unlawful_clause", at, words=unlawful.group())
        if (fee := lexicon.FEE.search(term)) and not lexicon.NO_FEE.search(term):
            yield finding("fee_charged", at, words=fee.group())
    facts = without_titles(draft.facts + "。" + draft.disputed)
    whole = "。".join([facts, draft.cause, draft.dispute_type, *map(without_titles, draft.terms)])
    if danger := lexicon.DANGER.search(whole):
        yield finding("duty_to_report", "facts", words=danger.group())
    subject = f"{draft.cause}。{draft.dispute_type}"
    outside = lexicon.CRIME.search(whole) or lexicon.OFFICIAL.search(whole) or lexicon.OFFICIAL_SUBJECT.search(subject)
    if outside:
        yield finding("outside_mediation", "facts", words=outside.group())
    if draft.confirmation_wanted:
        yield from _check_confirmation(draft)


def check_paper(draft: AgreementDraft, today: date, strangers: Sequence[str] = ()) -> Iterator[Finding]:
    """`strangers`: the mediators of the draft whom the register does not know."""
    yield from _check_committee(draft.committee)
    yield from _check_number(draft, today)
    yield from _check_copies(draft)
    yield from _check_signers(draft, strangers)
    if draft.form is AgreementForm.ORAL and _should_be_written(draft):
        yield finding("written_form_advised", "form")


def _check_confirmation(draft: AgreementDraft) -> Iterator[Finding]:
    terms = "。".join(map(without_titles, draft.terms))
    subject = f"{draft.cause}。{draft.dispute_type}"
    if found := lexicon.IDENTITY_RELATION.search(terms) or lexicon.IDENTITY_RELATION.search(subject):
        yield finding("confirmation_identity", "confirmation_wanted", words=found.group())
    if found := lexicon.TITLE.search(terms) or re.search(r"确权|权属", subject):
        yield finding("confirmation_title", "confirmation_wanted", words=found.group())
    if found := lexicon.THIRD_PARTY.search(terms) or _others_property(draft, terms) or _others_duty(draft, terms):
        yield finding("confirmation_third_party", "confirmation_wanted", words=found.group().strip("，。；、"))
    if draft.form is AgreementForm.ORAL:
        yield finding("confirmation_oral", "form")
    for index, party in enumerate(draft.parties):
        reached = party.phone.strip() or (party.representative and party.representative.phone.strip())
        if party.name.strip() and not reached:
            yield finding("confirmation_contact", f"parties[{index}].phone", name=squeeze(party.name))


def _others_property(draft: AgreementDraft, terms: str) -> re.Match[str] | None:
    """登记在某某名下, 某某名下的车, where 某某 is no party; an account to pay into is no property."""
    names = tuple(squeeze(party.name) for party in draft.parties if party.name.strip())
    for match in re.finditer(
        r"(?P<who>[^，。；、]{2,8})名下(?!的?(?:[^，。；、]{0,8}(?:账户|帐户|账号|卡|存折)))", terms
    ):
        who = squeeze(match["who"])
        if not who.endswith((*names, *_ONESELF)) and not lexicon.ANY_ROLE.search(who[-3:]):
            return match
    return None


def _others_duty(draft: AgreementDraft, terms: str) -> re.Match[str] | None:
    """房东应当…, where no party is called so: an agreement binds those who signed it."""
    own = "".join(party.name + party.role + party.occupation for party in draft.parties)
    return next((match for match in lexicon.OTHERS_DUTY.finditer(terms) if match["who"] not in own), None)


def _check_committee(committee: str) -> Iterator[Finding]:
    """A street office never issues under the committee's name, nor the other way round; a bare code is a body's."""
    name = squeeze(committee)
    if not name:
        yield finding("committee_missing", "committee")
    elif _CODE.fullmatch(name):
        return
    elif lexicon.OTHER_COMMITTEE.search(name) and "人民调解" not in name:
        yield finding("presiding_body", "committee", name=name)
    elif not lexicon.COMMITTEE.search(name):
        other = lexicon.OTHER_BODY.search(name)
        yield finding("presiding_body" if other else "presiding_body_doubtful", "committee", name=name)


def _check_number(draft: AgreementDraft, today: date) -> Iterator[Finding]:
    number = squeeze(draft.number)
    if not number:
        return
    match = _NUMBER.fullmatch(number)
    if not match:
        yield finding("number_malformed", "number", number=draft.number)
        return
    year = int(match["year"] or match["year2"])
    on = read_date(draft.reached_on) or today
    if year != on.year:
        yield finding("number_year_differs", "number", number=draft.number, year=on.year)


def _check_copies(draft: AgreementDraft) -> Iterator[Finding]:
    """当事人各执一份, 人民调解委员会留存一份 (§29)."""
    if len(draft.parties) < 2:
        return
    lawful = draft.lawful_copies
    if draft.copies is not None and draft.copies < lawful:
        yield finding("copies_too_few", "copies", copies=draft.copies, lawful=lawful)
    elif draft.copies is not None and draft.copies > lawful:
        yield finding("copies_more", "copies", copies=draft.copies, lawful=lawful)
    for index, term in enumerate(draft.terms):
        match = _COPIES.search(term)
        if match and _count(match["count"]) != (draft.copies or lawful):
            yield finding("copies_in_terms", f"terms[{index}]", text=match.group(), copies=draft.copies or lawful)


def _check_signers(draft: AgreementDraft, strangers: Sequence[str]) -> Iterator[Finding]:
    mediators = [squeeze(mediator.name) for mediator in draft.mediators]
    if not any(mediators):
        yield finding("mediators_missing", "mediators")
    parties = {squeeze(party.name) for party in draft.parties}
    parties |= {squeeze(party.representative.name) for party in draft.parties if party.representative}
    for index, name in enumerate(mediators):
        if name and name in strangers:
            yield finding("mediator_not_registered", f"mediators[{index}]", name=name)
        if name and name in parties:
            yield finding("mediator_is_party", f"mediators[{index}]", name=name)
    if not draft.recorder.strip():
        yield finding("recorder_missing", "recorder")


def _should_be_written(draft: AgreementDraft) -> bool:
    """部令第75号 §34: rights and duties that are not performed on the spot belong on paper."""
    due, reached = read_date(draft.performance.due_on), read_date(draft.reached_on)
    return bool(draft.performance.instalments) or bool(due and reached and due > reached)


def _count(text: str) -> int:
    try:
        return read_count(text)
    except ValueError:
        return 0
