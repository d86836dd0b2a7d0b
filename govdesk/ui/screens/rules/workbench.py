"""The draft on the bench with its history; every change gives a new one, so that undo is the one before."""

from PySide6.QtCore import QObject, Signal

from govdesk.domain.routing import Rule
from govdesk.domain.rule_draft import BookDraft


class Workbench(QObject):
    """`changed` after every other draft, `chosen(rule id)` after another rule."""

    changed = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.law = BookDraft("", ())
        self.draft = BookDraft("", ())
        self.current = ""
        self._before: list[tuple[BookDraft, str]] = []
        self._after: list[tuple[BookDraft, str]] = []
        self._about = ""

    @property
    def dirty(self) -> bool:
        """Whether the draft says anything else than the law it began from."""
        return self.draft.rules != self.law.rules

    @property
    def rule(self) -> Rule | None:
        return self.draft.rule(self.current)

    def begin(self, law: BookDraft, draft: BookDraft, current: str = "") -> None:
        """Another law or a draft from the shelf; nothing of before can be taken back."""
        self.law, self.draft = law, draft
        self._before.clear()
        self._after.clear()
        self._about = ""
        self._keep_choice(current or self.current)
        self.changed.emit()

    def apply(self, draft: BookDraft, about: str = "", current: str = "") -> None:
        """One step further; steps in a row with the same `about` (typing in one field) are taken back together."""
        if draft == self.draft:
            return
        if not about or about != self._about:
            self._before.append((self.draft, self.current))
        self._about = about
        self._after.clear()
        self.draft = draft
        self._keep_choice(current or self.current)
        self.changed.emit()

    def restate(self, law: BookDraft, draft: BookDraft) -> None:
        """What is measured against, or what the draft is to be called, became another; no step of its own."""
        if (law, draft) != (self.law, self.draft):
            self.law, self.draft = law, draft
            self.changed.emit()

    def undo(self) -> bool:
        return self._go(self._before, self._after)

    def redo(self) -> bool:
        return self._go(self._after, self._before)

    def can_undo(self) -> bool:
        return bool(self._before)

    def can_redo(self) -> bool:
        return bool(self._after)

    def choose(self, rule_id: str) -> None:
        if rule_id != self.current and self.draft.rule(rule_id) is not None:
            self.current = rule_id
            self._about = ""
            self.chosen.emit(rule_id)

    def _go(self, source: list[tuple[BookDraft, str]], target: list[tuple[BookDraft, str]]) -> bool:
        if not source:
            return False
        target.append((self.draft, self.current))
        rules, current = source.pop()
        self.draft = BookDraft(
            self.draft.based_on, rules.rules, self.draft.version, self.draft.author, self.draft.effective_on
        )
        self._about = ""
        self._keep_choice(current)
        self.changed.emit()
        return True

    def _keep_choice(self, wanted: str) -> None:
        """The wanted rule, else the first one."""
        if self.draft.rule(wanted) is None:
            wanted = self.draft.rules[0].id if self.draft.rules else ""
        if wanted != self.current:
            self.current = wanted
            self.chosen.emit(wanted)
