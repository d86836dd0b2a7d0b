"""The words for what an import found: facts of columns, states of batches, headings."""

from govdesk.foundation.text import _

_FACTS = {
    "number": "编号",
    "reporter": "反映人",
    "phone": "电话",
    "title": "标题",
    "text": "内容",
    "label": "分类",
    "label_1": "一级分类",
    "label_2": "二级分类",
    "label_3": "三级分类",
    "label_4": "四级分类",
    "appeal_type": "诉求类型",
    "region": "属地",
    "address": "地点",
    "channel": "来源渠道",
    "urgency": "紧急程度",
    "received_at": "受理时间",
    "occurred_at": "发生时间",
    "dispatched_at": "派单时间",
    "limit_at": "办结时限",
    "handler": "承办单位",
    "assists": "协办单位",
    "reply": "答复",
    "finished_at": "办结时间",
    "replied_at": "答复时间",
    "status": "状态",
    "people_count": "人数",
    "parties": "当事人",
    "follow_up": "回访",
    "satisfaction": "满意度",
    "repeats": "重复次数",
    "urgings": "催单次数",
    "likes": "点赞数",
    "dislikes": "反对数",
    "remark": "备注",
}
_STATES = {
    "running": "导入中",
    "complete": "已导入",
    "cancelled": "已停止，全部作废",
    "broken": "中断，全部作废",
    "undone": "已撤销",
}


def fact_label(code: str) -> str:
    """What a column was taken for."""
    return _(_FACTS.get(code, code))


def state_label(code: str) -> str:
    """The state of a batch."""
    return _(_STATES.get(code, code))
