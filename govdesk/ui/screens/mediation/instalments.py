"""Payment in instalments: how much, when, from whom, to whom, and what it comes to."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from govdesk.domain.agreement import Instalment
from govdesk.domain.amounts import capital_words, plain_amount, read_amount
from govdesk.foundation.text import _
from govdesk.services.mediation import FindingView
from govdesk.ui import theme
from govdesk.ui.screens.mediation.inputs import DayField, WordBox, line_edit
from govdesk.ui.screens.mediation.notes import FindingNotes, mark
from govdesk.ui.widgets.buttons import flush_link, icon_button
from govdesk.ui.widgets.labels import label


class InstalmentsEditor(QWidget):
    """No rows when everything is performed at once."""

    changed = Signal()
    restructured = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._people: tuple[str, ...] = ()
        self.rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_1)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(theme.SPACE_1)
        for place, (words, stretch) in enumerate(
            ((_("期"), 0), (_("金额（元）"), 4), (_("日期"), 5), (_("付款人"), 4), (_("收款人"), 4), ("", 0))
        ):
            self._grid.addWidget(label(words, "hint"), 0, place)
            self._grid.setColumnStretch(place, stretch)
        self._total = label("", "hint")
        self._total.setAccessibleName(_("分期合计"))
        self.notes = FindingNotes()
        self.more = flush_link(_("添加分期"), "plus")
        self.more.clicked.connect(self._add_and_go)
        column.addWidget(self._table)
        column.addWidget(self._total)
        column.addWidget(self.notes)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._settle()

    def instalments(self) -> tuple[Instalment, ...]:
        return tuple(row.instalment() for row in self.rows)

    def set_instalments(self, instalments: Sequence[Instalment]) -> None:
        while len(self.rows) > len(instalments):
            self._drop(self.rows[-1])
        while len(self.rows) < len(instalments):
            self._make()
        for row, instalment in zip(self.rows, instalments, strict=True):
            row.set_instalment(instalment)
        self._settle()

    def set_people(self, people: Sequence[str]) -> None:
        """The names that payer and payee are chosen from."""
        self._people = tuple(people)
        for row in self.rows:
            row.set_people(self._people)

    def editors(self) -> list[QWidget]:
        return [widget for row in self.rows for widget in row.order()] + [self.more]

    def show_findings(self, of: Callable[[str], list[FindingView]]) -> None:
        own = of("performance.instalments")
        self.notes.show_findings(own)
        for index, row in enumerate(self.rows):
            for key, editor in row.editors.items():
                path = f"performance.instalments[{index}].{key}"
                mark(editor, [item for item in own if item.field == path])

    def editor_at(self, path: str) -> QWidget | None:
        for index, row in enumerate(self.rows):
            if path.startswith(f"performance.instalments[{index}]"):
                return row.editors.get(path.rpartition(".")[2], row.editors["amount"])
        return self.rows[0].editors["amount"] if self.rows else self.more

    def _make(self) -> "_Row":
        row = _Row(self._now, self._people)
        for signal in row.signals():
            signal.connect(self._edited)
        row.remove.clicked.connect(lambda: self._remove(row))
        self.rows.append(row)
        line = self._grid.rowCount()
        for place, widget in enumerate(row.cells()):
            self._grid.addWidget(widget, line, place)
        return row

    def _add_and_go(self) -> None:
        before = self.rows[-1].instalment() if self.rows else Instalment()
        row = self._make()
        row.set_instalment(replace(before, amount="", due_on=""))
        self._settle()
        row.editors["amount"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, row: "_Row") -> None:
        self._drop(row)
        self._settle()
        (self.rows[-1].editors["amount"] if self.rows else self.more).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _drop(self, row: "_Row") -> None:
        self.rows.remove(row)
        for widget in row.cells():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _edited(self) -> None:
        self._add_up()
        self.changed.emit()

    def _settle(self) -> None:
        for index, row in enumerate(self.rows):
            row.number(index + 1)
        self._table.setVisible(bool(self.rows))
        self._add_up()
        self.restructured.emit()

    def _add_up(self) -> None:
        values = [_value(row.instalment().amount) for row in self.rows]
        known = [value for value in values if value is not None]
        self._total.setVisible(len(known) > 1)
        if len(known) < 2:
            return
        total = sum(known, Decimal(0))
        words = _("合计 {figures} 元（{words}）").format(figures=plain_amount(total), words=_capitals(total))
        self._total.setText(words)


class _Row:
    """The cells of one instalment in the grid."""

    def __init__(self, now: Callable[[], datetime], people: Sequence[str]) -> None:
        self._ordinal = label("", "secondary")
        self._amount = line_edit("", _("如 800、1.2万"))
        self._due = DayField("", now)
        self._payer = WordBox("", people)
        self._payee = WordBox("", people)
        self.remove = icon_button("x", _("删去这一期"))
        self.editors: dict[str, QWidget] = {
            "amount": self._amount,
            "due_on": self._due.line,
            "payer": self._payer,
            "payee": self._payee,
        }

    def cells(self) -> list[QWidget]:
        return [self._ordinal, self._amount, self._due, self._payer, self._payee, self.remove]

    def order(self) -> list[QWidget]:
        return [*self.editors.values(), self.remove]

    def signals(self) -> list[SignalInstance]:
        return [self._amount.textChanged, self._due.changed, self._payer.edited, self._payee.edited]

    def instalment(self) -> Instalment:
        return Instalment(
            amount=self._amount.text().strip(),
            due_on=self._due.text(),
            payer=self._payer.currentText().strip(),
            payee=self._payee.currentText().strip(),
        )

    def set_instalment(self, instalment: Instalment) -> None:
        for signal_owner in (self._amount, self._due, self._payer, self._payee):
            signal_owner.blockSignals(True)
        self._amount.setText(instalment.amount)
        self._due.set_text(instalment.due_on)
        self._payer.setCurrentText(instalment.payer)
        self._payee.setCurrentText(instalment.payee)
        for signal_owner in (self._amount, self._due, self._payer, self._payee):
            signal_owner.blockSignals(False)

    def set_people(self, people: Sequence[str]) -> None:
        self._payer.set_words(people)
        self._payee.set_words(people)

    def number(self, ordinal: int) -> None:
        self._ordinal.setText(str(ordinal))
        names = {
            self._amount: _("第 {ordinal} 期金额"),
            self._due.line: _("第 {ordinal} 期日期"),
            self._payer: _("第 {ordinal} 期付款人"),
            self._payee: _("第 {ordinal} 期收款人"),
            self.remove: _("删去第 {ordinal} 期"),
        }
        for widget, words in names.items():
            widget.setAccessibleName(words.format(ordinal=ordinal))
            if isinstance(widget, WordBox) and (line := widget.lineEdit()) is not None:
                line.setAccessibleName(words.format(ordinal=ordinal))


def _value(text: str) -> Decimal | None:
    try:
        return read_amount(text)
    except ValueError:
        return None


def _capitals(amount: Decimal) -> str:
    try:
        return capital_words(amount)
    except ValueError:
        return "—"
