"""What somebody wants to see of the ledger of papers: a kind, a body, a state, words; and how many papers that is."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from govdesk.foundation.text import _
from govdesk.services.paper_ledger import LedgerLine, PaperLedger

IN_FORCE, VOID, GAP, UNPRINTED, UNSIGNED = "in_force", "void", "gap", "unprinted", "unsigned"
THIS_MONTH, LAST_MONTH, THIS_QUARTER, THIS_YEAR, LAST_YEAR = (
    "this_month",
    "last_month",
    "this_quarter",
    "this_year",
    "last_year",
)


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """What is empty leaves everything; `text` is looked for in number, case, kind, body and seat."""

    kind: str = ""
    body: str = ""
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """`papers` = `in_force` + `void`; gaps are no papers. The last two count papers in force only."""

    papers: int
    in_force: int
    void: int
    gaps: int
    unprinted: int
    unsigned: int


def chosen(ledger: PaperLedger, choice: LedgerChoice) -> PaperLedger:
    """The same ledger with the lines that fit, in their order."""
    words = choice.text.strip().casefold()
    lines = tuple(
        line
        for line in ledger.lines
        if (not choice.kind or line.kind == choice.kind)
        and (not choice.body or line.body == choice.body)
        and _is_in_state(line, choice.state)
        and (not words or words in _searched(line))
    )
    return replace(ledger, lines=lines, missing=tuple(line.number for line in lines if line.is_gap))


def counted(ledger: PaperLedger) -> LedgerCounts:
    states = {state: sum(_is_in_state(line, state) for line in ledger.lines) for state, _label in states_offered()}
    return LedgerCounts(
        papers=states[IN_FORCE] + states[VOID],
        in_force=states[IN_FORCE],
        void=states[VOID],
        gaps=states[GAP],
        unprinted=states[UNPRINTED],
        unsigned=states[UNSIGNED],
    )


def counts_words(counts: LedgerCounts) -> str:
    """共 12 份：有效 11，作废 1；未打印 3，无签字件 8。"""
    words = _(
        "共 {papers} 份：有效 {in_force}，作废 {void}，空号 {gaps}；有效的里面未打印 {unprinted}，无签字件 {unsigned}"
    )
    return words.format(
        papers=counts.papers,
        in_force=counts.in_force,
        void=counts.void,
        gaps=counts.gaps,
        unprinted=counts.unprinted,
        unsigned=counts.unsigned,
    )


def states_offered() -> list[tuple[str, str]]:
    return [
        (IN_FORCE, _("有效")),
        (VOID, _("作废")),
        (GAP, _("空号")),
        (UNPRINTED, _("有效，未打印")),
        (UNSIGNED, _("有效，无签字件")),
    ]


def kinds_in(ledger: PaperLedger) -> list[tuple[str, str]]:
    """Code and label of the kinds that occur, by label."""
    return sorted({(line.kind, line.kind_label) for line in ledger.lines}, key=lambda pair: pair[1])


def bodies_in(ledger: PaperLedger) -> list[str]:
    """The issuing bodies that occur, by name."""
    return sorted({line.body for line in ledger.lines if line.body})


def periods_offered() -> list[tuple[str, str]]:
    return [
        (THIS_YEAR, _("今年")),
        (THIS_MONTH, _("本月")),
        (LAST_MONTH, _("上月")),
        (THIS_QUARTER, _("本季度")),
        (LAST_YEAR, _("去年")),
    ]


def period_bounds(period: str, today: date) -> tuple[date, date]:
    """First and last day; what is still running ends with its last day, not with today."""
    month = today.replace(day=1)
    if period == LAST_MONTH:
        end = month - timedelta(days=1)
        return end.replace(day=1), end
    if period == THIS_MONTH:
        return month, _next_month(month) - timedelta(days=1)
    if period == THIS_QUARTER:
        begin = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
        return begin, _next_month(_next_month(_next_month(begin))) - timedelta(days=1)
    year = today.year - 1 if period == LAST_YEAR else today.year
    return date(year, 1, 1), date(year, 12, 31)


def _is_in_state(line: LedgerLine, state: str) -> bool:
    if state == GAP:
        return line.is_gap
    if state == VOID:
        return line.void
    if state == UNPRINTED:
        return line.in_force and not line.is_printed
    if state == UNSIGNED:
        return line.in_force and not line.signed
    return not state or line.in_force


def _searched(line: LedgerLine) -> str:
    return "\n".join((line.number, line.case_number, line.kind_label, line.body, line.issued_by)).casefold()


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
