"""The weekly and monthly review: figures with numerator, denominator and definition, and the cases behind each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from govdesk.domain.categories import Categories, parent_of
from govdesk.domain.errors import NotFound
from govdesk.domain.masking import mask_names
from govdesk.domain.periods import Period, parse_period, week_of
from govdesk.domain.review import (
    COUNTS,
    FIGURES,
    TIERS,
    TO_DISCUSS,
    WITHIN_STREET,
    WITHIN_VILLAGE,
    Part,
    ReviewRules,
    Selection,
    compared_window,
    parse_review_rules,
    parse_selection,
    rate,
    window_of,
)
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role, Status
from govdesk.foundation.text import _
from govdesk.services.deadlines import due_words
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.grids import grid_label
from govdesk.services.labels import status_label
from govdesk.services.review_words import (
    figure_label,
    figure_rule,
    period_days,
    period_short,
    period_title,
    reason_words,
    share_label,
    share_short_label,
)
from govdesk.storage.queries.review import (
    CaseLineRow,
    Scope,
    case_ids,
    count_by_category,
    count_cases,
    count_figures,
    count_trend,
    read_case_lines,
)

DISCUSSED_AT_MOST = 40
LISTED_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a count, or a rate between 0 and 1, None where there is nothing to be a part of.

    `previous` and `year_ago` are the values of the period before and of the same one a year before; while a period
    runs, of as much of them as of it has passed.
    """

    key: str
    label: str
    value: float | None
    numerator: int
    denominator: int | None
    rule: str
    is_rate: bool
    previous: float | None
    year_ago: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole; `key` goes to `figure_cases`."""

    key: str
    code: str
    label: str
    short: str
    value: float | None
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A line of the tier table: a category or a month, its closed cases, and its tiers' shares in order."""

    period: str
    label: str
    closed: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    period: str
    label: str
    received: int
    closed: int


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as it may stand on a wall: names in the title are masked; `reasons` say why to discuss it."""

    id: int
    number: str
    title: str
    handler: str
    handler_code: str
    status_label: str
    due_words: str
    overdue: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the review screen shows of one period and one grid with all below it."""

    period: str
    kind: str
    title: str
    days: str
    first_day: date
    last_day: date
    counted_until: datetime
    running: bool
    grid_id: int | None
    grid_name: str
    figures: tuple[Figure, ...]
    tier_shares: tuple[Share, ...]
    within_village: Share
    within_street: Share
    tiers_by_category: tuple[ShareRow, ...]
    tiers_by_month: tuple[ShareRow, ...]
    composition: tuple[Share, ...]
    trend: tuple[TrendPoint, ...]
    to_discuss: tuple[CaseLine, ...]
    to_discuss_count: int

    def figure(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.key == key)


def current_week(desk: Desk) -> str:
    """The code of the week that is running."""
    return week_of(desk.clock.now().date()).code


def meeting_week(desk: Desk) -> str:
    """The week that a meeting today looks back on: on a Monday (周一碰头会) the one before."""
    today = desk.clock.now().date()
    week = week_of(today)
    return week.previous().code if today.isoweekday() == 1 else week.code


def review(desk: Desk, actor: Actor, period: str, grid_id: int | None = None) -> Review:
    """The review of `2026-W47` or `2026-11`. Raises BadInput `period_unreadable`.

    A body's seat sees the figures of the cases that it handles.
    """
    of = parse_period(period)
    now = desk.clock.now()
    rules = review_rules()
    scope = _scope(desk, actor, grid_id)
    window = window_of(of, now)
    with desk.database.reading() as connection:
        earlier = [compared_window(item, of, now) for item in (of.previous(), of.year_ago())]
        counts = [count_figures(connection, item, scope, rules) for item in (window, *earlier)]
        by_category = count_by_category(connection, window, scope, rules)
        by_tier = count_by_category(connection, window, scope, rules, by_tier=True)
        months = _months(of)
        monthly = [count_by_category(connection, window_of(month, now), scope, rules, by_tier=True) for month in months]
        periods = of.up_to_here(rules.trend_periods)
        trend = count_trend(connection, [window_of(item, now) for item in periods], scope, rules)
        hard = Selection(TO_DISCUSS)
        pressing = case_ids(connection, hard, "numerator", window, scope, rules, limit=DISCUSSED_AT_MOST)
        pressing_count = count_cases(connection, hard, "numerator", window, scope, rules)
        discussed = read_case_lines(connection, pressing)
    return Review(
        period=of.code,
        kind=of.kind,
        title=period_title(of),
        days=period_days(of),
        first_day=of.first_day,
        last_day=of.last_day,
        counted_until=window.until,
        running=of.start <= now < of.end,
        grid_id=grid_id,
        grid_name=grid_label(desk, grid_id) if grid_id is not None else "",
        figures=tuple(_figure(key, counts, rules) for key in FIGURES),
        tier_shares=_tier_shares(by_tier, ""),
        within_village=_share_within(by_tier, WITHIN_VILLAGE, _("小事不出村")),
        within_street=_share_within(by_tier, WITHIN_STREET, _("大事不出街道")),
        tiers_by_category=_tiers_by_category(by_tier, desk.rules.categories, of),
        tiers_by_month=tuple(
            ShareRow(month.code, period_short(month), sum(counts.values()), _tier_shares(counts, ""))
            for month, counts in zip(months, monthly, strict=True)
        ),
        composition=_composition(by_category, desk.rules.categories),
        trend=tuple(
            TrendPoint(item.code, period_short(item), row.received, row.closed)
            for item, row in zip(periods, trend, strict=True)
        ),
        to_discuss=tuple(_line(desk, row, now, rules) for row in discussed),
        to_discuss_count=pressing_count,
    )


def figure_cases(
    desk: Desk,
    actor: Actor,
    period: str,
    key: str,
    part: Part = "numerator",
    grid_id: int | None = None,
) -> tuple[int, ...]:
    """The ids behind a number, exactly as many as it says.

    `key`: a figure, `tier.village`, `tier.grid+village`, `category.noise`, both joined by `|`, or `to_discuss`.
    Raises BadInput `period_unreadable`, NotFound `figure_unknown`.
    """
    window = window_of(parse_period(period), desk.clock.now())
    selection = parse_selection(key)
    with desk.database.reading() as connection:
        return case_ids(connection, selection, part, window, _scope(desk, actor, grid_id), review_rules())


def case_lines(desk: Desk, _actor: Actor, ids: Sequence[int]) -> list[CaseLine]:
    """The first of these cases as they may be shown in the meeting, in the order given."""
    now, rules = desk.clock.now(), review_rules()
    with desk.database.reading() as connection:
        rows = read_case_lines(connection, ids[:LISTED_AT_MOST])
    return [_line(desk, row, now, rules) for row in rows]


def review_rules() -> ReviewRules:
    """What counts as satisfied, which cases are discussed."""
    return parse_review_rules(shipped("review"))


def _scope(desk: Desk, actor: Actor, grid_id: int | None) -> Scope:
    """Raises NotFound `no_such_grid` for a grid that is not in force."""
    if grid_id is not None and grid_id not in desk.grids:
        raise NotFound("no_such_grid", {"grid": str(grid_id)})
    depth = desk.grids[grid_id].depth if grid_id is not None else 0
    return Scope(grid_id, depth, actor.body_id if actor.role is Role.BODY else None)


def _figure(key: str, counts: Sequence[dict[str, tuple[int, int]]], rules: ReviewRules) -> Figure:
    """`counts` of the period, the one before, and the same one a year before."""
    value, previous, year_ago = (_value(key, *found[key]) for found in counts)
    numerator, denominator = counts[0][key]
    return Figure(
        key=key,
        label=figure_label(key),
        value=value,
        numerator=numerator,
        denominator=None if key in COUNTS else denominator,
        rule=figure_rule(key, rules),
        is_rate=key not in COUNTS,
        previous=previous,
        year_ago=year_ago,
    )


def _value(key: str, numerator: int, denominator: int) -> float | None:
    return numerator if key in COUNTS else rate(numerator, denominator)


def _months(period: Period) -> list[Period]:
    """The six months that end with the one in which the period ends."""
    return Period("month", period.last_day.year, period.last_day.month).up_to_here(6)


def _tier_shares(by_tier: dict[tuple[str, str], int], category: str) -> tuple[Share, ...]:
    """Every tier in the order of climbing; what was never on a tier only where there is some."""
    counts = dict.fromkeys(TIERS, 0)
    for (_category, tier), number in by_tier.items():
        counts[tier] += number
    whole = sum(counts.values())
    suffix = f"|category.{category}" if category else ""
    return tuple(
        Share(
            f"tier.{tier}{suffix}",
            tier,
            share_label(tier),
            share_short_label(tier),
            rate(number, whole),
            number,
            whole,
        )
        for tier, number in counts.items()
        if number or tier != TIERS[-1]
    )


def _share_within(by_tier: dict[tuple[str, str], int], tiers: tuple[str, ...], label: str) -> Share:
    number = sum(count for (_category, tier), count in by_tier.items() if tier in tiers)
    whole = sum(by_tier.values())
    return Share(f"tier.{'+'.join(tiers)}", "", label, label, rate(number, whole), number, whole)


def _tiers_by_category(
    by_tier: dict[tuple[str, str], int], categories: Categories, period: Period
) -> tuple[ShareRow, ...]:
    """One line per category, subtypes within their type, the largest first."""
    grouped: dict[str, dict[tuple[str, str], int]] = {}
    for (category, tier), number in by_tier.items():
        grouped.setdefault(_type_of(category), {})[category, tier] = number
    rows = [
        ShareRow(period.code, categories.label(code), sum(counts.values()), _tier_shares(counts, code))
        for code, counts in grouped.items()
    ]
    return tuple(sorted(rows, key=lambda row: -row.closed))


def _composition(by_category: dict[tuple[str, str], int], categories: Categories) -> tuple[Share, ...]:
    grouped: dict[str, int] = {}
    for (category, _tier), number in by_category.items():
        grouped[_type_of(category)] = grouped.get(_type_of(category), 0) + number
    whole = sum(grouped.values())
    largest: Sequence[tuple[str, int]] = sorted(grouped.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Share(f"category.{code}", code, categories.label(code), "", rate(number, whole), number, whole)
        for code, number in largest
    )


def _type_of(category: str) -> str:
    return parent_of(category) or category


def _line(desk: Desk, row: CaseLineRow, now: datetime, rules: ReviewRules) -> CaseLine:
    running = Status(row.status).is_open
    overdue = running and row.due_at is not None and row.due_at < now and row.status != Status.SUSPENDED
    handler = desk.body_rows.get(row.handler_id or 0)
    return CaseLine(
        id=row.id,
        number=row.number,
        title=mask_names(row.title, row.names),
        handler=handler.name if handler else "",
        handler_code=handler.code if handler else "",
        status_label=status_label(row.status),
        due_words=due_words(row.due_at, now) if running and row.due_at else "",
        overdue=overdue,
        reasons=_reasons(row, overdue, rules) if running else (),
    )


def _reasons(row: CaseLineRow, overdue: bool, rules: ReviewRules) -> tuple[str, ...]:
    return reason_words(
        overdue,
        (row.tier or "") if row.tier in rules.discussed_tiers else "",
        row.reopen_count if row.reopen_count >= rules.reopened_at_least else 0,
        row.return_count if row.return_count >= rules.returned_at_least else 0,
        row.urgent and rules.urgent,
    )
