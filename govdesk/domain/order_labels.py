"""What the printed words of a hotline order mean: 诉求人姓名, 来话人 and 市民称呼 all name the caller.

The usual names stand in a list, the best of each field first (standards.md §3.2). Hotlines make up others, always
of the same parts: a word for the matter and a word for the fact (信件标题, 问题地点, 限办时间): those are read by
their parts. The office's own entries (承办单位, 处理意见) are known as labels, so that they end the value before them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

OTHER = ""
"""The field of a label that belongs to the form but to none of our fields."""

_ALIASES: Mapping[str, str] = {
    "number": (
        "转办单工单编号 热线工单编号 工单编号 热线编号 工单号码 工单号 受理编号 诉求编号 来件编号 工单流水号 流水号 "
        "编号 单号"
    ),
    "caller": (
        "来电人姓名 诉求人姓名 反映人姓名 投诉人姓名 市民姓名 群众姓名 市民称呼 来电人 诉求人 反映人 投诉人 求助人 "
        "联系人 来电市民 来电群众 市民 姓名 称呼 来电"
    ),
    "phone": (
        "诉求人手机号 来电人电话 市民电话 联系电话 来电号码 来电电话 联系号码 诉求号码 联系方式 手机号码 手机号 "
        "回访电话 电话号码 电话 手机"
    ),
    "title": "诉求标题 工单标题 事项标题 诉求主题 标题 主题 事由",
    "content": (
        "市民诉求 诉求内容 问题描述 反映内容 来电内容 投诉内容 工单内容 主要内容 诉求描述 事项描述 反映问题 反映事项 "
        "表单内容 主要诉求 诉求 内容 详情 反映"
    ),
    "place": "事发详细地址 事发地点 事发地址 详细地址 问题点位 发生地点 诉求地址 事发位置 地址 地点 位置",
    "received_at": "受理时间 来电时间 登记时间 诉求时间 反映时间 派单时间 转办时间 下派时间 时间 受理",
    "deadline": (
        "要求办结时间 要求反馈时间 办结时限 办结期限 处理期限 处理时限 办理期限 办理时限 反馈时限 回复时限 回复期限 "
        "截止时间 到期时间 时限 期限 限时"
    ),
    "category": "事项分类 问题分类 诉求分类 接诉分类 事项类别 诉求类别 问题类别 类别 分类",
    OTHER: (
        "诉求类型 工单类型 诉求性质 诉求目的 紧急程度 诉求来源 来源渠道 受理渠道 来源 受理部门 受理单位 "
        "承办单位 处理部门 主办单位 协办单位 办理要求 处理要求 备注 涉事主体 受理员 话务员 是否回访 是否保密 是否公开 "
        "所属区域 事发区域 问题属地 区域 重复次数 催单次数 派单人 经办人 性别 年龄 工单状态 回访要求 附件 办理意见 "
        "转办意见"
    ),
}
_FIELD_OF = {alias: field for field, aliases in _ALIASES.items() for alias in aliases.split()}
_TRUST = {alias: place for aliases in _ALIASES.values() for place, alias in enumerate(aliases.split())}
_LEAST_TRUST = 99
_LEVELS = "零一二三四"
"""Of the levels of a classification the deepest counts."""
_WISH = "诉求"
"""Prose says it too (诉求：限定时间), after the matter itself."""
_EVERYDAY = frozenset(
    word
    for words in (
        "市民 时间 内容 诉求 地址 地点 位置 电话 手机 来源 区域 时限 期限 附件 类别 分类 标题 主题 备注 详情",
        "来电 反映 受理 事由 限时",
    )
    for word in words.split(" ")
)

_MATTER = (
    "12345|工单|热线|诉求|事件|事项|案件|问题|反映|投诉|举报|求助|咨询|来电|来件|来信|来话|来访|信件|信访|写信|发件|"
    "受理|登记|转办|交办|派单|下派|服务|请求|任务|留言|提交|上报|创建|生成|受话|接听|接单|接件|收件|呼入|主叫|"
    "发生|事发|案发|现场|具体|详细|主要|基本|简要|所在|居住|家庭|联系|通讯|通信|市民|群众|居民|村民|用户|客户|"
    "申请|报修|报事|建议|表扬|系统|业务|本人|当事|来源|涉及|记录|者|人员|人|单|件|的"
)
_LIMITING = "要求|应|限|限时|须|最迟|最晚|规定|承诺|计划"
_DONE = "办结|办理|处理|处置|反馈|回复|答复|回告|完成|解决"
_OFFICE = (
    "承办|主办|协办|经办|办理|处理|处置|回复|答复|反馈|审核|审批|签收|录入|坐席|座席|话务|接线|回访|责任|牵头|领导|拟办|"
    "被反映|被投诉|被举报|涉事|涉及"
)
_OFFICE_ENTRY = "人|人员|员|单位|部门|科室|主体|对象|工号|内容|情况|意见|结果|电话|方式|要求|姓名"
_OTHER_ENTRY = (
    "要求|目的|来源|渠道|状态|部门|单位|程度|级别|等级|意见|次数|性质|方式|区域|辖区|属地|网格|街道|社区|回访|保密|公开|"
    "满意度?|备注|附件|照片|图片|来电次数"
)
_GRAMMAR = (
    (OTHER, f"(?:{_OFFICE}).{{0,4}}(?:{_OFFICE_ENTRY})"),
    (OTHER, "(?:受理|登记|派单|转办|下派|交办)(?:人员?|员|单位|部门|科室|意见|方式|渠道|电话)"),
    ("number", f"(?:{_MATTER})*(?:编号|编码|单号|流水号|流水|案号)"),
    ("phone", f"(?:{_MATTER})*(?:电话号码|电话|手机号码|手机号|手机|号码|联系方式|座机)"),
    ("title", f"(?:{_MATTER})*(?:标题|主题|题目|名称)"),
    ("deadline", f"(?:{_MATTER}|{_DONE}|{_LIMITING})*(?:时限|期限|截止(?:时间|日期)?|限期|限时|到期(?:时间|日期?))"),
    ("deadline", f"(?:{_LIMITING}|截止)+(?:{_DONE}|办)(?:截止)?(?:时间|日期)?|(?:{_DONE})(?:时间|日期)要求"),
    (OTHER, f"(?:{_DONE}|到场|发生|事发|案发|出生|回访|签收)+(?:时间|日期)"),
    ("received_at", f"(?:{_MATTER})*(?:时间|日期)"),
    (OTHER, "(?:诉求|工单|信件|留言|来电|来件|服务|热线)类型"),
    ("category", f"(?:{_MATTER}|[一二三四]级)*(?:分类|类别|类型|种类|领域|小类|大类|[一二三四]级)"),
    ("content", f"(?:{_MATTER})*(?:内容|描述|详情|摘要|概述|概况|简述|经过|详述|正文)"),
    ("content", "(?:主要|反映|投诉|求助|具体|来电|群众|市民)(?:问题|事项|诉求|情况)"),
    ("place", f"(?:{_MATTER})*(?:地址|地点|住址|位置|点位|地段|发生地|事发地|所在地|住所)"),
    ("caller", f"(?:{_MATTER})+(?:姓名|称呼|名字)|[来反诉投举求咨写申报上信留提联发].{{0,3}}(?:人员?|者)(?:信息)?"),
    (OTHER, f"(?:{_MATTER}|{_DONE}|是否|所属|紧急|缓急|重要)*(?:{_OTHER_ENTRY})"),
    (OTHER, "性别|年龄|民族|职业|身份证号?码?|证件号码?|邮箱|工号|签字|盖章|签名|批示|说明|标签|紧急|督办|抄送"),
)
"""The first that fits a whole label names its field."""

_HAN = "一-鿿"
_WORD = rf"(?:12345)?[{_HAN}]{{2,10}}(?:[/、][{_HAN}]{{2,8}})?|[{_HAN}](?:[ 　]{{1,4}}[{_HAN}](?![{_HAN}])){{1,7}}"
_BULLET = r"(?:[(（]?\d{1,2}[)）.、．]|[(（]?[一二三四五六七八九十]{1,2}[)）、]|[①-⑳]|[★☆■□●○◆◇▲△※►▶√✓·•#>*-])[ 　]*"
_OPENING, _CLOSING = r"【\[〔「『〈<《", r"】\]〕」』〉>》"
_LABEL = re.compile(
    rf"(?:(?:(?P<line>^)|(?<=[\s；;，,。！？!?|｜/、：:{{]))[ 　]*(?:{_BULLET})*(?:[{_OPENING}（(\"“]|\*\*)?|"
    rf"(?P<tight>[{_OPENING}]))[ 　]*(?P<label>{_WORD})(?:[ 　]*[（(][{_HAN}]{{1,6}}[)）])?"
    rf"(?:[ 　]*(?P<close>[{_CLOSING}）)]|\*\*)|(?P<quote>[\"”]))?"
    r"(?P<sign>[ 　]*[:：=＝]|[ 　]*\t|[ 　]*[|｜]|[ 　]+(?=\S))?(?P<alone>[ 　]*(?=\n|\Z))?",
    re.MULTILINE,
)
_SHAPES = {
    "number": "(?=[A-Za-z0-9〔])",
    "phone": r"(?=[\d+])",
    "received_at": r"(?=\d)",
    "deadline": r"(?=\d)",
    "caller": rf"(?=[{_HAN}]{{2,4}}(?:[，,；;（(\s]|\Z))",
    "place": rf"(?=[{_HAN}\d]{{2,30}}(?:[，,；;。\s]|\Z))",
    "category": rf"(?=[{_HAN}]{{2,12}}(?:[，,；;。\s]|\Z))",
}
"""What stands right behind a label without any mark between: only then is it one (联系电话18600003333)."""
_DIGITS_FOLLOW = frozenset({"number", "phone", "received_at", "deadline"})


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands in the text (bullets and brackets included), and what it names."""

    start: int
    end: int
    field: str
    word: str
    trust: int


def field_of(word: str) -> str | None:
    """The field that a label names, OTHER for one of the form that is none of ours, None for what is no label."""
    word = re.sub(r"[\s　*]", "", word)
    if word in _FIELD_OF:
        return _FIELD_OF[word]
    found = next((field for field, pattern in _grammar() if pattern.fullmatch(word)), None)
    first = re.split("[/、及和与]", word)[0]
    return field_of(first) if found is None and 1 < len(first) < len(word) else found


def labels_in(text: str) -> list[Label]:
    """The labels in their order. Everyday words (地址, 时间) need a colon, a tab or brackets."""
    found = {label.start: label for match in _LABEL.finditer(text) if (label := _label(match)) is not None}
    if any(label.field == "content" and label.word != _WISH for label in found.values()):
        spans = [(label.start, label.end) for label in found.values()]
        for match in _run_on().finditer(text):
            if not any(start <= match.start() < end for start, end in spans):
                found.setdefault(match.start(), _made(match.start(), match.end(), match["label"]))
    return list(_without_echoes(found[start] for start in sorted(found)))


def _label(match: re.Match[str]) -> Label | None:
    word, field = match["label"], field_of(match["label"])
    sign = (match["sign"] or "").strip(" 　")
    if field is None or (match["tight"] and not match["close"]) or (match["quote"] and not sign):
        return None
    if match["close"] and not sign:
        return _made(match.start(), match.end("close"), word)
    if not sign and not _stands_apart(match, word, field):
        return None
    return _made(match.start(), match.end(), word)


def _stands_apart(match: re.Match[str], word: str, field: str) -> bool:
    """Whether a label without colon is one: a usual name before a blank or alone on its line, or a line's beginning
    with the right kind of value behind it."""
    if word in _FIELD_OF and word not in _EVERYDAY and (match["alone"] is not None or (match["sign"] and field)):
        return True
    shape = _SHAPES.get(field) if field in _DIGITS_FOLLOW else None
    return bool(match["sign"] and match["line"] is not None and shape and re.match(shape, match.string[match.end() :]))


def _made(start: int, end: int, word: str) -> Label:
    word = re.sub(r"[\s　*]", "", word)
    level = _LEVELS.find(word[word.find("级") - 1]) if "级" in word else 0
    return Label(start, end, field_of(word) or OTHER, word, _TRUST.get(word, _LEAST_TRUST - level))


def _without_echoes(labels: Iterator[Label]) -> Iterator[Label]:
    """The citizen's own words may say 诉求： once more: a second content right behind the first is none."""
    before = None
    for label in labels:
        if before is not None and before.field == label.field == "content":
            continue
        yield label
        before = label


@cache
def _grammar() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compiled when the first order is pasted: a start of the program waits for none of it."""
    return tuple((field, re.compile(pattern)) for field, pattern in _GRAMMAR)


@cache
def _run_on() -> re.Pattern[str]:
    """Labels right before a value of their kind, the longest first."""
    words = "|".join(
        f"{alias}{_SHAPES[field]}"
        for alias, field in sorted(_FIELD_OF.items(), key=lambda item: -len(item[0]))
        if field in _SHAPES and (len(alias) >= 3 or field in ("number", "phone"))
    )
    return re.compile(rf"(?:^|(?<=[\s，,；;。：:]))(?P<label>{words})", re.MULTILINE)
