"""调解员名册: committees at the left, their mediators with load and term, and the chosen entry beside them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.errors import GovDeskError
from govdesk.domain.mediators import Mediator
from govdesk.foundation.text import _
from govdesk.services import mediators
from govdesk.services.case_queue import QueueFilter
from govdesk.services.mediator_register import (
    ChangeLine,
    Register,
    RegisterRow,
    committees_offered,
    entry_changes,
    export_register,
    mediator_register,
)
from govdesk.services.messages import sentence
from govdesk.services.saving import fitting_name
from govdesk.ui import theme
from govdesk.ui.screens.mediators.columns import columns
from govdesk.ui.screens.mediators.entry_form import (
    EntryForm,
    entry_fields,
    entry_values,
    leaving_day,
    leaving_fields,
    values_of,
)
from govdesk.ui.screens.mediators.entry_pane import EntryPane
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.case_table import CaseTable
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.search_field import SearchField
from govdesk.ui.widgets.sections_list import SectionsList
from govdesk.ui.workplace import Workplace

NEWS_PAUSE_MILLISECONDS = 300
CHOICE_PAUSE_MILLISECONDS = 60
LEFT_WIDTH = 236


class MediatorsScreen(QWidget):
    """Whoever may not keep the register reads it: no form opens for that seat."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._register: Register | None = None
        self._committee, self._token = "", 0
        self._stale = True
        self.setProperty("help", "mediators")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("调解员名册"))
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.refresh)
        self._choice = QTimer(self, singleShot=True, interval=CHOICE_PAUSE_MILLISECONDS)
        self._choice.timeout.connect(self._read_entry)
        self._build()
        self._add_commands()
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(self._seat_changed)

    def activate(self) -> None:
        """Read what is stale."""
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the register again."""
        self._stale = False
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor
        wanted = (self._committee, self.search.text(), not self.gone.isChecked())
        self._place.runner.read(lambda: (token, mediator_register(desk, actor, *wanted)), self._take, self._place.told)

    def show_subject(self, name: str) -> None:
        """Look for a name, in office or not."""
        self._committee = ""
        self.gone.setChecked(True)
        self.search.setText(name)
        self.refresh()

    def may_close(self) -> bool:
        """A form with typed text stays."""
        if self.pane.form is None:
            return True
        self._place.notice.emit(_("请先保存或放弃正在填写的内容。"), "warning")
        return False

    def add(self) -> None:
        """The form of a new entry, for the committee that is shown."""
        if not self._may(_("新增调解员")):
            return
        advice = _(
            "成年公民，公道正派、热心调解，有一定文化、政策和法律知识（人民调解法第十四条）；委员推选或聘任（第十三条）。"
        )
        form = EntryForm(_("新增调解员"), advice, self._fields(), self._place.desk.clock.now)
        form.form.set_values({"committee": self._committee or None, "valid_from": self._place.desk.clock.now().date()})
        form.submitted.connect(lambda given: self._write(lambda desk, actor: _add(desk, actor, given)))
        self._open(form)

    def change(self) -> None:
        """The form of the chosen entry."""
        row = self._row()
        if row is None or not self._may(_("变更")):
            return
        entry = row.entry
        advice = _("改过的内容和改之前的都留在名册变动里；已经办过的案件不变。")
        form = EntryForm(_("变更：{name}").format(name=entry.name), advice, self._fields(), self._place.desk.clock.now)
        form.form.set_values(values_of(entry))

        def write(desk: Any, actor: Any, given: Any) -> None:
            mediators.change_mediator(desk, actor, entry.id, entry.version, **entry_values(given))

        form.submitted.connect(lambda given: self._write(lambda desk, actor: write(desk, actor, given)))
        self._open(form)

    def end(self) -> None:
        """The last day of the chosen entry; it stays in the register."""
        row = self._row()
        if row is None or not row.entry.in_office or not self._may(_("离任")):
            return
        entry = row.entry
        advice = _("离任后不再派新的调解；名字留在名册和办过的案件里，不删除。")
        if row.open_cases:
            advice += _("还有 {count} 件在调，请另行指定调解员。").format(count=len(row.open_cases))
        heading = _("离任：{name}").format(name=entry.name)
        form = EntryForm(heading, advice, leaving_fields(), self._place.desk.clock.now)
        form.form.set_values({"on": self._place.desk.clock.now().date()})

        def write(desk: Any, actor: Any, given: Any) -> None:
            mediators.end_mediator(desk, actor, entry.id, leaving_day(given))

        form.submitted.connect(lambda given: self._write(lambda desk, actor: write(desk, actor, given)))
        self._open(form)

    def import_from(self, path: Path) -> None:
        """Take in a list; what did not fit is named."""
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.write(
            lambda: mediators.import_mediators(desk, actor, path), self._imported, self._place.told
        )

    def export_to(self, path: Path) -> None:
        """What is listed now, marked with who took it out."""
        desk, actor = self._place.desk, self._place.actor
        wanted = (self._committee, self.search.text(), not self.gone.isChecked())

        def done(count: int) -> None:
            words = _("已存为「{name}」，共 {count} 人，带有导出人和时间的水印，不含电话。")
            self._place.notice.emit(words.format(name=path.name, count=count), "good")

        self._place.runner.labour(lambda: export_register(desk, actor, path, *wanted), done, self._place.told)

    # -- build

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(line(vertical=True))
        row.addLayout(self._middle(), 1)
        row.addWidget(line(vertical=True))
        self.pane = EntryPane()
        self.pane.cases_wanted.connect(lambda ids: self._place.cases_wanted.emit(QueueFilter(case_ids=tuple(ids))))
        self.pane.wanted.connect(lambda code: self.change() if code == "change" else self.end())
        row.addWidget(self.pane)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(theme.px(LEFT_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(theme.SPACE_2)
        head = label(_("调解员名册"), "title")
        head.setContentsMargins(14, 0, 0, 0)
        column.addWidget(head)
        self.committees = SectionsList(_("调解委员会"), spoken=_("{name}，{count} 人"))
        self.committees.chosen.connect(self._committee_chosen)
        column.addWidget(self.committees, 1)
        return left

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self._stack = QStackedWidget()
        self.table = CaseTable(columns(), _("调解员名册"))
        self.table.current_changed.connect(lambda _id: self._choice.start())
        self.table.opened.connect(lambda _id: self.change())
        self._empty = EmptyState("users", "", "")
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._advice = label("", "warning", wrap=True)
        self._advice.setContentsMargins(14, 0, 12, 8)
        column.addWidget(self._advice)
        column.addWidget(self._stack, 1)
        column.addWidget(line())
        column.addLayout(self._foot())
        return column

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 12, 8)
        head.setSpacing(theme.SPACE_2)
        self._count = ElidedLabel("", "heading")
        self.search = SearchField(_("姓名、拼音首字母、证号、小组"), _("在名册里找"))
        self.search.setFixedWidth(theme.px(230))
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.descended.connect(self._go_to_table)
        self.gone = QCheckBox(_("含离任"))
        self.gone.toggled.connect(lambda _on: self.refresh())
        head.addWidget(self._count, 1)
        head.addWidget(self.gone)
        head.addWidget(self.search)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 12, 8)
        foot.setSpacing(theme.SPACE_2)
        self._do_add = KeyButton(_("新增调解员"), "N", "primary", "plus")
        self._do_add.clicked.connect(self.add)
        self._do_import = button(_("导入名册"), "", "file-up")
        self._do_import.clicked.connect(self._ask_source)
        export = KeyButton(_("导出 Excel"), "Ctrl E", "", "download")
        export.clicked.connect(lambda: self._ask_target(".xlsx"))
        pdf = button(_("导出 PDF"), "", "file-down")
        pdf.clicked.connect(lambda: self._ask_target(".pdf"))
        for each in (self._do_add, self._do_import, export, pdf):
            foot.addWidget(each)
        foot.addStretch(1)
        return foot

    def _add_commands(self) -> None:
        add, group = self._place.commands.add, _("调解员名册")
        add(self, "mediators_next", _("下一位"), group, lambda: self.table.step(1), ("J", "F8"))
        add(self, "mediators_previous", _("上一位"), group, lambda: self.table.step(-1), ("K", "F7"))
        add(self, "mediators_add", _("新增调解员"), group, self.add, ("N",))
        add(self, "mediators_change", _("变更"), group, self.change, ("E",))
        add(self, "mediators_end", _("离任"), group, self.end, ("D",))
        add(self, "mediators_search", _("在名册里找"), group, self._go_to_search, ("Ctrl+F", "/"))
        add(self, "mediators_export", _("导出名册（Excel）"), group, lambda: self._ask_target(".xlsx"), ("Ctrl+E",))
        add(self, "mediators_reload", _("刷新"), group, self.refresh, ("F5",))

    # -- load

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_to_table()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()

    def _take(self, answer: tuple[int, Register]) -> None:
        token, register = answer
        if token != self._token:
            return
        self._register = register
        self.committees.show_sections(register.committees, self._committee)
        words = _("共 {total} 人") if register.total == len(register.rows) else _("共 {total} 人，列出前 {shown} 人")
        self._count.setText(words.format(total=register.total, shown=len(register.rows)))
        self._advice.setText(register.advice)
        self._advice.setVisible(bool(register.advice))
        self._stack.setCurrentWidget(self.table if register.rows else self._empty)
        self._say_empty()
        self.table.show_rows(register.rows, self.table.current_id())
        actor = self._place.actor
        self._do_add.setVisible(mediators.may_keep(actor))
        self._do_import.setVisible(mediators.may_import(actor))
        self._read_entry()

    def _say_empty(self) -> None:
        if self.search.text():
            self._empty.say(_("名册里没有找到"), _("换几个字，或勾上“含离任”。"))
        else:
            self._empty.say(
                _("名册还是空的"), _("由主管或领导新增，或导入现有的名册（Excel）：要有姓名、调解委员会两列。")
            )

    def _read_entry(self) -> None:
        row = self._row()
        actor = self._place.actor
        if row is None:
            self.pane.show_entry(None, (), False)
            return
        desk, entry_id = self._place.desk, row.entry.id

        def take(changes: list[ChangeLine]) -> None:
            current = self._row()
            if current is not None and current.entry.id == entry_id:
                self.pane.show_entry(current, changes, mediators.may_keep(actor))

        self._place.runner.read(lambda: entry_changes(desk, actor, entry_id), take, self._place.told)

    def _row(self) -> RegisterRow | None:
        row = self.table.current_row()
        return row if isinstance(row, RegisterRow) else None

    # -- react

    def _changed(self, _news: object) -> None:
        self._stale = True
        if self.isVisible():
            self._news.start()

    def _seat_changed(self, _actor: object) -> None:
        self._close_form()
        self._changed(None)

    def _committee_chosen(self, code: str) -> None:
        if code != self._committee:
            self._committee = code
            self.refresh()

    def _go_to_table(self) -> None:
        target: QWidget = self.table if self._stack.currentWidget() is self.table else self.search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # -- act

    def _may(self, action: str) -> bool:
        if mediators.may_keep(self._place.actor):
            return self.may_close()
        self._place.notice.emit(_("{action}由主管或领导席位办理。").format(action=action), "warning")
        return False

    def _fields(self) -> Any:
        return entry_fields(tuple(committees_offered(self._place.desk)))

    def _open(self, form: EntryForm) -> None:
        form.given_up.connect(self._give_up)
        self.pane.open_form(form)

    def _write(self, write: Callable[[Any, Any], object]) -> None:
        desk, actor = self._place.desk, self._place.actor

        def done(_nothing: object) -> None:
            self._close_form()
            self._place.notice.emit(_("名册已保存。"), "good")
            self.refresh()
            self._go_to_table()

        self._place.runner.write(lambda: write(desk, actor), done, self._refused)

    def _refused(self, error: Exception) -> None:
        if self.pane.form is not None and isinstance(error, GovDeskError):
            self.pane.form.refused(sentence(error))
        else:
            self._place.told(error)

    def _give_up(self) -> None:
        self._close_form()
        self._read_entry()
        self._go_to_table()

    def _close_form(self) -> None:
        if self.pane.form is not None:
            self.pane.close_form()

    def _imported(self, done: mediators.MediatorImport) -> None:
        told = done.words()
        if done.unmatched:
            row, column, value = done.unmatched[0]
            told += _("例如第 {row} 行{column}“{value}”。").format(row=row, column=column, value=value)
        self._place.notice.emit(told, "warning" if done.unmatched else "good")
        self.refresh()

    def _ask_source(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("选择名册"), "", _("名册 (*.xlsx *.xls *.csv)"))
        if name:
            self.import_from(Path(name))

    def _ask_target(self, ending: str) -> None:
        proposed = fitting_name(_("人民调解员名册"), ending)
        name, _kind = QFileDialog.getSaveFileName(self, _("导出名册（不含电话）"), proposed, f"*{ending}")
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(ending))


def _add(desk: Any, actor: Any, given: Any) -> int:
    return mediators.add_mediator(desk, actor, Mediator(**entry_values(given)))
