"""Names that do not belong, names written two ways, and words that are easily mixed up."""

import re
from collections.abc import Iterator, Sequence

from govdesk.domain import agreement_words as lexicon
from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import (
    acting_names,
    is_short_for,
    is_variant,
    people_of,
    quarrelling_names,
    squeeze,
    without_titles,
)

_DOTS = re.compile(r"[·•・.‧∙．‧]")
_HAN = re.compile(f"{lexicon.HAN}+")
_PARTICLES = frozenset(
    "于应向的与和及在将由对从按把被给已未不又再也是为称说认要因就等之共各每须需自同家系经让请替令并但"
)
_ORGANISATION_WORD = re.compile(
    r"公司|物业|合作社|商店|超市|酒店|饭店|餐馆|酒楼|宾馆|医院|卫生院|诊所|学校|小学|中学|幼儿园|工厂|厂|农资|养殖场|农场|集团|银行|信用社"
)
_GENERIC = frozenset("本我该某分总子母贵此各两位家所有限责任劳务服务")
_DEFINED = re.compile(
    r"(?:以下|下)?(?:简称|称|统称|即)[:：为“\"]{0,2}([甲乙丙丁戊己庚]方)|([甲乙丙丁戊己庚]方)[（(:：]|[（(]([甲乙丙丁戊己庚]方)[）)]"
)
_NO_PARTY_NEEDED = re.compile(
    r"保险|财险|人寿|人保|平安|银行|供电|自来水|燃气|该|双方|对方|本|任何|第三方|评估|鉴定|检测|修理|维修|物业"
)
_LONG_NAME = 6
_ORDINAL = frozenset("一二三四五六七八九十东西南北上下前后甲乙丙丁")
"""What tells 柳林村二组 from 柳林村三组: two bodies, not one name written two ways."""
_NO_SURNAME = _PARTICLES | lexicon.NOT_IN_NAMES | lexicon.SELDOM_LAST | frozenset("要才就能会可更很都只得使把")
_SUPPORT = ("抚养", "扶养", "赡养")


def check_names(draft: AgreementDraft, known_parties: Sequence[str] = ()) -> Iterator[Finding]:
    """`known_parties`: names of the centre's other cases, to notice what was left from the last agreement."""
    texts = [(f"terms[{index}]", term) for index, term in enumerate(draft.terms)]
    texts += [("performance.method", draft.performance.method)]
    texts += [("facts", draft.facts), ("disputed", draft.disputed)]
    own = people_of(draft)
    reported: set[str] = set()
    for at, text in texts:
        names = quarrelling_names(text) if at == "facts" else acting_names(_without(own, text))
        for found in _strangers(draft, own, at, names):
            if found.facts["name"] not in reported:
                reported.add(found.facts["name"])
                yield found
    yield from _check_letter_roles(draft)
    yield from _check_other_bodies(draft, own)
    yield from _check_variants(draft, own, texts, reported)
    yield from _check_organisations(draft, texts, reported)
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
        if any(person.endswith(name) for person in persons):  # 广宏 in 年广宏要求
            continue
        like = next((person for person in persons if is_variant(name, person)), None)
        if like:
            yield finding("name_written_two_ways", at, name=name, like=like)
        elif not any(person in name for person in own):
            yield finding("name_not_party", at, name=name)


def _check_letter_roles(draft: AgreementDraft) -> Iterator[Finding]:
    """丙方 in a paper of two, or 甲方 where nobody is called so."""
    told = "。".join([*(party.role + party.name for party in draft.parties), draft.facts, *draft.terms])
    known = {role for party in draft.parties for role in lexicon.LETTER_ROLE.findall(party.role + party.name)}
    known |= {role for roles in _DEFINED.findall(told) for role in roles}
    for index, term in enumerate(draft.terms):
        for role in lexicon.LETTER_ROLE.findall(without_titles(term)):
            if role not in known:
                yield finding("name_not_party", f"terms[{index}]", name=role)
                return


def _check_other_bodies(draft: AgreementDraft, own: frozenset[str]) -> Iterator[Finding]:
    """某某美容院退还…: a body that owes something under this paper and is no party; an insurer may pay for one."""
    parties = [squeeze(party.name) for party in draft.parties]
    for index, term in enumerate(draft.terms):
        for match in lexicon.OTHER_BODY_ACTS.finditer(_without(own, without_titles(term))):
            name = match["name"]
            known = any(is_short_for(name, party) or party[-3:] in name for party in parties)
            if not known and not _NO_PARTY_NEEDED.search(name):
                yield finding("name_not_party", f"terms[{index}]", name=name)
                return


def _check_variants(
    draft: AgreementDraft, own: frozenset[str], texts: list[tuple[str, str]], reported: set[str]
) -> Iterator[Finding]:
    """王建国 and 王健国: anywhere in the text, for names of three characters and more."""
    for person in (squeeze(party.name) for party in draft.parties if not party.is_organisation):
        if len(person) < 3:
            continue
        for at, text in texts:
            for window in _windows(_without(own - {person}, squeeze(text)), person):
                if window not in own and window not in reported:
                    reported.add(window)
                    yield finding("name_written_two_ways", at, name=window, like=person)


def _windows(text: str, person: str) -> Iterator[str]:
    bare = _DOTS.sub("", person)
    if bare != person:
        for match in re.finditer(r"[·•・.‧∙．]?".join(map(re.escape, bare)), text):
            if match.group() != person:
                yield match.group()
        yield from _dotted_alike(text, person)
        return
    yield from _other_surname(text, person)
    size = len(person)
    for start in range(len(text) - size + 1):
        window = text[start : start + size]
        if window[0] != person[0] or window == person or not _HAN.fullmatch(window):
            continue
        places = [index for index in range(size) if window[index] != person[index]]
        swapped = sorted(window) == sorted(person)
        if swapped or (len(places) == 1 and window[places[0]] not in _PARTICLES):
            yield window


def _dotted_alike(text: str, person: str) -> Iterator[str]:
    """阿迪里·买买提 for 阿迪力·买买提: the dot in its place, one or two characters differ."""
    size, places = len(person), [index for index, char in enumerate(person) if _DOTS.match(char)]
    for start in range(len(text) - size + 1):
        window = text[start : start + size]
        if window == person or not all(_DOTS.match(window[place]) for place in places):
            continue
        differing = [index for index in range(size) if window[index] != person[index] and index not in places]
        if 0 < len(differing) <= 2 and 2 * len(differing) < size - len(places) and "□" not in window:
            yield window


def _other_surname(text: str, person: str) -> Iterator[str]:
    """逢永年 at the head of a clause, or 由逢永年, where the party is 逄永年."""
    for match in re.finditer(rf"(?:^|[，。；：、（由向给对与和])({lexicon.HAN}){re.escape(person[1:])}", text):
        if match[1] != person[0] and match[1] not in _NO_SURNAME:
            yield match[1] + person[1:]


def _check_organisations(draft: AgreementDraft, texts: list[tuple[str, str]], reported: set[str]) -> Iterator[Finding]:
    """万佳乐物业 for 万家乐物业服务有限公司: one character of a short name differs."""
    for party in draft.parties:
        if not party.is_organisation or len(squeeze(party.name)) < 4:
            continue
        for at, text in texts:
            bare, whole = _without(people_of(draft), squeeze(text)), squeeze(party.name)
            for short in (*_mistyped(bare, whole), *_misnamed(bare, whole)):
                if short not in reported:
                    reported.add(short)
                    yield finding("name_written_two_ways", at, name=short, like=party.name)


def _mistyped(text: str, organisation: str) -> Iterator[str]:
    """武汉锦秀家居有限公司 for 武汉锦绣家居有限公司: one or two characters of the full name differ, and no number."""
    size = len(organisation)
    for start in range(len(text) - size + 1) if size >= _LONG_NAME else ():
        window = text[start : start + size]
        if window[-1] != organisation[-1] or not _HAN.fullmatch(window):
            continue
        differing = [pair for pair in zip(window, organisation, strict=True) if pair[0] != pair[1]]
        if len(differing) <= 2 and not any(_ORDINAL & set(pair) for pair in differing):
            yield window


def _misnamed(text: str, organisation: str) -> Iterator[str]:
    for match in _ORGANISATION_WORD.finditer(text):
        if match.group() not in organisation:
            continue
        for size in (4, 3, 2):
            brand = text[max(0, match.start() - size) : match.start()]
            if len(brand) < size or not _HAN.fullmatch(brand) or is_short_for(brand, organisation):
                continue
            before = text[: match.start() - size][-1:]
            if size == 2 and (_GENERIC & set(brand) or (_HAN.fullmatch(before) and before not in _PARTICLES)):
                continue
            pieces = [organisation[start : start + size] for start in range(len(organisation) - size + 1)]
            if any(sum(one != other for one, other in zip(brand, piece, strict=True)) == 1 for piece in pieces):
                if brand[0] not in _PARTICLES:
                    yield brand + match.group()
                break


def _without(names: frozenset[str], text: str) -> str:
    """The text with these names blotted out, the longest first: 王明 does not stand in 王明辉."""
    text = squeeze(text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "□" * len(name))
    return text


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
