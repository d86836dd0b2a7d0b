"""The bar over everything: whose centre this is, the palette, the day, register, and the seat."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.ui import icons, theme
from govdesk.ui.palette import PaletteField
from govdesk.ui.widgets.buttons import KeyButton
from govdesk.ui.widgets.labels import label

HEIGHT = 48


class TopBar(QWidget):
    """Knows no service: it is told what to show."""

    register_wanted = Signal()
    seat_chosen = Signal(object)

    def __init__(self, search: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(theme.SPACE_3)
        self._name = label("", "title")
        self._where = label("", "secondary")
        self._demo = label(_("演示数据"), "due_soon")
        self._demo.hide()
        self.palette_field = PaletteField(_("搜索案件、当事人、网格、命令……"), search)
        self.palette_field.setMinimumWidth(theme.px(240))
        self.palette_field.setMaximumWidth(theme.px(560))
        self._day = label("", "secondary")
        self._register = KeyButton(_("登记案件"), "Ctrl N", "primary", "plus")
        self._register.clicked.connect(self.register_wanted)
        self._seat = QToolButton()
        self._seat.setProperty("kind", "button")
        self._seat.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._seat.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._seat.setIcon(icons.icon("user"))
        self._seat.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._seat.setFixedHeight(theme.px(theme.CONTROL_HEIGHT))
        row.addWidget(self._name)
        row.addWidget(self._where)
        row.addWidget(self._demo)
        row.addStretch(1)
        row.addWidget(self.palette_field, 6)
        row.addStretch(1)
        row.addWidget(self._day)
        row.addWidget(self._register)
        row.addWidget(self._seat)

    def show_centre(self, name: str, where: str, demonstration: bool = False) -> None:
        self._name.setText(name)
        self._where.setText(where)
        self._demo.setVisible(demonstration)

    def show_moment(self, now: datetime, working: bool) -> None:
        """11月23日 周一 · 工作日 09:42"""
        weekday = _weekdays()[now.weekday()]
        kind = _("工作日") if working else _("休息日")
        text = _("{month}月{day}日 周{weekday} · {kind} {time}")
        self._day.setText(text.format(month=now.month, day=now.day, weekday=weekday, kind=kind, time=f"{now:%H:%M}"))

    def show_seats(self, seats: Sequence[Actor], current: Actor) -> None:
        """The menu of seats: the centre's own first, the bodies below."""
        self._register.setVisible(current.role in _MAY_REGISTER)
        self._seat.setText(current.name)
        self._seat.setAccessibleName(_("席位：{name}，按回车切换").format(name=current.name))
        self._seat.setToolTip(_("切换席位"))
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        own = [each for each in seats if each.role is not Role.BODY]
        for seat in own:
            self._add_seat(menu, seat, current)
        menu.addSeparator()
        bodies = menu.addMenu(_("代表承办单位"))
        for seat in seats:
            if seat.role is Role.BODY:
                self._add_seat(bodies, seat, current)
        before = self._seat.menu()
        self._seat.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def tell_time(self, now: Callable[[], datetime], working: Callable[[datetime], bool]) -> None:
        """Keep the day and the time right; the clock is asked twice a minute."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self.show_moment(now(), working(now())))
        self._timer.start(30_000)
        self.show_moment(now(), working(now()))

    def _add_seat(self, menu: QMenu, seat: Actor, current: Actor) -> None:
        entry = menu.addAction(seat.name)
        entry.setCheckable(True)
        entry.setChecked(seat.seat == current.seat)
        entry.triggered.connect(lambda: self.seat_chosen.emit(seat))


_MAY_REGISTER = (Role.OPERATOR, Role.ADMINISTRATOR)


def _weekdays() -> tuple[str, ...]:
    return (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))
