"""The parties of a new case, one in each line."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from govdesk.domain.case import PartySnapshot
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button, icon_button


class PartiesEditor(QWidget):
    """Empty lines do not count; `changed` on every keystroke."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._lines: list[_Line] = []
        self._more = button(_("添加当事人"), "link", "plus")
        self._more.clicked.connect(self._add_and_go)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._add()

    def parties(self) -> tuple[PartySnapshot, ...]:
        return tuple(line.party() for line in self._lines if line.name.text().strip())

    def payload(self) -> list[dict[str, Any]]:
        """For the autosaved draft."""
        return [line.payload() for line in self._lines if any(line.payload()[key] for key in ("name", "phone"))]

    def restore(self, payload: list[dict[str, Any]]) -> None:
        for line in list(self._lines):
            self._remove(line)
        for each in payload or [{}]:
            self._add().restore(each)

    def _add_and_go(self) -> None:
        self._add().name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> "_Line":
        first = not self._lines
        line = _Line("applicant" if first else "respondent")
        line.name.textChanged.connect(self.changed)
        line.phone.textChanged.connect(self.changed)
        line.address.textChanged.connect(self.changed)
        line.role.currentIndexChanged.connect(self.changed)
        line.remove.clicked.connect(lambda: self._remove(line))
        self._column.insertWidget(self._column.count() - 1, line)
        previous = self._lines[-1].remove if self._lines else None
        self._lines.append(line)
        if previous is not None:
            QWidget.setTabOrder(previous, line.role)
        QWidget.setTabOrder(line.remove, self._more)
        return line

    def _remove(self, line: "_Line") -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


class _Line(QWidget):
    def __init__(self, role: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_1)
        self.role = QComboBox()
        for code, words in _roles():
            self.role.addItem(words, code)
        self.role.setCurrentIndex(max(0, self.role.findData(role)))
        self.role.setAccessibleName(_("当事人地位"))
        self.name = _edit(_("姓名或名称"))
        self.phone = _edit(_("电话"))
        self.address = _edit(_("住址"))
        self.remove = icon_button("x", _("删去这一行"))
        for widget, stretch in ((self.role, 0), (self.name, 3), (self.phone, 3), (self.address, 5), (self.remove, 0)):
            row.addWidget(widget, stretch)
        QWidget.setTabOrder(self.role, self.name)
        QWidget.setTabOrder(self.name, self.phone)
        QWidget.setTabOrder(self.phone, self.address)
        QWidget.setTabOrder(self.address, self.remove)

    def party(self) -> PartySnapshot:
        given = self.payload()
        return PartySnapshot(given["name"], role=given["role"], phone=given["phone"], address=given["address"])

    def payload(self) -> dict[str, Any]:
        return {
            "role": self.role.currentData(),
            "name": self.name.text().strip(),
            "phone": self.phone.text().strip(),
            "address": self.address.text().strip(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        self.role.setCurrentIndex(max(0, self.role.findData(payload.get("role", "applicant"))))
        for name in ("name", "phone", "address"):
            getattr(self, name).setText(payload.get(name, ""))


def _edit(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made


def _roles() -> list[tuple[str, str]]:
    return [("applicant", _("申请人")), ("respondent", _("被申请人")), ("other", _("其他人"))]
