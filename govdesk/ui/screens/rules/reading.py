"""What the screen reads at once: the law, the draft of this seat, the menu, and the versions."""

from dataclasses import dataclass

from govdesk.domain.roles import Actor
from govdesk.domain.rule_draft import BookDraft
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.law_versions import LawVersion, law_versions, newest_rules
from govdesk.services.routing import routing_labels
from govdesk.services.routing_sentences import RoutingLabels
from govdesk.services.rule_editing import (
    RuleMenu,
    draft_problems,
    draft_sentence,
    has_draft,
    newest_version,
    next_version,
    open_rules,
    rule_menu,
)
from govdesk.ui.screens.rules.rule_model import RuleRow


@dataclass(frozen=True, slots=True)
class Reading:
    """`draft` is the law where the seat has none of its own; `kept` tells whether it came from the shelf."""

    law: BookDraft
    draft: BookDraft
    kept: bool
    menu: RuleMenu
    labels: RoutingLabels
    versions: tuple[LawVersion, ...]
    newest: str
    next_version: str
    office: str


def read_rules_of(desk: Desk, actor: Actor) -> Reading:
    """Everything that the screen shows of the law."""
    law = newest_rules(desk)
    kept = has_draft(desk, actor)
    draft = open_rules(desk, actor) if kept else law
    office = desk.known_centre().office_name
    menu, labels = rule_menu(desk), routing_labels(desk)
    return Reading(
        law, draft, kept, menu, labels, law_versions(desk, actor), newest_version(desk), next_version(desk), office
    )


def rows_of(
    desk: Desk, labels: RoutingLabels, law: BookDraft, draft: BookDraft, remarks: dict[str, str]
) -> list[RuleRow]:
    """The rules of the draft as the list shows them."""
    faults = {problem.rule: problem.sentence for problem in draft_problems(desk, draft)}
    return [
        RuleRow(
            id=rule.id,
            place=place,
            label=rule.label or _("（没有名称）"),
            sentence=draft_sentence(desk, rule, labels),
            enabled=rule.enabled,
            fault=faults.get(rule.id, ""),
            remark=remarks.get(rule.id, ""),
            changed=law.rule(rule.id) != rule,
        )
        for place, rule in enumerate(draft.rules, start=1)
    ]


def version_words(versions: tuple[LawVersion, ...], law: BookDraft) -> str:
    """Which version is in force, and which one the editor begins from where that is another one."""
    ruling = next((line for line in versions if line.state in ("in_force", "broken")), None)
    told = ""
    if ruling is not None:
        words = _("现行版本 {version}，{author}，{day} 起")
        if ruling.state == "broken":
            words = _("现行版本 {version} 读不出来，下面是最近一版能读的规则")
        told = words.format(version=ruling.version, author=ruling.author, day=f"{ruling.effective_on:%Y-%m-%d}")
    coming = next((line for line in versions if line.state == "coming" and line.version == law.based_on), None)
    if coming is not None:
        words = _("{told}；下面是版本 {version}，{day} 起生效")
        told = words.format(told=told, version=coming.version, day=f"{coming.effective_on:%Y-%m-%d}")
    return told
