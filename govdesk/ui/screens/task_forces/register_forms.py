"""What is asked for each thing that is written into the registers, and which service writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services import backlog, task_forces
from govdesk.services.backlog import BacklogRow, NewBacklogItem
from govdesk.services.case_actions import ActionOffer, FieldSpec, case_id_of
from govdesk.services.desk import Desk
from govdesk.services.task_force_labels import aspects, outcomes
from govdesk.services.task_force_views import TaskForceView
from govdesk.services.task_forces import Meeting, Written

Write = Callable[[Desk, Actor, Mapping[str, Any], str], Written]


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """One form: `preset` is filled in, `write` gets the values and the text of the field named note."""

    code: str
    label: str
    fields: tuple[FieldSpec, ...]
    write: Write
    preset: Mapping[str, Any]
    confirm: bool = False

    def offer(self) -> ActionOffer:
        """As the pane of an action takes it."""
        return ActionOffer(self.code, self.label, "", "", self.confirm, True, "", "", self.fields)


def force_forms(view: TaskForceView) -> dict[str, RegisterForm]:
    """The forms of one task force by their codes."""
    number = view.row.number
    return {form.code: form for form in (*_phase_forms(view, number), *_people_forms(view, number))}


def new_force_form() -> RegisterForm:
    def write(desk: Desk, actor: Actor, values: Mapping[str, Any], _note: str) -> Written:
        cases = [case_id_of(desk, number) for number in values["cases"]]
        given = {name: values.get(name) for name in ("problem", "leader", "head", "members", "plan", "limit")}
        return task_forces.form_task_force(desk, actor, cases, given)

    fields = (
        _field("problem", _("问题"), "text"),
        _field("cases", _("案件编号"), "list", hint=_("每行一个编号")),
        _field("leader", _("包案领导"), "text"),
        _field("head", _("班长"), "text"),
        _field("members", _("成员"), "list", hint=_("每行一个")),
        _field("plan", _("方案"), "long_text"),
        _field("limit", _("限期"), "date"),
        _field("note", _("说明"), "text", False),
    )
    return RegisterForm("form", _("立专班"), fields, write, {})


def new_backlog_form() -> RegisterForm:
    def write(desk: Desk, actor: Actor, values: Mapping[str, Any], note: str) -> Written:
        cases = tuple(case_id_of(desk, number) for number in values.get("cases") or ())
        item = NewBacklogItem(
            field=values["field"],
            title=values["title"],
            since_on=values["since_on"],
            leader=values["leader"],
            head=values["head"],
            plan=note,
            limit_on=values["limit_on"],
            case_ids=cases,
        )
        return backlog.register_backlog(desk, actor, item)

    fields = (
        _field("field", _("领域"), "choice", choices=backlog.backlog_fields()),
        _field("title", _("问题"), "text", hint=_("写问题，不写人")),
        _field("since_on", _("起始日期"), "date"),
        _field("leader", _("包案领导"), "text"),
        _field("head", _("班长"), "text"),
        _field("note", _("化解方案"), "long_text"),
        _field("limit_on", _("限期"), "date"),
        _field("cases", _("相关案件编号"), "list", False, hint=_("每行一个，可不填")),
    )
    return RegisterForm("register_backlog", _("登记积案"), fields, write, {})


def backlog_forms(row: BacklogRow, today: date) -> dict[str, RegisterForm]:
    """The forms of one problem by their codes."""
    number = row.number

    def month(desk: Desk, actor: Actor, values: Mapping[str, Any], note: str) -> Written:
        return backlog.report_month(desk, actor, number, values["month"], note)

    def settle(desk: Desk, actor: Actor, _values: Mapping[str, Any], note: str) -> Written:
        return backlog.settle_backlog(desk, actor, number, note)

    def change(desk: Desk, actor: Actor, values: Mapping[str, Any], note: str) -> Written:
        named = {name: values[name] for name in ("leader", "head", "limit_on")}
        return backlog.change_backlog(desk, actor, number, plan=note, **named)

    def form(desk: Desk, actor: Actor, values: Mapping[str, Any], _note: str) -> Written:
        return backlog.form_from_backlog(desk, actor, number, values["members"])

    changed = (
        _field("leader", _("包案领导"), "text"),
        _field("head", _("班长"), "text"),
        _field("note", _("化解方案"), "long_text"),
        _field("limit_on", _("限期"), "date"),
    )
    before = {"leader": row.leader, "head": row.head, "note": row.plan, "limit_on": row.limit_on}
    members = (_field("members", _("成员"), "list", hint=_("每行一个")), _field("note", _("说明"), "text", False))
    by_month = (
        _field("month", _("月份"), "text", hint=_("如 2026-11")),
        _field("note", _("本月进展"), "long_text"),
    )
    forms = (
        RegisterForm("month", _("登记月度进展"), by_month, month, {"month": f"{today:%Y-%m}"}),
        RegisterForm("change", _("变更"), changed, change, before),
        RegisterForm("form_from", _("立专班"), members, form, {}),
        RegisterForm("settle", _("化解销账"), (_field("note", _("结果"), "long_text"),), settle, {}, confirm=True),
    )
    return {each.code: each for each in forms}


def _phase_forms(view: TaskForceView, number: str) -> list[RegisterForm]:
    cases = tuple((str(each.case_id), f"{each.number} {each.title}") for each in view.cases)
    files = tuple(
        (f"{each.case_id}:{file.sha256}", _("《{name}》 {number}").format(name=file.name, number=each.number))
        for each in view.cases
        for file in each.attachments
    )

    def note(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        case_id, sha256 = str(values["file"]).split(":")
        page, aspect = int(values["page"]), values["aspect"]
        author = values.get("author") or ""
        return task_forces.add_reading_note(desk, actor, number, int(case_id), sha256, page, aspect, text, author)

    def met(desk: Desk, actor: Actor, _values: Mapping[str, Any], text: str) -> Written:
        return task_forces.record_people_met(desk, actor, number, text)

    def finding(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        earlier = values.get("earlier") or ""
        aside = bool(values.get("sets_aside"))
        return task_forces.record_finding(desk, actor, number, text, _case(values), aside, earlier)

    def meeting(kind: str) -> Write:
        def write(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
            held = Meeting(
                values["held_on"],
                values.get("place") or "",
                tuple(values["people"]),
                text,
                values.get("decision") or "",
            )
            return task_forces.record_meeting(desk, actor, number, kind, held)

        return write

    def measure(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        return task_forces.record_measure(desk, actor, number, text, _case(values))

    def done(desk: Desk, actor: Actor, _values: Mapping[str, Any], text: str) -> Written:
        return task_forces.finish_phase(desk, actor, number, text)

    about = _field("case", _("关于哪件"), "choice", False, choices=cases, hint=_("不选为全部"))
    held = (
        _field("held_on", _("日期"), "date"),
        _field("place", _("地点"), "text", False),
        _field("people", _("参加的人"), "list", hint=_("每行一个")),
        _field("note", _("情况"), "long_text"),
        _field("decision", _("议定事项"), "long_text", False),
    )
    return [
        RegisterForm(
            "note",
            _("阅卷记录"),
            (
                _field("file", _("附件"), "choice", choices=files, hint=_("附件在案件上添加")),
                _field("page", _("第几页"), "number"),
                _field("aspect", _("方面"), "choice", choices=aspects()),
                _field("note", _("阅卷所见"), "long_text"),
                _field("author", _("阅卷人"), "text", False, hint=_("不填为班长")),
            ),
            note,
            {"page": 1},
        ),
        RegisterForm("people_met", _("与群众见面"), (_field("note", _("情况"), "long_text"),), met, {}),
        RegisterForm(
            "finding",
            _("审查意见"),
            (
                about,
                _field("note", _("审查意见"), "long_text"),
                _field("sets_aside", _("不受原结论限制"), "flag", False),
                _field("earlier", _("原结论"), "long_text", False),
            ),
            finding,
            {},
        ),
        RegisterForm("joint_meeting", _("联席会议"), held, meeting("joint_meeting"), {}),
        RegisterForm("public_hearing", _("公开听证"), held, meeting("public_hearing"), {}),
        RegisterForm("measure", _("化解措施"), (about, _field("note", _("措施"), "long_text")), measure, {}),
        RegisterForm("finish", _("完成本阶段"), (_field("note", _("小结"), "long_text", False),), done, {}),
    ]


def _people_forms(view: TaskForceView, number: str) -> list[RegisterForm]:
    reason = _field("note", _("理由"), "long_text")

    def leader(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        return task_forces.change_leader(desk, actor, number, values["successor"], text)

    def head(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        return task_forces.change_head(desk, actor, number, values["successor"], text)

    def members(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        return task_forces.change_members(desk, actor, number, values["members"], text)

    def limit(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        return task_forces.change_limit(desk, actor, number, values["limit_on"], text)

    def join(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        cases = [case_id_of(desk, each) for each in values["cases"]]
        return task_forces.join_task_force(desk, actor, number, cases, text)

    def close(desk: Desk, actor: Actor, values: Mapping[str, Any], text: str) -> Written:
        return task_forces.close_task_force(desk, actor, number, values["outcome"], text)

    successor = _field("successor", _("接任的人"), "text")
    everybody = _field("members", _("全部成员"), "list", hint=_("每行一个"))
    new_limit = _field("limit_on", _("新限期"), "date")
    numbers = _field("cases", _("案件编号"), "list", hint=_("每行一个编号"))
    why = _field("note", _("理由"), "long_text", False)
    ending = (
        _field("outcome", _("结果"), "choice", choices=outcomes()),
        _field("note", _("结果说明"), "long_text", hint=_("怎样化解的，还剩什么，走什么途径")),
    )
    return [
        RegisterForm("leader", _("更换包案领导"), (successor, reason), leader, {}),
        RegisterForm("head", _("更换班长"), (successor, reason), head, {}),
        RegisterForm("members", _("调整成员"), (everybody, reason), members, {"members": list(view.row.members)}),
        RegisterForm("limit", _("调整限期"), (new_limit, reason), limit, {"limit_on": view.row.limit_on}),
        RegisterForm("join", _("并入案件"), (numbers, why), join, {}),
        RegisterForm("close", _("办结退出"), ending, close, {}, confirm=True),
    ]


def _case(values: Mapping[str, Any]) -> int | None:
    return int(values["case"]) if values.get("case") else None


def _field(
    name: str,
    words: str,
    kind: str,
    required: bool = True,
    choices: tuple[tuple[str, str], ...] = (),
    hint: str = "",
) -> FieldSpec:
    return FieldSpec(name, words, kind, required, choices, hint)
