"""The notes of a talk: turns with their speakers, and the seven elements that a mediation record has to have.

The elements are those of the explained form (standards.md F8): 权利义务告知 … 各方签字.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Element:
    """One of the seven; `label` is the heading under which it stands and the name it is missed by."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of the notes. `speaker` is empty for what nobody said (a heading, a remark)."""

    speaker: str
    words: str


ELEMENTS = (
    Element("rights", "权利义务告知"),
    Element("principles", "调解原则、方式和参加人员身份告知"),
    Element("statements", "双方陈述"),
    Element("examination", "调查核实与质证"),
    Element("risks", "结果风险告知"),
    Element("outcome", "协议内容或调解不成的原因、其他途径告知"),
    Element("signatures", "各方签名"),
)

_ALL_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "rights": (("权利",), ("义务",)),
    "principles": (("自愿", "平等", "原则"), ("身份", "调解员", "主持", "参加人")),
    "examination": (("核实", "质证", "出示", "证据", "查看", "勘查", "现场", "证明", "票据", "调查"),),
    "risks": (("风险", "后果", "不利"),),
    "outcome": (("协议", "达成", "一致", "不成", "未达成", "无法达成", "终止", "拒绝"),),
}
"""Each group has to be there by one of its words."""

_FAILED = ("不成", "未达成", "无法达成", "终止", "拒绝")
_REMEDIES = ("仲裁", "诉讼", "起诉", "法院", "行政", "途径")
_HEADING = re.compile(r"^【(?P<name>[^】]+)】[ \t]*(?P<rest>.*)$")
_SPEAKER = re.compile(r"^(?P<speaker>[^\s：:，。；,;（(]{1,20}(?:[（(][^）)]{1,20}[）)])?)[：:]\s*(?P<words>.*)$")


def turns_of(text: str, speakers: Iterable[str] = ()) -> list[Turn]:
    """The notes in paragraphs. With `speakers` only those names (and 问, 答) begin a turn."""
    known = {*speakers, "问", "答", "调解员", "记录人"}
    found: list[Turn] = []
    for line in text.splitlines():
        words = line.strip()
        if not words:
            continue
        match = _SPEAKER.match(words)
        if match and (known <= {"问", "答", "调解员", "记录人"} or _name(match["speaker"]) in known):
            found.append(Turn(match["speaker"], match["words"]))
        else:
            found.append(Turn("", words))
    return found


def missing_elements(
    text: str, came: Sequence[str], recorder: str, result: str = "", outcome: str = ""
) -> list[Element]:
    """The elements that the record does not show, in their order.

    A heading 【…】 with words under it counts as its element. A talk that goes on another day (`outcome` continued)
    has no outcome to tell yet.
    """
    headed = _headed(text)
    told = {item.code for item in ELEMENTS if headed.get(item.label) or headed.get(item.code)}
    missing = []
    for item in ELEMENTS:
        if item.code in told and item.code not in ("statements", "signatures"):
            continue
        if not _shown(item.code, text, came, recorder, result, outcome, item.code in told):
            missing.append(item)
    return missing


def _shown(code: str, text: str, came: Sequence[str], recorder: str, result: str, outcome: str, headed: bool) -> bool:
    if code == "statements":
        return all(_speaks(name, text) for name in came) and bool(came)
    if code == "signatures":
        return bool(came) and bool(recorder.strip())
    words = f"{text}\n{result}"
    if code == "outcome":
        if outcome == "continued":
            return True
        if outcome == AGREED:
            return bool(result.strip()) or _has(code, words)
        failed = bool(outcome) or any(word in words for word in _FAILED)
        return _has(code, words) and (not failed or any(word in words for word in _REMEDIES))
    return headed or _has(code, words)


def _has(code: str, text: str) -> bool:
    return all(any(word in text for word in group) for group in _ALL_OF[code])


def _speaks(name: str, text: str) -> bool:
    """The party has a turn of its own, or is told about in the words 某某陈述, 某某称."""
    for line in text.splitlines():
        match = _SPEAKER.match(line.strip())
        if match and _name(match["speaker"]) == name and match["words"].strip():
            return True
    return bool(re.search(rf"{re.escape(name)}[^。\n]{{0,8}}(?:陈述|称|说|表示|认为|提出)", text))


def _name(speaker: str) -> str:
    """张三（申请人） speaks as 张三."""
    return re.split(r"[（(]", speaker, maxsplit=1)[0]


def _headed(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        match = _HEADING.match(line.strip())
        if match:
            name = match["name"].strip()
            found[name] = match["rest"].strip()
        elif name:
            found[name] = (found[name] + line.strip()).strip()
    return found
