"""Reads the generated sentence of a rule back into conditions, knowing nothing of how it was made."""

import re
from collections.abc import Callable, Mapping
from typing import Any

Labels = Mapping[str, Mapping[str, str]]
"""For every kind of list condition its labels with their codes."""

_SAMENESS = {"同一地方": "place", "同类问题": "kind", "同一地方同类问题": "place_and_kind"}
_FLAGS = {
    "标为紧急": ("urgent", True),
    "没有标为紧急": ("urgent", False),
    "在本街道的职责清单上": ("duty_listed", True),
    "不在本街道的职责清单上": ("duty_listed", False),
}
# (what the words look like, condition, negated); longer beginnings first
_LISTS = [
    (r"来源不是(.+)", "channel", True),
    (r"来源是(.+)", "channel", False),
    (r"起因不是(.+)", "initiated_by", True),
    (r"起因是(.+)", "initiated_by", False),
    (r"类别不是(.+)", "category", True),
    (r"类别是(.+)", "category", False),
    (r"不属于(.+)", "kind", True),
    (r"属于(.+)", "kind", False),
    (r"案件不是(.+)", "tier", True),
    (r"案件(.+)", "tier", False),
    (r"没有在(.+)办不成过", "tier_exhausted", True),
    (r"(.+)已经办不成", "tier_exhausted", False),
    (r"不发生在(.+)", "grid", True),
    (r"发生在(.+)", "grid", False),
    (r"发生地的级别不是(.+)", "place_level", True),
    (r"发生地的级别是(.+)", "place_level", False),
    (r"不在(.+)的职责清单上", "duty_body", True),
    (r"在(.+)的职责清单上", "duty_body", False),
    (r"没有(.+)的风险", "risk", True),
    (r"有(.+)的风险", "risk", False),
]
_COUNTS = [
    (r"涉及 (\d+) 人以上", "people_at_least", False),
    (r"涉及不到 (\d+) 人", "people_at_least", True),
    (r"涉及不超过 (\d+) 人", "people_at_most", False),
    (r"涉及超过 (\d+) 人", "people_at_most", True),
    (r"退单 (\d+) 次以上", "returns_at_least", False),
    (r"退单不到 (\d+) 次", "returns_at_least", True),
    (r"重办 (\d+) 次以上", "reopened_at_least", False),
    (r"重办不到 (\d+) 次", "reopened_at_least", True),
]


def read_sentence(sentence: str, labels: Labels) -> tuple[list[Any], dict[str, Any]]:
    """The conditions as (name, what it says, negated) in their order, and where the rule sends the case."""
    head, _cut, tail = sentence.rpartition("的，派到")
    found = re.fullmatch(r"(.+?)层级，由(.+?)办理(?:，(.+?)协办)?(?:，期限按“(.+?)”)?。", tail)
    assert found, sentence
    where = {
        "tier": labels["tier_exhausted"][found[1]],
        "receiver": labels["receiver"][found[2]],
        "assists": one_reading(found[3], labels["receiver"]) if found[3] else (),
        "term": labels["term"][found[4]] if found[4] else "",
    }
    return [_condition(words, labels) for words in head.split("，且")], where


def one_reading(words: str, codes: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of a list joined by 、 and a last 或, of labels that may hold 、 themselves; with one reading only."""
    readings = list(_readings(words, codes))
    assert len(readings) == 1, (words, readings)
    return readings[0]


def _readings(words: str, codes: Mapping[str, str]) -> Any:
    for label, code in codes.items():
        if words == label:
            yield (code,)
        elif words.startswith((f"{label}、", f"{label}或")):
            for rest in _readings(words[len(label) + 1 :], codes):
                yield (code, *rest)


def _condition(words: str, labels: Labels) -> tuple[str, Any, bool]:
    if words in _FLAGS:
        return (*_FLAGS[words], False)
    readers: list[Callable[[], tuple[str, Any, bool] | None]] = [
        lambda: _recurrence(words),
        lambda: _count(words),
        lambda: _words(words),
        lambda: _list(words, labels),
    ]
    for reader in readers:
        if (found := reader()) is not None:
            return found
    raise AssertionError(f"cannot be read: {words}")


def _recurrence(words: str) -> tuple[str, Any, bool] | None:
    found = re.fullmatch(r"近 (\d+) 天(.+?)(已有|不到) (\d+) 件(以上)?", words)
    if found is None:
        return None
    return "recurrence", (_SAMENESS[found[2]], int(found[1]), int(found[4])), found[3] == "不到"


def _count(words: str) -> tuple[str, Any, bool] | None:
    for pattern, name, negated in _COUNTS:
        if found := re.fullmatch(pattern, words):
            return name, int(found[1]), negated
    return None


def _words(words: str) -> tuple[str, Any, bool] | None:
    found = re.fullmatch(r"文字里(没有|有)((?:“[^”]+”)*?(?:或?“[^”]+”))", words)
    return ("words", tuple(re.findall("“([^”]+)”", found[2])), found[1] == "没有") if found else None


def _list(words: str, labels: Labels) -> tuple[str, Any, bool] | None:
    for pattern, name, negated in _LISTS:
        found = re.fullmatch(pattern, words)
        if found is None:
            continue
        inner = re.sub("(^|或|、)(?:现在)?在", r"\1", found[1]) if name == "tier" else found[1]
        return name, one_reading(inner, labels[name]), negated
    return None
