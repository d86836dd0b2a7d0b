"""Time is passed in: one clock for the running program, one that stands still for tests and the tour."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

DEFAULT_TIME_ZONE = "Asia/Shanghai"


class Clock(Protocol):
    def now(self) -> datetime:
        """Local time of the centre, naive, whole seconds."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The centre's local time, whatever the machine's own zone is."""

    time_zone: str = DEFAULT_TIME_ZONE

    def now(self) -> datetime:
        return datetime.now(ZoneInfo(self.time_zone)).replace(microsecond=0, tzinfo=None)


@dataclass
class ManualClock:
    """A clock that moves only when told to."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, step: timedelta) -> datetime:
        self.at += step
        return self.at
