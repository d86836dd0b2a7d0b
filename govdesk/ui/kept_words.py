"""What was typed into a pane that was given up: filled in again when the same action is begun on the same case."""

from govdesk.ui.widgets.action_pane import ActionPane, Typed


class KeptWords:
    """Kept until the action is done, and no longer than the window is open: it may be about a person."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Typed] = {}

    def keep(self, pane: ActionPane) -> None:
        """The pane is put away; what is done or empty is forgotten."""
        if pane.dirty():
            self._kept[pane.subject] = pane.typed()
        else:
            self._kept.pop(pane.subject, None)

    def fill(self, pane: ActionPane) -> None:
        """After `start`: what stood in this pane when it was given up stands there again."""
        kept = self._kept.get(pane.subject)
        if kept is not None:
            pane.restore(kept)
