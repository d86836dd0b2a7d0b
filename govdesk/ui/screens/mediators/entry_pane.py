"""Beside the list: one entry with its load and what became of it, or the form in which it is changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.mediator_register import ChangeLine, RegisterRow, term_words
from govdesk.ui import theme
from govdesk.ui.screens.mediators.entry_form import EntryForm
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.labels import label, line

WIDTH = 340


class EntryPane(QWidget):
    """`cases_wanted(ids)` for the mediations that are going on; `wanted(code)` for change and end."""

    cases_wanted = Signal(object)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(WIDTH))
        self.form: EntryForm | None = None
        self._entry: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        self._place = QVBoxLayout(inner)
        self._place.setContentsMargins(16, 14, 16, 14)
        area.setWidget(inner)
        column.addWidget(area)

    def show_entry(self, row: RegisterRow | None, changes: Sequence[ChangeLine], may_keep: bool) -> None:
        """Not while a form is open: what is typed stays in front."""
        if self.form is not None:
            return
        self._clear()
        self._entry = _entry(row, changes) if row is not None else _nothing()
        if row is not None:
            self._entry_buttons(row, may_keep)
        self._place.addWidget(self._entry)

    def open_form(self, form: EntryForm) -> None:
        self._clear()
        self.form = form
        self._place.addWidget(form)
        form.form.focus_first()

    def close_form(self) -> None:
        """The entry comes back with the next `show_entry`."""
        self._clear()

    def _entry_buttons(self, row: RegisterRow, may_keep: bool) -> None:
        assert self._entry is not None
        column = self._entry.layout()
        assert isinstance(column, QVBoxLayout)
        acts = QHBoxLayout()
        acts.setSpacing(theme.SPACE_2)
        if row.open_cases:
            cases = button(_("看在调的 {count} 件").format(count=len(row.open_cases)), "link", "list")
            cases.clicked.connect(lambda: self.cases_wanted.emit(row.open_cases))
            acts.addWidget(cases)
        if may_keep:
            change = KeyButton(_("变更"), "E")
            change.clicked.connect(lambda: self.wanted.emit("change"))
            acts.addWidget(change)
            if row.entry.in_office:
                end = KeyButton(_("离任"), "D")
                end.clicked.connect(lambda: self.wanted.emit("end"))
                acts.addWidget(end)
        acts.addStretch(1)
        column.insertLayout(2, acts)

    def _clear(self) -> None:
        for widget in (self.form, self._entry):
            if widget is not None:
                widget.hide()
                self._place.removeWidget(widget)
                widget.deleteLater()
        self.form = self._entry = None


def _entry(row: RegisterRow, changes: Sequence[ChangeLine]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.SPACE_2)
    entry = row.entry
    column.addWidget(label(entry.name, "title", selectable=True))
    column.addWidget(label(entry.committee, "secondary", wrap=True))
    for name, value in _facts(row):
        if value:
            column.addLayout(_fact(name, value))
    if row.term_ends_soon:
        column.addWidget(label(_("聘期快到了：续聘的请按“变更”改聘任止。"), "warning", wrap=True))
    column.addWidget(line())
    column.addWidget(label(_("名册变动"), "secondary"))
    for change in changes:
        when = f"{change.at:%Y-%m-%d %H:%M}"
        column.addWidget(
            label(_("{when}　{who}　{what}").format(when=when, who=change.who, what=change.words), wrap=True)
        )
    column.addStretch(1)
    return made


def _facts(row: RegisterRow) -> list[tuple[str, str]]:
    entry = row.entry
    talk = f"{row.next_talk:%m-%d %H:%M}　{row.next_place}" if row.next_talk is not None else _("没有约")
    state = _("在聘") if entry.in_office else _("不在聘期")
    return [
        (_("状态"), state),
        (_("聘期"), term_words(entry)),
        (_("类别"), entry.kind_label),
        (_("职务"), entry.office),
        (_("证号"), entry.number),
        (_("小组"), entry.team),
        (_("特长"), "、".join(entry.specialities)),
        (_("电话"), entry.phone),
        (_("在调"), _("{count} 件").format(count=len(row.open_cases))),
        (_("下一场"), talk),
    ]


def _fact(name: str, value: str) -> QHBoxLayout:
    row = QHBoxLayout()
    caption = label(name, "secondary")
    caption.setFixedWidth(theme.px(56))
    row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(value, wrap=True, selectable=True), 1)
    return row


def _nothing() -> QWidget:
    return label(_("选一位调解员，这里是他的聘期、在调的案件和名册变动。"), "secondary", wrap=True)
