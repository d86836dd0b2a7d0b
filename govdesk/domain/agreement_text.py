"""Reading the free text of an agreement: dates, spans of time, duties, and the names of people."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from govdesk.domain import agreement_words as lexicon
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.amounts import read_count

_LEAD = 60


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date as written: `first` to `last` (the same day, or a whole month); both None when no such day exists."""

    first: date | None
    last: date | None
    start: int
    end: int
    text: str


def dates_in(text: str) -> list[TextDate]:
    """Dates with a year, in figures or Chinese numerals, in order; a month without a day spans the month."""
    return [_text_date(match) for match in lexicon.DATE.finditer(text)]


def names_a_time(text: str) -> bool:
    """A date, a span (三日内, 每月), or a word that fixes the moment (当场, 签订之日)."""
    return bool(lexicon.TIME.search(text))


def sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[。；;\n]", text) if part.strip()]


def duty_text(term: str) -> str:
    """The sentences of a term that oblige somebody: conditions (如逾期…) and negations (不再支付…) are left out."""
    kept = [part for part in sentences(without_titles(term)) if not lexicon.CONDITION.match(unnumbered(part))]
    return "。".join(lexicon.NEGATED.sub("", part) for part in kept)


def is_payment(term: str) -> bool:
    return bool(lexicon.PAY.search(duty_text(term)))


def is_action(term: str) -> bool:
    return bool(lexicon.ACT.search(duty_text(term)))


def names_an_amount_to_be(term: str) -> bool:
    """Whether what is to be paid is said or can be worked out: a figure, a quantity, a share, the rest of a sum."""
    bare = lexicon.DATE.sub("", lexicon.SPAN.sub("", unnumbered(duty_text(term))))
    return bool(lexicon.QUANTITY.search(bare) or lexicon.WORKED_OUT.search(bare))


def mentions_somebody(text: str, draft: AgreementDraft) -> bool:
    """A party by name, by role, or by a word such as 双方, 出租方, 公司."""
    squeezed = squeeze(text)
    named = [*(squeeze(party.name) for party in draft.parties), *(party.role for party in draft.parties)]
    named += [tail for party in draft.parties if party.is_organisation for tail in _tails(squeeze(party.name))]
    if any(word and word in squeezed for word in named):
        return True
    return bool(lexicon.SOMEBODY.search(squeezed)) or any(True for _ in acting_names(text))


def _tails(organisation: str) -> tuple[str, ...]:
    """卫生院 for 清溪镇中心卫生院: how a paper calls an organisation after its first mention."""
    return (organisation[-3:], organisation[-2:]) if len(organisation) > 4 else ()


def squeeze(text: str) -> str:
    """Without white space: 王  伟 is 王伟."""
    return re.sub(r"\s+", "", text)


def people_of(draft: AgreementDraft) -> frozenset[str]:
    """Every name the draft accounts for: parties, their representatives, participants, mediators, recorder."""
    names = [party.name for party in draft.parties]
    names += [party.representative.name for party in draft.parties if party.representative]
    names += [attendee.name for attendee in (*draft.participants, *draft.mediators)]
    names += re.split(r"[、，,;；\s]+", draft.recorder)
    return frozenset(squeeze(name) for name in names if squeeze(name))


def acting_names(term: str) -> Iterator[str]:
    """Person names in the places where a term names who owes and who is owed."""
    text = squeeze(without_titles(term))
    for pattern in _WHERE_NAMES_STAND:
        for match in pattern.finditer(text):
            if _is_person_name(match["name"]):
                yield match["name"]


_WHERE_NAMES_STAND = (
    lexicon.ACTOR,
    lexicon.RECEIVER,
    lexicon.RECEIVER_AFTER,
    lexicon.ACCOUNT,
    lexicon.CALLED,
    lexicon.TOGETHER,
)


def quarrelling_names(facts: str) -> Iterator[str]:
    """The two names of 甲与乙因…, who was borrowed from, and who is the first to do something: who is in dispute."""
    text = squeeze(facts)
    for match in lexicon.PAIR.finditer(text):
        for name in (match["name"], match["other"]):
            if _is_person_name(name):
                yield name
    for match in lexicon.FACED.finditer(text):
        name = match["lender"] or match["creditor"]
        if _is_person_name(name):
            yield name
    first = lexicon.SUBJECT.search(text)
    if first and _is_person_name(first["name"]):
        yield first["name"]


def is_variant(name: str, person: str) -> bool:
    """The same surname, and part of the name or all but one character of it."""
    if name[0] != person[0] or name == person:
        return False
    if len(name) != len(person):
        return name in person or person in name
    differing = sum(one != other for one, other in zip(name, person, strict=True))
    return differing == 1 or sorted(name) == sorted(person)


def is_short_for(name: str, organisation: str) -> bool:
    """鸿基公司 for 安平县鸿基建筑劳务有限公司: its characters in their order, two at least."""
    rest = iter(organisation)
    return len(name) > 1 and all(char in rest for char in name)


def lead(text: str, end: int) -> str:
    """The words just before a place: patterns that end there need no more, and a long text stays quick to read."""
    return text[max(0, end - _LEAD) : end]


def without_titles(text: str) -> str:
    """Without what stands in 《…》, whose words are not the parties' own."""
    return re.sub(r"《[^》]*》", "", text)


def unnumbered(text: str) -> str:
    """Without the leading 一、 or （二） of a term."""
    return re.sub(r"^\s*(?:第?[一二三四五六七八九十\d]+[、.．条)）]|[（(][一二三四五六七八九十\d]+[）)])\s*", "", text)


def _is_person_name(name: str) -> bool:
    if lexicon.NOT_NAMES.fullmatch(name):
        return False
    given = re.sub(rf"^(?:{lexicon.COMPOUND})", "", name)
    given = given if given != name else name[1:]
    if given in lexicon.NOT_GIVEN or given.endswith("家"):
        return False
    if re.fullmatch(r"某{1,2}[甲乙丙丁]?", given):
        return True
    return given[-1] not in lexicon.SELDOM_LAST and given != "义务" and not lexicon.NOT_IN_NAMES & set(given)


def _text_date(match: re.Match[str]) -> TextDate:
    first = last = None
    try:
        year, month = _year(match["year"]), read_count(match["month"])
        if match["day"]:
            first = last = date(year, month, read_count(match["day"]))
        else:
            first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        pass
    return TextDate(first, last, match.start(), match.end(), match.group())


def _year(text: str) -> int:
    if text.isdecimal() and text.isascii():
        return int(text)
    return int("".join(str(read_count(char)) for char in text))
