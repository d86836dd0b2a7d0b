"""A list that gets lower keeps in sight what is chosen there."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView as _View
else:
    _View = object  # two Qt classes side by side are more than the binding can make


class ChosenInSight(_View):
    """Mixed in before QListView or QTableView; who has scrolled away from the chosen row is left alone."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        lost = max(0, event.oldSize().height() - event.size().height())
        before = self.viewport().rect().adjusted(0, 0, 0, lost)
        seen = before.intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        if lost and seen:
            self.scrollTo(self.currentIndex())
