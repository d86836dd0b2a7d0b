"""Where the keyboard goes when a screen comes to the front."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def focus_into(screen: QWidget) -> None:
    """To where it was in this screen, else to its first list, else to its first stop; what has it already keeps it."""
    focused = QApplication.focusWidget()
    if focused is not None and (focused is screen or screen.isAncestorOf(focused)):
        return
    last = screen.focusWidget()
    if last is not None and last is not screen and _takes_focus(last):
        last.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    stops = [each for each in screen.findChildren(QWidget) if _takes_focus(each)]
    lists = [each for each in stops if isinstance(each, QAbstractItemView)]
    for first in (lists or stops)[:1]:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _takes_focus(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )
