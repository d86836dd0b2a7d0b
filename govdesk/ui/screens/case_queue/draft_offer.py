"""An unfinished registration of an earlier day is offered once, above the list."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from govdesk.foundation.text import _
from govdesk.services import registration
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace


class DraftOffer(MessageBar):
    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place

    def look(self) -> None:
        desk, actor = self._place.desk, self._place.actor
        self._place.runner.read(lambda: registration.drafts(desk, actor, "case"), self._show, self._place.told)

    def _show(self, drafts: Sequence[Any]) -> None:
        if not drafts:
            return
        words = _("有一份没有登记完的来件草稿，{moment} 自动保存。")
        self.say(words.format(moment=f"{drafts[0].saved_at:%m-%d %H:%M}"), "accent")
        self.offer(_("继续填写"), "primary").clicked.connect(self._resume)

    def _resume(self) -> None:
        self.clear()
        self._place.screen_wanted.emit("intake", "resume")
