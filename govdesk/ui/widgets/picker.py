"""Choosing from a list by typing part of a name or its pinyin initials: one, or several as chips."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.chip import FilterChip
from govdesk.ui.widgets.flow_layout import FlowLayout

Initials = Callable[[str], str]
MOST_OFFERED = 200


class Picker(QLineEdit):
    """One of `choices` ((code, label) …); `picked(code)` when it is certain, "" when it is not."""

    picked = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        name: str,
        initials: Initials | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(_("输入名称或拼音首字母"))
        self._code = ""
        self._initials = initials or _initials
        self._completer = _LabelCompleter(self)
        self._completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.setCompleter(self._completer)
        self.textEdited.connect(self._typed)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        self._choices = tuple(choices)
        self._codes = {label: code for code, label in choices}
        self._spelled: dict[str, list[str]] = {}
        self._narrow("")

    def search_by(self, initials: Initials) -> None:
        """Other words by which a label is found; takes effect with the next `set_choices`."""
        self._initials = initials

    def code(self) -> str:
        """The code chosen, or ""."""
        return self._code

    def set_code(self, code: str) -> None:
        label = dict(self._choices).get(code, "")
        self._code = code if label else ""
        self.setText(label)

    def typed_words(self) -> str:
        """What stands in the field, chosen or not."""
        return self.text().strip()

    def list_is_open(self) -> bool:
        popup = self._completer.popup()
        return popup is not None and popup.isVisible()

    def open_list(self) -> None:
        """Show all choices, or those that fit what stands in the field."""
        self._narrow("" if self._code else self.text())
        self._completer.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.list_is_open():
            self.open_list()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._code:
            self._take_only()
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if not self._code and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._take_only()
        super().focusOutEvent(event)

    def _typed(self, text: str) -> None:
        self._narrow(text)
        self._settle(self._codes.get(text.strip(), ""))

    def _narrow(self, text: str) -> None:
        """Offer what contains the words, or whose initials begin with them; names that begin so come first."""
        words = text.strip().lower()
        fitting = [choice for choice in self._choices if self._fits(choice[1], words)]
        fitting.sort(key=lambda choice: not choice[1].lower().startswith(words))
        self._completer.offer(fitting[:MOST_OFFERED])

    def _fits(self, label: str, words: str) -> bool:
        if not words or words in label.lower():
            return True
        if not words.isascii():
            return False
        return any(spelled.startswith(words) for spelled in self._spelling(label))

    def _take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.setText(index.data(Qt.ItemDataRole.DisplayRole))
        self._settle(index.data(Qt.ItemDataRole.UserRole))

    def _take_only(self) -> None:
        """Typing that fits one choice, or is the whole name or all initials of one, is that choice."""
        words = self.text().strip().lower()
        if not words:
            return
        fitting = [choice for choice in self._choices if self._fits(choice[1], words)]
        whole = [choice for choice in fitting if choice[1].lower() == words or words in self._spelling(choice[1])]
        meant = whole if len(whole) == 1 else fitting
        if len(meant) == 1:
            self.setText(meant[0][1])
            self._settle(meant[0][0])

    def _spelling(self, label: str) -> list[str]:
        if label not in self._spelled:
            self._spelled[label] = self._initials(label).split()
        return self._spelled[label]

    def _settle(self, code: str) -> None:
        if code != self._code:
            self._code = code
            self.picked.emit(code)


class MultiPicker(QWidget):
    """Several of `choices` as chips below a Picker; with `free`, Enter takes any words too."""

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        name: str,
        free: bool = False,
        initials: Initials | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._free, self._chosen = free, dict[str, str]()
        self._labels = dict(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        self.field = Picker(choices, name, initials)
        self.field.picked.connect(self._add)
        self.field.returnPressed.connect(self._add_words)
        self.setFocusProxy(self.field)
        column.addWidget(self.field)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=theme.SPACE_1)
        self._chips.hide()
        column.addWidget(self._chips)

    def codes(self) -> tuple[str, ...]:
        """What is chosen, in the order it was; free words are themselves."""
        return tuple(self._chosen)

    def set_codes(self, codes: Sequence[str], names: Mapping[str, str] | None = None) -> None:
        """`names` are those of codes that stand here but may not be chosen any more."""
        known = {**(names or {}), **self._labels}
        self._chosen = {code: known.get(code, code) for code in codes}
        self._show_chips()

    def _add(self, code: str) -> None:
        if not code:
            return
        self._chosen[code] = self._labels.get(code, code)
        self.field.set_code("")
        self._show_chips()
        self.changed.emit()

    def _add_words(self) -> None:
        words = self.field.typed_words()
        if self._free and words and not self.field.code():
            self._add(words)

    def _remove(self, code: str) -> None:
        self._chosen.pop(code, None)
        self._show_chips()
        self.field.setFocus()
        self.changed.emit()

    def _show_chips(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for code, label in self._chosen.items():
            chip = FilterChip(label, removable=True)
            chip.removed.connect(lambda code=code: self._remove(code))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._chosen))


class _LabelCompleter(QCompleter):
    """A list below the field; which choices are in it the Picker decides."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(10)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        self._items.clear()
        for code, label in choices:
            item = QStandardItem(label)
            item.setData(code, Qt.ItemDataRole.UserRole)
            item.setEditable(False)
            self._items.appendRow(item)


def _initials(words: str) -> str:
    from govdesk.foundation.pinyin import initials

    return initials(words)
