"""The draft becomes law: its name, who made it, from which day, and what the check says of it."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.law_versions import LawVersion
from govdesk.ui import theme
from govdesk.ui.screens.rules.check_page import CheckResult
from govdesk.ui.screens.rules.receiver_fields import captioned
from govdesk.ui.widgets.buttons import KeyButton, flush_link
from govdesk.ui.widgets.date_fields import DateField
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import Card


class SavePage(QWidget):
    """`save_wanted(despite gaps)`, `check_wanted`, and `named` after each change of name, author or day."""

    save_wanted = Signal(bool)
    check_wanted = Signal()
    named = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clean = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE_4, theme.SPACE_3, theme.SPACE_4, theme.SPACE_4)
        column.setSpacing(theme.SPACE_3)
        self.bar = MessageBar()
        column.addWidget(self.bar)
        card = Card(_("存为新版本"))
        self.version = QLineEdit()
        self.version.setAccessibleName(_("版本号"))
        self.author = QLineEdit()
        self.author.setAccessibleName(_("制定人"))
        self.author.setPlaceholderText(_("由谁制定，例如综治办"))
        self.day = DateField(_("生效日期"), now)
        for words, field in ((_("版本号"), self.version), (_("制定人"), self.author), (_("生效日期"), self.day)):
            card.body.addWidget(captioned(words, field))
        self.version.textEdited.connect(lambda _text: self.named.emit())
        self.author.textEdited.connect(lambda _text: self.named.emit())
        self.day.changed.connect(self.named)
        told = _("到生效那天零点起，新登记和再分派的案件按新规则；已经派出的案件不动。旧版本都留着，可以随时恢复。")
        card.body.addWidget(label(told, "small", wrap=True))
        self.coming = label("", "due_soon", wrap=True)
        self.coming.hide()
        card.body.addWidget(self.coming)
        column.addWidget(card)
        column.addWidget(self._check_card())
        row = QHBoxLayout()
        row.addStretch(1)
        self.save = KeyButton(_("保存并启用"), "Ctrl Enter", "primary")
        self.save.clicked.connect(self.submit)
        row.addWidget(self.save)
        column.addLayout(row)
        column.addStretch(1)

    def show_name(self, version: str, author: str, day: date | None) -> None:
        for field, text in ((self.version, version), (self.author, author)):
            if field.text() != text and not field.hasFocus():
                field.setText(text)
        if self.day.value() != day and not self.day.line.hasFocus():
            self.day.blockSignals(True)
            self.day.set_value(day)
            self.day.blockSignals(False)

    def show_check(self, result: CheckResult | None, dirty: bool, editable: bool) -> None:
        """The result of the check, None while it is under way."""
        self._clean = result is not None and result.clean
        self.result.setText(_("正在检查……") if result is None else result.summary)
        self.despite.setVisible(result is not None and not result.clean)
        self.look.setVisible(result is not None and bool(result.findings))
        self.save.setEnabled(editable)
        self.nothing.setVisible(not dirty)

    def show_coming(self, coming: LawVersion | None) -> None:
        """A version whose day is still ahead will take the place of this one, should that day be later."""
        self.coming.setVisible(coming is not None)
        if coming is not None:
            words = _("注意：版本 {version} 将在 {day} 生效，到那天会取代更早生效的版本。")
            self.coming.setText(words.format(version=coming.version, day=f"{coming.effective_on:%Y-%m-%d}"))

    def submit(self) -> None:
        if self.save.isEnabled():
            self.bar.clear()
            self.save_wanted.emit(self.despite.isChecked() and not self.despite.isHidden())

    def refuse(self, sentence: str) -> None:
        self.bar.say(sentence, "danger")

    def start(self) -> None:
        self.version.setFocus(Qt.FocusReason.OtherFocusReason)
        self.version.selectAll()

    def _check_card(self) -> QWidget:
        card = Card(_("检查结果"))
        self.result = label("", wrap=True)
        card.body.addWidget(self.result)
        self.look = flush_link(_("看检查结果"))
        self.look.clicked.connect(self.check_wanted)
        card.body.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        self.despite = QCheckBox(_("我已看过检查结果，仍要保存"))
        self.despite.setAccessibleName(self.despite.text())
        card.body.addWidget(self.despite)
        self.nothing = label(_("草稿与现行规则一样，没有要保存的改动。"), "secondary", wrap=True)
        card.body.addWidget(self.nothing)
        return card
