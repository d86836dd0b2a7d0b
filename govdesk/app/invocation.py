"""One call of the command line: the data folder, the seat, and how the answer is printed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from govdesk.domain.errors import GovDeskError, NotFound
from govdesk.foundation.clock import Clock, SystemClock
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.roles import Actor
    from govdesk.services.desk import Desk

DEFAULT_SEAT = "operator"
DATABASE = "govdesk.db"


@dataclass(frozen=True)
class Answer:
    """What a verb found or did: `facts` for `--json`, `lines` for people.

    For stderr: `warning` is a refusal (exit 1), `note` a remark beside what was done.
    """

    facts: dict[str, Any]
    lines: Iterable[str] = ()
    warning: str | None = None
    note: str | None = None


@dataclass
class Invocation:
    """Options that every verb takes, before or after its name."""

    data: str | None = None
    as_json: bool = False
    seat: str | None = None
    clock: Clock = field(default_factory=SystemClock)

    @property
    def location(self) -> str:
        """The data folder: `--data`, else the place where this platform keeps a user's data."""
        if self.data is not None:
            return self.data
        import platformdirs

        return str(Path(platformdirs.user_data_dir("GovDesk", appauthor=False)))

    @property
    def log_folder(self) -> Path | None:
        """The data folder if it is there already; a failure makes no folders."""
        folder = Path(self.location)
        return folder if folder.is_dir() else None

    @property
    def desk_if_any(self) -> "Desk | None":
        """For verbs that can do without: None where no data are yet. A file or an address in its place is refused."""
        return self.desk if self.has_desk_folder or Path(self.location).is_file() else None

    def without_data(self, words: str) -> str | None:
        """The remark that a folder was named and holds no data; `words` say what is used in their place."""
        if self.data is None or self.has_desk_folder:
            return None
        return _("“{folder}”里还没有数据，{words}。").format(folder=self.data, words=words)

    @property
    def has_desk_folder(self) -> bool:
        """Whether there is a database in the place of the data."""
        return "://" in self.location or Path(self.location, DATABASE).exists()

    @cached_property
    def desk(self) -> "Desk":
        """The opened data folder; a folder without data is refused, not filled."""
        if not self.has_desk_folder and not Path(self.location).is_file():
            raise NotFound("no_data_here", {"folder": self.location})
        desk = self._opened()
        _end_suspensions(desk)
        return desk

    @cached_property
    def new_desk(self) -> "Desk":
        """The opened data folder, made if it is not there (`init`, `generate`, `tour`)."""
        return self._opened()

    @property
    def actor(self) -> "Actor":
        return self.actor_at(self.desk)

    def actor_at(self, desk: "Desk") -> "Actor":
        """The seat of `--actor`: a code, a name, or a body by code or label."""
        from govdesk.services.grids import seat

        return seat(desk, self.seat or DEFAULT_SEAT)

    def close(self) -> None:
        for name in ("desk", "new_desk"):
            if (desk := self.__dict__.pop(name, None)) is not None:
                desk.close()

    def rendered(self, answer: Answer) -> str:
        if self.as_json:
            return json.dumps(answer.facts, ensure_ascii=False, indent=2, default=str)
        return "\n".join(answer.lines)

    def _opened(self) -> "Desk":
        from govdesk.services.opening import open_desk

        return open_desk(self.location, self.clock)


def _end_suspensions(desk: "Desk") -> None:
    """Suspensions whose date has come end by themselves, as in a window; what prevents that prevents no verb."""
    from govdesk.services.case_actions import resume_due_suspensions

    if desk.centre is None:
        return
    try:
        resume_due_suspensions(desk)
    except GovDeskError:
        return
