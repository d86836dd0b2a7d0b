"""One field for each kind of value that an action asks for, all with the same four verbs."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.case_field import CaseField
from govdesk.ui.widgets.date_fields import DateField as DateField
from govdesk.ui.widgets.date_fields import MomentField
from govdesk.ui.widgets.field import Field, Spec
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.picker import MultiPicker, Picker

MOST_LINES = 10
SHORT_LIST = 9  # more than so many choices are picked by typing


class TextField(Field):
    """One line."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)
        self._hold(self.line)

    def value(self) -> str | None:
        return self.line.text().strip() or None

    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))


class LongTextField(Field):
    """Several lines; Tab leaves it, Ctrl+Enter sends the form."""

    def __init__(self, name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.text = _LongText(self.entered, self._grow)
        self.text.setAccessibleName(name)
        self.text.setPlaceholderText(hint)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.text.textChanged.connect(self.changed)
        self.text.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._hold(self.text)
        self._grow()

    def _grow(self) -> None:
        """As high as the text needs, from the lines wanted up to MOST_LINES."""
        wanted = max(self._lines, min(MOST_LINES, int(self.text.document().size().height())))
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * wanted + 20)

    def value(self) -> str | None:
        return self.text.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        self.text.setPlainText("" if value is None else str(value))


class DutyField(LongTextField):
    """A basis in free words; an item picked from the duty lists is cited where the cursor stands."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], hint: str = "", lines: int = 3) -> None:
        super().__init__(name, hint, lines)
        self.picker = Picker(choices, _("{field}：从清单里找").format(field=name))
        self.picker.setPlaceholderText(_("从清单里找：输入事项名称、单位或序号"))
        self.picker.picked.connect(self._cite)
        column = self.layout()
        assert isinstance(column, QHBoxLayout)
        column.setDirection(QHBoxLayout.Direction.TopToBottom)
        column.insertWidget(0, self.picker)
        if not choices:
            self.picker.hide()

    def problem(self) -> str:
        if words := self.picker.typed_words():
            return _("「{words}」还没有选定，请从清单中选择或清空。").format(words=words)
        return ""

    def _cite(self, reference: str) -> None:
        if not reference:
            return
        before = self.text.textCursor().block().text()
        self.text.insertPlainText(_("、{reference}").format(reference=reference) if before else reference)
        self.picker.clear()
        self.picker.set_code("")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


class ListField(LongTextField):
    """One item in each line."""

    def value(self) -> Any:
        lines = [each.strip() for each in self.text.toPlainText().splitlines()]
        return [each for each in lines if each] or None

    def set_value(self, value: Any) -> None:
        self.text.setPlainText("\n".join(value or ()))


class ChoiceField(Field):
    """One of a short list."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], required: bool) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setAccessibleName(name)
        if len(choices) != 1 or not required:
            self.box.addItem(_("请选择") if required else "—", None)
        for code, label in choices:
            self.box.addItem(label, code)
        self.box.currentIndexChanged.connect(self.changed)
        self._hold(self.box)

    def value(self) -> Any:
        return self.box.currentData()

    def set_value(self, value: Any) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class PickField(Field):
    """One of a long list."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], hint: str = "") -> None:
        super().__init__()
        self.picker = Picker(choices, name)
        if hint:
            self.picker.setPlaceholderText(hint)
        self.picker.picked.connect(self.changed)
        self.picker.textEdited.connect(self.changed)
        self.picker.returnPressed.connect(self.entered)
        self._hold(self.picker)

    def value(self) -> str | None:
        return self.picker.code() or None

    def set_value(self, value: Any) -> None:
        self.picker.set_code(value or "")

    def problem(self) -> str:
        if self.picker.typed_words() and not self.picker.code():
            return _("列表里没有「{words}」，请从列表中选择。").format(words=self.picker.typed_words())
        return ""


class SeveralField(Field):
    """Several of a list, or free names."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], free: bool, hint: str = "") -> None:
        super().__init__()
        self.picker = MultiPicker(choices, name, free)
        if hint:
            self.picker.field.setPlaceholderText(hint)
        self.picker.changed.connect(self.changed)
        self._hold(self.picker)

    def editor(self) -> QWidget:
        return self.picker.field

    def value(self) -> Any:
        return list(self.picker.codes()) or None

    def set_value(self, value: Any) -> None:
        self.picker.set_codes(tuple(value or ()))

    def problem(self) -> str:
        if words := self.picker.field.typed_words():
            return _("「{words}」还没有加入，请从列表中选择或清空。").format(words=words)
        return ""


class ChecksField(Field):
    """Several of a short list, each with its box."""

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=theme.SPACE_3)
        self._boxes: dict[str, QCheckBox] = {}
        for code, label in choices:
            box = QCheckBox(label)
            box.setAccessibleName(f"{name} {label}")
            box.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))  # on one line with the label
            box.toggled.connect(self.changed)
            flow.addWidget(box)
            self._boxes[code] = box
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> Any:
        return [code for code, box in self._boxes.items() if box.isChecked()] or None

    def set_value(self, value: Any) -> None:
        for code, box in self._boxes.items():
            box.setChecked(code in (value or ()))


class FlagField(Field):
    """Yes, no, or not said."""

    def __init__(self, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_4)
        self._buttons = {True: QRadioButton(_("是")), False: QRadioButton(_("否"))}
        for each in self._buttons.values():
            each.setAccessibleName(f"{name} {each.text()}")
            each.setMinimumHeight(theme.px(theme.CONTROL_HEIGHT))
            each.toggled.connect(self.changed)
            row.addWidget(each)
        row.addStretch(1)
        self.setFocusProxy(self._buttons[True])

    def value(self) -> bool | None:
        return next((said for said, each in self._buttons.items() if each.isChecked()), None)

    def set_value(self, value: Any) -> None:
        for said, each in self._buttons.items():
            each.setAutoExclusive(False)
            each.setChecked(value is said)
            each.setAutoExclusive(True)


class NumberField(TextField):
    """A whole number from 0."""

    def value(self) -> Any:
        text = self.line.text().strip()
        return int(text) if text.isdecimal() else None

    def problem(self) -> str:
        text = self.line.text().strip()
        return "" if not text or text.isdecimal() else _("请填写数字，例如 3。")


def field_for(spec: Spec, now: Callable[[], datetime]) -> Field:
    """The field of a FieldSpec."""
    name, hint, choices = spec.label, spec.hint, spec.choices
    makers: dict[str, Callable[[], Field]] = {
        "text": lambda: TextField(name, hint),
        "long_text": lambda: LongTextField(name, hint, 3 if spec.required else 2),
        "choice": lambda: _one_of(name, choices, spec.required, hint),
        "choices": lambda: _several_of(name, choices, hint),
        "body": lambda: PickField(name, choices, hint),
        "task_force": lambda: PickField(name, choices, hint),
        "duty": lambda: DutyField(name, choices, hint),
        "case": lambda: CaseField(name, choices, hint),
        "bodies": lambda: SeveralField(name, choices, False, hint),
        "parties": lambda: ChecksField(name, choices),
        "mediators": lambda: SeveralField(name, choices, True, hint),
        "date": lambda: DateField(name, now, hint),
        "moment": lambda: MomentField(name, now, hint),
        "number": lambda: NumberField(name, hint),
        "flag": lambda: FlagField(name),
        "list": lambda: ListField(name, hint or _("每行一项")),
    }
    return makers[spec.kind]()


def _one_of(name: str, choices: Sequence[tuple[str, str]], required: bool, hint: str) -> Field:
    if len(choices) > SHORT_LIST:
        return PickField(name, choices, hint)
    return ChoiceField(name, choices, required)


def _several_of(name: str, choices: Sequence[tuple[str, str]], hint: str) -> Field:
    if len(choices) > SHORT_LIST:
        return SeveralField(name, choices, False, hint)
    return ChecksField(name, choices)


class _LongText(QPlainTextEdit):
    def __init__(self, entered: Any, resized: Callable[[], None]) -> None:
        super().__init__()
        self._entered, self._resized = entered, resized
        self.setTabChangesFocus(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._resized()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._entered.emit()
            event.ignore()  # so that the page around it hears its own key, as from a field of one line
            return
        super().keyPressEvent(event)
