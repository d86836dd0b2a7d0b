"""What the draft would do badly: circles, nobody to receive, out of reach, nobody there; each opens its rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from govdesk.domain.routing import RuleBook
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.rule_checks import RuleReport
from govdesk.services.rule_editing import DraftProblem
from govdesk.services.rule_holes import hole_groups
from govdesk.ui import icons, theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.labels import label

MOST_FINDINGS, MOST_BUTTONS = 60, 4


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check; `rules` are those it speaks of, as (id, name)."""

    tone: str
    heading: str
    sentence: str
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`findings` in the order in which they want to be seen; `clean` when none is a fault."""

    findings: tuple[Finding, ...]
    remarks: dict[str, str]
    summary: str
    clean: bool


class CheckPage(QWidget):
    """`rule_wanted(rule id)` from the buttons below a finding; `asked` to check again."""

    rule_wanted = Signal(str)
    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        column.setSpacing(theme.SPACE_2)
        head = QHBoxLayout()
        self.summary = label("", "heading", wrap=True)
        head.addWidget(self.summary, 1)
        self.again = button(_("重新检查"), icon="refresh-cw")
        self.again.clicked.connect(self.asked)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        told = _("逐个网格、逐个类别、逐个来源试算：有没有单位接收，每条规则轮不轮得到，派到的单位在不在。")
        column.addWidget(label(told, "small", wrap=True))
        self._findings = QVBoxLayout()
        self._findings.setSpacing(theme.SPACE_2)
        column.addLayout(self._findings)
        column.addStretch(1)
        self.shown: tuple[Finding, ...] = ()

    def wait(self) -> None:
        """The check is under way."""
        self.summary.setText(_("正在检查……"))

    def show_result(self, result: CheckResult) -> None:
        self.summary.setText(result.summary)
        self.shown = result.findings
        while (item := self._findings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in result.findings[:MOST_FINDINGS]:
            self._findings.addWidget(self._box(finding))
        if len(result.findings) > MOST_FINDINGS:
            more = _("另有 {count} 条，先处理上面的。").format(count=len(result.findings) - MOST_FINDINGS)
            self._findings.addWidget(label(more, "secondary"))

    def _box(self, finding: Finding) -> QWidget:
        box = QFrame()
        box.setProperty("box", "card")
        row = QHBoxLayout(box)
        row.setContentsMargins(theme.SPACE_3, theme.SPACE_2, theme.SPACE_3, theme.SPACE_2)
        row.setSpacing(theme.SPACE_2)
        picture = QLabel()
        icon, token = _PICTURES[finding.tone]
        picture.setPixmap(icons.pixmap(icon, token, 16))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(label(finding.heading, "heading"))
        column.addWidget(label(finding.sentence, wrap=True, selectable=True))
        for rule_id, name in finding.rules[:MOST_BUTTONS]:
            link = button(_("打开规则“{rule}”").format(rule=name), "link")
            link.clicked.connect(lambda _checked=False, rule_id=rule_id: self.rule_wanted.emit(rule_id))
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)
        return box


_PICTURES = {
    "danger": ("circle-alert", "overdue_text"),
    "warning": ("triangle-alert", "due_soon_text"),
    "neutral": ("info", "secondary"),
    "good": ("circle-check", "on_time_text"),
}


def result_of(desk: Desk, book: RuleBook, report: RuleReport) -> CheckResult:
    """The report as findings: what forbids saving, then what wants to be seen, then what only explains."""
    names = {rule.id: rule.label for rule in book.rules}

    def known(rules: Sequence[str]) -> tuple[tuple[str, str], ...]:
        return tuple((rule, names[rule]) for rule in rules if rule in names)

    groups = hole_groups(desk, book, report.holes)
    findings = [Finding("danger", _("规则绕圈"), each.sentence, known((each.rule,))) for each in report.errors]
    findings += [
        Finding("warning", _("没有单位接收"), each.sentence, known(each.rules)) for each in groups if not each.explained
    ]
    findings += [
        Finding("warning", _("永远轮不到"), each.sentence, known((each.rule, *each.by))) for each in report.shadowed
    ]
    findings += [Finding("warning", _warning_words(w.code), w.sentence, known((w.rule,))) for w in report.warnings]
    findings += [Finding("neutral", _("说明"), each.sentence) for each in groups if each.explained]
    counts = _("没有单位接收 {holes} 处，永远轮不到 {shadowed} 条，提醒 {warnings} 处。")
    told = counts.format(holes=len(report.gaps), shadowed=len(report.shadowed), warnings=len(report.warnings))
    remarks = {each.rule: each.sentence for each in report.shadowed}
    if report.errors:
        told = _("有规则绕圈，不能保存。{counts}").format(counts=told)
    elif report.clean:
        told = _("没有发现漏洞：每个网格的每一类事项都有单位接收，每条规则都轮得到。")
    return CheckResult(tuple(findings), remarks, told, report.clean)


def unfinished(problems: Sequence[DraftProblem], names: dict[str, str]) -> CheckResult:
    """Rules that are not written to their end have to be mended before anything can be checked."""
    findings = tuple(
        Finding("danger", _("还不能用"), each.sentence, ((each.rule, names[each.rule]),) if each.rule in names else ())
        for each in problems
    )
    return CheckResult(findings, {}, _("先改好这 {count} 处，再检查。").format(count=len(findings)), False)


def refused(words: str, rule_id: str, names: dict[str, str]) -> CheckResult:
    """The draft was refused as a whole: a circle, a body that was closed."""
    rules = ((rule_id, names[rule_id]),) if rule_id in names else ()
    return CheckResult((Finding("danger", _("不能保存"), words, rules),), {}, _("这份规则还不能生效。"), False)


def _warning_words(code: str) -> str:
    return {
        "no_staff": _("没有登记工作人员"),
        "sends_back": _("可能派回原层级"),
        "body_closed": _("单位已撤销"),
        "body_unknown": _("单位不存在"),
    }.get(code, _("提醒"))
