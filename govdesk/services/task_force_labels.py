"""The Chinese words of the task forces' closed lists."""

from govdesk.domain.task_force import ASPECTS, EntryKind, Outcome, Phase
from govdesk.foundation.text import _


def phase_label(phase: str) -> str:
    words = {
        Phase.READING: _("包阅卷"),
        Phase.REVIEW: _("包审查"),
        Phase.RESOLVE: _("包化解"),
        Phase.CLOSED: _("已退出"),
    }
    return words[Phase(phase)]


def entry_label(kind: str) -> str:
    words = {
        EntryKind.FORMED: _("成立专班"),
        EntryKind.NOTE: _("阅卷记录"),
        EntryKind.PEOPLE_MET: _("与群众见面"),
        EntryKind.FINDING: _("审查意见"),
        EntryKind.JOINT_MEETING: _("联席会议"),
        EntryKind.PUBLIC_HEARING: _("公开听证"),
        EntryKind.MEASURE: _("化解措施"),
        EntryKind.LEADER_CHANGED: _("更换包案领导"),
        EntryKind.HEAD_CHANGED: _("更换班长"),
        EntryKind.MEMBERS_CHANGED: _("调整成员"),
        EntryKind.LIMIT_CHANGED: _("调整限期"),
        EntryKind.PHASE_DONE: _("完成阶段"),
        EntryKind.CLOSED: _("办结退出"),
    }
    return words[EntryKind(kind)]


def outcome_label(outcome: str) -> str:
    words = {
        Outcome.SETTLED: _("全部化解"),
        Outcome.SETTLED_IN_PART: _("部分化解"),
        Outcome.OTHER_WAY: _("引导走法定途径"),
    }
    return words[Outcome(outcome)] if outcome in set(Outcome) else ""


def outcomes() -> tuple[tuple[str, str], ...]:
    return tuple((item.value, outcome_label(item)) for item in Outcome)


def aspect_label(aspect: str) -> str:
    words = {"facts": _("问题事实"), "evidence": _("证据采信"), "law": _("法律适用")}
    return words.get(aspect, "")


def aspects() -> tuple[tuple[str, str], ...]:
    return tuple((code, aspect_label(code)) for code in ASPECTS)


def member_label(outcome: str, inside: bool) -> str:
    """How a case stands to its task force."""
    if inside:
        return _("在专班")
    words = {"resolved": _("已办结"), "left": _("已退出"), "lowered": _("已下派")}
    return words.get(outcome, _("已结束"))
