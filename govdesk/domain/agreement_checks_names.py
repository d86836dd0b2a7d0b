"""Names that do not belong, names written two ways, and words that are easily mixed up."""

import re
from collections.abc import Iterator, Sequence

from govdesk.domain import agreement_words as lexicon
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import (
    acting_names,
    is_variant,
    people_of,
    quarrelling_names,
    squeeze,
    without_titles,
)

_DOTS = re.compile(r"[·•・.‧∙．‧]")
_HAN = re.compile(f"{lexicon.HAN}+")
_PARTICLES = frozenset("于应向的与和及在将由对从按把被给已未不又再也是为称说认要因就等之共各每须需自同家系")
_SUPPORT = ("抚养", "扶养", "赡养")


def check_names(draft: AgreementDraft, known_parties: Sequence[str] = ()) -> Iterator[Finding]:
    """`known_parties`: names of the centre's other cases, to notice what was left from the last agreement."""
    texts = [(f"terms[{index}]", term) for index, term in enumerate(draft.terms)]
    texts += [("performance.method", draft.performance.method)]
    texts += [("facts", draft.facts), ("disputed", draft.disputed)]
    own = people_of(draft)
    reported: set[str] = set()
    for at, text in texts:
        names = quarrelling_names(text) if at == "facts" else acting_names(text)
        for found in _strangers(draft, own, at, names):
            if found.facts["name"] not in reported:
                reported.add(found.facts["name"])
                yield found
    yield from _check_variants(draft, own, texts, reported)
    yield from _check_left_over(own, texts, known_parties, reported)
    yield from _check_facts_name_parties(draft, own)


def check_word_pairs(draft: AgreementDraft) -> Iterator[Finding]:
    terms = [(f"terms[{index}]", without_titles(term)) for index, term in enumerate(draft.terms)]
    whole = without_titles("。".join([*draft.terms, draft.performance.method]))
    yield from _check_support(draft, terms)
    if "定金" in whole + draft.facts and "订金" in whole + draft.facts:
        yield finding("deposit_words", _where(terms, "订金"))
    if lexicon.DEPOSIT_MISUSED.search(whole):
        yield finding("deposit_words", _where(terms, "订金"))
    if "赔偿" in whole and lexicon.COMPENSATION.search(whole):
        yield finding("damages_words", _where(terms, "补偿"))


def _strangers(draft: AgreementDraft, own: frozenset[str], at: str, names: Iterator[str]) -> Iterator[Finding]:
    persons = [squeeze(party.name) for party in draft.parties if not party.is_organisation and squeeze(party.name)]
    for name in names:
        if name in own or any(name in known for known in own if known not in persons):
            continue
        like = next((person for person in persons if is_variant(name, person)), None)
        if like:
            yield finding("name_written_two_ways", at, name=name, like=like)
        elif not any(person in name for person in own):
            yield finding("name_not_party", at, name=name)


def _check_variants(
    draft: AgreementDraft, own: frozenset[str], texts: list[tuple[str, str]], reported: set[str]
) -> Iterator[Finding]:
    """王建国 and 王健国: anywhere in the text, for names of three characters and more."""
    for person in (squeeze(party.name) for party in draft.parties if not party.is_organisation):
        if len(person) < 3:
            continue
        for at, text in texts:
            for window in _windows(squeeze(text), person):
                if window not in own and window not in reported:
                    reported.add(window)
                    yield finding("name_written_two_ways", at, name=window, like=person)


def _windows(text: str, person: str) -> Iterator[str]:
    bare = _DOTS.sub("", person)
    if bare != person:
        for match in re.finditer(r"[·•・.‧∙．]?".join(map(re.escape, bare)), text):
            if match.group() != person:
                yield match.group()
        return
    size = len(person)
    for start in range(len(text) - size + 1):
        window = text[start : start + size]
        if window[0] != person[0] or window == person or not _HAN.fullmatch(window):
            continue
        places = [index for index in range(size) if window[index] != person[index]]
        swapped = sorted(window) == sorted(person)
        if swapped or (len(places) == 1 and window[places[0]] not in _PARTICLES):
            yield window


def _check_left_over(
    own: frozenset[str], texts: list[tuple[str, str]], known_parties: Sequence[str], reported: set[str]
) -> Iterator[Finding]:
    for name in dict.fromkeys(squeeze(known) for known in known_parties):
        if len(name) < 2 or name in own or name in reported or any(name in person for person in own):
            continue
        for at, text in texts:
            if name in squeeze(text):
                yield finding("name_from_other_case", at, name=name)
                break


def _check_facts_name_parties(draft: AgreementDraft, own: frozenset[str]) -> Iterator[Finding]:
    """Facts that name neither a party nor a role tell somebody else's dispute."""
    facts = squeeze(draft.facts)
    if len(facts) < 12 or not draft.parties:
        return
    names = [squeeze(party.name) for party in draft.parties if party.name.strip()]
    roles = [party.role for party in draft.parties if party.role.strip()]
    surnames = [f"{name[0]}某" for name in names]
    if not any(word in facts for word in [*names, *roles, *surnames]) and not lexicon.ANY_ROLE.search(facts):
        yield finding("facts_without_party", "facts", names="、".join(names))


def _check_support(draft: AgreementDraft, terms: list[tuple[str, str]]) -> Iterator[Finding]:
    """抚养: elder for younger; 赡养: children for parents; 扶养: spouses and equals (民法典 §1059, §1067)."""
    for at, term in terms:
        if found := lexicon.SUPPORT_MISUSED.search(term):
            yield finding("support_words", at, words=found.group())
            return
    used = [word for word in _SUPPORT if any(word in term for _, term in terms)]
    subject = draft.cause + draft.dispute_type
    named = [word for word in _SUPPORT if word in subject] or [word for word in _SUPPORT if word in draft.facts]
    if "抚养" in used and "扶养" in used:
        yield finding("support_words", _where(terms, "扶养"), words="抚养、扶养")
    elif len(named) == 1 and used and named[0] not in used:
        yield finding("support_words", _where(terms, used[0]), words=f"{named[0]}、{used[0]}")


def _where(terms: list[tuple[str, str]], word: str) -> str:
    return next((at for at, term in terms if word in term), "facts")
