"""One pane of a mediation: what was recorded, what can be done next with its key, and the form of what is done."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from govdesk.foundation.text import _
from govdesk.services.case_actions import ActionOffer
from govdesk.services.mediation_views import MediationView
from govdesk.ui import theme
from govdesk.ui.action_host import ActionHost
from govdesk.ui.screens.mediation.records import RecordsView
from govdesk.ui.widgets.buttons import KeyButton, button
from govdesk.ui.widgets.flow_layout import FlowLayout
from govdesk.ui.widgets.labels import line
from govdesk.ui.workplace import Workplace

FORM_WIDTH = 400


class WorkPane(QWidget):
    """Keys of the table, else digits; they act while no text field of the pane has the focus. Esc gives up a form."""

    acted = Signal()
    paper_wanted = Signal(str)

    def __init__(
        self,
        place: Workplace,
        code: str,
        name: str,
        papers: Sequence[tuple[str, str]] = (),
        extra: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.code = code
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._case_id = 0
        self._session: int | None = None
        self._offers: tuple[ActionOffer, ...] | None = None  # until a case was shown
        self._papers = tuple(papers)
        self._shortcuts: list[QShortcut] = []
        self.buttons: dict[str, KeyButton] = {}
        self.papers: dict[str, QPushButton] = {}
        self.records = RecordsView(name)
        self.host = ActionHost(place)
        self.host.setMinimumWidth(theme.px(FORM_WIDTH))
        self.host.setMaximumWidth(theme.px(FORM_WIDTH))
        self.host.closed.connect(self._form_closed)
        self._build(extra)

    def show_view(self, view: MediationView) -> None:
        """The case as it is now; a form that is being filled in stays."""
        if view.case_id != self._case_id:
            self.host.give_up()
        self._case_id, self._session = view.case_id, view.session
        self.records.show_sections(view.sections.get(self.code, ()))
        offers = view.offers.get(self.code, ())
        if offers != self._offers:
            self._offers = offers
            self._make_buttons()

    def begin(self, action: str, preset: Mapping[str, Any] | None = None) -> None:
        """Open the form of an action."""
        if self._case_id:
            self.host.begin(self._case_id, action, preset)

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self, extra: QWidget | None) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        holder = QWidget()
        self._bar = FlowLayout(holder, gap=theme.SPACE_2)
        around = QVBoxLayout()
        around.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_2)
        around.addWidget(holder)
        self._top = QWidget()
        self._top.setLayout(around)
        self._top_line = line()
        self._top.hide()
        self._top_line.hide()
        left.addWidget(self._top)
        left.addWidget(self._top_line)
        if extra is not None:
            left.addWidget(extra, 3)
        left.addWidget(self.records, 2)
        outer.addLayout(left, 1)
        outer.addWidget(self.host)

    def _make_buttons(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts.clear()
        while (item := self._bar.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        self.papers.clear()
        digit = 0
        for offer in self._offers or ():
            key = offer.key
            if not key:
                digit += 1
                key = str(digit)
            self._add(offer, key)
        for kind, words in self._papers:
            made = button(words, "link", "printer")
            made.clicked.connect(lambda _on=False, kind=kind: self.paper_wanted.emit(kind))
            self._bar.addWidget(made)
            self.papers[kind] = made
        for each in (self._top, self._top_line):
            each.setVisible(bool(self.buttons or self.papers))

    def _add(self, offer: ActionOffer, key: str) -> None:
        first = not self.buttons
        made = KeyButton(offer.label, key.replace("Shift+", "⇧"), "primary" if first and offer.enabled else "")
        made.setEnabled(offer.enabled)
        made.setToolTip(offer.why_not)
        made.clicked.connect(lambda: self.begin(offer.action))
        self._bar.addWidget(made)
        self.buttons[offer.action] = made
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(made.click)
        self._shortcuts.append(shortcut)

    def _form_closed(self) -> None:
        self.take_focus()
        self.acted.emit()


def pane_name(code: str) -> str:
    """What a pane is called above it."""
    names = {
        "consent": _("申请·同意"),
        "talk": _("调解"),
        "agreement": _("协议"),
        "performance": _("履行"),
        "confirmation": _("确认"),
        "dossier": _("卷宗"),
        "schedule": _("日程"),
    }
    return names[code]
