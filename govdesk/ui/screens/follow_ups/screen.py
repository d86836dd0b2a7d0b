"""回访: what is to be visited at the left, the cases, and the chosen one with few keys to write the visit down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from govdesk.domain.changes import Changes
from govdesk.domain.errors import Conflict, GovDeskError
from govdesk.foundation.text import _
from govdesk.services import case_actions, replies
from govdesk.services.bulk import act_in_bulk
from govdesk.services.case_card import CaseCard, case_card
from govdesk.services.follow_ups import follow_up_sections, reveal_phones
from govdesk.services.messages import sentence
from govdesk.ui.case_board import CaseBoard, CaseSection
from govdesk.ui.screens.follow_ups.columns import columns
from govdesk.ui.screens.follow_ups.record_box import SATISFIED, SOLVED
from govdesk.ui.screens.follow_ups.visit_pane import WIDTHS, VisitPane
from govdesk.ui.widgets.buttons import button
from govdesk.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class _Reading:
    """`may_record` and `may_reply` as `VisitPane.show_card` takes them."""

    card: CaseCard
    may_record: str
    may_reply: str


class FollowUpsScreen(CaseBoard):
    """Number keys choose result and rating, Ctrl+Enter writes the visit down, and the next one is in sight."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        self.pane = VisitPane(place.desk.rules.transitions.lists)
        super().__init__(place, _("回访"), self.pane, WIDTHS, columns(), parent)
        self._next: int | None = None
        self.setProperty("help", "follow_ups")
        self.pane.recorded.connect(self._record)
        self.pane.replied.connect(self._reply)
        self.pane.phones_wanted.connect(self.reveal)
        self._export = button(_("导出回填表格"), "link", "file-down")
        self._channels = QMenu(self._export)
        self._export.clicked.connect(self._choose_channel)
        self.head.insertWidget(2, self._export)
        self._add_commands()

    def refresh(self) -> None:
        """Read the sections again."""
        self._stale = False
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: follow_up_sections(desk, actor), self._take_sections, self._unreadable)

    def may_close(self) -> bool:
        """A visit that is half written stays."""
        if not self.pane.dirty():
            return True
        self._place.notice.emit(_("请先记下或清空正在填写的回访。"), "warning")
        return False

    def shown_case(self) -> int | None:
        return self.pane.card.id if self.pane.card is not None else None

    def section_shown(self, section: CaseSection) -> None:
        self._export.setVisible(section.code == "unsent" and bool(section.total))

    def case_reader(self, case_id: int) -> Callable[[], _Reading]:
        desk, actor, section = self._place.desk, self._place.actor, self._section

        def read() -> _Reading:
            offers = {item.action: item for item in case_actions.available_actions(desk, actor, case_id)}
            why = {name: offers[name].why_not if name in offers else "-" for name in ("follow_up", "send_reply")}
            if section == "unsent":
                why["follow_up"] = "-"
            elif why["follow_up"] != "-":
                why["send_reply"] = "-"
            return _Reading(case_card(desk, actor, case_id), why["follow_up"], why["send_reply"])

        return read

    def show_reading(self, reading: _Reading) -> None:
        self.pane.show_card(reading.card, reading.may_record, reading.may_reply)

    def _take_sections(self, sections: Sequence[CaseSection]) -> None:
        wanted, self._next = self._next, None
        self.show_board(sections, wanted)

    def _add_commands(self) -> None:
        self.pane.record.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        add, group = self._place.commands.add, _("回访")
        self.add_steps(group, "follow_ups")
        names = {"1": _("已解决"), "2": _("没有解决"), "0": _("没联系上")}
        names |= {"3": _("满意"), "4": _("基本满意"), "5": _("不满意")}
        for key in (*SOLVED, *SATISFIED):
            add(self, f"follow_ups_{key}", names[key], group, self._presser(key), (key,))
        add(self, "follow_ups_record", _("记下回访"), group, self._record_by_key, ("Ctrl+Return",))
        add(self, "follow_ups_phone", _("显示电话"), group, self.reveal, ("T",))
        add(self, "follow_ups_reply", _("记为已送回来源"), group, self.pane.reply, ("R",))

    def _presser(self, key: str) -> Callable[[], None]:
        return lambda: self.pane.record.press(key) if self.pane.record.isVisible() else None

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
