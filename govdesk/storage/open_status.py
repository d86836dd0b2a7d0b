"""The literal «is open» predicate: partial indexes are only used when the query repeats the very same words."""

from govdesk.domain.vocabulary import OPEN_STATUSES, Status

_ORDERED = [status.value for status in Status if status in OPEN_STATUSES]

OPEN_PREDICATE = "status IN (" + ", ".join(f"'{code}'" for code in _ORDERED) + ")"
