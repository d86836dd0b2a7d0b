"""Writing a visit down with few keys: reached and solved, satisfied, how, and a few words."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.chip import FilterChip
from govdesk.ui.widgets.fields import ChoiceField, LongTextField
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import label, set_role

SOLVED: Mapping[str, Mapping[str, Any]] = {
    "1": {"reached": True, "solved": True},
    "2": {"reached": True, "solved": False},
    "0": {"reached": False},
}
SATISFIED: Mapping[str, str] = {"3": "satisfied", "4": "basically", "5": "dissatisfied"}


class RecordBox(QWidget):
    """`recorded(values)` as the action `follow_up` takes them. 解决 and 满意 are asked apart."""

    recorded = Signal(dict)
    left = Signal()  # Esc: back to the list, what was chosen stays

    def __init__(self, ways: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("记一次回访"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(theme.SPACE_2)
        self._chips: dict[str, FilterChip] = {}
        self._solved = self._group(column, _("结果"), _solved_words())
        self._satisfied = self._group(column, _("评价"), _satisfied_words())
        self._solved.buttonToggled.connect(lambda _chip, _on: self._fit())
        self.note = LongTextField(_("回访情况"), _("他怎么说；没联系上的写打了几次"), 2)
        self.note.entered.connect(self.record)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_2)
        self.way = ChoiceField(_("回访方式"), ways, required=False)
        self.way.set_value(ways[0][0] if ways else None)
        foot.addWidget(self.way)
        foot.addStretch(1)
        self.button = KeyButton(_("记下"), "Ctrl+Enter", "primary")
        self.button.clicked.connect(self.record)
        foot.addWidget(self.button)
        column.addLayout(foot)
        self._says = label("", "small", wrap=True)
        column.addWidget(self._says)
        self.clear()

    def press(self, key: str) -> None:
        """The key of a result or of a rating; after the result comes the rating, then the words."""
        chip = self._chips[key]
        if not chip.isEnabled():
            return
        chip.setChecked(not chip.isChecked() or key in SOLVED)
        rated = any(self._chips[rating].isChecked() for rating in SATISFIED)
        asks = key in SOLVED and SOLVED[key]["reached"] and not rated
        following = self._chips[next(iter(SATISFIED))] if asks else self.note.editor()
        following.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def values(self) -> dict[str, Any]:
        """What is chosen so far."""
        found: dict[str, Any] = {}
        for key, said in SOLVED.items():
            if self._chips[key].isChecked():
                found.update(said)
        for key, rating in SATISFIED.items():
            if self._chips[key].isChecked():
                found["satisfied"] = rating
        return {**found, "note": self.note.value() or "", "how": self.way.value() or ""}

    def dirty(self) -> bool:
        return any(chip.isChecked() for chip in self._chips.values()) or bool(self.note.value())

    def record(self) -> None:
        if not any(self._chips[key].isChecked() for key in SOLVED):
            self.say(_("请先选结果：已解决、没有解决，还是没联系上。"))
            return
        self.recorded.emit(self.values())

    def say(self, sentence: str) -> None:
        """Why it was not taken; what was typed stays."""
        set_role(self._says, "error")
        self._says.setText(sentence)

    def clear(self) -> None:
        """Ready for the next one; how it is done stays as it was chosen."""
        for group in (self._solved, self._satisfied):
            group.setExclusive(False)
            for chip in group.buttons():
                chip.setChecked(False)
            group.setExclusive(True)
        self.note.set_value("")
        self._fit()

    def _group(self, column: QVBoxLayout, name: str, words: Mapping[str, str]) -> QButtonGroup:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_2)
        caption = label(name, "secondary")
        caption.setFixedWidth(theme.px(34))
        caption.setFixedHeight(FilterChip(name).sizeHint().height())
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for key, text in words.items():
            chip = FilterChip(f"{text}  {key}")
            chip.setCheckable(True)
            chip.setAccessibleName(text)
            chip.setAccessibleDescription(key)
            group.addButton(chip)
            flow.addWidget(chip)
            self._chips[key] = chip
        row.addWidget(holder, 1)
        column.addLayout(row)
        return group

    def _fit(self) -> None:
        """Nobody who was not reached can be satisfied; what follows on 没有解决 is said before it happens."""
        chosen = next((key for key in SOLVED if self._chips[key].isChecked()), "")
        for key in SATISFIED:
            self._chips[key].setEnabled(chosen != "0")
        if chosen == "0":
            self._satisfied.setExclusive(False)
            for chip in self._satisfied.buttons():
                chip.setChecked(False)
            self._satisfied.setExclusive(True)
        set_role(self._says, "small")
        self._says.setText(_("记下后随即重办，原承办单位会收到待签收。") if chosen == "2" else "")


def _solved_words() -> Mapping[str, str]:
    return {"1": _("已解决"), "2": _("没有解决"), "0": _("没联系上")}


def _satisfied_words() -> Mapping[str, str]:
    return {"3": _("满意"), "4": _("基本满意"), "5": _("不满意")}
