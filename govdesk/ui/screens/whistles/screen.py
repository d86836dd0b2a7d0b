"""吹哨报到: every live whistle with its roll call, how offices answer, and the calls that wait for the county."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services import county_calls, whistles
from govdesk.services.county_calls import CallView
from govdesk.services.whistles import ResponseRates, WhistleView
from govdesk.ui import theme
from govdesk.ui.action_host import ActionHost
from govdesk.ui.screens.whistles.beside_panel import DEFAULT_PERIOD, BesidePanel, period_of
from govdesk.ui.screens.whistles.roll import RollCard
from govdesk.ui.widgets.buttons import button
from govdesk.ui.widgets.empty_state import EmptyState
from govdesk.ui.widgets.labels import label, line
from govdesk.ui.widgets.whole_width_area import WholeWidthArea
from govdesk.ui.workplace import Workplace

CLOCK_TICK_MILLISECONDS = 30_000
NEWS_PAUSE_MILLISECONDS = 250
RIGHT_WIDTH = 400


@dataclass(frozen=True, slots=True)
class _Reading:
    views: tuple[WhistleView, ...]
    rates: ResponseRates
    calls: tuple[CallView, ...]


class WhistlesScreen(QWidget):
    """The words of the clocks are renewed every half minute while the screen is seen."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._recent, self._period, self._token = False, DEFAULT_PERIOD, 0
        self._acted_case = 0
        self.cards: list[RollCard] = []
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("help", "whistles")
        self.setAccessibleName(_("吹哨报到"))
        self._build()
        self._tick = QTimer(self, interval=CLOCK_TICK_MILLISECONDS)
        self._tick.timeout.connect(self.reload)
        self._news = QTimer(self, singleShot=True, interval=NEWS_PAUSE_MILLISECONDS)
        self._news.timeout.connect(self.reload)
        place.bus.changed.connect(self._changed)
        place.session.actor_changed.connect(lambda _actor: self._changed(None))

    def activate(self) -> None:
        self.reload()

    def show_recent(self, recent: bool) -> None:
        """Also the whistles that ended in the last two weeks, to be judged by both sides."""
        self._recent = recent
        self._buttons[recent].setChecked(True)
        self.reload()

    def reload(self) -> None:
        self._token += 1
        token, desk, actor = self._token, self._place.desk, self._place.actor
        since, until = period_of(self._period, desk.clock.now())
        recent = self._recent

        def read() -> tuple[int, _Reading]:
            views = tuple(whistles.roll_call(desk, actor, recent))
            rates = whistles.response_rates(desk, actor, since, until)
            return token, _Reading(views, rates, tuple(county_calls.open_calls(desk, actor)))

        self._place.runner.read(read, self._take, self._place.told)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def may_close(self) -> bool:
        """A form with typed text stays."""
        return self.host.may_close()

    # -- build

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1200, theme.px(RIGHT_WIDTH)])
        outer.addWidget(splitter)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 14, 16, 0)
        column.setSpacing(theme.SPACE_3)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_3)
        head.addWidget(label(_("吹哨报到"), "title"))
        self._summary = label("", "secondary")
        head.addWidget(self._summary)
        head.addStretch(1)
        group = QButtonGroup(self)
        self._buttons = {}
        for recent, words in ((False, _("进行中")), (True, _("含近两周已收"))):
            made = button(words, "quiet")
            made.setCheckable(True)
            made.setChecked(recent is self._recent)
            made.clicked.connect(lambda _on=False, recent=recent: self.show_recent(recent))
            group.addButton(made)
            self._buttons[recent] = made
            head.addWidget(made)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, theme.SPACE_4)
        self._list.setSpacing(theme.SPACE_3)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        self._area = WholeWidthArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(holder)
        self._empty = EmptyState(
            "bell",
            _("没有正在进行的吹哨"),
            _("在案件上按 W 吹哨：写明事由，选召集的单位，各单位的签收、联系、报到时限自动开始。"),
        )
        self._empty.hide()
        column.addWidget(self._area, 1)
        column.addWidget(self._empty, 1)
        return left

    def _right(self) -> QWidget:
        right = QWidget()
        right.setProperty("ground", "surface")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        right.setMinimumWidth(theme.px(336))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.panel = BesidePanel()
        self.panel.period_chosen.connect(self._take_period)
        self.panel.answer_wanted.connect(self._answer)
        self.panel.case_wanted.connect(self._place.case_wanted)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("ground", "surface")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setProperty("ground", "surface")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(12, 14, 12, 12)
        inner.addWidget(self.panel)
        area.setWidget(holder)
        column.addWidget(area, 1)
        self.host = ActionHost(self._place)
        column.addWidget(line())
        column.addWidget(self.host)
        return right

    # -- show

    def _take(self, answer: tuple[int, _Reading]) -> None:
        token, reading = answer
        if token != self._token:
            return
        live = [view for view in reading.views if view.live]
        expected, arrived = sum(view.expected for view in live), sum(view.arrived for view in live)
        words = _("进行中 {count} 哨 · 应到 {expected} · 已到 {arrived} · 未到 {missing}")
        self._summary.setText(
            words.format(count=len(live), expected=expected, arrived=arrived, missing=expected - arrived)
        )
        self._summary.setVisible(bool(live))
        self._show_cards(reading.views)
        self.panel.show_rates(reading.rates)
        self.panel.show_calls(reading.calls)

    def _show_cards(self, views: tuple[WhistleView, ...]) -> None:
        """Only what changed is made anew, so that the focus stays where it was."""
        if [card.view for card in self.cards] == list(views) and self.cards:
            return
        focused = _focus_name(self)
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = [self._card(view) for view in views]
        before: QWidget = self._buttons[True]
        for card in self.cards:
            self._list.addWidget(card)
            before = _after(before, card)
        self._area.setVisible(bool(views))
        self._empty.setVisible(not views)
        if focused:
            QTimer.singleShot(0, self, lambda: self._focus_after(focused))  # what is new is shown only then

    def _focus_after(self, name: str) -> None:
        """To what had the focus; where it is gone with its work, to the next button of the same whistle."""
        if _focus_again(self, name):
            return
        card = next((each for each in self.cards if each.view.case_id == self._acted_case), None)
        stops = card.findChildren(QPushButton) if card is not None else []
        if stops:
            first = next((each for each in stops if each.property("tone") == "primary"), stops[0])
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, view: WhistleView) -> RollCard:
        card = RollCard(view)
        card.case_wanted.connect(self._place.case_wanted)
        card.action_wanted.connect(lambda action, code, body, view=view: self._act(view, action, code, body))
        return card

    # -- act

    def _act(self, view: WhistleView, action: str, body_code: str, body: str) -> None:
        self._acted_case = view.case_id
        preset: dict[str, Any] = {"receiver": body_code} if body_code else {"whistle_number": view.number}
        self.host.begin(view.case_id, action, preset, body)

    def _answer(self, action: str, case_id: int, body_code: str, body: str) -> None:
        self.host.begin(case_id, action, {"receiver": body_code}, body)

    def _take_period(self, code: str) -> None:
        self._period = code
        self.reload()

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self._news.start()


def _after(before: QWidget, card: QWidget) -> QWidget:
    """Tab goes from the head through the cards before it comes to the panel at the right; the last stop."""
    for stop in card.findChildren(QWidget):
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            QWidget.setTabOrder(before, stop)
            before = stop
    return before


def _focus_name(screen: QWidget) -> str:
    focused = screen.window().focusWidget()
    return focused.accessibleName() if focused is not None and screen.isAncestorOf(focused) else ""


def _focus_again(screen: QWidget, name: str) -> bool:
    """Whether what had the focus is there again."""
    same = next(
        (each for each in screen.findChildren(QWidget) if each.accessibleName() == name and each.isEnabled()), None
    )
    if same is None or same.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return False
    same.setFocus(Qt.FocusReason.OtherFocusReason)
    return True
