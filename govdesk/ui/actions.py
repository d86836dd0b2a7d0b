"""The one registry of what can be done: menu, palette and key sheet are made from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do; `group` is the heading in the key sheet."""

    code: str
    label: str
    keys: tuple[str, ...]
    group: str
    action: QAction

    def key_words(self) -> str:
        """The keys as people read them: J / F8."""
        return " / ".join(key_words(key) for key in self.keys)


class Commands(QObject):
    """Codes are unique; one key means one thing within the reach of one owner."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}

    def add(
        self,
        owner: QWidget,
        code: str,
        label: str,
        group: str,
        handler: Callable[[], object],
        keys: tuple[str, ...] = (),
        whole_window: bool = False,
    ) -> QAction:
        """A new command; its keys work inside `owner`, or anywhere in the window.

        A single letter never fires while a text field has the focus: the field takes it first.
        """
        if code in self._commands:
            raise ValueError(f"command {code} exists")
        action = QAction(label, owner)
        action.setShortcuts([QKeySequence(key) for key in keys])
        context = Qt.ShortcutContext
        action.setShortcutContext(context.WindowShortcut if whole_window else context.WidgetWithChildrenShortcut)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda: handler())
        owner.addAction(action)
        self._commands[code] = Command(code, label, keys, group, action)
        return action

    def forget(self, code: str) -> None:
        """Take a command away again."""
        command = self._commands.pop(code, None)
        if command is not None:
            command.action.deleteLater()

    def get(self, code: str) -> Command:
        return self._commands[code]

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def usable(self) -> list[Command]:
        """What can be done now."""
        return [each for each in self._commands.values() if each.action.isEnabled()]

    def groups(self) -> dict[str, list[Command]]:
        """Commands that have a key, under their headings, in the order they were added."""
        found: dict[str, list[Command]] = {}
        for each in self._commands.values():
            if each.keys:
                found.setdefault(each.group, []).append(each)
        return found


def key_words(key: str) -> str:
    """A key as it is written on the screen: Ctrl+N → Ctrl N."""
    named = {"Return": _("回车"), "Backspace": _("退格"), "Question": "?"}
    return " ".join(named.get(part, part) for part in key.split("+"))
