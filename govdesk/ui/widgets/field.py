"""What every field of a form is: a widget with a value, a complaint, and two signals."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from govdesk.ui import theme
from govdesk.ui.widgets.labels import set_property


class Spec(Protocol):
    """What `services.case_actions.FieldSpec` tells of a field."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def choices(self) -> Sequence[tuple[str, str]]: ...
    @property
    def hint(self) -> str: ...


class Field(QWidget):
    """The base: a widget in a line of its own, marked red while its value cannot be used."""

    changed = Signal()
    entered = Signal()  # Return in a field of one line

    def value(self) -> Any:
        """The value as a service wants it; None when empty."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with what was typed, "" if nothing; emptiness is judged by the form."""
        return ""

    def mark(self, wrong: bool) -> None:
        """Show or take away the red border."""
        set_property(self.editor(), "invalid", wrong)

    def editor(self) -> QWidget:
        """The widget that takes the focus."""
        return self.focusProxy() or self

    def _hold(self, editor: QWidget, *beside: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        row.addWidget(editor, 1)
        for each in beside:
            row.addWidget(each)
        self.setFocusProxy(editor)
