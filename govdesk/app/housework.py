"""What the window does by itself on its data: suspensions end, ladders climb, calls escalate, the classifier learns."""

from govdesk.background.housekeeping import Housekeeping
from govdesk.domain.changes import Changes
from govdesk.services import case_actions, repeats
from govdesk.services.supervision import LadderRounds
from govdesk.ui.main_window import MainWindow

BREATH_SECONDS = 0.05
"""Between two steps of long work in the background, so that the window stays quick."""


def keep_house(window: MainWindow) -> Housekeeping:
    """Begin what is done without being asked, as long as there is a centre; `stop` ends it."""
    place = window.place

    def resume() -> Changes:
        return case_actions.resume_due_suspensions(place.desk) if place.desk.centre is not None else Changes()

    def escalate() -> Changes:
        from govdesk.services.county_calls import escalate_unanswered_calls

        return escalate_unanswered_calls(place.desk) if place.desk.centre is not None else Changes()

    def learn() -> None:
        from govdesk.services import classification

        if place.desk.centre is not None and classification.training_due(place.desk):
            classification.train_from_confirmed(place.desk)
        know_repeats()

    def know_repeats() -> None:
        repeats.keep_repeats_known(place.desk, rest=BREATH_SECONDS)

    def imported(changes: Changes) -> None:
        if changes.batches:
            place.runner.labour(know_repeats)

    place.bus.changed.connect(imported)
    house = Housekeeping([resume, escalate, LadderRounds(place.desk)], learn, place.runner, place.bus, place)
    house.start()
    return house
