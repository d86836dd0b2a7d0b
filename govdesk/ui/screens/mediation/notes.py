"""What the checks say, written under the field that it concerns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.mediation import FindingView
from govdesk.ui.widgets.labels import label, set_property

ERROR = "error"


class FindingNotes(QWidget):
    """One line for each finding: how grave in words, the sentence, the article."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._lines: list[QLabel] = []
        self.hide()

    def show_findings(self, findings: Sequence[FindingView]) -> None:
        """Lines are used again, so that nothing jumps while somebody types."""
        while len(self._lines) < len(findings):
            line = label("", "warning", wrap=True, selectable=True)
            self._lines.append(line)
            self._column.addWidget(line)
        for index, line in enumerate(self._lines):
            line.setVisible(index < len(findings))
            if index < len(findings):
                set_property(line, "role", ERROR if findings[index].level == ERROR else "warning")
                line.setText(words_of(findings[index]))
        self.setVisible(bool(findings))

    def texts(self) -> list[str]:
        return [line.text() for line in self._lines if not line.isHidden()]


def words_of(finding: FindingView) -> str:
    """必须改正：… / 提示：…, with the source in brackets."""
    pattern = _("必须改正：{sentence}（{source}）") if finding.level == ERROR else _("提示：{sentence}（{source}）")
    return pattern.format(sentence=finding.sentence.removesuffix("。"), source=finding.source)


def mark(editor: QWidget, findings: Sequence[FindingView]) -> None:
    """Red border for an error, amber for a warning; the screen reader hears the sentences."""
    wrong = any(item.level == ERROR for item in findings)
    set_property(editor, "invalid", wrong)
    set_property(editor, "doubtful", bool(findings) and not wrong)
    editor.setAccessibleDescription(" ".join(words_of(item) for item in findings))


def verdict(errors: int, warnings: int) -> str:
    """The state of the whole paper in one sentence."""
    if errors:
        words = _("还有 {errors} 处必须改正，{warnings} 条提示；改正后才能出具。")
        return words.format(errors=errors, warnings=warnings)
    if warnings:
        return _("必备要素齐全（《人民调解法》第二十九条），有 {warnings} 条提示，核对后可以出具。").format(
            warnings=warnings
        )
    return _("必备要素齐全（《人民调解法》第二十九条），可以出具。")
