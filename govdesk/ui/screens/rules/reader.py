"""One rule for a seat that only reads: its sentence taken apart, without a field that could not be used."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from govdesk.domain.routing import Rule
from govdesk.foundation.text import _
from govdesk.services.routing_sentences import RoutingLabels, condition_words, receiver_words
from govdesk.ui import theme
from govdesk.ui.screens.rules.receiver_fields import captioned
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card


class RuleReader(QWidget):
    """Name, sentence, conditions one below the other, who receives, in what time, and why."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        self.told = label("", "small", wrap=True)
        column.addWidget(self.told)
        head = Card(box="info")
        self.name = label("", "title", wrap=True, selectable=True)
        self.words = label("", wrap=True, selectable=True)
        head.body.addWidget(self.name)
        head.body.addWidget(self.words)
        self.fault = label("", "error", wrap=True)
        head.body.addWidget(self.fault)
        column.addWidget(head)
        conditions = Card(_("条件（全部满足才用这条规则）"))
        self.conditions = label("", wrap=True, selectable=True)
        conditions.body.addWidget(self.conditions)
        column.addWidget(conditions)
        target = Card(_("派给谁"))
        self.facts = {}
        captions = {
            "tier": _("层级"),
            "receiver": _("由谁承办"),
            "assists": _("协办单位"),
            "term": _("承办期限"),
            "source": _("理由（出处）"),
        }
        for code, caption in captions.items():
            shown = label("", wrap=True, selectable=True)
            shown.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
            shown.setAlignment(theme.ALIGN_LEFT)
            self.facts[code] = captioned(caption, shown), shown
            target.body.addWidget(self.facts[code][0])
        column.addWidget(target)
        column.addStretch(1)

    def tell(self, may_try: bool) -> None:
        """What this seat may do with the rules."""
        tried = _("只有主管和管理员能修改规则；您可以查看、检查和模拟。")
        read = _("只有主管和管理员能修改规则，检查和模拟由中心的席位办理；您可以查看。")
        self.told.setText(tried if may_try else read)

    def show_rule(self, rule: Rule, words: str, fault: str, labels: RoutingLabels) -> None:
        self.name.setText(rule.label if rule.enabled else _("{rule}（已停用）").format(rule=rule.label))
        self.words.setText(words)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.conditions.setText("\n".join(condition_words(item, labels) for item in rule.conditions))
        facts = {
            "tier": labels.tier(rule.tier),
            "receiver": receiver_words(rule.receiver, labels),
            "assists": "、".join(receiver_words(item, labels) for item in rule.assists),
            "term": labels.term(rule.term) if rule.term else _("按期限表自己的条件"),
            "source": rule.source,
        }
        for code, text in facts.items():
            line, shown = self.facts[code]
            shown.setText(text)
            line.setVisible(bool(text))
