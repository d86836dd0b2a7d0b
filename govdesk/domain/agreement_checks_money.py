"""The sums: words equal to figures, parts equal to the whole, instalments equal to what was agreed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from govdesk.domain import agreement_words as lexicon
from govdesk.domain.agreement import AgreementDraft, Instalment
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import (
    duty_text,
    is_short_for,
    is_variant,
    lead,
    people_of,
    sentences,
    squeeze,
    unnumbered,
)
from govdesk.domain.amount_slips import malformed_figures, unreadable_words
from govdesk.domain.amounts import (
    Amount,
    amount_pairs,
    amounts_in,
    plain_amount,
    read_amount,
    read_count,
)

_TOTAL = re.compile(
    r"(?:共计|合计|总计|总额|总共|一共|累计|总金额|总价款?|总款|总数|共)(?:为|是|计)?\s*"
    r"(?:人民币)?\s*(?:[（(]?[大小]写[）)]?)?\s*[:：]?\s*$"
)
_CHANGED_BETWEEN = re.compile(r"已|欠")
_CHANGED_BEFORE = re.compile(r"扣|减(?!产|收|弱|退)|抵|垫付|先行|除外|剩|余(?!地)|另|原(?!因|告|来)")
_INTEREST = re.compile(r"利息|利率|LPR|违约金|滞纳金|罚息")
_NO_INTEREST = re.compile(
    r"(?:放弃|不再|不计|不收|不要|免除|免收|免去|无需|不支付|不主张|没有)[^，。；]{0,14}(?:利息|违约金|滞纳金|罚息)|无息"
)
_SUM_OF_INTEREST = re.compile(r"(?:利息|违约金|滞纳金)[^，。；%％‰]{0,14}?\d[\d,.]*\s*万?元(?!\s*[/／每])")
_SAID_BEFORE = re.compile(r"(?:上述|前述|以上|该|此)[^，。；\d]{0,8}(?:款|费|金|项)[^，。；\d]{0,8}$")
_PARTS = re.compile(
    r"第[一二三四五六\d]+[期次笔]|首[期付]|尾款|余款|余下|剩余|(?:当场|当日|当天|签字时|先)[^，。；\d]{0,6}[付给转交](?=[^，。；]{0,6}\d)|(?:前|之前)[）)]?(?:再|先|各|应)?(?:支付|付清|给付|付|还清|还|归还|偿还|返还|退还|退|交|转)"
)
_TIMES = r"(?P<count>\d+|[一二两三四五六七八九十]+)\s*(?:期|次|个月|年|笔|个季度)"
_EACH_TIME = r"(?:每(?:一)?(?:期|次|个?月|年|笔|个?季度)|各(?:再)?(?:还|付|支付|归还|偿还|给付))"
_EVEN = re.compile(rf"分\s*(?:成|为|作)?\s*{_TIMES}[^。；]{{0,48}}?{_EACH_TIME}")
_EVEN_AFTER = re.compile(rf"(?:分|共|连续)\s*{_TIMES}[^，。；]{{0,4}}(?:还清|付清|结清|完毕|支付完|归还完|付完|还完)")
_EVEN_TOLD_AFTER = re.compile(rf"(?<=[元块])\s*[，,]?\s*(?:一?共|合计|连续|分)\s*{_TIMES}")
_EACH_INSTALMENT = re.compile(r"每[期次笔][^，。；\d]{0,8}$")
_PAID_THEN = re.compile(r"(?:前|日|时|内|当场|先|月)(?:再|先|各|应)?(?:支付|给付|付|还|归还|偿还|返还|退还|退|交)\s*$")
_PART_OF_IT = re.compile(r"\s*(?:[（(][^）)]{0,20}[）)])?\s*(?:之?中的?|里的?)(?=[^。；]{0,12}元)")
_BEARS = re.compile(r"(?:负担|承担|自负|自担|分担|自行承担)\s*$")
_SAID_ABOVE = re.compile(r"上述|前述|以上|该(?=[^，。；]{0,6}款)|此款")
_NEAR = 14
_ALL_OF_IT = re.compile(r"还清|付清|结清|全部|上述|前述|以上|该款|此款|上款|欠款")
_MOST_AMOUNTS = 12
_MOST_PARTS = 200


def check_money(draft: AgreementDraft) -> Iterator[Finding]:
    texts = [(f"terms[{index}]", term) for index, term in enumerate(draft.terms)]
    texts += [("performance.method", draft.performance.method), ("facts", draft.facts)]
    for at, text in texts:
        yield from _check_pairs(text, at)
        yield from _check_slips(text, at)
    for index, term in enumerate(draft.terms):
        yield from _check_parts(term, f"terms[{index}]")
        yield from _check_even(draft, index)
        yield from _check_parts_of_sum_above(draft, index)
    yield from _check_said_before(draft)
    yield from _check_method(draft)
    yield from _check_instalments(draft)


def _check_pairs(text: str, at: str) -> Iterator[Finding]:
    for pair in amount_pairs(text):
        if pair.words is None:
            yield finding("amount_words_unreadable", at, text=pair.text)
        elif not pair.agrees:
            words, figures = plain_amount(pair.words), plain_amount(pair.figures)
            yield finding("amount_words_differ", at, text=pair.text, words=words, figures=figures)


def _check_slips(text: str, at: str) -> Iterator[Finding]:
    if figures := malformed_figures(text):
        yield finding("amount_malformed", at, text="、".join(figures))
    if words := unreadable_words(text):
        yield finding("amount_words_unreadable", at, text="、".join(words))


def _check_parts(term: str, at: str) -> Iterator[Finding]:
    """医疗费…、误工费…，共计…: the parts before the total, and the instalments after it."""
    for sentence in sentences(term):
        amounts = _plain_amounts(sentence)[:_MOST_PARTS]
        for place, total in enumerate(amounts):
            if not _is_total(sentence, total):
                continue
            before = amounts[:place]
            parts = sum((amount.value for amount in before), Decimal(0))
            changed = _CHANGED_BEFORE.search(sentence[: total.start])
            if len(before) >= 2 and parts != total.value and not changed and not _goes_between(sentence, before, total):
                yield finding("amounts_total", at, total=plain_amount(total.value), parts=plain_amount(parts))
        yield from _check_borne(sentence, amounts, at)
    yield from _check_parts_after(term, at)


def _goes_between(sentence: str, parts: list[Amount], total: Amount) -> bool:
    """合计…，已付…，尚欠…: sums of another kind; 尚欠甲…、乙…，合计 tells parts of one kind."""
    if _CHANGED_BETWEEN.search(sentence[parts[0].end : total.start]):
        return True
    led = bool(_CHANGED_BETWEEN.search(sentence[: parts[0].start]))
    return led and (len(parts) < 3 or sum((part.value for part in parts[1:]), Decimal(0)) == total.value)


def _check_borne(sentence: str, amounts: list[Amount], at: str) -> Iterator[Finding]:
    """损失900元由甲负担450元、乙自负400元: what they bear is the whole."""
    borne = [amount for amount in amounts if _BEARS.search(lead(sentence, amount.start))]
    if len(borne) < 2 or borne != amounts[1:]:
        return
    parts = sum((amount.value for amount in borne), Decimal(0))
    if parts != amounts[0].value:
        yield finding("amounts_total", at, total=plain_amount(amounts[0].value), parts=plain_amount(parts))


def _check_parts_of_sum_above(draft: AgreementDraft, index: int) -> Iterator[Finding]:
    """上述款项…前支付2000元，余款1000元…付清 against the sums of the lines above."""
    term = draft.terms[index]
    parts = [amount.value for amount in _plain_amounts(term)]
    above = [amount.value for line in draft.terms[:index] for amount in _plain_amounts(line)]
    if not above or len(parts) < 2 or len(_PARTS.findall(term)) < 2:
        return
    goes_on = _SAID_ABOVE.search(term) or lexicon.CONTINUES.match(unnumbered(term))
    if not goes_on or _interest_runs(term) or any(_is_total(term, a) for a in _plain_amounts(term)):
        return
    known = _sums(above[:_MOST_AMOUNTS])
    whole = sum(parts, Decimal(0))
    if whole not in known and parts[0] not in known:
        yield finding(
            "instalments_total_in_terms",
            f"terms[{index}]",
            total=plain_amount(max(above)),
            parts=plain_amount(whole),
        )


def _check_parts_after(term: str, at: str) -> Iterator[Finding]:
    amounts = [amount for amount in _plain_amounts(term) if not _PART_OF_IT.match(term[amount.end :])]
    first = [amount for amount in amounts[:1] if not _PAID_THEN.search(lead(term, amount.start))]
    totals = [amount for amount in amounts if _is_total(term, amount)] or first
    if not totals or _interest_runs(term):
        return
    total = totals[0]
    rest = term[total.end :]
    if _EVEN.search(rest):
        return
    after = [amount.value for amount in amounts if amount.start > total.end]
    if len(after) >= 2 and len(_PARTS.findall(rest)) >= 2 and sum(after) != total.value:
        parts = plain_amount(sum(after, Decimal(0)))
        yield finding("instalments_total_in_terms", at, total=plain_amount(total.value), parts=parts)


def _check_even(draft: AgreementDraft, index: int) -> Iterator[Finding]:
    """分十二期、每期1000元 against the whole, which stands before it in the line or in a line above."""
    term = draft.terms[index]
    even = _even_payments(term)
    if not even or _interest_runs(term):
        return
    count, each = even
    here = [amount.value for amount in _plain_amounts(term) if amount.start != each.start]
    above = [amount.value for line in draft.terms[:index] for amount in _plain_amounts(line)]
    wholes = here or (above if _ALL_OF_IT.search(term) else [])
    parts = each.value * count
    if wholes and parts not in _sums(wholes[:_MOST_AMOUNTS]) and parts not in above:
        whole = here[0] if here else above[-1]
        facts = {"total": plain_amount(whole), "parts": plain_amount(parts)}
        yield finding("instalments_total_in_terms", f"terms[{index}]", **facts)


def _even_payments(term: str) -> tuple[int, Amount] | None:
    """How many payments and how much each, whichever of the two is told first."""
    amounts = amounts_in(term)
    if even := _EVEN.search(term):
        each = next((amount for amount in amounts if 0 <= amount.start - even.end() <= _NEAR), None)
    elif even := _EVEN_AFTER.search(term) or _EVEN_TOLD_AFTER.search(term):
        begun = [match.end() for match in re.finditer(_EACH_TIME, term[: even.start()])]
        near = [amount for amount in amounts if begun and begun[-1] <= amount.start < even.start()]
        each = near[0] if len(near) == 1 else None
    else:
        return None
    return (read_count(even["count"]), each) if each else None


def _interest_runs(term: str) -> bool:
    """Whether interest of an unknown sum is owed: not where it is waived, fixed in yuan, or only threatened."""
    owed = _SUM_OF_INTEREST.sub("", _NO_INTEREST.sub("", duty_text(term)))
    return bool(_INTEREST.search(owed))


def _check_said_before(draft: AgreementDraft) -> Iterator[Finding]:
    """上述赔偿款9000元 must be a sum that an earlier line names."""
    earlier: list[Decimal] = []
    for index, term in enumerate(draft.terms):
        for amount in _plain_amounts(term):
            said = _SAID_BEFORE.search(lead(term, amount.start))
            if said and earlier and amount.value not in _sums(earlier[:_MOST_AMOUNTS]):
                yield finding("amounts_contradict", f"terms[{index}]", text=amount.text)
            earlier.append(amount.value)


def _check_method(draft: AgreementDraft) -> Iterator[Finding]:
    """The sum in 履行方式 must be one the terms know."""
    agreed = [amount.value for term in draft.terms for amount in amounts_in(term)]
    if not agreed:
        return
    known = _sums(agreed[:_MOST_AMOUNTS]) | {
        instalment.value for instalment in _readable(draft.performance.instalments)
    }
    for amount in amounts_in(draft.performance.method):
        if amount.value not in known and not amount.rate:
            yield finding("amounts_contradict", "performance.method", text=amount.text)


def _check_instalments(draft: AgreementDraft) -> Iterator[Finding]:
    instalments = draft.performance.instalments
    for index, instalment in enumerate(instalments):
        yield from _check_instalment(draft, instalment, f"performance.instalments[{index}]", index + 1)
    readable = _readable(instalments)
    if not readable or len(readable) < len(instalments):
        return
    amounts = [amount for term in draft.terms for amount in _plain_amounts(term)]
    if not amounts or any(_interest_runs(term) for term in draft.terms):
        return
    totals = [a.value for term in draft.terms for a in _plain_amounts(term) if _is_total(term, a)]
    if not totals and any(_has_price(term) for term in draft.terms):
        return
    shares = {match.group() for term in draft.terms for match in lexicon.SHARE.finditer(term)}
    if shares and (shares != {"一半"} or not totals):
        return
    if shares:  # 先付一半, or each bears half
        totals += [total / 2 for total in totals]
    values = [amount.value for amount in amounts]
    if _sums_agree(readable, values, totals):
        return
    agreed = totals[0] if totals else max(values)
    paid = sum((item.value for item in readable), Decimal(0))
    yield finding("instalments_total", "performance.instalments", total=plain_amount(agreed), parts=plain_amount(paid))


def _check_instalment(draft: AgreementDraft, instalment: Instalment, at: str, ordinal: int) -> Iterator[Finding]:
    if instalment.amount.strip() and _value(instalment) is None:
        yield finding("instalment_amount_unreadable", f"{at}.amount", ordinal=ordinal, text=instalment.amount)
    missing = [key for key in ("amount", "due_on", "payer", "payee") if not getattr(instalment, key).strip()]
    if missing:
        yield finding("instalment_incomplete", f"{at}.{missing[0]}", ordinal=ordinal, missing=tuple(missing))
    known = people_of(draft) | {party.role for party in draft.parties}
    organisations = [squeeze(party.name) for party in draft.parties if party.is_organisation]
    for key in ("payer", "payee"):
        name = squeeze(getattr(instalment, key))
        if not name or any(name in person or person in name for person in known if person):
            continue
        if any(is_short_for(name, organisation) for organisation in organisations):
            continue
        like = next((person for person in people_of(draft) if is_variant(name, person)), None)
        if like:
            yield finding("name_written_two_ways", f"{at}.{key}", name=name, like=like)
        else:
            yield finding("instalment_stranger", f"{at}.{key}", ordinal=ordinal, name=name)


class _Part(NamedTuple):
    """One readable instalment: its value in yuan and the direction it flows."""

    value: Decimal
    direction: tuple[str, str]


def _readable(instalments: tuple[Instalment, ...]) -> list[_Part]:
    found = []
    for instalment in instalments:
        value = _value(instalment)
        if value is not None:
            found.append(_Part(value, (squeeze(instalment.payer), squeeze(instalment.payee))))
    return found


def _value(instalment: Instalment) -> Decimal | None:
    try:
        return read_amount(instalment.amount)
    except ValueError:
        return None


def _sums_agree(parts: list[_Part], amounts: list[Decimal], totals: list[Decimal]) -> bool:
    """Whether the instalments, all together or each direction by itself, make a sum that the terms name."""
    directions: dict[tuple[str, str], Decimal] = {}
    for part in parts:
        directions[part.direction] = directions.get(part.direction, Decimal(0)) + part.value
    whole = sum((part.value for part in parts), Decimal(0))
    return _is_agreed(whole, amounts, totals) or (
        len(directions) > 1 and all(_is_agreed(value, amounts, totals) for value in directions.values())
    )


def _is_agreed(value: Decimal, amounts: list[Decimal], totals: list[Decimal]) -> bool:
    if value in amounts:
        return True
    if totals:
        return any(total - amount == value for total in totals for amount in amounts if amount != total)
    return value in _sums(amounts[:_MOST_AMOUNTS])


def _sums(amounts: list[Decimal]) -> frozenset[Decimal]:
    """Every sum of some of the amounts, and every difference of two."""
    return _sums_of(tuple(amounts))


@lru_cache(maxsize=64)
def _sums_of(amounts: tuple[Decimal, ...]) -> frozenset[Decimal]:
    distinct = list(dict.fromkeys(amounts))
    found = set(distinct) | {sum(amounts, Decimal(0))}
    for size in range(2, min(len(distinct), 6) + 1):
        found |= {sum(some, Decimal(0)) for some in combinations(distinct, size)}
    return frozenset(found | {abs(one - other) for one, other in combinations(distinct, 2)})


def _has_price(term: str) -> bool:
    """每亩300元, 每月500元 without an end; 每期5000元 only tells an instalment again."""
    return any(a.rate and not _EACH_INSTALMENT.search(lead(term, a.start)) for a in amounts_in(term))


def _plain_amounts(text: str) -> list[Amount]:
    """Amounts that are no price per something; of an amount in words and figures only the first."""
    kept: list[Amount] = []
    for amount in amounts_in(text):
        twin = bool(kept) and kept[-1].value == amount.value and kept[-1].form is not amount.form
        if not amount.rate and not (twin and amount.start - kept[-1].end < 14):
            kept.append(amount)
    return kept


def _is_total(text: str, amount: Amount) -> bool:
    return bool(_TOTAL.search(lead(text, amount.start)))
