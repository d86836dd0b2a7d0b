"""Moments as people and scripts write them on the command line."""

from datetime import datetime
from zoneinfo import ZoneInfo

from govdesk.domain.errors import BadInput
from govdesk.foundation.clock import DEFAULT_TIME_ZONE


def parse_moment(text: str) -> datetime:
    """ISO 8601 local time; a moment with a zone of its own is brought to the centre's."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInput("moment_unreadable", {"moment": text}) from None
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(ZoneInfo(DEFAULT_TIME_ZONE)).replace(tzinfo=None)
