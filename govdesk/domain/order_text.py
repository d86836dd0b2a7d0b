"""A hotline order pasted as one text, taken apart into fields: what it said is read, what was guessed is marked.

Five layouts are known: `label：value` lines, a table copied with tabs, 【brackets】, one running paragraph, and what a
chat forwards. The names of labels are those of real 12345 systems (standards.md §3.2).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise, zip_longest

from govdesk.domain.order_moments import MOMENT, moment_in
from govdesk.domain.order_prose import clean_chat, prose_fields, title_of

FIELDS = ("number", "caller", "phone", "title", "content", "place", "received_at", "deadline", "category")
_ALIASES: Mapping[str, str] = {
    "number": (
        "转办单工单编号 热线工单编号 工单编号 热线编号 工单号码 工单号 受理编号 诉求编号 来件编号 流水号 编号 单号"
    ),
    "caller": (
        "来电人姓名 诉求人姓名 反映人姓名 投诉人姓名 市民姓名 群众姓名 市民称呼 来电人 诉求人 反映人 投诉人 求助人 "
        "联系人 来电市民 来电群众 市民 姓名 称呼"
    ),
    "phone": (
        "诉求人手机号 来电人电话 市民电话 联系电话 来电号码 来电电话 联系号码 诉求号码 联系方式 手机号码 手机号 "
        "回访电话 电话号码 电话 手机"
    ),
    "title": "诉求标题 工单标题 事项标题 诉求主题 标题 主题",
    "content": (
        "市民诉求 诉求内容 问题描述 反映内容 来电内容 投诉内容 工单内容 主要内容 诉求描述 事项描述 反映问题 反映事项 "
        "表单内容 诉求 内容 详情"
    ),
    "place": "事发详细地址 事发地点 事发地址 详细地址 问题点位 发生地点 诉求地址 事发位置 地址 地点 位置",
    "received_at": "受理时间 来电时间 登记时间 诉求时间 反映时间 派单时间 转办时间 下派时间 时间",
    "deadline": (
        "要求办结时间 要求反馈时间 办结时限 办结期限 处理期限 处理时限 办理期限 办理时限 反馈时限 回复时限 回复期限 "
        "截止时间 到期时间 时限"
    ),
    "category": "事项分类 问题分类 诉求分类 接诉分类 事项类别 诉求类别 问题类别 类别 分类",
    "": (
        "诉求类型 工单类型 诉求性质 诉求目的 紧急程度 诉求来源 来源渠道 受理渠道 来源 受理部门 受理单位 "
        "承办单位 处理部门 "
        "主办单位 协办单位 办理要求 处理要求 备注 涉事主体 受理员 话务员 是否回访 是否保密 是否公开 所属区域 事发区域 "
        "问题属地 区域 重复次数 催单次数 派单人 经办人 性别 工单状态 回访要求 附件 办理意见 转办意见"
    ),
}
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_TRUST = {alias: place for aliases in _ALIASES.values() for place, alias in enumerate(aliases.split())}
_ANY = "|".join(sorted(_FIELD_OF, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s　；;，,。|｜/、]))[【\[〔（(]?\s*(?P<label>{_ANY})\s*"
    r"(?:[】\]〕）)]\s*[:：]?|[:：]|\t|[ 　](?=\S))",
    re.MULTILINE,
)
_TIGHT = re.compile(rf"[【\[〔](?P<label>{_ANY})[】\]〕]\s*[:：]?")
_MASKED = re.compile(r"^[*＊xX\s]*$")
_EVERYDAY = "市民 时间 内容 诉求 地址 地点 位置 电话 手机 来源 区域 时限 附件 类别 分类 标题 主题 备注 详情"
_NEEDS_COLON = frozenset(_EVERYDAY.split(" "))
_FEWEST_LABELS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A value with where it came from; `guessed` ones are shown as such until a person has looked."""

    value: str
    guessed: bool


@dataclass(frozen=True)
class OrderReading:
    """`original` is the whole text as it was pasted; `moments` holds received_at and deadline as far as readable."""

    original: str
    fields: Mapping[str, Found]
    moments: Mapping[str, datetime]

    def value(self, name: str) -> str:
        found = self.fields.get(name)
        return found.value if found else ""

    @property
    def guessed(self) -> tuple[str, ...]:
        return tuple(name for name, found in self.fields.items() if found.guessed)


def read_order(text: str, today: date) -> OrderReading:
    """Everything that can be found; a field that is not there is left out. Dates without a year are near `today`."""
    original = text.strip()
    body = clean_chat(original)
    labelled = _table(body) or _labelled(body)
    found = {name: Found(value, False) for name, value in labelled.items()}
    prose = prose_fields(found["content"].value if "content" in found else body, body, bool(labelled))
    for name, value in prose.items():
        if value and name not in found:
            found[name] = Found(value, True)
    if "title" not in found and "content" in found:
        title = title_of(found["content"].value)
        if title:
            found["title"] = Found(title, True)
    elif "content" not in found and "title" in found:
        found["content"] = Found(found["title"].value, True)
    ordered = {name: found[name] for name in FIELDS if name in found}
    return OrderReading(original, ordered, _moments(ordered, today))


def looks_like_order(text: str) -> bool:
    """Whether a text pasted into a field is a whole order and not a sentence of one."""
    if len(text) < 30:
        return False
    body = clean_chat(text)
    known = {_FIELD_OF[match["label"]] for match in _matches(body)} - {""}
    if len(known) >= 3 or len(_table(body)) >= 3:
        return True
    prose = prose_fields(body, body, False)
    return bool(prose.get("phone")) and bool(prose.get("number") or prose.get("caller"))


def _labelled(text: str) -> dict[str, str]:
    matches = _matches(text)
    if len({_FIELD_OF[match["label"]] for match in matches}) < _FEWEST_LABELS:
        return {}
    values: dict[str, tuple[int, str]] = {}
    for match, following in zip_longest(matches, matches[1:]):
        field = _FIELD_OF[match["label"]]
        value = _tidy(text[match.end() : following.start() if following else len(text)])
        trust = _TRUST[match["label"]]
        if field and value and not _MASKED.match(value) and (field not in values or trust < values[field][0]):
            values[field] = (trust, value)
    return {field: _short(field, value) for field, (_trust, value) in values.items()}


def _matches(text: str) -> list[re.Match[str]]:
    """Labels in their order; short everyday words count only with a colon or brackets behind them."""
    found: dict[int, re.Match[str]] = {}
    for match in (*_TIGHT.finditer(text), *_LABEL.finditer(text)):
        plain = match[0][-1] in " 　" and not any(mark in match[0] for mark in "：:】]〕")
        if plain and (match["label"] in _NEEDS_COLON or len(_FIELD_OF[match["label"]]) == 0):
            continue
        found.setdefault(match.start("label"), match)
    ordered = [found[place] for place in sorted(found)]
    kept: list[re.Match[str]] = []
    for match in ordered:
        if kept and _FIELD_OF[match["label"]] == _FIELD_OF[kept[-1]["label"]] == "content":
            continue  # the citizen's own words may say 诉求： once more
        kept.append(match)
    return kept


def _table(text: str) -> dict[str, str]:
    """A header line with its values in the line below, as a spreadsheet is copied."""
    lines = [line for line in text.splitlines() if line.strip()]
    for head, row in pairwise(lines):
        names, cells = head.split("\t"), row.split("\t")
        labels = [name.strip() for name in names]
        if sum(name in _FIELD_OF for name in labels) >= 3 and sum(cell.strip() in _FIELD_OF for cell in cells) == 0:
            values: dict[str, str] = {}
            for name, cell in zip(labels, cells, strict=False):
                field = _FIELD_OF.get(name, "")
                if field and cell.strip() and not _MASKED.match(cell):
                    values.setdefault(field, _short(field, _tidy(cell)))
            return values
    return {}


def _tidy(value: str) -> str:
    lines = [line.strip(" \t　") for line in value.strip().splitlines()]
    return "\n".join(line for line in lines if line).strip('；;，,|｜、 　【["“”')


def _short(field: str, value: str) -> str:
    """Fields of one line take their first line; a moment only what is a moment."""
    if field == "content":
        return value
    value = value.splitlines()[0].strip("。.；;，, ")
    if field in ("received_at", "deadline"):
        moment = MOMENT.search(value)
        return moment[0].strip() if moment else value
    if field == "number":
        return re.split(r"[\s，,；;（(。]", value)[0]
    if field == "caller":
        return re.split(r"[\s（(，,；;\d]", value)[0] or value
    if field == "phone":
        return re.split(r"[（(，,；;]", value)[0].strip()
    return value


def _moments(fields: Mapping[str, Found], today: date) -> dict[str, datetime]:
    found = {}
    for name in ("received_at", "deadline"):
        moment = moment_in(fields[name].value, today) if name in fields else None
        if moment is not None:
            found[name] = moment
    return found
