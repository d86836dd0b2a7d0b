"""What is wrong with the law in force, for the red banner: cases are held for a person meanwhile."""

from dataclasses import dataclass

from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.rule_faults import fault_words
from govdesk.services.rule_reading import bodies_named


@dataclass(frozen=True, slots=True)
class RoutingFault:
    """`rule` is the id of the rule whose cases are held; empty when the whole book cannot be read."""

    rule: str
    sentence: str


def routing_faults(desk: Desk) -> tuple[RoutingFault, ...]:
    """The faults of the book in force; nothing when all is well. Cheap: nothing is read."""
    if (fault := desk.rules.routing_fault) is not None:
        told = fault_words(fault, {})
        words = _("现行分派规则读不出来，新案件都停在“待人工”：{fault}请主管改好，另存为新版本。")
        return (RoutingFault("", words.format(fault=told)),)
    found = []
    for rule, key, receiver in bodies_named(desk.rules.routing):
        body = desk.bodies.by_code.get(receiver.body or "")
        if key != "body" or (body is not None and body.open):
            continue
        if body is None:
            words = _("规则“{rule}”派给的单位“{body}”不在本中心，它的案件都停在“待人工”。请主管修改这条规则。")
        else:
            words = _("规则“{rule}”派给的“{body}”已经撤销，它的案件都停在“待人工”。请主管修改这条规则。")
        name = body.name if body is not None else receiver.body
        found.append(RoutingFault(rule.id, words.format(rule=rule.label, body=name)))
    return tuple(found)
