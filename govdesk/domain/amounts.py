"""Sums of money in Chinese text: capital words (捌佰元整) to figures and back, every amount in a sentence.

All values are `Decimal` yuan.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_SECTIONS = ("", "万", "亿")
_PLACES = ("", "拾", "佰", "仟")
_LIMIT = Decimal(10) ** 12

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇", "一壹弌", "二贰貳两俩弍", "三叁參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_NUMERAL = "".join(_DIGITS) + "".join(_UNITS) + "".join(_MYRIADS)
_YUAN = "元圆圓"

_LEADING = "".join(_DIGITS) + "十拾"
_WORDS = re.compile(
    rf"(?<![\d.{_NUMERAL}])[{_LEADING}][{_NUMERAL}]*(?:[{_YUAN}](?!旦|月|宵)|块钱)"
    rf"(?:零?[{_NUMERAL}]角)?(?:零?[{_NUMERAL}]分)?[整正]?"
)
_SCALES = {"亿": 10**8, "万": 10**4, "萬": 10**4, "千": 1000, "仟": 1000, "百": 100, "佰": 100}
_FIGURES = re.compile(
    r"(?P<sign>[¥￥]\s*)?(?<![\d.])(?!0\d)(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?:(?P<scale>[亿万萬千仟百佰])(?P<more>(?:\d+[千仟百佰])*(?:\d{2,4}(?=\s*元))?))?"
    r"\s*余?(?P<yuan>元(?!旦|月|宵)|圆|块钱|块(?=[，。；、,;）)]|$))?"
)
_SPOKEN = re.compile(
    rf"(?<![\d.{_NUMERAL}])(?P<head>[{_LEADING}][{_NUMERAL}]*(?P<unit>[万千百]))(?P<last>[一二两三四五六七八九])"
    r"(?=\s*[（(]\s*(?:小写)?\s*[:：]?\s*[¥￥]?\s*\d[\d,.]*\s*元)"
)
"""三万二（32000元）: as people say it, told to be money by the figures behind it."""
_MORE = re.compile(r"(\d+)([千仟百佰]?)")
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
_WORDS_PARTS = re.compile(
    rf"(?:(?P<yuan>[{_NUMERAL}]+)[{_YUAN}块]钱?)?(?:零?(?P<jiao>[{_NUMERAL}])角)?(?:零?(?P<fen>[{_NUMERAL}])分)?[整正]?"
)
_PER = re.compile(r"\s*(?:人民币)?\s*[/／每](?:天|日|月|年|季|次|人|亩|平方米|㎡|小时|公斤|斤|吨|车|米|棵|只|头|户)?")
_EACH = re.compile(
    r"(?:每|按)(?:人|天|日|月|年|季度?|次|亩|平方米|小时|期|公斤|斤|吨|车|米|棵|只|头|户|周)[^，。；、\d]{0,8}$"
)
_LEAD = 20
"""So far before an amount its 每… is looked for."""


class AmountForm(StrEnum):
    FIGURES = "figures"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount where it stands in a text; `rate` marks a price per something (每月800元, 30元/天)."""

    value: Decimal
    start: int
    end: int
    form: AmountForm
    text: str
    rate: bool = False


@dataclass(frozen=True, slots=True)
class AmountPair:
    """An amount written twice side by side; `words` is None when the words cannot be read."""

    words: Decimal | None
    figures: Decimal
    text: str

    @property
    def agrees(self) -> bool:
        return self.words == self.figures


def capital_words(amount: Decimal) -> str:
    """800 → 捌佰元整; 1050.3 → 壹仟零伍拾元叁角整. ValueError below 0, from 10¹² or finer than a fen."""
    cents = amount * 100
    if amount < 0 or amount >= _LIMIT or cents != cents.to_integral_value():
        raise ValueError(amount)
    whole, rest = divmod(int(cents), 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_integer_words(whole)}元" if whole or not rest else ""
    if not rest:
        return words + "整"
    if jiao:
        words += f"{_CAPITALS[jiao]}角"
    elif whole:
        words += "零"
    return words + (f"{_CAPITALS[fen]}分" if fen else "整")


def read_amount_words(text: str) -> Decimal:
    """捌佰元整, 一万二千元, 叁拾伍元伍角 → yuan; ValueError when it is not an amount in words."""
    match = _WORDS_PARTS.fullmatch(text.strip())
    if not match or not any(match.groups()):
        raise ValueError(text)
    value = Decimal(_integer(match["yuan"] or "零"))
    for part, unit in (("jiao", Decimal("0.1")), ("fen", Decimal("0.01"))):
        if match[part]:
            value += _digit(match[part]) * unit
    return value


def read_amount(text: str) -> Decimal:
    """What a person types as an amount: 800, 8,000.50, 1.2万, 800元, 捌佰元整; ValueError otherwise."""
    cleaned = text.translate(_WIDE).strip().removeprefix("人民币").strip()
    match = _FIGURES.fullmatch(cleaned)
    if match:
        return _figure_value(match)
    return read_amount_words(cleaned)


def read_count(text: str) -> int:
    """三 → 3, 十二 → 12, 4 → 4; ValueError otherwise."""
    return int(text) if text.isdecimal() else _integer(text)


def plain_amount(amount: Decimal) -> str:
    """8000 → 8000; 8000.50 → 8000.50: what goes before 元."""
    if amount == amount.to_integral_value():
        return str(int(amount))
    return f"{amount:.2f}"


def amounts_in(text: str) -> list[Amount]:
    """Every readable amount of money in the text, in order."""
    text = text.translate(_WIDE)
    return sorted([*_figures_in(text), *_words_in(text)], key=lambda amount: amount.start)


def amount_pairs(text: str) -> list[AmountPair]:
    """Amounts written both ways side by side: 人民币捌佰元整（¥800元）, 800元（大写：捌佰元整）."""
    text = text.translate(_WIDE)
    spans = [(m.start(), m.end(), m.group(), AmountForm.WORDS) for m in _WORDS.finditer(text)]
    spans += [(m.start(), m.end(), m.group(), AmountForm.WORDS) for m in _SPOKEN.finditer(text)]
    spans += [(a.start, a.end, a.text, AmountForm.FIGURES) for a in _figures_in(text)]
    spans.sort()
    pairs = []
    for left, right in pairwise(spans):
        if left[3] == right[3] or not _stands_beside(text[left[1] : right[0]]):
            continue
        words, figures = (left, right) if left[3] is AmountForm.WORDS else (right, left)
        pairs.append(AmountPair(_words_or_none(words[2]), read_amount(figures[2]), text[left[0] : right[1]]))
    return pairs


_BESIDE = re.compile(r"[\s()（）:：,，]*(?:人民币|大写|小写|金额|即|计|[整正](?=[\s()（）,，])|[\s()（）:：,，¥￥])*")


def _stands_beside(gap: str) -> bool:
    """Only brackets and 大写 / 小写 / 人民币 lie between; a bare comma separates two different amounts."""
    if len(gap) > 14 or not _BESIDE.fullmatch(gap):
        return False
    return not re.fullmatch(r"\s*[,，]\s*(?:人民币)?\s*", gap)


def _figures_in(text: str) -> list[Amount]:
    found = []
    for match in _FIGURES.finditer(text):
        if not (match["yuan"] or match["sign"] or _bare_amount(text, match)):
            continue
        written = text[match.start() : match.end()].rstrip()
        found.append(
            Amount(
                _figure_value(match),
                match.start(),
                match.start() + len(written),
                AmountForm.FIGURES,
                written,
                _is_rate(text, match.start(), match.start() + len(written)),
            )
        )
    return found


def _bare_amount(text: str, match: re.Match[str]) -> bool:
    """人民币800， and 赔偿5万。 are money without 元; 5万平方米 and 3千克 are not."""
    if text[max(0, match.start() - _LEAD) : match.start()].rstrip().upper().endswith(("人民币", "RMB", "CNY")):
        return True
    after = text[match.end() : match.end() + 1]
    return match["scale"] in ("万", "萬", "亿") and (not after or after in "，。；、,;）)")


def _words_in(text: str) -> list[Amount]:
    found = []
    for match in _WORDS.finditer(text):
        value = _words_or_none(match.group())
        if value is not None:
            rate = _is_rate(text, match.start(), match.end())
            found.append(Amount(value, match.start(), match.end(), AmountForm.WORDS, match.group(), rate))
    return found


def _is_rate(text: str, start: int, end: int) -> bool:
    return bool(_EACH.search(text[max(0, start - _LEAD) : start]) or _PER.match(text, end))


def _figure_value(match: re.Match[str]) -> Decimal:
    """3000, 1.2万, 2万5千, 1万2500."""
    value = Decimal(re.sub("[,，]", "", match["number"])) * _SCALES.get(match["scale"], 1)
    return value + sum(int(digits) * _SCALES.get(unit, 1) for digits, unit in _MORE.findall(match["more"] or ""))


def _words_or_none(text: str) -> Decimal | None:
    try:
        return read_amount_words(text)
    except ValueError:
        return _spoken(text)


def _spoken(text: str) -> Decimal | None:
    """三万二 → 32000, 一千五 → 1500: the last digit counts tenths of the unit before it."""
    match = re.fullmatch(_SPOKEN.pattern.rsplit("(?=", 1)[0], text)
    if not match:
        return None
    unit = (_UNITS | _MYRIADS)[match["unit"]]
    try:
        return Decimal(_integer(match["head"]) + _digit(match["last"]) * unit // 10)
    except ValueError:
        return None


def _integer(words: str) -> int:
    """Sections of ten thousand; ValueError for digits in a row (捌零零) or a unit out of order."""
    total = section = digit = 0
    last_unit = last_myriad = 10**12
    pending = False
    for char in words:
        if char in _DIGITS:
            if pending and digit:
                raise ValueError(words)
            digit, pending = _DIGITS[char], True
            continue
        unit = _UNITS.get(char)
        if unit:
            if unit >= last_unit or (not pending and unit != 10):
                raise ValueError(words)
            section += (digit if pending else 1) * unit  # 零拾 on a printed form is no ten
            last_unit = unit
        else:
            myriad = _MYRIADS[char]
            section += digit
            if not section or myriad >= last_myriad:
                raise ValueError(words)
            total, section, last_unit, last_myriad = total + section * myriad, 0, 10**12, myriad
        digit, pending = 0, False
    return total + section + digit


def _digit(char: str) -> int:
    if char not in _DIGITS:
        raise ValueError(char)
    return _DIGITS[char]


def _integer_words(number: int) -> str:
    if not number:
        return _CAPITALS[0]
    sections: list[int] = []
    while number:
        number, section = divmod(number, 10_000)
        sections.append(section)
    words = ""
    for index in range(len(sections) - 1, -1, -1):
        section = sections[index]
        if not section:
            continue
        gap = words and (section < 1000 or sections[index + 1] == 0)
        words += (_CAPITALS[0] if gap else "") + _section_words(section) + _SECTIONS[index]
    return words


def _section_words(section: int) -> str:
    words, zero = "", False
    for place in (3, 2, 1, 0):
        digit = section // 10**place % 10
        if digit:
            words += (_CAPITALS[0] if zero and words else "") + _CAPITALS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return words
