"""What is wrong with a rule, said to somebody who looks at the rule itself: no file, no line, no code of a field."""

from collections.abc import Mapping

from govdesk.domain.errors import BadInput, GovDeskError
from govdesk.domain.routing_conditions import PREDICATES
from govdesk.foundation.text import _
from govdesk.services.messages import sentence
from govdesk.services.routing_sentences import condition_name
from govdesk.services.rule_reading import RULE_PLACE

_ON_SCREEN = {
    "dictionary_unknown_key": "rule_unknown_key",
    "dictionary_missing_key": "rule_missing_key",
    "dictionary_wrong_value": "rule_wrong_value",
    "dictionary_unreadable": "rules_unreadable",
    "routing_circle": "rule_circle",
    "routing_body_closed": "rule_body_closed",
    "routing_body_county": "rule_body_county",
}


def fault_words(error: GovDeskError, names: Mapping[str, str]) -> str:
    """The fault in one sentence; `names` gives the label of a rule by its id. Other errors say their own sentence."""
    code = _ON_SCREEN.get(error.code)
    if code is None:
        return sentence(error)
    rule, key, value = fault_rule(error), str(error.facts.get("key", "")), str(error.facts.get("value", ""))
    if code == "rule_wrong_value" and value in ("''", "()", "[]", "{}", "None"):
        code = "rule_missing_key"
    place = _place(rule, names)
    facts = {**error.facts, "place": place, "key": key_words(key), "value": value.strip("'")}
    return sentence(BadInput(code, facts))


def _place(rule: str, names: Mapping[str, str]) -> str:
    if not rule:
        return _("规则书")
    return _("规则“{rule}”").format(rule=names[rule]) if rule in names else _("规则 {rule} ").format(rule=rule)


def fault_rule(error: GovDeskError) -> str:
    """The id of the rule that the error is about; empty when it is about the whole book."""
    known = str(error.facts.get("rule_id", ""))
    place = str(error.facts.get("place", ""))
    return known or (place.removeprefix(RULE_PLACE) if place.startswith(RULE_PLACE) else "")


def key_words(key: str) -> str:
    """A key of a rule file as the screen calls it; one that nobody knows stays as it is."""
    if key in PREDICATES:
        return condition_name(key)
    return {
        "label": _("名称"),
        "when": _("条件"),
        "unless": _("条件"),
        "tier": _("层级"),
        "receiver": _("由谁承办"),
        "body": _("承办单位"),
        "assists": _("协办单位"),
        "term": _("承办期限"),
        "source": _("理由"),
        "enabled": _("启用"),
        "version": _("版本号"),
        "author": _("制定人"),
        "effective_on": _("生效日期"),
    }.get(key, key)
