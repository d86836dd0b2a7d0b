"""回访: what is to be visited at the left, the cases, and the chosen one with few keys to write the visit down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.foundation.text import _
from govdesk.services import case_actions, replies
from govdesk.services.bulk import act_in_bulk
from govdesk.services.case_card import CaseCard, case_card
from govdesk.services.case_queue import QueueFilter
from govdesk.services.follow_ups import FollowUpSection, follow_up_sections, reveal_phones
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.screens.follow_ups.columns import columns
from govdesk.ui.screens.follow_ups.record_box import SATISFIED, SOLVED
from govdesk.ui.screens.follow_ups.visit_pane import WIDTH, VisitPane
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.case_table import CaseTable
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import ElidedLabel, label, line
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.sections_list import SectionsList
from govdesk.ui.workplace import Workplace

NEWS_PAUSE_MILLISECONDS = 300
CHOICE_PAUSE_MILLISECONDS = 60
SECTIONS_WIDTH = 168
NARROW = 1200
"""Below this width the pane at the right is narrower."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """`may_record` and `may_reply` as `VisitPane.show_card` takes them."""

    token: int
    card: CaseCard
    may_record: str
    may_reply: str


class FollowUpsScreen(QWidget):
    """Number keys choose result and rating, Ctrl+Enter writes the visit down, and the next one is in sight."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._sections: tuple[FollowUpSection, ...] = ()
        self._section = ""
        self._token = 0
        self._stale = True
        self._next: int | None = None
        self.setProperty("help", "follow_ups")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("回访"))
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.refresh)
        self._choice = QTimer(self, singleShot=True, interval=CHOICE_PAUSE_MILLISECONDS)
        self._choice.timeout.connect(self._read_case)
        self._build()
        self._add_commands()
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(self._changed)

    def activate(self) -> None:
        """Read what is stale."""
        if self._stale:
            self.refresh()

    def show_subject(self, code: object) -> None:
        """The section of that code."""
        self.show_section(str(code))

    def refresh(self) -> None:
        """Read the sections again."""
        self._stale = False
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: follow_up_sections(desk, actor), self._take_sections, self._unreadable)

    def show_section(self, code: str) -> None:
        """Bring a section to the front."""
        self._section = code
        if self._sections:
            self._fill(None)

    def may_close(self) -> bool:
        """A visit that is half written stays."""
        if not self.pane.dirty():
            return True
        self._place.notice.emit(_("请先记下或清空正在填写的回访。"), "warning")
        return False

    # -- build

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(line(vertical=True))
        row.addWidget(self._middle(), 1)
        row.addWidget(line(vertical=True))
        self.pane = VisitPane(self._place.desk.rules.transitions.lists)
        self.pane.setFixedWidth(theme.px(WIDTH))
        self.pane.recorded.connect(self._record)
        self.pane.replied.connect(self._reply)
        self.pane.phones_wanted.connect(self.reveal)
        self.pane.case_wanted.connect(self._place.case_wanted)
        row.addWidget(self.pane)

    def _left(self) -> QWidget:
        left = QWidget()
        left.setProperty("ground", "surface")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setFixedWidth(theme.px(SECTIONS_WIDTH))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(theme.SPACE_2)
        head = label(_("回访"), "title")
        head.setContentsMargins(14, 0, 0, 0)
        column.addWidget(head)
        self.sections = SectionsList(_("回访栏目"))
        self.sections.chosen.connect(self._section_chosen)
        column.addWidget(self.sections, 1)
        return left

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setProperty("ground", "surface")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout()
        bars.setContentsMargins(12, 8, 12, 0)
        self.bar = MessageBar()
        bars.addWidget(self.bar)
        column.addLayout(bars)
        column.addLayout(self._head())
        self._stack = QStackedWidget()
        self.table = CaseTable(columns(), _("要回访的案件"))
        self.table.current_changed.connect(self._case_chosen)
        self.table.opened.connect(self._place.case_wanted)
        self._empty = EmptyState("circle-check", _("这一栏现在没有案件"), "")
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        return middle

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 12, 8)
        head.setSpacing(theme.SPACE_2)
        self._name = label("", "heading")
        self._hint = ElidedLabel("", "secondary")
        self._export = button(_("导出回填表格"), "link", "file-down")
        self._channels = QMenu(self._export)
        self._export.clicked.connect(self._choose_channel)
        self._all = button(_("在案件列表中打开"), "link", "list")
        self._all.clicked.connect(self._open_all)
        head.addWidget(self._name)
        head.addWidget(self._hint, 1)
        head.addWidget(self._export)
        head.addWidget(self._all)
        return head

    def _add_commands(self) -> None:
        add, group = self._place.commands.add, _("回访")
        add(self, "follow_ups_next", _("下一件"), group, lambda: self.table.step(1), ("J", "F8"))
        add(self, "follow_ups_previous", _("上一件"), group, lambda: self.table.step(-1), ("K", "F7"))
        add(self, "follow_ups_reload", _("刷新"), group, self.refresh, ("F5",))
        names = {"1": _("已解决"), "2": _("没有解决"), "0": _("没联系上")}
        names |= {"3": _("满意"), "4": _("基本满意"), "5": _("不满意")}
        for key in (*SOLVED, *SATISFIED):
            add(self, f"follow_ups_{key}", names[key], group, self._presser(key), (key,))
        add(self, "follow_ups_record", _("记下回访"), group, self._record_by_key, ("Ctrl+Return",))
        add(self, "follow_ups_phone", _("显示电话"), group, self.reveal, ("T",))
        add(self, "follow_ups_reply", _("记为已送回来源"), group, self.pane.reply, ("R",))

    def _presser(self, key: str) -> Callable[[], None]:
        return lambda: self.pane.record.press(key) if self.pane.record.isVisible() else None

    # -- load

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._news.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pane.setFixedWidth(theme.px(WIDTH if self.width() >= NARROW else WIDTH - 60))

    def _take_sections(self, sections: tuple[FollowUpSection, ...]) -> None:
        self._sections = sections
        if not self._section:
            self._section = next((section for section in sections if section.total), sections[0]).code
        wanted, self._next = self._next, None
        self._fill(wanted)

    def _fill(self, wanted: int | None) -> None:
        """Show the section; `wanted` is the case that follows the one just done, where it is still there."""
        section = self._current()
        if section is None:
            return
        self.sections.show_sections(self._sections, section.code)
        self._name.setText(_("{name} {count} 件").format(name=section.label, count=section.total))
        self._hint.setText(section.hint)
        self._all.setVisible(bool(section.total))
        self._export.setVisible(section.code == "unsent" and bool(section.total))
        self._stack.setCurrentWidget(self.table if section.rows else self._empty)
        self._empty.say(_("这一栏现在没有案件"), section.hint)
        self.table.show_rows(section.rows, wanted if wanted is not None else self.table.current_id())
        if self.table.current_id() is None:
            self.pane.show_nothing()
        else:
            self._read_case()

    def _read_case(self) -> None:
        case_id = self.table.current_id()
        if case_id is None:
            return
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor

        def read() -> _Reading:
            offers = {item.action: item for item in case_actions.available_actions(desk, actor, case_id)}
            why = {name: offers[name].why_not if name in offers else "-" for name in ("follow_up", "send_reply")}
            if self._section == "unsent":
                why["follow_up"] = "-"
            elif why["follow_up"] != "-":
                why["send_reply"] = "-"
            return _Reading(token, case_card(desk, actor, case_id), why["follow_up"], why["send_reply"])

        self._place.runner.read(read, self._take_case, self._unreadable)

    def _take_case(self, reading: _Reading) -> None:
        if reading.token == self._token:
            self.pane.show_card(reading.card, reading.may_record, reading.may_reply)

    def _unreadable(self, error: Exception) -> None:
        self._stale = True
        self._place.told(error)

    # -- react

    def _changed(self, news: object) -> None:
        if isinstance(news, Changes) and not (news.everything or news.cases or news.bodies):
            return
        self._stale = True
        if self.isVisible():
            self._news.start()

    def _section_chosen(self, code: str) -> None:
        if code == self._section:
            return
        if self.may_close():
            self.show_section(code)
        else:
            self.sections.show_sections(self._sections, self._section)

    def _case_chosen(self, case_id: int) -> None:
        shown = self.pane.card
        if shown is not None and shown.id != case_id and not self.may_close():
            self.table.show_rows(self._rows(), shown.id)
            return
        self._choice.start()

    def _open_all(self) -> None:
        section = self._current()
        if section is not None:
            self._place.cases_wanted.emit(QueueFilter(case_ids=section.case_ids))

    def _current(self) -> FollowUpSection | None:
        return next((section for section in self._sections if section.code == self._section), None)

    def _rows(self) -> Sequence[Any]:
        section = self._current()
        return section.rows if section is not None else ()

    # -- act

    def reveal(self) -> None:
        """The telephone numbers of the chosen case; the log keeps that this seat looked."""
        card, desk, actor = self.pane.card, self._place.desk, self._place.actor
        if card is None:
            return

        def done(answer: tuple[Any, Changes]) -> None:
            contacts, changes = answer
            self._place.committed(changes)
            if self.pane.card is not None and self.pane.card.id == card.id:
                self.pane.show_contacts(contacts)
                self._read_case()

        self._place.runner.write(lambda: reveal_phones(desk, actor, card.id), done, self._place.told)

    def _record_by_key(self) -> None:
        if self.pane.record.isVisible():
            self.pane.record.record()

    def _record(self, values: dict[str, Any]) -> None:
        unsolved = values.get("solved") is False
        told = _("没有解决，{number} 已重办。") if unsolved else _("回访已记入 {number}。")
        self._act("follow_up", values, told)

    def _reply(self, values: dict[str, Any]) -> None:
        self._act("send_reply", values, _("{number} 已记为送回来源。"))

    def _act(self, action: str, values: dict[str, Any], told: str) -> None:
        card, desk, actor = self.pane.card, self._place.desk, self._place.actor
        if card is None:
            return
        following = self.table.following_id()

        def write() -> Changes:
            return case_actions.act(desk, actor, card.id, action, values, expected_version=card.version)

        def done(changes: Changes) -> None:
            self._next = following
            self.pane.record.clear()
            self._place.notice_with_undo.emit(told.format(number=card.number), self._place.undo)
            self._place.committed(changes)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.refresh()

        self._place.runner.write(write, done, self._refused)

    def _refused(self, error: Exception) -> None:
        """Say why; what was typed stays. After a conflict the newest version is read."""
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        if isinstance(error, Conflict):
            self._read_case()
        if self.pane.record.isVisible():
            self.pane.record.say(sentence(error))
        else:
            self._place.told(error)

    # -- send back

    def _choose_channel(self) -> None:
        """Below the button: every channel with something to send back."""
        menu = self._channels
        menu.clear()
        for channel, name, count in replies.channels_answered(self._place.desk):
            if count:
                entry = menu.addAction(_("{channel}（{count} 件）").format(channel=name, count=count))
                entry.triggered.connect(lambda _on=False, code=channel, text=name: self._ask_where(code, text))
        menu.popup(self._export.mapToGlobal(QPoint(0, self._export.height())))

    def _ask_where(self, channel: str, name: str) -> None:
        suggested = _("{channel}回填.xlsx").format(channel=name)
        path, _kind = QFileDialog.getSaveFileName(self, _("导出回填表格"), suggested, "*.xlsx")
        if path:
            self.export(channel, Path(path))

    def export(self, channel: str, path: Path) -> None:
        """Write the workbook, then offer to note its cases as sent back."""
        desk, actor = self._place.desk, self._place.actor
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        work = self._place.runner.labour
        work(lambda: replies.export_replies(desk, actor, channel, path), self._exported, self._place.told)

    def _exported(self, done: replies.Exported) -> None:
        self.bar.clear()
        words = _("已存为 {file}，共 {count} 件。送出去以后请记为已送回。")
        self.bar.say(words.format(file=done.path.name, count=len(done.numbers)), "good")
        mark = self.bar.offer(_("全部记为已送回"), "primary")
        mark.clicked.connect(lambda: self._mark(done))

    def _mark(self, exported: replies.Exported) -> None:
        desk, actor, ids = self._place.desk, self._place.actor, exported.case_ids

        def done(result: Any) -> None:
            self.bar.clear()
            told = _("{count} 件已记为送回来源。").format(count=len(result.done))
            self._place.notice_with_undo.emit(told, self._place.undo)
            self._place.committed(result.changes)
            self.refresh()

        how = {"how": "workbook"}
        self._place.runner.write(lambda: act_in_bulk(desk, actor, ids, "send_reply", how), done, self._place.told)
