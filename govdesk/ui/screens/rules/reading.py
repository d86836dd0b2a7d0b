"""What the screen reads at once: the law, the draft of this seat, the menu, and the versions."""

from dataclasses import dataclass

from govdesk.domain.roles import Actor
from govdesk.domain.routing import Rule
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


class RowMaker:
    """The rules of a draft as the list shows them; a rule that was judged once is not judged again."""

    def __init__(self, desk: Desk, labels: RoutingLabels) -> None:
        self._desk, self._labels = desk, labels
        self._known: dict[Rule, tuple[str, str]] = {}

    def of(self, law: BookDraft, draft: BookDraft, remarks: dict[str, str]) -> list[RuleRow]:
        self._judge([rule for rule in draft.rules if rule not in self._known])
        before = {rule.id: rule for rule in law.rules}
        return [
            RuleRow(
                id=rule.id,
                place=place,
                label=rule.label or _("（没有名称）"),
                sentence=self._known[rule][0],
                enabled=rule.enabled,
                fault=self._known[rule][1],
                remark=remarks.get(rule.id, ""),
                changed=before.get(rule.id) != rule,
            )
            for place, rule in enumerate(draft.rules, start=1)
        ]

    def _judge(self, rules: list[Rule]) -> None:
        if not rules:
            return
        faults = {each.rule: each.sentence for each in draft_problems(self._desk, BookDraft("", tuple(rules)))}
        for rule in rules:
            self._known[rule] = draft_sentence(self._desk, rule, self._labels), faults.get(rule.id, "")


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
