"""The closed lists of the field: statuses, tiers, channels, roles. Codes are stored, labels are in the catalogue."""

from enum import StrEnum


class Status(StrEnum):
    REGISTERED = "registered"
    AWAITING_MANUAL = "awaiting_manual"
    DISPATCHED = "dispatched"
    RETURN_PENDING = "return_pending"
    HANDLING = "handling"
    SUSPENDED = "suspended"
    SUBMITTED = "submitted"
    CLOSED = "closed"
    STRUCK_OFF = "struck_off"
    ARCHIVED = "archived"
    NOT_ACCEPTED = "not_accepted"
    MERGED = "merged"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATUSES


OPEN_STATUSES = frozenset(
    {
        Status.REGISTERED,
        Status.AWAITING_MANUAL,
        Status.DISPATCHED,
        Status.RETURN_PENDING,
        Status.HANDLING,
        Status.SUSPENDED,
        Status.SUBMITTED,
    }
)


class Tier(StrEnum):
    """From the grid upward; the order of definition is the order of climbing."""

    GRID = "grid"
    VILLAGE = "village"
    OFFICE = "office"
    JOINT = "joint"
    TASK_FORCE = "task_force"
    COUNTY = "county"


class Role(StrEnum):
    OPERATOR = "operator"
    MEDIATOR = "mediator"
    SUPERVISOR = "supervisor"
    LEADER = "leader"
    BODY = "body"
    ADMINISTRATOR = "administrator"


class Channel(StrEnum):
    HOTLINE_12345 = "hotline_12345"
    GRID_REPORT = "grid_report"
    OWN_PATROL = "own_patrol"
    COURT_PRE_SUIT = "court_pre_suit"
    POLICE_REFERRAL = "police_referral"
    WINDOW_VISIT = "window_visit"
    PETITION = "petition"
    DIRECT_JOINT = "direct_joint"
    INSTANT_RESPONSE = "instant_response"
    MINI_PROGRAM = "mini_program"
    LEADER_MAILBOX = "leader_mailbox"
    SUPERIOR_ASSIGNED = "superior_assigned"
    VISIT_FOUND = "visit_found"
    OTHER = "other"


class BodyKind(StrEnum):
    """What a receiving body is; decides which tiers it serves."""

    CENTRE = "centre"
    GRID = "grid_staff"
    MEDIATION_COMMITTEE = "mediation_committee"
    VILLAGE_STATION = "village_station"
    STREET_SECTION = "street_section"
    STATION_OFFICE = "station_office"
    COURT = "court"
    COUNTY_DEPARTMENT = "county_department"


class ClockKind(StrEnum):
    CITIZEN = "citizen"
    CENTRE = "centre"
    HANDLER = "handler"
    STATUTORY = "statutory"
