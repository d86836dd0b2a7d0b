"""A whole hotline order pasted once: taken apart into the fields, guesses marked until somebody has looked."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from govdesk.foundation.text import _
from govdesk.services.orders import FilledOrder, fill_from_order, looks_like_order
from govdesk.ui.screens.intake.form import IntakeForm
from govdesk.ui.widgets.message_bar import MessageBar
from govdesk.ui.workplace import Workplace

PASTE_KEY = "Ctrl+Shift+V"


class OrderPasting(QObject):
    """`paste` takes the clipboard; a whole order pasted into an empty title or text is noticed by itself."""

    def __init__(self, place: Workplace, page: QWidget, form: IntakeForm) -> None:
        super().__init__(page)
        self._place, self._form = place, form
        self.bar = MessageBar()
        self.guessed: set[str] = set()
        QShortcut(QKeySequence(PASTE_KEY), page).activated.connect(self.paste)
        for name in ("title", "text"):
            form.rows[name].field.editor().installEventFilter(self)
        for name, row in form.rows.items():
            row.field.changed.connect(lambda name=name: self.guessed.discard(name))

    def paste(self) -> None:
        """Read what was copied."""
        self.take(QApplication.clipboard().text())

    def take(self, text: str) -> None:
        desk = self._place.desk
        self._place.runner.read(lambda: fill_from_order(desk, text), self._fill, self._place.told)

    def confirm(self) -> None:
        """Somebody has looked at every guess."""
        for name in tuple(self.guessed):
            self._form.rows[name].show_error("")
        self.guessed.clear()
        self.bar.clear()

    def reset(self) -> None:
        self.confirm()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed is not None and pressed.matches(QKeySequence.StandardKey.Paste) and self._empty():
            text = QApplication.clipboard().text()
            if looks_like_order(text):
                self.take(text)
                return True
        return super().eventFilter(watched, event)

    def _empty(self) -> bool:
        return not any(self._form.rows[name].field.value() for name in ("title", "text"))

    def _fill(self, order: FilledOrder) -> None:
        rows = self._form.rows
        for name, value in order.values.items():
            rows[name].field.set_value(_for_field(name, value))
        self.guessed = set(order.guessed)
        for name in order.guessed:
            rows[name].show_error(_("推测的，请核对"), warning=True)
        self.bar.clear()
        words = _("工单已分到 {count} 栏，原文留在详情里。").format(count=len(order.values))
        if order.ticks:
            ticked = "、".join(self._form.tick(name) for name in order.ticks)
            words += _("按工单勾选了“{boxes}”。").format(boxes=ticked)
        if order.deadline is not None:
            words += _("来件要求 {deadline} 前办结。").format(deadline=f"{order.deadline:%Y-%m-%d %H:%M}")
        if not self.guessed:
            self.bar.say(words, "good")
            return
        self.bar.say(
            words + _("{count} 栏是推测的，已标出。").format(count=len(self.guessed)), "warning", closable=False
        )
        self.bar.offer(_("都核对过了"), "primary").clicked.connect(self.confirm)


def _for_field(name: str, value: Any) -> Any:
    return str(value) if name == "grid" else value
