"""The working calendar: which years are known, what is missing, and importing a year after seeing who is concerned."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from govdesk.domain.errors import GovDeskError
from govdesk.foundation.text import _
from govdesk.services.calendars import (
    CalendarState,
    HolidayImport,
    HolidayPreview,
    calendar_state,
    import_holidays,
    preview_holidays,
)
from govdesk.services.deadlines import calendar_version_words, weekday_words
from govdesk.services.messages import sentence
from govdesk.ui import theme
from govdesk.ui.widgets.buttons import KeyButton, button, flush_link
from govdesk.ui.widgets.chip import Chip
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import ElidedLabel, label
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.widgets.section import Card
from govdesk.ui.workplace import Workplace

WIDTH = 760


class CalendarScreen(QWidget):
    """Nothing is written before the preview was seen and confirmed."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._file: Path | None = None
        self.preview: HolidayPreview | None = None
        self.setProperty("help", "deadlines#假期表")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("工作日历"))
        self._build()
        place.bus.changed.connect(lambda news: self.activate() if getattr(news, "everything", False) else None)

    def activate(self) -> None:
        """Read how the calendar stands."""
        desk, year = self._place.desk, self._year.value()
        self._place.runner.read(lambda: calendar_state(desk, year), self._show_state, self._place.told)

    def show_file(self, path: Path) -> None:
        """Read a holiday file and show whom it would concern; nothing is written."""
        desk, actor = self._place.desk, self._place.actor
        self._file = path
        self.bar.clear()
        self._busy(True)
        self._place.runner.read(lambda: preview_holidays(desk, actor, path), self._show_preview, self._unreadable)

    def confirm(self) -> None:
        """Put the previewed file into force."""
        if self._file is None or self.preview is None:
            return
        desk, actor, path = self._place.desk, self._place.actor, self._file
        self._busy(True)
        self._place.runner.write(lambda: import_holidays(desk, actor, path), self._imported, self._unreadable)

    def give_up(self) -> None:
        """Forget the preview; the calendar stays as it is."""
        self._file = self.preview = None
        self._preview_card.hide()
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            if self.preview is not None:
                self.give_up()
            else:
                self._place.screen_wanted.emit("supervision", None)
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)

    # -- build

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setProperty("ground", "window")
        inner.setMaximumWidth(theme.px(WIDTH))
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE_6, theme.SPACE_4, theme.SPACE_6, theme.SPACE_6)
        column.setSpacing(theme.SPACE_3)
        column.addLayout(self._head())
        self.bar = MessageBar()
        self.warning = MessageBar()
        column.addWidget(self.bar)
        column.addWidget(self.warning)
        column.addWidget(self._state_card())
        column.addWidget(self._build_preview())
        column.addWidget(self._year_card())
        column.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "window")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        outer.addWidget(area)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(_("工作日历"), "title"))
        head.addStretch(1)
        back = button(_("回到督办"), "link", "arrow-left")
        back.clicked.connect(lambda: self._place.screen_wanted.emit("supervision", None))
        head.addWidget(back)
        return head

    def _state_card(self) -> Card:
        card = Card(_("放假和调休安排"))
        self._known = label("", wrap=True)
        self._hours = label("", "secondary", wrap=True)
        self._imports = label("", "secondary", wrap=True)
        for each in (self._known, self._hours, self._imports):
            card.body.addWidget(each)
        row = QHBoxLayout()
        self._choose = button(_("导入假期表……"), "primary", "file-up")
        self._choose.clicked.connect(self._choose_file)
        row.addWidget(self._choose)
        row.addWidget(
            label(
                _("csv（date、name、isOffDay 三列）或 holiday-cn 的 JSON；导入前先看影响哪些案件"), "small", wrap=True
            ),
            1,
        )
        card.body.addLayout(row)
        return card

    def _build_preview(self) -> Card:
        card = self._preview_card = Card()
        self._preview_title = label("", "heading", wrap=True)
        card.body.addWidget(self._preview_title)
        self._counts = QWidget()
        self._flow = FlowLayout(self._counts, gap=6)
        card.body.addWidget(self._counts)
        card.body.addWidget(label(_("已办结的案件不受影响，保留办结时的时限。"), "small", wrap=True))
        row = QHBoxLayout()
        self._yes = KeyButton(_("确认导入"), "Ctrl Enter", "primary")
        self._yes.clicked.connect(self.confirm)
        no = KeyButton(_("放弃"), "Esc")
        no.clicked.connect(self.give_up)
        row.addWidget(self._yes)
        row.addWidget(no)
        row.addStretch(1)
        card.body.addLayout(row)
        self._sample = QVBoxLayout()
        self._sample.setSpacing(2)
        card.body.addLayout(self._sample)
        card.hide()
        return card

    def _year_card(self) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(label(_("逐日查看"), "heading"))
        self._year = QSpinBox()
        self._year.setRange(2004, 2100)
        self._year.setValue(self._place.desk.clock.now().year)
        self._year.setAccessibleName(_("年份"))
        self._year.setMinimumWidth(theme.px(84))
        self._year.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._year.valueChanged.connect(lambda _year: self.activate())
        head.addWidget(self._year)
        head.addStretch(1)
        card.body.addLayout(head)
        self._days = label("", wrap=True, selectable=True)
        card.body.addWidget(self._days)
        return card

    # -- show

    def _show_state(self, state: CalendarState) -> None:
        self._known.setText(
            _("已有 {first}—{last} 年的安排（版本 {version}）").format(
                first=state.first_year, last=state.last_year, version=calendar_version_words(state.version)
            )
        )
        self._hours.setText(_("办公时间：{hours}").format(hours=state.hours))
        lines = [
            _("{moment} 导入 {file}，{days} 天").format(
                moment=f"{item.stored_at:%Y-%m-%d %H:%M}", file=item.source, days=item.days
            )
            for item in state.imported
        ]
        self._imports.setText("\n".join(lines))
        self._imports.setVisible(bool(lines))
        self.warning.clear()
        if state.warning:
            self.warning.say(state.warning, "warning", closable=False)
        self._days.setText(_days_words(state) or _("这一年还没有安排，暂按周一至周五计算。"))

    def _show_preview(self, found: HolidayPreview) -> None:
        self._busy(False)
        self.preview = found
        name = self._file.name if self._file is not None else ""
        years = "、".join(str(year) for year in found.years) or "—"
        self._preview_title.setText(
            _("{file}：{rows} 天的安排，成套的年份：{years}").format(file=name, rows=found.rows, years=years)
        )
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for words, count, tone in (
            (_("提前到期 {count} 件"), found.earlier, "warning"),
            (_("推后到期 {count} 件"), found.later, "accent"),
            (_("只有其他时限变动 {count} 件"), found.others, "neutral"),
        ):
            self._flow.addWidget(Chip(words.format(count=count), tone if count else "neutral"))
        self._show_sample(found)
        self._preview_card.show()
        self._yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_sample(self, found: HolidayPreview) -> None:
        while (item := self._sample.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for case in found.sample:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            opener = flush_link(case.number)
            opener.clicked.connect(lambda _on=False, case_id=case.case_id: self._place.case_wanted.emit(case_id))
            line.addWidget(opener)
            line.addWidget(ElidedLabel(case.title), 1)
            role = "due_soon" if case.after < case.before else "secondary"
            line.addWidget(label(f"{case.before:%Y-%m-%d %H:%M} → {case.after:%Y-%m-%d %H:%M}", role))
            self._sample.addWidget(row)
        more = found.earlier + found.later - len(found.sample)
        if more > 0:
            self._sample.addWidget(label(_("……另有 {count} 件").format(count=more), "small"))

    # -- act

    def _choose_file(self) -> None:
        kinds = _("假期表 (*.csv *.xlsx *.json);;所有文件 (*)")
        path, _kind = QFileDialog.getOpenFileName(self, _("选择假期表"), "", kinds)
        if path:
            self.show_file(Path(path))

    def _imported(self, done: HolidayImport) -> None:
        self._busy(False)
        self.give_up()
        self.bar.say(
            _("已导入 {rows} 天的安排；{moved} 件在办案件的时限随之调整。").format(
                rows=done.rows, moved=done.earlier + done.later
            ),
            "good",
        )
        self._place.committed(done.changes)
        self.activate()

    def _unreadable(self, error: Exception) -> None:
        self._busy(False)
        if not isinstance(error, GovDeskError):
            self._place.told(error)
            return
        self.give_up()
        self.bar.say(sentence(error), "danger")

    def _busy(self, busy: bool) -> None:
        self._choose.setEnabled(not busy)
        self._yes.setEnabled(not busy)


def _days_words(state: CalendarState) -> str:
    """One line a holiday: its days off, then the days worked for it."""
    names = dict.fromkeys(day.name for day in state.days)
    lines = []
    for name in names:
        off = [day.day for day in state.days if day.name == name and day.off]
        worked = [day.day for day in state.days if day.name == name and not day.off]
        parts = [_("放假 {first}—{last}").format(first=f"{off[0]:%m-%d}", last=f"{off[-1]:%m-%d}")] if off else []
        if worked:
            listed = "、".join(f"{day:%m-%d}（{weekday_words(day)}）" for day in worked)
            parts.append(_("上班 {days}").format(days=listed))
        lines.append(f"{name}：{'；'.join(parts)}")
    return "\n".join(lines)
