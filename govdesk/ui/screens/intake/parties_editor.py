"""The parties of a new case, one in each line."""

from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from govdesk.domain.case import PartySnapshot
from govdesk.domain.people_lines import looks_like_people, read_people
from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button, flush_link, icon_button
from govdesk.ui.widgets.labels import label


class PartiesEditor(QWidget):
    """Empty lines do not count; `changed` on every keystroke."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_1)
        self._lines: list[_Line] = []
        self._reporter: Callable[[], tuple[str, str]] = lambda: ("", "")
        self._more = flush_link(_("添加当事人"), "plus")
        self._more.clicked.connect(self._add_and_go)
        self._paste = button(_("粘贴名单"), "link", "users")
        self._paste.setToolTip(_("一行一人：姓名、身份证号、电话、住址"))
        self._paste.clicked.connect(lambda: self.take_people(QApplication.clipboard().text()))
        row = QHBoxLayout()
        row.addWidget(self._more)
        row.addWidget(self._paste)
        row.addStretch(1)
        self._column.addLayout(row)
        self._left = label("", "warning", wrap=True)
        self._left.hide()
        self._column.addWidget(self._left)
        self._add()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._order()  # only within one window there is an order

    def take_reporter(self, reporter: Callable[[], tuple[str, str]]) -> None:
        """`reporter()` is (name, telephone) as they stand in the form."""
        self._reporter = reporter

    def take_people(self, text: str) -> int:
        """Everybody of a pasted list, one in a line; lines without a name are shown below. Returns how many came."""
        reading = read_people(text)
        if not reading.people:
            self._say(_("剪贴板里没有名单。请先复制，一行一人：姓名、身份证号、电话。"))
            return 0
        for line in [each for each in self._lines if not each.party().name]:
            self._remove(line)
        self.setUpdatesEnabled(False)
        for person in reading.people:
            self._add().restore(asdict(person))
        self.setUpdatesEnabled(True)
        left = "；".join(reading.left)
        self._say(_("这几行没有认出姓名，没有加入：{lines}").format(lines=left) if left else "")
        self.changed.emit()
        return len(reading.people)

    def _say(self, words: str) -> None:
        self._left.setText(words)
        self._left.setVisible(bool(words))

    def parties(self) -> tuple[PartySnapshot, ...]:
        return tuple(line.party() for line in self._lines if line.name.text().strip())

    def payload(self) -> list[dict[str, Any]]:
        """For the autosaved draft."""
        return [line.payload() for line in self._lines if any(line.payload()[key] for key in ("name", "phone"))]

    def restore(self, payload: list[dict[str, Any]]) -> None:
        self._say("")
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
        line.name.lines_pasted.connect(self.take_people)
        line.id_number.textChanged.connect(self.changed)
        line.phone.textChanged.connect(self.changed)
        line.address.textChanged.connect(self.changed)
        line.role.currentIndexChanged.connect(self.changed)
        line.remove.clicked.connect(lambda: self._remove(line))
        self._column.insertWidget(self._column.count() - 2, line)
        line.name.editingFinished.connect(lambda: self._complete(line))
        self._lines.append(line)
        self._order()
        return line

    def _complete(self, line: "_Line") -> None:
        """Who brought the matter is often a party: the telephone is not typed twice."""
        name, phone = self._reporter()
        if phone and name and line.name.text().strip() == name and not line.phone.text().strip():
            line.phone.setText(phone)

    def _order(self) -> None:
        """Tab goes through the lines from above, then to what adds more of them."""
        stops = [stop for line in self._lines for stop in line.stops()] + [self._more, self._paste]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

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
        self._sex = self._birth = ""
        self.role = QComboBox()
        for code, words in _roles():
            self.role.addItem(words, code)
        self.role.setCurrentIndex(max(0, self.role.findData(role)))
        self.role.setAccessibleName(_("当事人地位"))
        self.name = _edit(_("姓名或名称"), _NameEdit())
        self.id_number = _edit(_("身份证号"))
        self.phone = _edit(_("电话"))
        self.address = _edit(_("住址"))
        self.remove = icon_button("x", _("删去这一行"))
        for widget, stretch in (
            (self.role, 0),
            (self.name, 3),
            (self.id_number, 4),
            (self.phone, 3),
            (self.address, 4),
            (self.remove, 0),
        ):
            row.addWidget(widget, stretch)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab halts, from left to right."""
        return (self.role, self.name, self.id_number, self.phone, self.address, self.remove)

    def party(self) -> PartySnapshot:
        given = self.payload()
        return PartySnapshot(
            given["name"],
            role=given["role"],
            sex=self._sex,
            birth=self._birth,
            id_number=given["id_number"],
            phone=given["phone"],
            address=given["address"],
        )

    def payload(self) -> dict[str, Any]:
        return {
            "role": self.role.currentData(),
            "name": self.name.text().strip(),
            "id_number": self.id_number.text().strip(),
            "sex": self._sex,
            "birth": self._birth,
            "phone": self.phone.text().strip(),
            "address": self.address.text().strip(),
        }

    def restore(self, payload: dict[str, Any]) -> None:
        self.role.setCurrentIndex(max(0, self.role.findData(payload.get("role", "applicant"))))
        self._sex, self._birth = payload.get("sex", ""), payload.get("birth", "")
        for name in ("name", "id_number", "phone", "address"):
            getattr(self, name).setText(payload.get(name, ""))


class _NameEdit(QLineEdit):
    """A whole list pasted into a name becomes one line a person."""

    lines_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = QApplication.clipboard().text() if event.matches(QKeySequence.StandardKey.Paste) else ""
        if looks_like_people(text):
            self.lines_pasted.emit(text)
            return
        super().keyPressEvent(event)


def _edit(name: str, made: Any = None) -> Any:
    made = made or QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made


def _roles() -> list[tuple[str, str]]:
    return [("applicant", _("申请人")), ("respondent", _("被申请人")), ("other", _("其他人"))]
