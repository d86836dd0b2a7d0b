"""One rule on the bench: its sentence, its conditions from a menu, who receives, in what time, and why."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QVBoxLayout, QWidget

from govdesk.domain.errors import BadInput
from govdesk.domain.routing import Condition, Receiver, Rule
from govdesk.domain.rule_draft import (
    BookDraft,
    add_condition,
    change_rule,
    drop_condition,
    set_condition,
    turn_condition,
)
from govdesk.domain.vocabulary import Tier
from govdesk.foundation.text import _
from govdesk.services.messages import sentence
from govdesk.services.rule_editing import RuleMenu
from govdesk.ui import theme
from govdesk.ui.screens.rules.condition_row import ConditionRow
from govdesk.ui.screens.rules.receiver_fields import ReceiverFields, captioned
from govdesk.ui.screens.rules.workbench import Workbench
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import Card

_GROUPS = (
    ("channel", "initiated_by", "kind", "category"),
    ("tier", "tier_exhausted", "returns_at_least", "reopened_at_least"),
    ("grid", "place_level", "recurrence", "people_at_least", "people_at_most"),
    ("duty_body", "duty_listed", "urgent", "risk", "words"),
)
"""The menu of conditions: what it is, how far it came, where and how many, whose duty and what danger."""


class RuleEditor(QWidget):
    """Shows the rule that the bench has chosen and writes every change into its draft at once."""

    told = Signal(str)

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._menu: RuleMenu | None = None
        self._shown: Rule | None = None
        self.rows: list[ConditionRow] = []
        self._build()

    def show_menu(self, menu: RuleMenu) -> None:
        """What may be chosen at this centre; the rule shown is drawn anew where that differs."""
        if menu == self._menu:
            return
        self._menu = menu
        self.receiver.show_menu(menu)
        self._shown = None

    def show_rule(self, words: str, fault: str) -> None:
        """The chosen rule as it is now; a field that a person is typing in is left alone."""
        rule = self._bench.rule
        if rule is None or self._menu is None:
            return
        self._words.setText(words)
        self._said.setVisible(words != fault)
        if fault:
            self._fault.say(fault, "danger", closable=False)
        else:
            self._fault.clear()
        if self._shown is None or self._shown.id != rule.id or not _same_kinds(self._shown, rule):
            self._rebuild(rule)
        self._shown = rule
        for row, condition in zip(self.rows, rule.conditions, strict=True):
            row.show_condition(condition)
        _set(self.name, rule.label)
        _set(self.source, rule.source)
        self.receiver.show_rule(rule)
        self.term.setCurrentIndex(max(0, self.term.findData(rule.term)))
        self._none.setVisible(not rule.conditions)

    def start(self) -> None:
        """The focus into the name, all of it marked."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.name.selectAll()

    def add_condition(self, name: str) -> None:
        """One more condition, ready for its value; its contrary where it stands already."""
        rule_id = self._bench.current
        standing = {(item.name, item.negated) for item in self._rule().conditions}
        negated = (name, False) in standing
        if self._try(lambda: add_condition(self._bench.draft, rule_id, name, negated)):
            row = next(row for row in self.rows if (row.condition.name, row.condition.negated) == (name, negated))
            row.start()

    # -- build

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        self._fault = MessageBar()
        column.addWidget(self._fault)
        said = self._said = Card(box="info")
        self._words = label("", wrap=True, selectable=True)
        said.body.addWidget(self._words)
        column.addWidget(said)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("规则名称"))
        self.name.setPlaceholderText(_("给这条规则起个名字"))
        self.name.textEdited.connect(lambda text: self._write("label", label=text))
        column.addWidget(captioned(_("名称"), self.name))
        column.addWidget(self._condition_card())
        column.addWidget(self._receiver_card())
        column.addStretch(1)

    def _condition_card(self) -> QWidget:
        card = Card(_("条件（全部满足才用这条规则）"))
        self._none = label(_("还没有条件。按下面的按钮从菜单里选一个。"), "secondary", wrap=True)
        card.body.addWidget(self._none)
        self._conditions = QWidget()
        self._condition_column = QVBoxLayout(self._conditions)
        self._condition_column.setContentsMargins(0, 0, 0, 0)
        self._condition_column.setSpacing(theme.SPACE_2)
        card.body.addWidget(self._conditions)
        self.add = button(_("加条件……"), icon="plus")
        self.add.clicked.connect(self._open_menu)
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _receiver_card(self) -> QWidget:
        card = Card(_("派给谁"))
        self.receiver = ReceiverFields()
        self.receiver.edited.connect(self._receiver_edited)
        card.body.addWidget(self.receiver)
        self.term = QComboBox()
        self.term.setAccessibleName(_("承办期限"))
        self.term.activated.connect(lambda _place: self._write("", term=self.term.currentData()))
        card.body.addWidget(captioned(_("承办期限"), self.term))
        self.source = QLineEdit()
        self.source.setAccessibleName(_("理由（出处）"))
        self.source.setPlaceholderText(_("依据哪一条文件或会议决定，案件卡上会写明"))
        self.source.textEdited.connect(lambda text: self._write("source", source=text))
        card.body.addWidget(captioned(_("理由（出处）"), self.source))
        return card

    def _rebuild(self, rule: Rule) -> None:
        """The rows of another rule, or after a condition came or went."""
        assert self._menu is not None
        for row in self.rows:
            self._condition_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        choices = {choice.name: choice for choice in self._menu.conditions}
        for condition in rule.conditions:
            row = ConditionRow(condition, choices[condition.name], self._menu.sameness)
            row.edited.connect(partial(self._value_edited, row))
            row.turned.connect(partial(self._turn, row))
            row.dropped.connect(partial(self._drop, row))
            self._condition_column.addWidget(row)
            self.rows.append(row)
        self.term.clear()
        self.term.addItem(_("按期限表自己的条件"), "")
        for code, words in self._menu.terms:
            self.term.addItem(words, code)

    def _open_menu(self) -> None:
        """All kinds of conditions in four groups; the keyboard goes through it as through any menu."""
        assert self._menu is not None
        names = {choice.name: choice.label for choice in self._menu.conditions}
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, group in enumerate(_GROUPS):
            if place:
                menu.addSeparator()
            for name in group:
                menu.addAction(names[name], partial(self.add_condition, name))
        for name in names.keys() - {name for group in _GROUPS for name in group}:
            menu.addAction(names[name], partial(self.add_condition, name))
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    # -- react

    def _value_edited(self, row: ConditionRow, value: Any) -> None:
        item, rule_id = row.condition, self._bench.current
        self._shown_soon(set_condition(self._bench.draft, rule_id, item.name, item.negated, value), item)

    def _turn(self, row: ConditionRow) -> None:
        item, rule_id = row.condition, self._bench.current
        if not self._try(lambda: turn_condition(self._bench.draft, rule_id, item.name, item.negated)):
            row.show_condition(item)

    def _drop(self, row: ConditionRow) -> None:
        item = row.condition
        self._bench.apply(drop_condition(self._bench.draft, self._bench.current, item.name, item.negated))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _receiver_edited(self, tier: str, receiver: Receiver, assists: tuple[Receiver, ...]) -> None:
        self._write("", tier=Tier(tier), receiver=receiver, assists=assists)

    def _write(self, about: str, **changes: Any) -> None:
        rule_id = self._bench.current
        if rule_id:
            self._bench.apply(change_rule(self._bench.draft, rule_id, **changes), about and f"{about} {rule_id}")

    def _shown_soon(self, draft: BookDraft, item: Condition) -> None:
        self._bench.apply(draft, f"{item.name} {item.negated} {self._bench.current}")

    def _try(self, make: Callable[[], BookDraft]) -> bool:
        """False where it cannot be; the sentence is told."""
        try:
            self._bench.apply(make())
        except BadInput as error:
            self.told.emit(sentence(error))
            return False
        return True

    def _rule(self) -> Rule:
        rule = self._bench.rule
        assert rule is not None
        return rule


def _same_kinds(one: Rule, other: Rule) -> bool:
    return [(item.name, item.negated) for item in one.conditions] == [
        (item.name, item.negated) for item in other.conditions
    ]


def _set(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
