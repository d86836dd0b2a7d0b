"""Identifiers that leave the database: UUID version 7, so that they sort by time."""

import uuid_utils


def new_uid() -> str:
    """A UUIDv7 as 36 lower-case characters."""
    return str(uuid_utils.uuid7())
