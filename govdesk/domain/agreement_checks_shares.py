"""Shares of one whole: 甲承担60%、乙承担40%, 三人各承担三分之一; together they are the whole, not more.

And what the same people get in two lines of the paper: it is the same sum both times.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.agreement_findings import Finding, finding
from govdesk.domain.agreement_text import lead, sentences, squeeze
from govdesk.domain.amounts import amounts_in, plain_amount, read_count

_CN = "一二两三四五六七八九十百"
_FEW = rf"[{_CN}]{{1,9}}"
_SHARE = re.compile(
    r"(?P<percent>\d{1,9}(?:\.\d{1,9})?)\s*[%％]"
    rf"|百分之(?P<hundredths>{_FEW})|(?P<below>{_FEW})分之(?P<above>{_FEW})|(?P<half>一半)"
)
_TAKES = re.compile(r"(?:承担|负担|分担|分得|分配|分|占|享有|得|获得|出资|出|负)(?:[^，。；、\d%％]{0,8})$")
_NO_SHARE = re.compile(r"利率|利息|年息|月息|违约金|滞纳金|首付|定金|税|折|赔付率|LPR")
_REST = re.compile(r"其余|剩余|余下|余款|自负|自理|自行")
_A_WHOLE = 3
"""So many shares in one sentence are meant to be the whole; of two, the rest may be the injured party's own."""
_HEADS = re.compile(r"([两二三四五六七八九])(?:方|人|户|家|兄弟|姐妹|子女)")
_EACH = re.compile(r"[各均每]")


def check_shares(draft: AgreementDraft) -> Iterator[Finding]:
    """Only where one sentence gives shares to several people; what is left over may be told elsewhere."""
    names = [squeeze(party.name) for party in draft.parties if party.name.strip()]
    yield from _check_lists(draft, names)
    for index, term in enumerate(draft.terms):
        if (rest := _with_the_rest(term)) is not None and rest != 1:
            yield finding("shares_total", f"terms[{index}]", text=_cut(term), total=_words(rest))
        for sentence in sentences(term):
            total = _total(sentence, names)
            if total is not None and total != 1:
                yield finding("shares_total", f"terms[{index}]", text=_cut(sentence), total=_words(total))


def _check_lists(draft: AgreementDraft, names: list[str]) -> Iterator[Finding]:
    """尚欠甲100元、乙200元 above, 支付甲110元、乙200元 below: of the same list one sum differs."""
    above: list[dict[str, Decimal]] = []
    for index, term in enumerate(draft.terms):
        here = _listed(squeeze(term), names)
        for earlier in above:
            differing = [name for name in here if name in earlier and here[name] != earlier[name]]
            if here.keys() == earlier.keys() and len(here) > 1 and len(differing) == 1:
                text = f"{differing[0]}{plain_amount(here[differing[0]])}元"
                yield finding("amounts_contradict", f"terms[{index}]", text=text)
        above.append(here)


def _listed(term: str, names: list[str]) -> dict[str, Decimal]:
    """The one sum that directly follows each name: 令狐冲28830元, 张三工资2000元."""
    found: dict[str, Decimal] = {}
    for amount in amounts_in(term):
        before = re.split(r"[，。；、：]", lead(term, amount.start))[-1]
        name = next((name for name in names if re.search(rf"{re.escape(name)}[^\d]{{0,6}}$", before)), "")
        if name and not amount.rate:
            found.setdefault(name, amount.value)
    return found


def _with_the_rest(term: str) -> Fraction | None:
    """甲承担70%…；其余30%由乙承担: with the rest it is the whole; None where no rest is told as a share."""
    shares = [] if _NO_SHARE.search(term) else list(_SHARE.finditer(term))
    if not 2 <= len(shares) <= _A_WHOLE:
        return None
    told = [_REST.search(term[max(0, match.start() - 4) : match.start()]) for match in shares]
    values = [value for value in map(_value, shares) if value is not None]
    if len(values) != len(shares) or sum(map(bool, told)) != 1 or not told[-1]:
        return None
    return sum(values, Fraction(0))


def _total(sentence: str, names: list[str]) -> Fraction | None:
    """The sum of the shares in the sentence; None where they are no parts of one whole."""
    if _NO_SHARE.search(sentence):
        return None
    found = [match for match in _SHARE.finditer(sentence) if _TAKES.search(lead(sentence, match.start()))]
    shares = [share for share in map(_value, found) if share is not None]
    if len(found) == 1 and shares:
        return _each(sentence[: found[0].start()], shares[0], names)
    if len(shares) < 2 or len(shares) != len(found) or _EACH.search(sentence):
        return None
    total = sum(shares, Fraction(0))
    left_over = total < 1 and (_REST.search(sentence) or (len(shares) < len(names) and len(shares) < _A_WHOLE))
    return None if left_over else total


def _each(before: str, share: Fraction, names: list[str]) -> Fraction | None:
    """三人各承担二分之一: more than the whole is a slip, less may leave a part to somebody else."""
    those = re.split(r"[，由]", before)[-1]
    takers = sum(1 for name in names if name in those)
    if people := _HEADS.search(those):
        takers = max(takers, read_count(people[1].replace("两", "二")))
    if not _EACH.search(before) or takers < 2 or share * takers <= 1:
        return None
    return share * takers


def _value(match: re.Match[str]) -> Fraction | None:
    try:
        if match["percent"]:
            return Fraction(match["percent"]) / 100
        if match["hundredths"]:
            return Fraction(read_count(match["hundredths"]), 100)
        if match["half"]:
            return Fraction(1, 2)
        return Fraction(read_count(match["above"]), read_count(match["below"]))
    except (ValueError, ZeroDivisionError):
        return None


def _words(total: Fraction) -> str:
    percent = total * 100
    return f"{percent.numerator}%" if percent.denominator == 1 else f"{total.numerator}/{total.denominator}"


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= 40 else sentence[:39] + "…"
