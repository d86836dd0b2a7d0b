"""The red line below the top bar while the law in force is broken: which rule, what happens to its cases, the way."""

from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.services.routing_faults import RoutingFault, routing_faults
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

RULES_SCREEN = "rules"


class FaultBanner(MessageBar):
    """It cannot be put away: it goes when the rule is mended. `look` is cheap."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.faults: tuple[RoutingFault, ...] = ()

    def look(self) -> None:
        """Ask again how the law stands and say it."""
        faults = routing_faults(self._place.desk) if self._place.desk.centre is not None else ()
        if faults == self.faults:
            return
        self.faults = faults
        self.clear()
        if not faults:
            return
        words = faults[0].sentence
        if len(faults) > 1:
            words = _("{first}（另有 {count} 条规则也有问题）").format(first=words, count=len(faults) - 1)
        self.say(words, "danger", closable=False)
        self.offer(_("打开这条规则") if faults[0].rule else _("打开分派规则")).clicked.connect(self.open_rule)

    def open_rule(self) -> None:
        """Show the first broken rule where it can be mended."""
        rule = self.faults[0].rule if self.faults else ""
        self._place.screen_wanted.emit(RULES_SCREEN, rule or None)
