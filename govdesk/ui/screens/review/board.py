"""The board that hangs on the wall: head, six numbers, three panels, the definition at the foot."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.deadlines import moment_words
from govdesk.services.review import CaseLine, Review
from govdesk.ui.screens.review import look
from govdesk.ui.screens.review.case_drawer import CaseDrawer
from govdesk.ui.screens.review.case_list import CaseList
from govdesk.ui.screens.review.figure_card import FigureCard
from govdesk.ui.screens.review.numbers import NumberButton, Wanted, panel, tool, words
from govdesk.ui.screens.review.tier_panel import TierPanel
from govdesk.ui.screens.review.trend_panel import TrendPanel
from govdesk.ui.widgets.labels import ElidedLabel

CARDS = ("received", "disposed", "due", "closed", "on_time", "settled")
_SMALLEST = QSize(960, 520)
_RESIZE_PAUSE_MILLISECONDS = 40


class Board(QWidget):
    """Shows one Review; asks for everything else by signals."""

    number_pressed = Signal(object)
    case_chosen = Signal(int)
    cases_listed = Signal()
    step_wanted = Signal(int)
    kind_wanted = Signal(str)
    grid_wanted = Signal(object)
    projection_wanted = Signal()
    export_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("研判"))
        self._review: Review | None = None
        self._scale = 0.0
        self._dress_later = QTimer(self, singleShot=True, interval=_RESIZE_PAUSE_MILLISECONDS)
        self._dress_later.timeout.connect(self._dress)
        self._build()
        self._bind_keys()

    def show_grids(self, grids: list[tuple[int | None, str]]) -> None:
        """What the grid filter offers; the whole comes first."""
        self.grids.blockSignals(True)
        self.grids.clear()
        for grid_id, name in grids:
            self.grids.addItem(name, grid_id)
        self.grids.blockSignals(False)

    def show_review(self, review: Review, place: str) -> None:
        self._review = review
        meeting = _("周研判") if review.kind == "week" else _("月研判")
        self._title.setText(_("{place} {meeting} · {period}").format(place=place, meeting=meeting, period=review.title))
        self._days.setText(review.days)
        by_week = review.kind == "week"
        self._back.setText(_("◀ 上一周") if by_week else _("◀ 上一月"))
        self._on.setText(_("下一周 ▶") if by_week else _("下一月 ▶"))
        self._week.setChecked(by_week)
        self._month.setChecked(not by_week)
        for button in (self._back, self._on):
            button.setAccessibleName(button.text())
        for card in self._cards:
            card.show_figure(review)
        self._trend.show_review(review)
        self._tiers.show_review(review)
        self._show_discussed(review)
        self.explain("")

    def show_busy(self, busy: bool) -> None:
        self._state.setText(_("正在统计……") if busy else "")

    def show_failure(self, sentence: str) -> None:
        """What went wrong; the figures shown before stay."""
        self._foot.setText(sentence)

    def tell(self, words: str) -> None:
        """What was done, at the foot, until something is explained again."""
        self._foot.setText(words)

    def show_cases(self, title: str, total: int, lines: list[CaseLine]) -> None:
        """The cases behind a number, over the right of the board."""
        self._place_drawer()
        self._drawer.show_cases(title, total, lines)

    def show_projected(self, projected: bool) -> None:
        self._project.setText(_("F11 退出全屏") if projected else _("F11 全屏"))
        self._project.setAccessibleName(self._project.text())
        self._export.setVisible(not projected)
        if not projected:
            self._drawer.hide()

    def step_out(self) -> None:
        """Put the drawer away if it is open, else leave the wall."""
        if self._drawer.isVisible():
            self._drawer.put_away()
        else:
            self.left.emit()

    def explain(self, rule: str) -> None:
        """The definition of what is looked at; nothing: the rules that hold for all."""
        if rule:
            self._foot.setText(rule)
        elif self._review is not None:
            pattern = _("口径：案件按收到日期归期，应办结按中心钟到期日；统计至 {until}。点数字看案件。")
            self._foot.setText(pattern.format(until=moment_words(self._review.counted_until)))

    def minimumSizeHint(self) -> QSize:
        return _SMALLEST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_drawer()
        if self._scale == 0.0:
            self._dress()
        else:
            self._dress_later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and right move the week wherever the focus is; the grid filter keeps up and down."""
        if event.type() == QEvent.Type.KeyPress and watched is self.grids:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Right else -1)
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the type gives way, not the window
        self._column.addLayout(self._head())
        self._cards = [FigureCard(key) for key in CARDS]
        self._card_row = QHBoxLayout()
        for card in self._cards:
            card.pressed.connect(self.number_pressed)
            card.explained.connect(self.explain)
            self._card_row.addWidget(card, 1)
        self._column.addLayout(self._card_row)
        self._panels = QHBoxLayout()
        self._trend, self._tiers = TrendPanel(), TierPanel()
        for made, width in ((self._trend, 38), (self._tiers, 31), (self._discussed(), 31)):
            self._panels.addWidget(made, width)
        for source in (self._trend, self._tiers):
            source.pressed.connect(self.number_pressed)
        self._column.addLayout(self._panels, 1)
        self._foot = ElidedLabel("", "secondary")
        self._column.addWidget(self._foot)
        self._drawer = CaseDrawer(self)
        self._drawer.chosen.connect(self.case_chosen)
        self._drawer.listed.connect(self.cases_listed)

    def _head(self) -> QHBoxLayout:
        self._title = ElidedLabel("", "title")
        self._days, self._state = words("", "secondary"), words("", "secondary")
        self.grids = QComboBox()
        self.grids.setAccessibleName(_("统计范围"))
        self.grids.setMaxVisibleItems(16)
        self.grids.installEventFilter(self)
        self.grids.activated.connect(lambda _row: self.grid_wanted.emit(self.grids.currentData()))
        self._back, self._on = tool(_("◀ 上一周")), tool(_("下一周 ▶"))
        self._week, self._month = tool(_("周"), _("按周"), True), tool(_("月"), _("按月"), True)
        self._project = tool(_("F11 全屏"))
        self._export = tool(_("导出 PDF"))
        self._export.clicked.connect(self.export_wanted)
        self._back.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._on.clicked.connect(lambda: self.step_wanted.emit(1))
        self._week.clicked.connect(lambda: self.kind_wanted.emit("week"))
        self._month.clicked.connect(lambda: self.kind_wanted.emit("month"))
        self._project.clicked.connect(self.projection_wanted)
        made = QHBoxLayout()
        made.addWidget(self._title, 1)
        for widget in (
            self._state,
            self._days,
            self.grids,
            self._week,
            self._month,
            self._back,
            self._on,
            self._export,
            self._project,
        ):
            made.addWidget(widget)
        return made

    def _discussed(self) -> QWidget:
        made = panel()
        column = QVBoxLayout(made)
        head = QHBoxLayout()
        head.addWidget(words(_("必须过堂的案件"), "heading"))
        head.addStretch(1)
        self._discuss_count = NumberButton()
        self._discuss_count.clicked.connect(lambda: self.number_pressed.emit(self._discuss_count.wanted))
        head.addWidget(self._discuss_count)
        column.addLayout(head)
        self._list = CaseList(_("必须过堂的案件"))
        self._list.chosen.connect(self.case_chosen)
        column.addWidget(self._list, 1)
        self._discuss_column = column
        return made

    def _bind_keys(self) -> None:
        for key, act in (
            (Qt.Key.Key_Left, lambda: self.step_wanted.emit(-1)),
            (Qt.Key.Key_Right, lambda: self.step_wanted.emit(1)),
        ):
            made = QShortcut(QKeySequence(key), self, act)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _show_discussed(self, review: Review) -> None:
        total = review.to_discuss_count
        wanted = Wanted(review.period, "to_discuss", "numerator", _("必须过堂的案件"), total)
        self._discuss_count.show_number(_("共 {count} 件").format(count=total), wanted)
        self._list.show_cases(review.to_discuss, _("没有超期、紧急、重办或会商以上层级的在办案件。"))

    def _place_drawer(self) -> None:
        margin = round(28 * (self._scale or 1.0))
        width = round(self.width() * 0.46)
        top = self._cards[0].y()
        self._drawer.setGeometry(self.width() - width - margin, top, width, self.height() - top - margin)

    def _dress(self) -> None:
        """Type and spaces for the size the board has now."""
        scale = look.scale_for(QSize(self.width(), self.height()))
        if abs(scale - self._scale) < 0.01:
            return
        self._scale = scale
        self.setStyleSheet(look.stylesheet(scale))
        side = round(32 * scale)
        self._column.setContentsMargins(side, round(20 * scale), side, round(14 * scale))
        self._column.setSpacing(round(16 * scale))
        self._card_row.setSpacing(round(16 * scale))
        self._panels.setSpacing(round(16 * scale))
        margin = round(20 * scale)
        self._discuss_column.setContentsMargins(margin, round(14 * scale), round(10 * scale), round(14 * scale))
        for card in self._cards:
            card.show_scale(scale)
        for part in (self._trend, self._tiers, self._list, self._drawer):
            part.show_scale(scale)
        self._column.invalidate()  # sizes of the type before may still be remembered
        self._column.activate()
        self._place_drawer()
