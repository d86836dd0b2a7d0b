"""The fields of the registration form: the matter above, the people below."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.registration import CaseDraft
from govdesk.ui import theme
from govdesk.ui.screens.intake.category_field import CategoryField
from govdesk.ui.screens.intake.parties_editor import PartiesEditor
from govdesk.ui.widgets.date_fields import MomentField
from govdesk.ui.widgets.field import Field
from govdesk.ui.widgets.field_form import LABEL_WIDTH, FormRow
from govdesk.ui.widgets.fields import LongTextField, NumberField, PickField, TextField
from govdesk.ui.widgets.labels import label
from govdesk.ui.widgets.section import Card


class IntakeForm(QWidget):
    """`touched` on every keystroke, `entered` at Return in a line."""

    touched = Signal()
    entered = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: dict[str, FormRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_3)
        column.addWidget(self._matter_card())
        column.addWidget(self._people_card())

    def values(self) -> dict[str, Any]:
        """The value of every row; None where nothing stands."""
        return {name: row.field.value() for name, row in self.rows.items()}

    def payload(self) -> dict[str, Any]:
        """Everything typed, as the draft keeps it."""
        given: dict[str, Any] = {}
        for name, row in self.rows.items():
            value = row.field.value()
            given[name] = value.isoformat() if isinstance(value, datetime) else value
        given["parties"] = self.parties.payload()
        given["urgent"] = self.urgent.isChecked()
        given["informant_protected"] = self.protected.isChecked()
        return given

    def draft(self) -> CaseDraft:
        """For the service; without a category the best suggestion goes along, unconfirmed."""
        value = self.values()
        best = self.category.best()
        category = value["category"] or (best.category if best else "")
        return CaseDraft(
            title=value["title"],
            text=value["text"] or "",
            channel=value["channel"],
            category=category,
            category_confirmed=bool(value["category"]),
            grid_id=int(value["grid"]) if value["grid"] else None,
            address=value["address"] or "",
            people_count=value["people_count"],
            reporter=value["reporter"] or "",
            phone=value["phone"] or "",
            parties=self.parties.parties(),
            occurred_at=value["occurred_at"],
            received_at=value["received_at"],
            source_number=value["source_number"] or "",
            urgent=self.urgent.isChecked(),
            informant_protected=self.protected.isChecked(),
        )

    def restore(self, payload: dict[str, Any]) -> None:
        """Put a kept draft back."""
        for name, row in self.rows.items():
            row.field.set_value(payload.get(name))
        self.parties.restore(payload.get("parties") or [])
        self.urgent.setChecked(bool(payload.get("urgent")))
        self.protected.setChecked(bool(payload.get("informant_protected")))

    def clear(self) -> None:
        """Empty for the next case; the channel stays."""
        kept = self.rows["channel"].field.value()
        self.restore({"channel": kept})
        for row in self.rows.values():
            row.show_error("")
        self.category.suggest(())

    def check(self) -> bool:
        """Judge all rows and go to the first that is wrong."""
        wrong = [row for row in self.rows.values() if not row.check()]
        if wrong:
            wrong[0].field.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def tick(self, name: str) -> str:
        """Tick the box `urgent` or `informant_protected`; the words that a person knows it by."""
        box = {"urgent": self.urgent, "informant_protected": self.protected}[name]
        box.setChecked(True)
        return box.accessibleName()

    def _matter_card(self) -> QFrame:
        rules, now = self._desk.rules, self._desk.clock.now
        card = Card(_("来件"))
        grid = _two_columns()
        channels = [(each.code, each.label) for each in rules.channels]
        categories = [(each.code, each.label) for each in rules.categories]
        self.category = CategoryField(_("类别"), categories)
        self._put(grid, 0, 0, "channel", _("来源"), PickField(_("来源"), channels), True)
        self._put(grid, 0, 1, "source_number", _("来件编号"), TextField(_("来件编号"), _("热线工单号等，可不填")))
        self._put(grid, 1, 0, "title", _("事项"), TextField(_("事项"), _("一句话说清什么事")), True, wide=True)
        self._put(grid, 2, 0, "text", _("详情"), LongTextField(_("详情"), _("经过、诉求、证据"), 3), wide=True)
        self._put(grid, 3, 0, "category", _("类别"), self.category, wide=True)
        hint = _("村、社区或网格，可输拼音首字母")
        self._put(grid, 4, 0, "grid", _("发生地点"), PickField(_("发生地点"), (), hint))
        self._put(grid, 4, 1, "address", _("详细地址"), TextField(_("详细地址"), _("如 村口、某小区 3 号楼")))
        hint = _("如 昨天 21:00、今天 9:30")
        self._put(grid, 5, 0, "occurred_at", _("发生时间"), MomentField(_("发生时间"), now, hint))
        hint = _("不填即现在")
        self._put(grid, 5, 1, "received_at", _("受理时间"), MomentField(_("受理时间"), now, hint))
        card.body.addLayout(grid)
        flags = QHBoxLayout()
        self.urgent = QCheckBox(_("紧急（可能激化、伤人或影响公共安全）"))
        self.urgent.setAccessibleName(_("紧急"))
        self.urgent.toggled.connect(self.touched)
        flags.addSpacing(theme.px(LABEL_WIDTH) + theme.SPACE_2)
        flags.addWidget(self.urgent)
        flags.addStretch(1)
        card.body.addLayout(flags)
        return card

    def _people_card(self) -> QFrame:
        card = Card(_("反映人和当事人"))
        grid = _two_columns()
        self._put(grid, 0, 0, "reporter", _("反映人"), TextField(_("反映人")))
        self._put(grid, 0, 1, "phone", _("电话"), TextField(_("电话")))
        self._put(grid, 1, 0, "people_count", _("涉及人数"), NumberField(_("涉及人数")))
        self.protected = QCheckBox(_("举报，对承办单位保密反映人"))
        self.protected.setAccessibleName(_("举报保密"))
        self.protected.toggled.connect(self.touched)
        grid.addWidget(self.protected, 1, 1)
        card.body.addLayout(grid)
        card.body.addWidget(label(_("当事人（纠纷双方）"), "secondary"))
        self.parties = PartiesEditor()
        self.parties.changed.connect(self.touched)
        self.parties.take_reporter(self._reporter)
        card.body.addWidget(self.parties)
        return card

    def _reporter(self) -> tuple[str, str]:
        name, phone = (self.rows[code].field.value() or "" for code in ("reporter", "phone"))
        return name, phone

    def _put(
        self,
        grid: QGridLayout,
        row: int,
        column: int,
        name: str,
        words: str,
        field: Field,
        required: bool = False,
        wide: bool = False,
    ) -> None:
        made = FormRow(words, field, required)
        made.setProperty("help", f"registration#{words}")
        field.changed.connect(self.touched)
        if not isinstance(field, LongTextField):
            field.entered.connect(self.entered)
        self.rows[name] = made
        grid.addWidget(made, row, column, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)


def _two_columns() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.SPACE_4)
    grid.setVerticalSpacing(theme.SPACE_2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
