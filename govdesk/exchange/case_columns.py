"""Which column of a strange workbook is which fact of a case, found by the words of its header."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from govdesk.domain.errors import BadInput
from govdesk.exchange.workbooks import Cell, Row

SEARCHED_ROWS = 30
"""So many filled rows from the top may hold titles and notes before the header."""


class Field(StrEnum):
    """Facts that a column may bring. Those without a place in a case travel as source fields under their header."""

    NUMBER = "number"
    REPORTER = "reporter"
    PHONE = "phone"
    TITLE = "title"
    TEXT = "text"
    LABEL = "label"
    LABEL_1 = "label_1"
    LABEL_2 = "label_2"
    LABEL_3 = "label_3"
    LABEL_4 = "label_4"
    APPEAL_TYPE = "appeal_type"
    REGION = "region"
    ADDRESS = "address"
    CHANNEL = "channel"
    URGENCY = "urgency"
    RECEIVED_AT = "received_at"
    OCCURRED_AT = "occurred_at"
    DISPATCHED_AT = "dispatched_at"
    LIMIT_AT = "limit_at"
    HANDLER = "handler"
    ASSISTS = "assists"
    REPLY = "reply"
    FINISHED_AT = "finished_at"
    REPLIED_AT = "replied_at"
    STATUS = "status"
    PEOPLE_COUNT = "people_count"
    PARTIES = "parties"
    FOLLOW_UP = "follow_up"
    SATISFACTION = "satisfaction"
    REPEATS = "repeats"
    URGINGS = "urgings"
    LIKES = "likes"
    DISLIKES = "dislikes"
    REMARK = "remark"


# Source: standards.md §3.2 (three real 12345 layouts), GB/T 31000 item names (§2.3), the message boards' exports.
# The order is the order of trust when several columns of one sheet mean the same.
_ALIASES: Mapping[Field, str] = {
    Field.NUMBER: (
        "工单编号 工单号 留言编号 转办单工单编号 案件编号 事件编号 信件编号 受理编号 登记编号 诉求编号 编号 "
        "热线工单编号 tid"
    ),
    Field.REPORTER: (
        "诉求人姓名 诉求人 来电人 来电人姓名 留言用户 留言人 市民称呼 市民姓名 反映人 反映人姓名 投诉人 "
        "投诉人姓名 上访人 信访人 信访人姓名 联系人 联系人姓名 姓名 reporter"
    ),
    Field.PHONE: (
        "联系电话 诉求人手机号 来电号码 来电电话 联系号码 诉求号码 联系方式 手机号 手机号码 手机 电话 "
        "诉求人电话 反映人电话 联系人电话 电话号码 phone"
    ),
    Field.TITLE: "诉求标题 工单标题 留言主题 留言标题 事件名称 案件名称 案件标题 纠纷名称 标题 主题 事项名称 title",
    Field.TEXT: (
        "市民诉求 诉求内容 工单内容 留言详情 留言内容 问题描述 事件简述 事件描述 案件描述 诉求描述 反映内容 反映问题 "
        "投诉内容 来信内容 主要诉求 来件内容 诉求详情 纠纷简述 纠纷情况 基本情况 表单内容 简要情况 详情 内容 content "
        "event_description text"
    ),
    Field.LABEL: (
        "事项分类 问题分类 事件类别 纠纷类型 纠纷类别 案件类别 诉求分类 接诉分类 问题类别 领域 分类 类别 "
        "domain event_type category"
    ),
    Field.APPEAL_TYPE: "诉求类型 工单类型 诉求性质 留言类型 信访目的 type",
    Field.REGION: "所属区域 事发区域 问题属地 所属网格 所属村社区 所属村居 村社区 所属社区 网格 属地 区域 district",
    Field.ADDRESS: "事发地点 详细地址 问题点位 发生地点 事发地址 地点 地址 具体位置 address",
    Field.CHANNEL: "来源渠道 诉求来源 受理方式 来源 渠道 信息来源 channel",
    Field.URGENCY: "紧急程度 缓急程度",
    Field.RECEIVED_AT: (
        "受理时间 来电时间 登记时间 留言时间 诉求时间 反映时间 接件时间 收件时间 上报时间 提交时间 登记日期 "
        "受理日期 留言日期 来访时间 来访日期 日期 时间 date received_at"
    ),
    Field.OCCURRED_AT: "发生日期 发生时间 事发时间 事发日期 occurred_at",
    Field.DISPATCHED_AT: "派单时间 转办时间 交办时间",
    Field.LIMIT_AT: "办结时限 处理期限 截止时间 化解时限 办理期限 计划完成时间",
    Field.HANDLER: "承办单位 处理部门 主办单位 受理部门 办理单位 答复单位 责任单位 化解组织 reply_org",
    Field.ASSISTS: "协办单位",
    Field.REPLY: (
        "办理结果 答复意见 回复内容 答复内容 转办单回复内容 办理情况 处理结果 处理意见 化解情况 回复诉求人 "
        "回复意见 reply"
    ),
    Field.FINISHED_AT: "办结时间 提交办结时间 办结日期 完成时间 结案时间 化解时间",
    Field.REPLIED_AT: "答复时间 回复时间 答复日期 回复日期 反馈时间",
    Field.STATUS: "工单状态 办理状态 处理状态 状态 当前状态 办理进度 status",
    Field.PEOPLE_COUNT: "涉及人数 人数 涉事人数 people_count",
    Field.PARTIES: "当事人 当事人姓名 主要当事人 涉事主体 disputing_parties",
    Field.FOLLOW_UP: "回访结果 回访内容",
    Field.SATISFACTION: "满意度 满意评价",
    Field.REPEATS: "重复次数 是否重复",
    Field.URGINGS: "催单次数",
    Field.LIKES: "点赞数 likes",
    Field.DISLIKES: "反对数",
    Field.REMARK: "备注",
}

_LEVELS = {"一": Field.LABEL_1, "二": Field.LABEL_2, "三": Field.LABEL_3, "四": Field.LABEL_4}
_LEVEL = re.compile(
    r"(?:.*(?:分类|标签|类别|类型))?([一二三四])级(?:分类|标签|类别|类型)?|.*(?:分类|标签|类别)([一二三四])"
)
_NOTE = re.compile(r"[（(\[【〔].*?[）)\]】〕]|[*＊:：\s_\"“”'‘’.。、]|必填|选填")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Zero-width and direction marks that web pages leave in what is copied from them."""

_ESSENTIAL = frozenset({Field.TITLE, Field.TEXT})


def _key(header: str) -> str:
    return _NOTE.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", header))).lower()


_WORDS = {_key(alias): field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_RANK = {_key(alias): rank for aliases in _ALIASES.values() for rank, alias in enumerate(aliases.split())}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """`fields` gives each fact its columns (from 0) in order of trust; `headers` has one unique name per column.

    `layout` is the same for two files when they bring the same facts under the same kind of number, whatever
    the order of the columns: it stands for the source when no channel is given.
    """

    header_row: int
    headers: tuple[str, ...]
    fields: Mapping[Field, tuple[int, ...]]
    layout: str

    def header_of(self, field: Field) -> str:
        """The name in the file of the column that brings `field`; empty when none does."""
        columns = self.fields.get(field)
        return self.headers[columns[0]] if columns else ""


def recognise(rows: Sequence[Row]) -> ColumnMap:
    """Finds the header among the first rows: a single row, or two of them under merged headings.

    A header brings a title or a text and at least one fact more. Raises BadInput `no_header` with the words seen.
    """
    best: ColumnMap | None = None
    for at, (number, cells) in enumerate(rows):
        candidates = [(number, [_word(cell) for cell in cells])]
        if at + 1 < len(rows) and rows[at + 1][0] == number + 1:
            candidates.append((number + 1, _two_storeys(cells, rows[at + 1][1])))
        for header_row, words in candidates:
            found = _map(header_row, words)
            if _is_header(found) and (best is None or len(found.fields) > len(best.fields)):
                best = found
    if best is None:
        words = [_word(cell) for cell in rows[0][1]] if rows else []
        raise BadInput("no_header", {"seen": "、".join(word for word in words if word)[:60]})
    return best


def known_columns(headers: Sequence[str]) -> ColumnMap:
    """The same for headers that are known already, such as those that an import kept."""
    return _map(1, headers)


def field_of(header: str) -> Field | None:
    """The fact that a header names, None for a header of which nothing is known."""
    key = _key(header)
    if key in _WORDS:
        return _WORDS[key]
    level = _LEVEL.fullmatch(key)
    return _LEVELS[level[1] or level[2]] if level else None


def _is_header(found: ColumnMap) -> bool:
    return len(found.fields) > 1 and bool(_ESSENTIAL & found.fields.keys())


def _map(header_row: int, words: Sequence[str]) -> ColumnMap:
    claims: dict[Field, list[tuple[int, int]]] = {}
    for column, word in enumerate(words):
        field = field_of(word)
        if field is not None:
            claims.setdefault(field, []).append((_RANK.get(_key(word), 0), column))
    fields = {field: tuple(column for _, column in sorted(claims[field])) for field in Field if field in claims}
    return ColumnMap(header_row, _unique(words), fields, _layout(words, fields))


def _layout(words: Sequence[str], fields: Mapping[Field, tuple[int, ...]]) -> str:
    number = _key(words[fields[Field.NUMBER][0]]) if Field.NUMBER in fields else "-"
    return f"{number}:{'+'.join(sorted(fields))}"


def _two_storeys(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[str]:
    """The words of a header of two rows: 诉求人 over 姓名 and 电话 gives 诉求人姓名 and 诉求人电话."""
    width = max(len(upper), len(lower))
    above = [_word(cell) for cell in upper] + [""] * (width - len(upper))
    below = [_word(cell) for cell in lower] + [""] * (width - len(lower))
    words, heading = [], ""
    for top, bottom in zip(above, below, strict=True):
        heading = top or (heading if bottom else "")
        known = next((word for word in (f"{heading}{bottom}", bottom) if field_of(word)), bottom)
        words.append(known if bottom else top)
    return words


def _unique(words: Sequence[str]) -> tuple[str, ...]:
    """Each name once: the second 诉求号码 becomes 诉求号码(2), a column without a name 第5列."""
    seen: dict[str, int] = {}
    names = []
    for column, word in enumerate(words, start=1):
        name = word or f"第{column}列"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}({seen[name]})")
    return tuple(names)


def _word(cell: Cell) -> str:
    return " ".join(_UNSEEN.sub("", cell).split()) if isinstance(cell, str) else ""
