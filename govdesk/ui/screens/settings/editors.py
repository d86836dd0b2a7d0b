"""The two settings that are edited on screen: urgent words by kind of danger, and the size of a group visit."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from govdesk.domain.urgency import UrgentGroup
from govdesk.foundation.text import _
from govdesk.services.centre_settings import group_visit_size, urgent_groups
from govdesk.services.desk import Desk
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.field_form import FormRow
from govdesk.ui.widgets.fields import ListField
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card

LEAST, MOST = 2, 1000


class Editor(Card):
    """A card with a button that saves; `allow(False)` only shows what is in force."""

    def allow(self, allowed: bool) -> None:
        self.save.setEnabled(allowed)

    def _add_save(self, saving: Callable[[], None]) -> None:
        self.save = button(_("保存为新版本"), "primary")
        self.save.clicked.connect(saving)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.body.addLayout(row)


class UrgentWordsEditor(Editor):
    """One kind of danger at a time; what was typed for it stays until another kind is chosen."""

    saved = Signal(str, list, list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("字眼"))
        self._groups: tuple[UrgentGroup, ...] = ()
        self.group = QComboBox()
        self.group.setAccessibleName(_("险情种类"))
        self.group.currentIndexChanged.connect(self._show)
        self.body.addWidget(self.group)
        self._advice = label("", "secondary", wrap=True)
        self.body.addWidget(self._advice)
        self.words = ListField(_("字眼"), _("每行一个"))
        self.exceptions = ListField(_("例外"), _("每行一个：含有字眼、但不是险情的说法"))
        self.body.addWidget(FormRow(_("字眼"), self.words, required=True, above=True))
        self.body.addWidget(FormRow(_("例外"), self.exceptions, above=True))
        self._add_save(self._saving)

    def load(self, desk: Desk) -> None:
        groups = urgent_groups(desk)
        if groups == self._groups:
            return
        chosen = self.group.currentData()
        self._groups = groups
        self.group.blockSignals(True)
        self.group.clear()
        for group in groups:
            self.group.addItem(group.label, group.code)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))
        self.group.blockSignals(False)
        self._show()

    def _show(self) -> None:
        group = self._groups[self.group.currentIndex()]
        self._advice.setText(group.advice)
        self.words.set_value(group.words)
        self.exceptions.set_value(group.exceptions)

    def _saving(self) -> None:
        self.saved.emit(self.group.currentData(), self.words.value() or [], self.exceptions.value() or [])


class GroupVisitEditor(Editor):
    """From how many people on."""

    saved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("群体访"))
        self.least = QSpinBox()
        self.least.setRange(LEAST, MOST)
        self.least.setSuffix(_(" 人"))
        self.least.setAccessibleName(_("从几个人起算群体访"))
        self.least.setMinimumWidth(theme.px(84))
        self.least.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addWidget(label(_("反映人一方达到")))
        row.addWidget(self.least)
        row.addWidget(label(_("记为群体访")))
        row.addStretch(1)
        self.body.addLayout(row)
        self._add_save(self._saving)

    def load(self, desk: Desk) -> None:
        self.least.setValue(group_visit_size(desk))

    def _saving(self) -> None:
        self.saved.emit(self.least.value())
