"""What mediators must not forget today, counted at the foot of the window; a click opens the case where it is done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.ui import icons
from govdesk.ui.workplace import Workplace

if TYPE_CHECKING:
    from govdesk.services.mediation_reminders import Reminder

MOST_LISTED = 12
SCHEDULE = "schedule"


class ReminderButton(QPushButton):
    """Hidden while there is nothing to remember. `open` drops the list down for the keyboard."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.setProperty("tone", "quiet")
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenu(QMenu(self))
        self.hide()

    def refresh(self) -> None:
        """Count again for the seat in force."""
        desk, actor = self._place.desk, self._place.actor

        def read() -> tuple[Actor, list["Reminder"]]:
            from govdesk.services.mediation_reminders import before_you  # not before the window stands

            return actor, before_you(desk, actor)

        self._place.runner.read(read, self._take, self._place.told)

    def open(self) -> None:
        """The list, by its key."""
        if self.isVisible():
            self.showMenu()
        else:
            self._place.notice.emit(_("今天没有约调解，也没有要提醒的。"), "neutral")

    def show_reminders(self, found: list["Reminder"]) -> None:
        """Today's talks first; those past their day make the button red."""
        self.setVisible(bool(found))
        talks = sum(item.kind == "talk" for item in found)
        late = sum(item.is_late for item in found)
        parts = (
            _("今日调解 {count} 场").format(count=talks) if talks else "",
            _("提醒 {count}").format(count=len(found) - talks) if len(found) > talks else "",
        )
        words = " · ".join(part for part in parts if part)
        self.setText(f"{words}　")  # room for the arrow of the list
        self.setAccessibleName(_("调解提醒：{words}").format(words=words))
        self.setToolTip(_("今天的调解、到期和过期的履行、司法确认的最后一日；按 F12 列出"))
        self.setIcon(icons.icon("bell", "overdue_text" if late else "secondary"))
        self._fill(found)

    def _take(self, answer: tuple[Actor, list["Reminder"]]) -> None:
        actor, found = answer
        if actor == self._place.actor:
            self.show_reminders(found)

    def _fill(self, found: list["Reminder"]) -> None:
        menu = self.menu()
        if menu.isVisible():
            return  # nothing moves under the hand that is choosing
        menu.clear()
        for item in found[:MOST_LISTED]:
            words = _("{words}　{number}").format(words=item.words, number=item.number)
            entry = menu.addAction(words.replace("&", "&&"))
            entry.triggered.connect(_Open(self._place, item.case_id, item.pane))
        menu.addSeparator()
        more = len(found) - MOST_LISTED
        rest = _("另有 {count} 项，全部在日程里").format(count=more) if more > 0 else _("打开调解日程")
        menu.addAction(rest).triggered.connect(lambda: self._place.screen_wanted.emit("mediation", SCHEDULE))


class _Open:
    """Opens one case on the pane where it is dealt with."""

    def __init__(self, place: Workplace, case_id: int, pane: str) -> None:
        self._place, self._case_id, self._pane = place, case_id, pane

    def __call__(self) -> None:
        self._place.screen_wanted.emit("mediation", (self._case_id, self._pane))
