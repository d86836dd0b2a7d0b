"""What was agreed: facts, terms, and for each duty who, what, when, where and how."""

import re
from collections.abc import Iterator

from govdesk.domain import agreement_words as lexicon
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import (
    duty_text,
    is_action,
    is_payment,
    mentions_somebody,
    names_a_time,
    names_an_amount_to_be,
    sentences,
    squeeze,
    unnumbered,
    without_titles,
)
from govdesk.domain.amounts import amounts_in

_SHORTEST_FACTS = 12
_THING = re.compile(r"(?:(?<=^)|(?<=[，。；起]))[^，。；\d于在应由按分向]{2,8}(?=于|在|应|按|分)")
_WHENEVER = re.compile(rf"{lexicon.CONDITION.pattern}|[的时后]，")
_THE_SUM = re.compile(r"(?:赔偿|补偿|借|货|欠|价|房|尾|工程)款")


def check_content(draft: AgreementDraft) -> Iterator[Finding]:
    yield from _check_facts(draft)
    terms = [term for term in draft.terms if term.strip()]
    if not terms:
        yield finding("terms_missing", "terms")
        return
    seen: set[str] = set()
    for index, term in enumerate(draft.terms):
        at = f"terms[{index}]"
        if not term.strip():
            yield finding("term_empty", at, ordinal=index + 1)
            continue
        if squeeze(term) in seen:
            yield finding("term_twice", at, ordinal=index + 1)
        seen.add(squeeze(term))
        yield from _check_words(term, at, index + 1)
        yield from _check_duty(draft, index)
    yield from _check_words(draft.performance.method, "performance.method", 0)
    yield from _check_words(draft.performance.place, "performance.place", 0)
    yield from _check_performance(draft)


def _check_facts(draft: AgreementDraft) -> Iterator[Finding]:
    facts = squeeze(draft.facts)
    if not facts:
        yield finding("facts_missing", "facts")
    elif len(facts) < _SHORTEST_FACTS:
        yield finding("facts_too_short", "facts", count=len(facts))
    elif hole := lexicon.PLACEHOLDER.search(draft.facts):
        yield finding("placeholder_left", "facts", words=hole.group())
    if not draft.dispute_type.strip() and not draft.cause.strip():
        yield finding("dispute_missing", "dispute_type")


def _check_words(text: str, at: str, ordinal: int) -> Iterator[Finding]:
    if hole := lexicon.PLACEHOLDER.search(text):
        yield finding("placeholder_left", at, words=hole.group())
    vague: list[str] = []
    for sentence in sentences(without_titles(text)):
        if not lexicon.LEFT_OPEN_ON_PURPOSE.search(sentence):
            vague += [match.group() for match in lexicon.VAGUE.finditer(sentence)]
            vague += _said_without_a_day(sentence)
    if vague:
        words = "、".join(dict.fromkeys(vague))
        yield finding("vague_words", at, words=words, ordinal=ordinal)


def _said_without_a_day(sentence: str) -> list[str]:
    if names_a_time(sentence) or lexicon.CONTINUING.search(sentence) or _WHENEVER.search(sentence):
        return []
    return [match.group() for match in lexicon.VAGUE_WITHOUT_A_DAY.finditer(sentence)]


def _check_duty(draft: AgreementDraft, index: int) -> Iterator[Finding]:
    """The four elements without which a court may find the content unclear (民诉法解释 §358)."""
    term, at, ordinal = draft.terms[index], f"terms[{index}]", index + 1
    pays, acts = is_payment(term), is_action(term)
    if not pays and not acts:
        return
    if _nobody_does_it(draft, index) or (pays and _nobody_is_paid(draft, term)):
        yield finding("duty_without_person", at, ordinal=ordinal)
    unnamed = not names_an_amount_to_be(term) and not _continues(term) and not _names_a_sum_above(draft, index)
    if pays and (unnamed or _all_of_nothing(draft, term)):
        yield finding("duty_without_amount", at, ordinal=ordinal)
    if not _when_elsewhere(draft) and not names_a_time(term) and not _scheduled_below(draft, index):
        continuing = not pays and lexicon.CONTINUING.search(term)
        if not continuing and not _nowhere_a_time_to_pay(draft):
            yield finding("duty_without_deadline", at, ordinal=ordinal)


def _nobody_does_it(draft: AgreementDraft, index: int) -> bool:
    term = draft.terms[index]
    return not (mentions_somebody(term, draft) or _continues(term) or _goes_on_about(draft, index))


def _nobody_is_paid(draft: AgreementDraft, term: str) -> bool:
    """Of three parties one pays, and no line of the paper says to which of the others."""
    if len(draft.parties) <= 2 or any(instalment.payee.strip() for instalment in draft.performance.instalments):
        return False
    lines = [line for line in draft.terms if is_payment(line)]
    told = any(len(_named_in(draft, line)) > 1 or lexicon.TO_SOMEBODY.search(line) for line in lines)
    named = _named_in(draft, term)
    return not told and len(named) == 1 and not re.search(rf"[付偿补还给]{re.escape(named.pop())}", squeeze(term))


def _named_in(draft: AgreementDraft, text: str) -> set[str]:
    names = {squeeze(party.name) for party in draft.parties} | {party.role.strip() for party in draft.parties}
    return {name for name in names if name and name in squeeze(text)}


def _goes_on_about(draft: AgreementDraft, index: int) -> bool:
    """彩礼于…前付清: the thing of which a line above tells who owes it to whom."""
    above = [line for line in draft.terms[:index] if mentions_somebody(line, draft)]
    things = [match.group() for match in _THING.finditer(unnumbered(draft.terms[index]))]
    return any(thing[-size:] in line for thing in things for line in above for size in (2, 3))


def _names_a_sum_above(draft: AgreementDraft, index: int) -> bool:
    """赔偿款于…前付清, where a line above names the sum."""
    above = any(amounts_in(line) for line in draft.terms[:index])
    return above and bool(_THE_SUM.search(duty_text(draft.terms[index])))


def _all_of_nothing(draft: AgreementDraft, term: str) -> bool:
    """付清全部医药费, and nowhere in the paper is a sum, a bill or a rate from which it could be worked out."""
    ways = {match.group() for match in lexicon.WORKED_OUT.finditer(unnumbered(duty_text(term)))}
    if not ways or not all(lexicon.ALL_OF_IT.fullmatch(way) for way in ways):
        return False
    texts = (draft.facts, draft.disputed, *draft.terms)
    return not any(amounts_in(text) or lexicon.BY_BILL.search(text) for text in texts)


def _scheduled_below(draft: AgreementDraft, index: int) -> bool:
    """赔偿…共4150元, and a line below says when its parts are due."""
    owed = {amount.value for amount in amounts_in(draft.terms[index])}
    for line in draft.terms[index + 1 :]:
        parts = [amount.value for amount in amounts_in(line) if not amount.rate]
        if parts and names_a_time(line) and is_payment(line) and (sum(parts) in owed or owed & set(parts)):
            return True
    return False


def _continues(term: str) -> bool:
    """上述款项…, 履行方式：…: a term that goes on from the one before, or a heading."""
    return bool(lexicon.CONTINUES.match(unnumbered(term)))


def _when_elsewhere(draft: AgreementDraft) -> bool:
    performance = draft.performance
    return bool(
        performance.due_on.strip()
        or any(instalment.due_on.strip() for instalment in performance.instalments)
        or names_a_time(performance.method)
    )


def _nowhere_a_time_to_pay(draft: AgreementDraft) -> bool:
    """Somebody has to pay, and no line of the whole paper says when: then it cannot be performed."""
    pays = any(is_payment(term) for term in draft.terms)
    return pays and not _when_elsewhere(draft) and not any(names_a_time(term) for term in draft.terms)


def _check_performance(draft: AgreementDraft) -> Iterator[Finding]:
    """履行的方式、期限 (人民调解法 §29), 地点 (部令第75号 §35); an agreement without any duty needs none."""
    pays = any(is_payment(term) for term in draft.terms)
    if _nowhere_a_time_to_pay(draft):
        yield finding("deadline_missing", "performance.due_on")
    said = "。".join([*draft.terms, draft.performance.method, draft.performance.place])
    if pays and not draft.performance.method.strip() and not lexicon.MEANS.search(said):
        yield finding("method_missing", "performance.method")
    place_told = draft.performance.place.strip() or lexicon.PLACE_TOLD.search(said)
    if not place_told and (pays or any(lexicon.HANDED_OVER.search(duty_text(term)) for term in draft.terms)):
        yield finding("place_missing", "performance.place")
