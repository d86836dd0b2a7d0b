"""What is done with the whole law: check, try out, compare, bring in, take out, put in force; and two at once."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QTabBar, QWidget

from govdesk.background.runner import Handle
from govdesk.domain.changes import Changes
from govdesk.domain.errors import Conflict, GovDeskError, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.routing import Rule
from govdesk.domain.rule_draft import BookDraft
from govdesk.foundation.text import _
from govdesk.services.law_versions import RuleDifference, compare_rules
from govdesk.services.messages import sentence
from govdesk.services.routing import stored_book
from govdesk.services.rule_editing import (
    check_draft,
    discard_rules,
    draft_book,
    draft_problems,
    export_rules,
    import_rules,
    rebase,
    restore_version,
    save_version,
)
from govdesk.services.rule_faults import fault_rule, fault_words
from govdesk.services.rule_simulation import Simulation, simulate
from govdesk.ui.screens.rules.check_page import CheckPage, CheckResult, refused, result_of, unfinished
from govdesk.ui.screens.rules.reading import Reading
from govdesk.ui.screens.rules.save_page import SavePage
from govdesk.ui.screens.rules.simulation_page import SimulationPage
from govdesk.ui.screens.rules.versions_page import VersionsPage
from govdesk.ui.screens.rules.workbench import Workbench
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

_CHECK, _SIMULATE, _VERSIONS, _SAVE = range(1, 5)
FILES = "TOML (*.toml)"


class RulesView(Protocol):
    """What of the screen it needs: its pages, the seat, and a few verbs."""

    bench: Workbench
    bar: MessageBar
    tabs: QTabBar
    check: CheckPage
    simulation: SimulationPage
    versions: VersionsPage
    saving: SavePage

    @property
    def place(self) -> Workplace: ...
    @property
    def actor(self) -> Actor: ...
    @property
    def editable(self) -> bool: ...
    def reload(self) -> None: ...
    def show_rules(self) -> None: ...
    def use(self, code: str) -> None: ...
    def take_back(self) -> bool: ...
    def put_on_bench(self, draft: BookDraft) -> None: ...
    def keep_draft(self) -> None: ...
    def forget_draft(self) -> None: ...


class LawDesk(QObject):
    """Belongs to the screen and works for its pages."""

    def __init__(self, screen: RulesView, parent: QWidget) -> None:
        super().__init__(parent)
        self._screen, self._place, self._bench, self._window = screen, screen.place, screen.bench, parent
        self._reading: Reading | None = None
        self.result: CheckResult | None = None
        self._checked: BookDraft | None = None
        self._asked = 0
        self._compared = 0
        self._simulation: Handle | None = None
        self._simulated: tuple[Rule, ...] | None = None
        self._conflict = False
        screen.check.asked.connect(self.check)
        screen.simulation.run_wanted.connect(self.simulate)
        screen.simulation.stop_wanted.connect(self.stop)
        screen.simulation.case_wanted.connect(self._place.case_wanted)
        screen.versions.compare_wanted.connect(self._compare)
        screen.versions.restore_wanted.connect(self.restore)
        screen.versions.export_wanted.connect(self._choose_export)
        screen.saving.save_wanted.connect(self.save)
        screen.saving.check_wanted.connect(lambda: screen.use("check"))
        screen.saving.named.connect(self._named)

    @property
    def remarks(self) -> dict[str, str]:
        """What the last check says of single rules, as long as the rules are the ones it saw."""
        fresh = self._checked is not None and self._checked.rules == self._bench.draft.rules
        return self.result.remarks if self.result is not None and fresh else {}

    def show_reading(self, reading: Reading) -> None:
        self._reading = reading
        self._screen.versions.show_versions(reading.versions, self._screen.editable)
        self._tell_conflict()
        self._refresh(self._screen.tabs.currentIndex())

    def tab_shown(self, tab: int) -> None:
        """Another page is in front."""
        if self._reading is not None:
            self._refresh(tab)
        if tab == _SAVE:
            self._screen.saving.start()

    def _refresh(self, tab: int) -> None:
        """Checks are made when somebody looks at them."""
        if tab in (_CHECK, _SAVE) and not self._is_checked():
            self.check()
        if tab == _VERSIONS:
            self._compare(self._screen.versions.current(), self._screen.versions.other.currentData() or "")
        if tab == _SAVE:
            self._show_saving()

    def draft_changed(self) -> None:
        if self._simulated is not None:
            self._screen.simulation.outdate(self._simulated != self._bench.draft.rules)
        tab = self._screen.tabs.currentIndex()
        if tab in (_CHECK, _SAVE) and self._reading is not None:
            if not self._is_checked():
                self.check()
            self._show_saving()

    def use(self, code: str) -> None:
        """What the head offers."""
        if code == "import":
            self._choose_import()
        elif code == "export":
            self._choose_export("")
        elif code == "discard":
            self.discard()

    # -- check

    def check(self) -> None:
        """Every grid × category × channel asked, off the window's thread."""
        self._asked += 1
        asked, desk, actor, draft = self._asked, self._place.desk, self._screen.actor, self._bench.draft
        names = {rule.id: rule.label for rule in draft.rules}

        def work() -> tuple[int, BookDraft, CheckResult]:
            problems = draft_problems(desk, draft)
            if problems:
                return asked, draft, unfinished(problems, names)
            try:
                report = check_draft(desk, actor, draft)
            except GovDeskError as error:
                return asked, draft, refused(fault_words(error, names), fault_rule(error), names)
            return asked, draft, result_of(desk, draft_book(desk, draft), report)

        self._screen.check.wait()
        self._place.runner.labour(work, self._checked_now, self._place.told)

    def _checked_now(self, answer: tuple[int, BookDraft, CheckResult]) -> None:
        asked, draft, result = answer
        if asked != self._asked:
            return
        self.result, self._checked = result, draft
        self._screen.check.show_result(result)
        self._screen.show_rules()
        self._show_saving()

    def _is_checked(self) -> bool:
        return self._checked is not None and self._checked.rules == self._bench.draft.rules

    # -- simulation

    def simulate(self, days: int) -> None:
        """The draft beside the law in force on the cases of the last days."""
        desk, actor, draft, page = self._place.desk, self._screen.actor, self._bench.draft, self._screen.simulation

        def work(report: Callable[..., None]) -> Simulation:
            return simulate(desk, actor, draft_book(desk, draft), days, progress=report)

        page.busy(True)
        self._simulated = draft.rules
        self._simulation = self._place.runner.labour(
            work, page.show_result, lambda error: page.fail(self._words(error)), page.show_progress
        )

    def stop(self) -> None:
        if self._simulation is not None:
            self._simulation.cancel()
            self._screen.simulation.fail(sentence(RuleViolation("simulation_cancelled", {})))

    # -- versions

    def _compare(self, version: str, other: str) -> None:
        self._compared += 1
        asked, desk, draft = self._compared, self._place.desk, self._bench.draft

        def work() -> tuple[int, tuple[RuleDifference, ...]]:
            after = stored_book(desk, other).rules if other else draft.rules
            return asked, compare_rules(desk, stored_book(desk, version).rules, after)

        def done(answer: tuple[int, tuple[RuleDifference, ...]]) -> None:
            if answer[0] == self._compared:
                self._screen.versions.show_differences(answer[1])

        if version:
            failed = self._screen.versions.fail
            self._place.runner.read(work, done, lambda error: failed(self._words(error)))

    def restore(self, version: str) -> None:
        """An older version becomes the draft; Ctrl+Z brings the former draft back."""
        desk, actor = self._place.desk, self._screen.actor

        def done(draft: BookDraft) -> None:
            self._screen.put_on_bench(draft)
            told = _("版本 {version} 的规则已放进草稿，保存为新版本后生效。").format(version=version)
            self._place.notice_with_undo.emit(told, self._screen.take_back)
            self._screen.use("edit")

        self._place.runner.read(lambda: restore_version(desk, actor, version), done, self._failed)

    def discard(self) -> None:
        """Back to the law; what was on the bench can be brought back as long as the screen is open."""
        bench = self._bench
        self._screen.put_on_bench(bench.law)
        self._place.notice_with_undo.emit(_("草稿已放弃，规则回到所列版本。"), self._screen.take_back)

    # -- files

    def import_from(self, path: Path | str) -> None:
        """A rule file becomes the draft, or what is wrong with it is told with file, rule and line."""
        desk, actor = self._place.desk, self._screen.actor

        def done(draft: BookDraft) -> None:
            self._screen.bar.clear()
            self._screen.put_on_bench(draft)
            words = _("{file} 的 {count} 条规则已放进草稿，检查后保存为新版本才生效。")
            told = words.format(file=Path(path).name, count=len(draft.rules))
            self._place.notice_with_undo.emit(told, self._screen.take_back)
            self._screen.use("versions")
            if self._reading is not None:
                self._screen.versions.choose(self._reading.newest)

        self._place.runner.read(lambda: import_rules(desk, actor, path), done, self._failed)

    def export_to(self, path: Path | str, version: str = "") -> None:
        """The version, or what is on the bench, as a file that can be read back."""
        desk, actor, draft = self._place.desk, self._screen.actor, self._bench.draft
        if not version and not self._bench.dirty and desk.rules.routing_fault is None:
            version = draft.based_on

        def work() -> Path:
            return export_rules(desk, actor, path, stored_book(desk, version) if version else draft_book(desk, draft))

        def done(written: Path) -> None:
            self._place.notice.emit(_("规则已写入 {file}，改好后可以再导入。").format(file=written.name), "good")

        self._place.runner.labour(work, done, self._failed)

    def _choose_import(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self._window, _("导入分派规则"), "", FILES)
        if path:
            self.import_from(path)

    def _choose_export(self, version: str) -> None:
        which = version or (_("草稿") if self._bench.dirty else self._bench.law.based_on)
        name = _("分派规则-{version}.toml").format(version=which)
        path, _kind = QFileDialog.getSaveFileName(self._window, _("导出分派规则"), name, FILES)
        if path:
            self.export_to(path, version)

    # -- saving

    def save(self, despite_gaps: bool) -> None:
        """The draft becomes a version; a refusal leaves everything as it is."""
        self._named()
        self._screen.keep_draft()
        desk, actor, draft = self._place.desk, self._screen.actor, self._bench.draft

        def done(changes: Changes) -> None:
            self._screen.saving.bar.clear()
            words = _("规则版本 {version} 已保存，{day} 起生效。")
            if draft.effective_on == desk.clock.now().date():
                words = _("规则版本 {version} 已保存，现在起生效。")
            self._place.notice.emit(words.format(version=draft.version, day=draft.effective_on), "good")
            self._screen.forget_draft()
            self._screen.use("edit")
            self._place.committed(changes)

        self._place.runner.write(lambda: save_version(desk, actor, draft, despite_gaps), done, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        self._screen.saving.refuse(self._words(error))
        if isinstance(error, Conflict):
            self._screen.reload()

    def _named(self) -> None:
        page, bench = self._screen.saving, self._bench
        named = replace(
            bench.draft,
            version=page.version.text().strip(),
            author=page.author.text().strip(),
            effective_on=page.day.value(),
        )
        bench.restate(bench.law, named)

    def _show_saving(self) -> None:
        """A name, an author and today are offered; whatever stands in the fields is what the draft is called."""
        reading, bench = self._reading, self._bench
        if reading is None or not self._screen.editable:
            self._screen.saving.show_check(self.result, bench.dirty, False)
            return
        today = self._place.desk.clock.now().date()
        draft = bench.draft
        fresh = self.result if self._is_checked() else None
        self._screen.saving.show_name(
            draft.version or reading.next_version, draft.author or reading.office, draft.effective_on or today
        )
        coming = [line for line in reading.versions if line.state == "coming"]
        self._screen.saving.show_coming(coming[0] if coming else None)
        self._screen.saving.show_check(fresh, bench.dirty, True)

    # -- two at once

    def _tell_conflict(self) -> None:
        """Another seat saved a version since this draft began: nothing is lost, a person decides."""
        reading, bench, bar = self._reading, self._bench, self._screen.bar
        moved = reading is not None and bench.dirty and bench.draft.based_on != reading.newest
        if self._conflict:
            bar.clear()
        self._conflict = moved
        if reading is None or not moved:
            return
        bar.clear()
        who = next((line.author for line in reading.versions if line.version == reading.newest), "")
        words = _("您改规则期间，{author}保存了版本 {version}。您的草稿还在，没有丢；请先比较，再决定怎么办。")
        bar.say(words.format(author=who, version=reading.newest), "warning", closable=False)
        bar.offer(_("与新版本比较")).clicked.connect(self._look_at_newest)
        bar.offer(_("仍按我的草稿")).clicked.connect(self._keep_mine)
        bar.offer(_("改用新版本")).clicked.connect(self._take_theirs)

    def _look_at_newest(self) -> None:
        assert self._reading is not None
        self._screen.use("versions")
        self._screen.versions.choose(self._reading.newest)

    def _keep_mine(self) -> None:
        desk, bench = self._place.desk, self._bench

        def done(draft: BookDraft) -> None:
            bench.restate(bench.law, replace(bench.draft, based_on=draft.based_on))
            self._tell_conflict()

        self._place.runner.read(lambda: rebase(desk, bench.draft), done, self._place.told)

    def _take_theirs(self) -> None:
        desk, actor = self._place.desk, self._screen.actor

        def done(_nothing: Any) -> None:
            self._screen.forget_draft()

        self._place.runner.write(lambda: discard_rules(desk, actor), done, self._place.told)

    # -- words

    def _failed(self, error: Exception) -> None:
        if isinstance(error, GovDeskError):
            self._screen.bar.clear()
            self._screen.bar.say(sentence(error), "danger")
        else:
            self._place.told(error)

    def _words(self, error: Exception) -> str:
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return _("程序出了意外，规则没有变化。")
        return fault_words(error, {rule.id: rule.label for rule in self._bench.draft.rules})
