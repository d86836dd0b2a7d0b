"""By what the queue can be narrowed besides views and grids, and the words of what narrows it."""

from govdesk.domain.vocabulary import Status
from govdesk.foundation.text import _
from govdesk.services import grids
from govdesk.services.case_queue import QueueFilter
from govdesk.services.labels import status_label
from govdesk.ui.screens.case_queue.columns import tier_words
from govdesk.ui.screens.case_queue.filters import Facet
from govdesk.ui.workplace import Workplace


def facets(place: Workplace) -> list[Facet]:
    """Labels in the language in force, values of the dictionaries in force."""
    rules = place.desk.rules
    statuses = [(status.value, status_label(status)) for status in Status]
    return [
        Facet("categories", _("类别"), [(each.code, each.label) for each in rules.categories]),
        Facet("tiers", _("层级"), [(str(code), words) for code, words in tier_words().items()]),
        Facet("channels", _("来源"), [(each.code, each.label) for each in rules.channels]),
        Facet("statuses", _("状态"), statuses),
        Facet("due", _("时限"), [("today", _("今日到期")), ("soon", _("即将到期"))], many=False),
    ]


def filter_names(place: Workplace, wanted: QueueFilter, view: str) -> dict[str, str]:
    """The words of what a filter names by code or id; `view` is the label of its view."""
    desk, names = place.desk, {"view": view}
    if wanted.grid_id is not None and wanted.grid_id in desk.grids:
        names["grid_id"] = grids.grid_label(desk, wanted.grid_id)
    if wanted.body_id is not None and wanted.body_id in desk.body_rows:
        names["body_id"] = desk.body_rows[wanted.body_id].name
    return names
