"""Moments as people and scripts write them on the command line."""

from datetime import datetime

from govdesk.domain.errors import BadInput


def parse_moment(text: str) -> datetime:
    """ISO 8601 local time, or in words (2026年9月24日 10:00); one with a zone of its own is brought to the centre's."""
    from govdesk.services.written_values import moment_of

    found = moment_of(text.strip())
    if found is None:
        raise BadInput("moment_unreadable", {"moment": text})
    return found
