"""分派规则: the rules in their order at the left, the chosen one, checks, simulation and versions at the right."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.roles import Actor
from govdesk.domain.rule_draft import BookDraft, add_rule, change_rule, duplicate_rule, move_rule, remove_rule
from govdesk.foundation.text import _
from govdesk.services.rule_checks import may_try
from govdesk.services.rule_editing import may_edit
from govdesk.ui import theme
from govdesk.ui.screens.rules.check_page import CheckPage
from govdesk.ui.screens.rules.editor import RuleEditor
from govdesk.ui.screens.rules.head import RulesHead
from govdesk.ui.screens.rules.law_desk import LawDesk
from govdesk.ui.screens.rules.list_pane import ListPane
from govdesk.ui.screens.rules.reader import RuleReader
from govdesk.ui.screens.rules.reading import Reading, RowMaker, read_rules_of, version_words
from govdesk.ui.screens.rules.save_page import SavePage
from govdesk.ui.screens.rules.shelf import DraftShelf
from govdesk.ui.screens.rules.simulation_page import SimulationPage
from govdesk.ui.screens.rules.versions_page import VersionsPage
from govdesk.ui.screens.rules.workbench import Workbench
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

KEEP_MILLISECONDS, NEWS_MILLISECONDS = 400, 250
LEFT_WIDTH, WIDEST = 480, 1040
EDIT, CHECK, SIMULATE, VERSIONS, SAVE = range(5)
_FORM, _WORDS, _NOTHING = range(3)


class RulesScreen(QWidget):
    """`show_subject(rule id)` opens a rule. What a person changed is on the shelf within half a second."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._actor = place.actor
        self._reading: Reading | None = None
        self._token = 0
        self._wanted = ""
        self._rows: RowMaker
        self.bench = Workbench(self)
        self.setProperty("help", "routing#改规则")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("分派规则"))
        self._build()
        self._listen()
        self._add_commands()

    @property
    def editable(self) -> bool:
        return may_edit(self._actor)

    def activate(self) -> None:
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused) or self.head.isAncestorOf(focused):
            self.left.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reload()

    def show_subject(self, subject: Any) -> None:
        """Open the rule of this id, as soon as it has been read."""
        self._wanted = str(subject)
        self._show_wanted()

    def reload(self) -> None:
        """Read the law and the versions; a draft on the bench is never overwritten."""
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._actor
        self._place.runner.read(lambda: (token, read_rules_of(desk, actor)), self._take, self._place.told)

    def may_close(self) -> bool:
        """What was changed last goes on the shelf first."""
        self.keep_draft()
        return True

    def take_back(self) -> bool:
        """Ctrl+Z on this screen: the last step on the draft, never one on a case behind it."""
        if self.editable and not self.bench.undo():
            self._place.notice.emit(_("规则草稿没有可以撤销的改动。"), "neutral")
        return self.editable

    def bring_back(self) -> bool:
        if self.editable and not self.bench.redo():
            self._place.notice.emit(_("规则草稿没有可以恢复的改动。"), "neutral")
        return self.editable

    def keep_draft(self) -> None:
        """The draft goes on the shelf of its seat, or is taken from there when it says nothing of its own."""
        self._keeping.stop()
        if self._reading is None or not self.editable:
            return
        if self.bench.dirty:
            self.shelf.keep(self._actor, self.bench.draft)
        else:
            self.shelf.clear(self._actor)

    def show_tab(self, tab: int) -> None:
        self.tabs.setCurrentIndex(tab)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep_draft()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tabs.currentIndex() == SAVE:
            self.saving.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # -- build

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = RulesHead()
        column.addWidget(self.head)
        column.addWidget(line())
        self.bar = MessageBar()
        self.shelf = DraftShelf(self._place, self.bar, self)
        column.addWidget(self.bar)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self.left = ListPane()
        self.left.setMinimumWidth(theme.px(340))
        splitter.addWidget(self.left)
        splitter.addWidget(self._right())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(LEFT_WIDTH), 900])
        column.addWidget(splitter, 1)

    def _right(self) -> QWidget:
        right = QWidget()
        right.setMinimumWidth(theme.px(520))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("规则的各页"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.stack = QStackedWidget()
        self.editor = RuleEditor(self.bench)
        self.reader = RuleReader()
        self.check = CheckPage()
        self.simulation = SimulationPage()
        self.versions = VersionsPage()
        self.saving = SavePage(self._place.desk.clock.now)
        for words, page in (
            (_("规则"), self._rule_page()),
            (_("检查"), _scrolled(self.check)),
            (_("模拟"), self.simulation),
            (_("版本"), _scrolled(self.versions)),
            (_("保存"), _scrolled(self.saving)),
        ):
            self.tabs.addTab(words)
            self.stack.addWidget(page)
        column.addWidget(self.tabs)
        column.addWidget(line())
        column.addWidget(self.stack, 1)
        self.law_desk = LawDesk(self, self)
        return right

    def _rule_page(self) -> QWidget:
        """The form for those who may change, the plain words for the others."""
        self.rule_page = QStackedWidget()
        for each in (self.editor, self.reader):
            self.rule_page.addWidget(_scrolled(each))
        told = _("左边还没有规则。按 Insert 新增一条，或导入一份规则文件。")
        self.rule_page.addWidget(EmptyState("scale", _("没有选中的规则"), told))
        return self.rule_page

    def _listen(self) -> None:
        place, bench, rules = self._place, self.bench, self.left.list
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MILLISECONDS)
        self._keeping.timeout.connect(self.keep_draft)
        self._news = QTimer(self, singleShot=True, interval=NEWS_MILLISECONDS)
        self._news.timeout.connect(self.reload)
        place.bus.changed.connect(self._hear)
        place.session.actor_changed.connect(self._seat_changed)
        self.shelf.taken.connect(self.forget_draft)
        bench.changed.connect(self._draft_changed)
        bench.chosen.connect(self._rule_chosen)
        rules.chosen.connect(bench.choose)
        rules.switched.connect(self.switch)
        rules.opened.connect(self._open)
        rules.carried.connect(self.carry)
        rules.step_wanted.connect(self.step)
        self.left.tool_wanted.connect(self.use)
        self.head.wanted.connect(self.use)
        self.editor.told.connect(lambda words: place.notice.emit(words, "warning"))
        self.check.rule_wanted.connect(self._open)
        self.tabs.currentChanged.connect(self._tab_changed)

    def _add_commands(self) -> None:
        group, add = _("分派规则"), self._place.commands.add
        for code, words, keys, owner in (
            ("add", _("新增规则"), ("Insert",), self),
            ("copy", _("复制规则"), ("Ctrl+D",), self),
            ("delete", _("删除规则"), ("Delete",), self.left.list),
            ("check", _("检查规则"), ("F5",), self),
            ("simulate", _("模拟规则"), ("F6",), self),
            ("versions", _("规则的版本"), (), self),
            ("save", _("规则存为新版本"), ("Ctrl+S",), self),
            ("search", _("查找规则"), ("Ctrl+F",), self),
        ):
            add(owner, f"rules_{code}", words, group, partial(self.use, code), keys)

    # -- load

    def _take(self, answer: tuple[int, Reading]) -> None:
        token, reading = answer
        if token != self._token:
            return
        first, self._reading = self._reading is None, reading
        self._rows = RowMaker(self._place.desk, reading.labels)
        self.editor.show_menu(reading.menu)
        if first:
            self.shelf.begin(reading.draft if reading.kept else None)
            self.bench.begin(reading.law, reading.draft, self._wanted)
            if reading.kept and self.bench.dirty:
                self._place.notice.emit(_("上次没有保存的规则草稿已经恢复。"), "accent")
        elif self.bench.dirty:
            self.bench.restate(reading.law, self.bench.draft)
        elif (reading.law.rules, reading.law.based_on) != (self.bench.law.rules, self.bench.law.based_on):
            self.bench.begin(reading.law, reading.law)
        self.law_desk.show_reading(reading)
        self.show_rules()
        self._show_wanted()

    def show_rules(self) -> None:
        """List, editor and head as the draft is now."""
        if self._reading is None:
            return
        bench, reading = self.bench, self._reading
        rows = self._rows.of(bench.law, bench.draft, self.law_desk.remarks)
        self.left.show_rows(rows, bench.current, self.editable)
        row = next((row for row in rows if row.id == bench.current), None)
        self.rule_page.setCurrentIndex(_NOTHING if row is None else _FORM if self.editable else _WORDS)
        if row is not None and self.editable:
            self.editor.show_rule(row.sentence, row.fault)
        elif bench.rule is not None and row is not None:
            self.reader.show_rule(bench.rule, row.sentence, row.fault, reading.labels)
            self.reader.tell(may_try(self._actor))
        self.tabs.setTabVisible(SAVE, self.editable)
        for tab in (CHECK, SIMULATE):
            self.tabs.setTabVisible(tab, may_try(self._actor))
        self.head.show_state(version_words(reading.versions, bench.law), bench.dirty, self.editable)
        for code in ("copy", "delete", "up", "down"):
            self.left.allow(code, row is not None)
        self.left.allow("undo", bench.can_undo())
        self.left.allow("redo", bench.can_redo())

    def _show_wanted(self) -> None:
        if self._reading is not None and self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.bench.choose(wanted)
            self.show_tab(EDIT)

    # -- react

    def _hear(self, news: object) -> None:
        concerned = not isinstance(news, Changes) or news.everything or news.bodies or news.grids or not news.cases
        if concerned and self.isVisible():
            self._news.start()

    def _seat_changed(self, actor: Actor) -> None:
        """The draft belongs to the seat that made it."""
        self.keep_draft()
        self._actor, self._reading = actor, None
        if self.isVisible():
            self.reload()

    def _draft_changed(self) -> None:
        self.show_rules()
        self.law_desk.draft_changed()
        if self.editable and self._reading is not None:
            self._keeping.start()

    def _rule_chosen(self, rule_id: str) -> None:
        self.left.mark(rule_id)
        self.show_rules()

    def _tab_changed(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self.law_desk.tab_shown(tab)

    # -- act

    def use(self, code: str) -> None:
        """A button or a key by its code."""
        if not self.isVisible():
            self._place.screen_wanted.emit("rules", None)
        rule_id = self.bench.current
        if code in ("up", "down"):
            self.step(rule_id, -1 if code == "up" else 1)
        elif code in ("undo", "redo"):
            self.take_back() if code == "undo" else self.bring_back()
        elif code in ("add", "copy", "delete"):
            self._change_list(code, rule_id)
        elif code == "search":
            self.left.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif code in ("check", "simulate") and not may_try(self._actor):
            self._place.notice.emit(_("检查和模拟规则由中心的席位办理；单位席位可以查看规则。"), "neutral")
        elif code in _TABS:
            self.show_tab(_TABS[code])
        else:
            self.law_desk.use(code)

    def step(self, rule_id: str, by: int) -> None:
        """One place up or down."""
        draft = self.bench.draft
        if self.editable and draft.rule(rule_id) is not None:
            self.bench.apply(move_rule(draft, rule_id, max(0, draft.place(rule_id) + by)), f"step {rule_id}")

    def carry(self, rule_id: str, place: int) -> None:
        """To `place` (from 0) of the order without it."""
        if self.editable:
            self.bench.apply(move_rule(self.bench.draft, rule_id, place), current=rule_id)

    def switch(self, rule_id: str) -> None:
        """On or off."""
        rule = self.bench.draft.rule(rule_id)
        if self.editable and rule is not None:
            self.bench.apply(change_rule(self.bench.draft, rule_id, enabled=not rule.enabled), current=rule_id)

    def _change_list(self, code: str, rule_id: str) -> None:
        if not self.editable or self._reading is None:
            return
        draft, rule = self.bench.draft, self.bench.rule
        if code == "add":
            made, fresh = add_rule(draft, _("新规则"), rule_id or None)
            self.bench.apply(made, current=fresh)
            self._open(fresh)
        elif code == "copy" and rule is not None:
            made, fresh = duplicate_rule(draft, rule_id, _("{rule}（副本）").format(rule=rule.label))
            self.bench.apply(made, current=fresh)
            self._open(fresh)
        elif code == "delete" and rule is not None:
            place = draft.place(rule_id)
            rest = remove_rule(draft, rule_id)
            beside = rest.rules[min(place, len(rest.rules) - 1)].id if rest.rules else ""
            self.bench.apply(rest, current=beside)
            told = _("已删去规则“{rule}”。").format(rule=rule.label)
            self._place.notice_with_undo.emit(told, self.take_back)

    def _open(self, rule_id: str) -> None:
        self.bench.choose(rule_id)
        self.show_tab(EDIT)
        if self.editable:
            self.editor.start()

    def put_on_bench(self, draft: BookDraft) -> None:
        """Rules from a file or an older version become the draft; one step back brings the former one."""
        self.bench.apply(replace(draft, based_on=self.bench.draft.based_on))

    # -- for the desk beside

    @property
    def place(self) -> Workplace:
        return self._place

    @property
    def actor(self) -> Actor:
        return self._actor

    def forget_draft(self) -> None:
        """Begin anew from the law; the shelf is emptied first."""
        self._keeping.stop()
        self._reading = None
        self.reload()


_TABS = {"edit": EDIT, "check": CHECK, "simulate": SIMULATE, "versions": VERSIONS, "save": SAVE}


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setMaximumWidth(theme.px(WIDEST))
    area.setWidget(page)
    return area
