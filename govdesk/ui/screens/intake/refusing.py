"""Not ours: the matter is registered, the citizen told where to go, and no rule is asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from govdesk.services.case_actions import ActionOffer, FieldSpec
from govdesk.services.desk import Desk
from govdesk.services.messages import sentence
from govdesk.services.refusals import register_refused, remedy_words
from govdesk.services.registration import CaseDraft, Registered
from govdesk.ui.widgets.action_pane import ActionPane
from govdesk.ui.widgets.overlay import Overlay
from govdesk.ui.widgets.remedy_note import RemedyNote
from govdesk.ui.workplace import Workplace

WIDTH = 560


class Refusing(QObject):
    """`refused` carries what was registered; until then everything typed stays."""

    refused = Signal(object)

    def __init__(self, place: Workplace, page: QWidget, draft: Callable[[], CaseDraft], draft_key: str) -> None:
        super().__init__(page)
        self._place, self._page, self._draft, self._key = place, page, draft, draft_key
        self.overlay: Overlay | None = None
        self.pane: ActionPane | None = None

    def ask(self) -> None:
        """Open the pane with reason and channel."""
        if self.overlay is not None:
            return
        desk = self._place.desk
        offer = refusal_offer(desk)
        said_how = tuple(desk.rules.transitions.lists["said_how"].items())
        self.pane = ActionPane(offer, offer.fields, "", desk.clock.now, said_how)
        self.pane.explain(RemedyNote(self.pane.form, lambda code: remedy_words(desk, code)))
        self.pane.submitted.connect(self._send)
        self.pane.given_up.connect(self.close_pane)
        self.overlay = Overlay(self._page, self.pane, WIDTH)
        self.pane.form.changed.connect(lambda: QTimer.singleShot(0, self._fit))
        self.pane.start()

    def _fit(self) -> None:
        if self.overlay is not None:
            self.overlay.fit()

    def close_pane(self) -> None:
        if self.overlay is not None:
            overlay, self.overlay, self.pane = self.overlay, None, None
            overlay.close_pane()

    def _send(self, values: dict[str, Any], note: str, _said: object, _slip: str) -> None:
        desk, actor, draft = self._place.desk, self._place.actor, self._draft()
        self._place.runner.write(
            lambda: register_refused(desk, actor, draft, values, note, self._key), self._done, self._failed
        )

    def _done(self, registered: Registered) -> None:
        self.close_pane()
        self.refused.emit(registered)

    def _failed(self, error: Exception) -> None:
        from govdesk.domain.errors import GovDeskError

        if self.pane is not None and isinstance(error, GovDeskError):
            self.pane.refused(sentence(error))
            return
        self._place.told(error)


def refusal_offer(desk: Desk) -> ActionOffer:
    """The row of the table as a pane wants it, for a matter that is no case yet."""
    row, lists = desk.rules.transitions.row("refuse"), desk.rules.transitions.lists
    specs = [
        FieldSpec(item.name, item.label, item.kind, item.required, (), item.hint)
        for item in row.fields
        if item.name != "no_report_reason"
    ]
    codes = {item.name: tuple(lists[item.choices].items()) for item in row.fields if item.choices}
    fields = tuple(replace(spec, choices=codes.get(spec.name, ())) for spec in specs)
    return ActionOffer(row.action, row.label, row.key, row.step, row.confirm, True, "", "", fields)
