"""Who the parties are: complete, two at least, able to sign, and their numbers in order."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from govdesk.domain.agreement import AgreementDraft, DraftParty, Representative, read_date
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import squeeze
from govdesk.domain.identity_number import (
    IdentityFault,
    IdentityReading,
    credit_code_check_digit,
    credit_code_is_sound,
    full_years,
    looks_like_credit_code,
    read_identity_number,
    tidy_number,
)

ADULT = 18
MAY_LIVE_BY_OWN_WORK = 16
OLDEST = 120
_MOST_REPRESENTATIVES = 5
_GUARDIAN = ("监护", "法定代理", "父", "母", "祖", "爷", "奶", "外公", "外婆", "姥", "兄", "姐")
_GUARDIAN_WORDS = ("监护", "法定代理", "父亲", "母亲", "爷爷", "奶奶", "祖父", "祖母")
_HEAD_WORDS = ("法定代表人", "负责人", "法人代表", "经营者")
_HEADS = re.compile(
    r"法定代表人|负责人|法人|经营者|投资人|合伙人|所有人|业主|店主|老板|主任|书记|[院校园厂站所社组会队店馆行局科董事长]长|董事|主席|(?<!项目)(?<!部门)(?<!区域)(?<!客户)(?<!大堂)(?<!业务)(?<!工程)经理"
)
_STAFF = re.compile(
    r"[（(，,、/\s][^）)]*(?:前台|接待|员工|职[员工]|会计|出纳|业务|保安|经办|工作人员|销售|店员|营业员|文员|秘书|助理|法务|人事"
    r"|项目|部门|区域|工程|客服|技术|管理员|主管|安全员|司机|工人)"
)
"""梁某（前台接待）: a post that does not by itself speak for the organisation."""
_AGENT = ("委托", "代理人", "律师", "授权")
_AUTHORITY = ("授权", "委托书", "特别", "一般代理", "一般授权", "代为", "全权", "委托手续", "公证")
_ORGANISATION_NAME = re.compile(
    r".{2}(?:公司|合作社|委员会|村委会|居委会|学校|小学|中学|幼儿园|医院|卫生院|卫生室|商店|超市|酒店|饭店|工厂|集团|事务所|经营部"
    r"|门市部?|村民小组|协会|银行|信用社|服务中心|养殖场|加工厂)$"
)
_STATUTORY = ("法定代表人", "负责人", "法人代表", "法定代理", "监护")


def check_parties(draft: AgreementDraft, today: date) -> Iterator[Finding]:
    if not draft.consent:
        yield finding("consent_missing", "consent")
    if len(draft.parties) < 2:
        yield finding("parties_too_few", "parties", count=len(draft.parties))
    on = read_date(draft.reached_on) or today
    for index, party in enumerate(draft.parties):
        at = f"parties[{index}]"
        yield from _check_identity(party, at)
        if not party.is_organisation and _ORGANISATION_NAME.search(squeeze(party.name)):
            yield finding("party_kind_doubtful", f"{at}.kind", name=party.name)
        if party.is_organisation:
            yield from _check_organisation(party, at, draft)
        else:
            yield from _check_person(party, at, on, draft)
        if party.representative:
            yield from _check_representative(party, party.representative, at, on)
    yield from _check_repeats(draft)
    yield from _check_agents_at_the_table(draft)


def _check_identity(party: DraftParty, at: str) -> Iterator[Finding]:
    name = squeeze(party.name)
    if not name:
        yield finding("party_name_missing", f"{at}.name")
        return
    if not party.is_organisation and _odd_name(name):
        yield finding("party_name_odd", f"{at}.name", name=party.name)
    if not party.role.strip():
        yield finding("party_role_missing", f"{at}.role", name=name)
    if not any(text.strip() for text in (party.id_number, party.birth, party.address)):
        yield finding("party_not_identified", f"{at}.id_number", name=name)
        return
    wanted = _ORGANISATION_FIELDS if party.is_organisation else _PERSON_FIELDS
    missing = [key for key in wanted if not getattr(party, key).strip()]
    if not party.is_organisation and "birth" in missing and party.id_number.strip():
        missing.remove("birth")
    if missing:
        yield finding("party_incomplete", f"{at}.{missing[0]}", name=name, missing=tuple(missing))


_PERSON_FIELDS = ("sex", "nation", "birth", "address")
_ORGANISATION_FIELDS = ("id_number", "address")


def _odd_name(name: str) -> bool:
    """A name of one character, or with figures, brackets or several people in one field."""
    return len(name) < 2 or any(char.isdigit() or char in "、，,;；/（()）?？" for char in name)


def _check_person(party: DraftParty, at: str, on: date, draft: AgreementDraft) -> Iterator[Finding]:
    reading = read_identity_number(party.id_number, on) if party.id_number.strip() else None
    if reading:
        yield from _check_id(party, reading, at)
    birth = read_date(party.birth) or (reading.birth if reading else None)
    if not birth:
        return
    if birth > on or full_years(birth, on) > OLDEST:
        yield finding("birth_impossible", f"{at}.birth", name=party.name, birth=birth.isoformat())
        return
    yield from _check_age(party, full_years(birth, on), at, draft)


def _check_id(party: DraftParty, reading: IdentityReading, at: str) -> Iterator[Finding]:
    field = f"{at}.id_number"
    if reading.fault is IdentityFault.MASKED:
        return
    if reading.fault is IdentityFault.CHECK_DIGIT:
        yield finding("id_checksum", field, name=party.name, expected=reading.expected, found=reading.number[17])
    elif reading.fault:
        yield finding(f"id_{reading.fault.value}", field, name=party.name)
    birth = read_date(party.birth)
    if birth and reading.birth and birth != reading.birth:
        yield finding(
            "id_birth_differs",
            f"{at}.birth",
            name=party.name,
            birth=birth.isoformat(),
            in_number=reading.birth.isoformat(),
        )
    sex = party.sex.strip()[:1]
    if sex in ("男", "女") and reading.sex and sex != reading.sex:
        yield finding("id_sex_differs", f"{at}.sex", name=party.name, sex=sex, in_number=reading.sex)


def _check_age(party: DraftParty, age: int, at: str, draft: AgreementDraft) -> Iterator[Finding]:
    """Minors act through their guardian (民法典 §19–20, §23); from 16 by their own work for themselves (§18)."""
    if age >= ADULT or _has_guardian(party, draft):
        return
    if age >= MAY_LIVE_BY_OWN_WORK and party.occupation.strip() not in ("", "学生", "无"):
        yield finding("minor_may_act", f"{at}.representative", name=party.name, age=age)
    else:
        yield finding("minor_without_guardian", f"{at}.representative", name=party.name, age=age)


def _has_guardian(party: DraftParty, draft: AgreementDraft) -> bool:
    others = [item.role + item.occupation for item in draft.parties if item is not party]
    told = any(word in text for text in others for word in _GUARDIAN_WORDS[:2])
    return _is_represented(party) or told or _attended(draft, _GUARDIAN_WORDS)


def _has_spokesman(party: DraftParty, draft: AgreementDraft) -> bool:
    written_in = any(word in party.name + party.occupation + party.address for word in _HEAD_WORDS)
    return _is_represented(party) or written_in or _attended(draft, _HEAD_WORDS)


def _is_represented(party: DraftParty) -> bool:
    return party.representative is not None and bool(party.representative.name.strip())


def _attended(draft: AgreementDraft, words: tuple[str, ...]) -> bool:
    told = [attendee.role + attendee.relation for attendee in draft.participants]
    return any(word in text for text in told for word in words)


def _check_organisation(party: DraftParty, at: str, draft: AgreementDraft) -> Iterator[Finding]:
    code = tidy_number(party.id_number)
    if code and "*" not in code and not looks_like_credit_code(code):
        yield finding("credit_code_malformed", f"{at}.id_number", name=party.name)
    elif code and "*" not in code and not credit_code_is_sound(code):
        expected = credit_code_check_digit(code[:17])
        yield finding("credit_code_checksum", f"{at}.id_number", name=party.name, expected=expected)
    if not _has_spokesman(party, draft):
        yield finding("organisation_without_representative", f"{at}.representative", name=party.name)


def _check_representative(party: DraftParty, person: Representative, at: str, on: date) -> Iterator[Finding]:
    """An agent needs a written authority (民法典 §165); a guardian or the legal representative does not."""
    said = person.name + person.role + person.relation
    statutory = any(word in said for word in _STATUTORY)
    guardian = any(word in person.role + person.relation for word in _GUARDIAN)
    post = person.role.strip() or _STAFF.search(person.name)
    staff = party.is_organisation and bool(post) and not _HEADS.search(said)
    agent = any(word in said for word in _AGENT) or staff
    adult_person = not party.is_organisation and not _is_minor(party, on)
    entitled = any(word in said + person.authority for word in _AUTHORITY)
    told = bool(person.role.strip() or person.relation.strip())
    a_person = adult_person or (told and not party.is_organisation)
    unasked = a_person and not agent and not guardian
    if (agent or unasked) and not statutory and not entitled:
        yield finding("representative_without_authority", f"{at}.representative", name=_bare(person.name))
    if person.id_number.strip():
        reading = read_identity_number(person.id_number, on)
        if guardian and reading.birth and full_years(reading.birth, on) < ADULT:
            yield finding("guardian_is_minor", f"{at}.representative", name=_bare(person.name))
        if reading.fault is IdentityFault.CHECK_DIGIT:
            facts = {"name": _bare(person.name), "expected": reading.expected, "found": reading.number[17]}
            yield finding("id_checksum", f"{at}.representative", **facts)
    if len([part for part in person.name.split("、") if part.strip()]) > _MOST_REPRESENTATIVES:
        yield finding("too_many_representatives", f"{at}.representative", name=party.name)


def _check_agents_at_the_table(draft: AgreementDraft) -> Iterator[Finding]:
    for index, attendee in enumerate(draft.participants):
        told = attendee.role + attendee.relation
        if "委托代理" in told and not any(word in told for word in ("授权", "一般代理", "特别")):
            yield finding("representative_without_authority", f"participants[{index}]", name=attendee.name)


def _is_minor(party: DraftParty, on: date) -> bool:
    birth = read_date(party.birth) or read_identity_number(party.id_number, on).birth
    return bool(birth) and full_years(birth, on) < ADULT  # type: ignore[arg-type]


def _check_repeats(draft: AgreementDraft) -> Iterator[Finding]:
    numbers = Counter(tidy_number(party.id_number) for party in draft.parties)
    names = Counter(squeeze(party.name) for party in draft.parties)
    seen: set[str] = set()
    for index, party in enumerate(draft.parties):
        name, number = squeeze(party.name), tidy_number(party.id_number)
        if name and names[name] > 1 and name in seen and not _distinct(draft, name):
            yield finding("party_twice", f"parties[{index}].name", name=name)
        elif number and "*" not in number and numbers[number] > 1 and number in seen:
            yield finding("id_twice", f"parties[{index}].id_number", name=name)
        seen |= {name, number} - {""}


def _distinct(draft: AgreementDraft, name: str) -> bool:
    """Two people may share a name; then something else about them differs."""
    same = [party for party in draft.parties if squeeze(party.name) == name]
    told = [(tidy_number(party.id_number), party.birth.strip(), party.address.strip()) for party in same]
    return len(set(told)) == len(told) and all(any(parts) for parts in told)


def _bare(name: str) -> str:
    """赵某（委托代理人）, 赵某，会计 → 赵某."""
    return re.split(r"[（(，,、]", name)[0].strip() or name
