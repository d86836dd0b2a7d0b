"""The small card beside the pointer that tells what lies under it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from govdesk.domain.network_map import DueState
from govdesk.foundation.text import _
from govdesk.services.network_scene import CasePoint, Cell, Office
from govdesk.ui.widgets.labels import label, set_role

_AWAY = 14


class HoverCard(QFrame):
    """Never takes the mouse; stays inside its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("box", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("指针所指"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(2)
        self._lines = [label("", role) for role in ("heading", "small", "small")]
        for line in self._lines:
            column.addWidget(line)
        self.hide()

    def tell(self, target: object, position: QPoint) -> None:
        """Show what is under the pointer at `position` (of the parent); nothing hides the card."""
        words = _words(target)
        if words is None:
            self.hide()
            return
        heading, lines, alarm = words
        for line, text in zip(self._lines, (heading, *lines, "", "")[:3], strict=True):
            line.setText(text)
            line.setVisible(bool(text))
        set_role(self._lines[min(2, len(lines))], "overdue" if alarm else "small")
        if len(lines) == 2:
            set_role(self._lines[1], "small")
        self.adjustSize()
        self.move(self._beside(position))
        self.show()
        self.raise_()

    def _beside(self, position: QPoint) -> QPoint:
        room = self._room.rect()
        x, y = position.x() + _AWAY, position.y() + _AWAY
        if x + self.width() > room.right() - 4:
            x = position.x() - _AWAY - self.width()
        if y + self.height() > room.bottom() - 4:
            y = position.y() - _AWAY - self.height()
        return QPoint(max(4, x), max(4, y))


def _words(target: object) -> tuple[str, list[str], bool] | None:
    """Heading, up to two lines, and whether the last one is an alarm."""
    if isinstance(target, Cell):
        leader = [_("网格长 {name}").format(name=target.leader)] if target.leader else []
        return target.name, [*leader, _figures(target.open_count, target.overdue_count)], bool(target.overdue_count)
    if isinstance(target, CasePoint):
        states = {DueState.OVERDUE: _("已超期"), DueState.SOON: _("临近到期"), DueState.OK: _("时限内")}
        return target.number, [target.title[:28], states[target.state]], target.state is DueState.OVERDUE
    if isinstance(target, Office):
        if target.independent:
            return (
                target.name,
                [_("独立机关：只邀请，不催办、不排名"), _("承办 {open} 件").format(open=target.open_count)],
                False,
            )
        return target.name, [_figures(target.open_count, target.overdue_count)], bool(target.overdue_count)
    if isinstance(target, tuple):
        names = "、".join(office.name for office in target if isinstance(office, Office))
        return _("其余 {count} 个单位").format(count=len(target)), [names[:60]], False
    return None


def _figures(open_count: int, overdue_count: int) -> str:
    return _("在办 {open} 件 · 超期 {overdue} 件").format(open=open_count, overdue=overdue_count)
