"""The Chinese words of the closed lists."""

from collections.abc import Callable

from govdesk.domain.vocabulary import BodyKind, ClockKind, Role, Status, Tier
from govdesk.foundation.text import _


def status_label(status: str) -> str:
    return _STATUS[Status(status)]()


def tier_label(tier: str | None) -> str:
    return _TIER[Tier(tier)]() if tier else ""


def role_label(role: str) -> str:
    return _ROLE[Role(role)]()


def clock_label(kind: str) -> str:
    return _CLOCK[ClockKind(kind)]()


def body_kind_label(kind: str) -> str:
    return _BODY_KIND[BodyKind(kind)]()


def party_role_label(role: str) -> str:
    """A role of another's making is shown as it is."""
    return _PARTY_ROLE[role]() if role in _PARTY_ROLE else role


def party_kind_label(kind: str) -> str:
    return _PARTY_KIND[kind]() if kind in _PARTY_KIND else kind


def party_codes(role: str, kind: str) -> tuple[str, str]:
    """The codes behind a role and a kind given as code or as label; what is unknown stays as it is."""
    roles = {label(): code for code, label in _PARTY_ROLE.items()}
    kinds = {label(): code for code, label in _PARTY_KIND.items()}
    return roles.get(role, role), kinds.get(kind, kind)


def step_label(step: str) -> str:
    """The six steps 问派转办审回 by their codes."""
    words = {
        "ask": _("问"),
        "dispatch": _("派"),
        "transfer": _("转"),
        "handle": _("办"),
        "review": _("审"),
        "reply": _("回"),
    }
    return words.get(step, "")


_STATUS = {
    Status.REGISTERED: lambda: _("已登记"),
    Status.AWAITING_MANUAL: lambda: _("待人工"),
    Status.DISPATCHED: lambda: _("待签收"),
    Status.RETURN_PENDING: lambda: _("退单待裁"),
    Status.HANDLING: lambda: _("办理中"),
    Status.SUSPENDED: lambda: _("挂起"),
    Status.SUBMITTED: lambda: _("待审核"),
    Status.CLOSED: lambda: _("已办结"),
    Status.STRUCK_OFF: lambda: _("已销号"),
    Status.ARCHIVED: lambda: _("已归档"),
    Status.NOT_ACCEPTED: lambda: _("不予受理(已告知)"),
    Status.MERGED: lambda: _("已并案"),
    Status.CANCELLED: lambda: _("已作废"),
}

_TIER = {
    Tier.GRID: lambda: _("网格"),
    Tier.VILLAGE: lambda: _("村(社区)"),
    Tier.OFFICE: lambda: _("科室·站所"),
    Tier.JOINT: lambda: _("联合会商"),
    Tier.TASK_FORCE: lambda: _("领导包案专班"),
    Tier.COUNTY: lambda: _("乡呼县应"),
}

_ROLE = {
    Role.OPERATOR: lambda: _("操作员"),
    Role.MEDIATOR: lambda: _("人民调解员"),
    Role.SUPERVISOR: lambda: _("主管"),
    Role.LEADER: lambda: _("政法委员"),
    Role.BODY: lambda: _("承办单位"),
    Role.ADMINISTRATOR: lambda: _("管理员"),
}

_CLOCK = {
    ClockKind.CITIZEN: lambda: _("群众钟"),
    ClockKind.CENTRE: lambda: _("中心钟"),
    ClockKind.HANDLER: lambda: _("承办钟"),
    ClockKind.STATUTORY: lambda: _("法定期限"),
}

_BODY_KIND = {
    BodyKind.CENTRE: lambda: _("中心"),
    BodyKind.GRID: lambda: _("网格"),
    BodyKind.MEDIATION_COMMITTEE: lambda: _("人民调解委员会"),
    BodyKind.VILLAGE_STATION: lambda: _("村(社区)服务站"),
    BodyKind.STREET_SECTION: lambda: _("街道科室"),
    BodyKind.STATION_OFFICE: lambda: _("站所"),
    BodyKind.COURT: lambda: _("人民法庭"),
    BodyKind.COUNTY_DEPARTMENT: lambda: _("县直部门"),
}

_PARTY_ROLE: dict[str, Callable[[], str]] = {
    "applicant": lambda: _("申请人"),
    "respondent": lambda: _("被申请人"),
    "reporter": lambda: _("反映人"),
    "other": lambda: _("其他"),
}

_PARTY_KIND: dict[str, Callable[[], str]] = {
    "person": lambda: _("个人"),
    "organisation": lambda: _("单位"),
}
