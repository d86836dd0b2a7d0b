"""`govdesk route explain NUMBER`: which rule sent the case where it is, and how the nearest others failed."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.roles import Actor
    from govdesk.services.desk import Desk
    from govdesk.services.routing import RoutingView


@verb("explain", _("说明一件案件为什么派到这里"))
@click.argument("number", metavar=_("编号"))
@click.pass_obj
def explain(invocation: Invocation, number: str) -> Answer:
    from govdesk.services.case_actions import case_id_of
    from govdesk.services.routing import explain_routing

    desk = invocation.desk
    view = explain_routing(desk, invocation.actor, case_id_of(desk, number))
    return Answer(routing_facts(desk, view), _lines(view))


def routing_of(desk: "Desk", actor: "Actor", case_id: int) -> dict[str, Any]:
    """The same facts inside `cases show`."""
    from govdesk.services.routing import explain_routing

    return routing_facts(desk, explain_routing(desk, actor, case_id))


def routing_facts(desk: "Desk", view: "RoutingView") -> dict[str, Any]:
    body = desk.bodies.find(view.handler) if view.handler else None
    return {
        "rule": view.rule or None,
        "rule_label": view.label,
        "version": view.version or None,
        "sentence": view.sentence,
        "tier": view.tier or None,
        "tier_label": view.tier_label,
        "handler": body.code if body else None,
        "handler_label": view.handler,
        "matched": list(view.matched),
        "near_misses": [
            {"rule": miss.rule, "rule_label": miss.label, "failed": list(miss.failed)} for miss in view.near_misses
        ],
        "by_hand": view.by_hand,
        "duty_items": [{"reference": item.reference, "sentence": item.sentence} for item in view.duties],
        "admission": _admission(view),
    }


def _admission(view: "RoutingView") -> dict[str, Any] | None:
    """What the duty lists say about a task from above; None for every other case."""
    opinion = view.admission
    if opinion is None:
        return None
    return {
        "verdict": opinion.verdict,
        "verdict_label": opinion.heading,
        "opinion": opinion.opinion,
        "reason": opinion.reason,
        "items": [item.reference for item in opinion.items],
    }


def _lines(view: "RoutingView") -> list[str]:
    if not view.rule:
        lines = [_("没有规则命中，由人工分派。")]
    else:
        lines = [
            _("规则 {rule}（版本 {version}）：{sentence}").format(
                rule=view.label or view.rule, version=view.version, sentence=view.sentence
            )
        ]
    lines += [_("命中：{fact}").format(fact=fact) for fact in view.matched]
    for miss in view.near_misses:
        failed = "；".join(miss.failed)
        lines.append(_("差一点：{rule}，因为 {failed}").format(rule=miss.label or miss.rule, failed=failed))
    lines += [_("依据：{item}").format(item=item.sentence) for item in view.duties]
    if view.admission is not None:
        words = _("准入意见（{verdict}）：{opinion}")
        lines.append(words.format(verdict=view.admission.heading, opinion=view.admission.opinion))
    return lines
