"""Double booking: one mediator, one room or one party cannot be at two talks at the same time."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

Person = tuple[str, str, str]
"""Name, ID number, phone: what tells two people of one name apart."""

_ORDER = ("mediator", "place", "party")
"""What clashes, the weightiest first."""

_OWN_ROOMS = (
    "村委会",
    "居委会",
    "村民委员会",
    "居民委员会",
    "村部",
    "社区",
    "调解室",
    "调委会",
    "会议室",
    "本村",
    "党群服务中心",
    "综合服务站",
    "文化",
)
"""A place that begins so has no name of its own: every committee has one, and means its own."""

_NO_ROOMS = ("现场", "家中", "家里", "当事人", "申请人", "被申请人", "田间", "线上", "电话", "视频")
"""Not rooms: several people may be there, or nobody."""


@dataclass(frozen=True, slots=True)
class Booking:
    """One talk that somebody has to come to. `committee_id` says whose rooms and whose mediators are meant."""

    case_id: int
    case_number: str
    session: int
    starts_at: datetime
    ends_at: datetime
    place: str
    mediators: tuple[str, ...]
    parties: tuple[Person, ...]
    committee_id: int | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """`what` is mediator, place or party; `who` the name that is taken by `other`."""

    what: str
    who: str
    other: Booking


@dataclass(frozen=True)
class MediatorIndex:
    """Which committees each name is on the register of on that day: two people of one name are two people."""

    committees: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def is_one_person(self, name: str, first: int | None, second: int | None) -> bool:
        if first == second:
            return True
        known = self.committees.get(name, frozenset())
        return not (first in known and second in known)


def clashes(wanted: Booking, booked: Iterable[Booking], register: MediatorIndex | None = None) -> list[Clash]:
    """Every clash of `wanted` with what is booked, mediators first; touching ends do not clash."""
    index = register or MediatorIndex()
    found = []
    for other in booked:
        if (other.case_id, other.session) == (wanted.case_id, wanted.session) or not _overlap(wanted, other):
            continue
        found += _clashes_with(wanted, other, index)
    return sorted(found, key=lambda clash: _ORDER.index(clash.what))


def same_place(first: str, second: str, same_committee: bool) -> bool:
    """Whether two texts name one room. A room without a name of its own is the committee's."""
    one, two = _bare(first), _bare(second)
    if not one or one != two or one.startswith(_NO_ROOMS) or one.endswith(("家中", "家里", "现场")):
        return False
    return same_committee or not one.startswith(_OWN_ROOMS)


def same_person(first: Person, second: Person) -> bool:
    """One name is one person, unless ID numbers or phones say otherwise."""
    if _bare(first[0]) != _bare(second[0]) or not first[0]:
        return False
    for one, two in zip(first[1:], second[1:], strict=True):
        if one and two:
            return one == two
    return True


def _clashes_with(wanted: Booking, other: Booking, index: MediatorIndex) -> list[Clash]:
    committees = (wanted.committee_id, other.committee_id)
    found = [
        Clash("mediator", name, other)
        for name in wanted.mediators
        if name in other.mediators and index.is_one_person(name, *committees)
    ]
    if same_place(wanted.place, other.place, committees[0] == committees[1]):
        found.append(Clash("place", wanted.place, other))
    taken = [person for person in wanted.parties if any(same_person(person, item) for item in other.parties)]
    return found + [Clash("party", person[0], other) for person in taken]


def _overlap(first: Booking, second: Booking) -> bool:
    return first.starts_at < second.ends_at and second.starts_at < first.ends_at


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
