"""Sums that cannot be read one way only: 50,00.00元, 3OOO元, 伍万园整, 捌零零元整, 大写：叁万."""

import re

from govdesk.domain.agreement_words import DATE
from govdesk.domain.amounts import read_amount_words

_FIGURES = re.compile(
    r"(?P<before>[¥￥]\s*|人民币\s*)?(?<![\dA-Za-z.,，])(?P<number>[\dOolI][\dOolI,，.]*)\s*"
    r"(?P<after>[万千百仟佰]?余?(?:元(?!旦|月|宵)|圆|块钱))?(?P<per>\s*[/／每])?"
)
_SOUND = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2})?")
_FINE = re.compile(r"\d+\.\d{3,}")
_EACH = re.compile(r"(?:每|按|单价|税率)[^，。；、\d]{0,10}$")
_CAPITALS = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"
_NUMERALS = _CAPITALS + "零〇一二三四五六七八九十百千万萬亿億两"
_WORDS = re.compile(
    rf"(?<![{_NUMERALS}\d])(?=[{_NUMERALS}]*[{_CAPITALS}])[{_NUMERALS}]{{2,}}"
    rf"(?P<unit>[元圆圓][{_NUMERALS}角分]*[整正]?|[园员源原圜](?=[整正，。；、,;（()）]|$)|[整正])"
)
_SAID_CAPITAL = re.compile(
    r"大写\s*(?:金额)?\s*(?:为|是|计)?\s*[:：]?\s*(?:人民币)?\s*(?P<words>[^\s，。；、,;（()）]{2,24})"
)
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")


def malformed_figures(text: str) -> list[str]:
    """Figures of money whose commas and points contradict each other, or that hold a letter for a digit."""
    plain = DATE.sub(lambda match: " " * len(match.group()), text.translate(_WIDE))
    found = []
    for match in _FIGURES.finditer(plain):
        number = match["number"].rstrip("，,.")
        if not (match["before"] or match["after"]) or not any(char.isdigit() for char in number):
            continue
        rate = bool(match["per"]) or bool(_EACH.search(plain[: match.start()]))
        if not _is_sound(number, (match["after"] or "")[:1], rate):
            found.append(match.group().strip().rstrip("，,."))
    return found


def unreadable_words(text: str) -> list[str]:
    """Capital numerals that are no amount: a wrong character for 元, 元 left out, digits in a row."""
    found = [match.group() for match in _WORDS.finditer(text) if not _readable(match.group())]
    for match in _SAID_CAPITAL.finditer(text):
        words = match["words"]
        if not _readable(words) and not any(words in other or other in words for other in found):
            found.append(words)
    return found


def _is_sound(number: str, scale: str, rate: bool) -> bool:
    if _FINE.fullmatch(number) and scale in ("", "元", "圆", "块") and not rate:
        return False  # finer than a fen
    if _SOUND.fullmatch(number):
        return True
    several = re.split("，", number)  # 分别为5000，600元: two sums
    return len(several) > 1 and all(re.fullmatch(r"[1-9]\d+(?:\.\d{1,2})?", part) for part in several)


def _readable(words: str) -> bool:
    try:
        return read_amount_words(words) >= 0
    except ValueError:
        return False
