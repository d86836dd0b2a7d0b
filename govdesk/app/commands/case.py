"""`govdesk case new` and `govdesk case act`: one case comes in, one case moves on."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.case_words import case_facts, case_lines, repeat_facts, repeat_line
from govdesk.app.commands.dictionary_words import category_code, channel_code
from govdesk.app.commands.input_files import Fields, pair, read_object
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.case import PartySnapshot
    from govdesk.domain.errors import RuleViolation
    from govdesk.services.desk import Desk
    from govdesk.services.registration import CaseDraft


@verb("new", _("登记一件案件并按规则分派"))
@click.option("--from", "file", required=True, metavar=_("文件.json"), help=_("案件内容"))
@click.pass_obj
def new(invocation: Invocation, file: str) -> Answer:
    from govdesk.services.case_card import case_file
    from govdesk.services.registration import register_case
    from govdesk.services.repeats import earlier_cases
    from govdesk.services.urgency import call_card, words_in

    desk = invocation.desk
    draft = _draft(desk, file)
    made = register_case(desk, invocation.actor, draft)
    facts = case_facts(desk, invocation.actor, made.id)
    earlier = earlier_cases(desk, invocation.actor, case_file(desk, invocation.actor, made.id))
    facts["repeats"] = [repeat_facts(view) for view in earlier.repeats]
    facts["urgent_words"] = list(words_in(call_card(desk, draft.title, draft.text)))
    where = _("派给{handler}").format(handler=made.handler) if made.handler else _("没有规则命中，待人工分派")
    lines = [_("已登记 {number}，{where}。").format(number=made.number, where=where)]
    if facts["urgent_words"]:
        call = _(
            "文字里有“{words}”，请先打电话，再记下打给了谁：govdesk case act {number} acknowledge_call --set called=…"
        )
        lines.append(call.format(words="、".join(facts["urgent_words"]), number=made.number))
    return Answer(facts, lines + [repeat_line(view) for view in earlier.repeats])


@verb("repeats", _("找出可能是同一件事的旧件，说明理由"))
@click.argument("number", required=False, metavar=_("编号"))
@click.option("--from", "file", metavar=_("文件.json"), help=_("还没有登记的案件内容"))
@click.pass_obj
def find_repeats(invocation: Invocation, number: str | None, file: str | None) -> Answer:
    from govdesk.services.case_actions import case_id_of
    from govdesk.services.case_card import case_file
    from govdesk.services.repeats import earlier_cases

    if bool(number) == bool(file):
        raise click.UsageError(_("写一个编号，或用 --from 给出案件内容"))
    desk, actor = invocation.desk, invocation.actor
    what = _draft(desk, file) if file else case_file(desk, actor, case_id_of(desk, str(number)))
    found = earlier_cases(desk, actor, what, complete=True)
    facts = {
        "repeats": [repeat_facts(view) for view in found.repeats],
        "same_person": [repeat_facts(view) for view in found.same_person],
    }
    lines = [repeat_line(view) for view in (*found.repeats, *found.same_person)]
    return Answer(facts, lines or [_("没有发现重复来件。")])


@verb("act", _("对一件案件办理一个动作，例如 sign、climb、report"))
@click.argument("number", metavar=_("编号"))
@click.argument("action", metavar=_("动作"))
@click.option("--note", default="", metavar=_("文字"), help=_("备注"))
@click.option("--set", "pairs", multiple=True, metavar=_("键=值"), help=_("动作的内容，可以写多次；列表用、分开"))
@click.pass_obj
def act(invocation: Invocation, number: str, action: str, note: str, pairs: tuple[str, ...]) -> Answer:
    from govdesk.domain.errors import RuleViolation
    from govdesk.services import case_actions
    from govdesk.services.action_keys import usual_values

    desk, actor = invocation.desk, invocation.actor
    case_id = case_actions.case_id_of(desk, number)
    values: dict[str, Any] = dict(pair(text) for text in pairs)
    transcription = case_actions.transcription_from(values, desk.clock.now())
    code = _action_code(desk, action)
    try:
        case_actions.act(desk, actor, case_id, code, values, note, transcription)
    except RuleViolation as error:
        usual = usual_values(code, error)
        if not usual:
            raise _with_keys(desk, code, error) from error
        case_actions.act(desk, actor, case_id, code, {**values, **usual}, note, transcription)
    facts = case_facts(desk, actor, case_id)
    return Answer(facts, case_lines(facts))


def _action_code(desk: "Desk", text: str) -> str:
    """The action of that code or Chinese label; an unknown one is left for the service to refuse."""
    rows = desk.rules.transitions.rows
    code = text.strip().lower().replace("-", "_")
    if code in rows:
        return code
    return next((row.action for row in rows.values() if row.label == text), text)


def _with_keys(desk: "Desk", action: str, error: "RuleViolation") -> "RuleViolation":
    """What is missing by the keys of `--set`, all at once; other refusals as they are."""
    from govdesk.domain.errors import RuleViolation
    from govdesk.services.action_values import key_words

    if error.code != "value_missing" or action not in desk.rules.transitions.rows:
        return error
    row = desk.rules.transitions.rows[action]
    return RuleViolation("keys_missing", {**error.facts, "known": key_words(desk, row, error.facts.get("missing", ()))})


def _draft(desk: "Desk", file: str) -> "CaseDraft":
    from govdesk.services.grids import find_grid
    from govdesk.services.registration import CaseDraft

    fields = Fields(read_object(file), file)
    place = fields.text("grid")
    channel = channel_code(desk, fields.text("channel", required=True))
    draft = CaseDraft(
        title=fields.text("title"),
        text=fields.text("text"),
        channel=channel,
        category=category_code(desk, fields.text("category")),
        grid_id=find_grid(desk, place).id if place else None,
        address=fields.text("address"),
        people_count=fields.number("people_count"),
        reporter=fields.text("reporter"),
        phone=fields.text("phone"),
        parties=_parties(desk, channel, fields.entries("parties"), file),
        occurred_at=fields.moment("occurred_at"),
        received_at=fields.moment("received_at"),
        source_number=fields.text("source_number"),
        urgent=fields.flag("urgent"),
        informant_protected=fields.flag("informant_protected"),
    )
    fields.finish()
    return draft


def _parties(desk: "Desk", channel: str, items: list[Any], file: str) -> "tuple[PartySnapshot, ...]":
    """The first is the applicant and the others the other side, as far as the file does not say; a group that came
    in person came together."""
    from govdesk.services.registration import COMES_IN_PERSON

    together = channel in COMES_IN_PERSON and len(items) >= desk.rules.guards.group_visit_from
    return tuple(
        _party(item, file, "respondent" if position and not together else "applicant")
        for position, item in enumerate(items)
    )


def _party(item: Any, file: str, role: str) -> "PartySnapshot":
    """A name alone, or an object with the columns of a party; without a role of its own it has `role`."""
    from govdesk.domain.case import PartySnapshot
    from govdesk.services.labels import party_codes

    if isinstance(item, str):
        return PartySnapshot(name=item, role=role)
    if not isinstance(item, dict):
        Fields({}, file).refuse("parties", item)
    fields = Fields(item, file)
    role, kind = party_codes(fields.text("role") or role, fields.text("kind") or "person")
    party = PartySnapshot(
        name=fields.text("name", required=True),
        role=role,
        kind=kind,
        sex=fields.text("sex"),
        nation=fields.text("nation"),
        birth=fields.text("birth"),
        id_number=fields.text("id_number"),
        occupation=fields.text("occupation"),
        address=fields.text("address"),
        phone=fields.text("phone"),
        representative=fields.text("representative"),
    )
    fields.finish()
    return party
