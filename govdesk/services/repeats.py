"""这个人、这件事是不是来过: possible repeats of a draft or a case with their reasons, and the flags of an import."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from time import perf_counter, sleep
from typing import Any

from govdesk.domain.case import CaseFile, evolve
from govdesk.domain.changes import Changes
from govdesk.domain.lifecycle_merging import POSSIBLE_REPEAT
from govdesk.domain.repeats import (
    Judgement,
    Matter,
    RepeatRules,
    Words,
    id_numbers,
    judge,
    matter_of,
    names,
    parse_repeats,
    said,
    telephones,
)
from govdesk.domain.roles import SYSTEM, Actor
from govdesk.domain.text_grams import grams, weights
from govdesk.domain.vocabulary import Role, Status
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.grids import grid_label
from govdesk.services.labels import status_label
from govdesk.services.registration import CaseDraft
from govdesk.storage.queries.repeat_facts import (
    RepeatFacts,
    read_imported_after,
    read_of_source_number,
    read_repeat_facts,
)
from govdesk.storage.repositories.log_entry import LogEntry
from govdesk.storage.search.repeat_index import repeat_search
from govdesk.storage.search.repeat_scan import Question
from govdesk.storage.unit_of_work import UnitOfWork

BEFORE_A_QUESTION = 300
"""Cases that a question takes into the index at most (a tenth of a second); the rest is done in the background."""

_CHECKED_TO = "repeats_checked_to"
_PERSONS_SHOWN = 6
CERTAIN = 100
"""Points of a repeat that needs no weighing."""
_FLAGGED_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class RepeatView:
    """An earlier case that may be the same. `score` 0 to 100; `reasons` the strongest first, e.g. 同电话, 同网格.

    `words` is all of it in one line: 同电话、同网格、同类，12天前.
    """

    case_id: int
    number: str
    title: str
    status: str
    score: int
    reasons: tuple[str, ...]
    when: str
    words: str
    status_label: str
    is_open: bool
    received_at: datetime
    days: int
    grid_name: str
    handler: str
    same_person: bool
    merged_into: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """`repeats` are likely the same matter; `same_person` came before with something else.

    `missing` cases are not in the index yet (a large import a moment ago): the answer may not be complete.
    """

    repeats: tuple[RepeatView, ...]
    same_person: tuple[RepeatView, ...]
    missing: int = 0


def possible_repeats(desk: Desk, actor: Actor, what: CaseDraft | CaseFile) -> list[RepeatView]:
    """Earlier cases that are likely the same matter, the likeliest first; nothing for the seat of a body."""
    return list(earlier_cases(desk, actor, what).repeats)


def earlier_cases(
    desk: Desk, actor: Actor, what: CaseDraft | CaseFile, complete: bool = False, also_weaker: bool = False
) -> Earlier:
    """Likely repeats, and what the same person brought otherwise.

    Beside a case that is nearly certain the merely likely ones are left out, unless `also_weaker`.
    With `complete` the index is brought up to date however long that takes; else a few hundred cases at most.
    """
    if actor.role is Role.BODY:
        return Earlier((), ())
    missing = repeat_search(desk.database).catch_up(None if complete else BEFORE_A_QUESTION)
    rules = repeat_rules()
    matter = _matter(desk, what, rules)
    own_id = what.case.id if isinstance(what, CaseFile) else None
    judged = _without_their_masters(_judged(desk, matter, own_id, rules, _order_of(what)))
    best = judged[0][1].points if judged else 0
    least = max(rules.likely, 0 if also_weaker else best * rules.beside_best / 100)
    repeats = [_view(desk, facts, found) for facts, found in judged if found.points >= least]
    persons = [_view(desk, facts, found) for facts, found in judged if found.points < least and found.same_person]
    persons.sort(key=lambda view: view.received_at, reverse=True)
    return Earlier(tuple(repeats[: rules.shown]), tuple(persons[:_PERSONS_SHOWN]), missing)


def keep_repeats_known(desk: Desk, seconds: float | None = None, rest: float = 0.0) -> Changes:
    """Take missing cases into the index and flag imported ones, for so many seconds (to the end when None).

    Called in the background: each step is one short transaction, and after each it rests for `rest` seconds, so that
    a window beside it stays quick. An interrupted check goes on where it stopped.
    """
    changes = Changes()
    if desk.centre is None:
        return changes
    until = None if seconds is None else perf_counter() + seconds
    search = repeat_search(desk.database)
    while until is None or perf_counter() < until:
        if search.catch_up(BEFORE_A_QUESTION) == 0:
            step = _flag_some(desk)
            if step is None:
                break
            changes = changes | step
        sleep(rest)
    return changes


def unchecked_imports(desk: Desk) -> bool:
    """Is there an imported case that nobody has compared with the earlier ones yet?"""
    with desk.looking(SYSTEM) as work:
        return bool(read_imported_after(work.connection, int(work.drafts.setting(_CHECKED_TO, 0)), 1))


@cache
def repeat_rules() -> RepeatRules:
    return parse_repeats(shipped("repeats"))


def _judged(
    desk: Desk, matter: Matter, own_id: int | None, rules: RepeatRules, order: tuple[str, str]
) -> list[tuple[RepeatFacts, Judgement]]:
    """All candidates with their points, the likeliest first; `order` are channel and number of the source."""
    search = repeat_search(desk.database)
    asked = grams(said(matter.title, matter.text))
    documents, occurrences = search.occurrences(asked)
    words = Words(weights(asked, occurrences, documents))
    question = Question(
        weights=words.weights,
        phones=matter.phones,
        names=matter.names,
        id_numbers=matter.id_numbers,
        address=matter.address,
        category=matter.category,
        grid_id=matter.grid_id,
        received_at=matter.received_at,
    )
    found = [item for item in search.candidates(question, occurrences, rules.candidates + 1) if item != own_id]
    with desk.database.reading() as connection:
        numbered = [item for item in read_of_source_number(connection, *order) if item != own_id] if order[1] else []
        facts = read_repeat_facts(connection, list(dict.fromkeys((*numbered, *found))))
    judged = [(item, judge(matter, _matter_of_facts(desk, item, rules), words, rules)) for item in facts]
    judged = [(item, _same_order(found, order[1]) if item.id in numbered else found) for item, found in judged]
    return sorted(judged, key=lambda pair: (-pair[1].points, -pair[1].alike, pair[1].days, -pair[0].id))


def _same_order(found: Judgement, number: str) -> Judgement:
    """The source itself says that it is the same, whatever the words."""
    return replace(found, points=CERTAIN, reasons=(("number", number), *found.reasons))


def _order_of(what: CaseDraft | CaseFile) -> tuple[str, str]:
    if isinstance(what, CaseFile):
        return what.case.source, what.case.source_number
    return what.channel, what.source_number.strip()


def _without_their_masters(judged: list[tuple[RepeatFacts, Judgement]]) -> list[tuple[RepeatFacts, Judgement]]:
    """A merged case is told only where its master is not."""
    present = {facts.id for facts, _found in judged}
    return [(facts, found) for facts, found in judged if facts.merged_into_id not in present]


def _matter(desk: Desk, what: CaseDraft | CaseFile, rules: RepeatRules) -> Matter:
    if isinstance(what, CaseFile):
        return matter_of(what, _village(desk, what.case.grid_id), rules)
    parties = what.parties
    return Matter(
        title=what.title,
        text=what.text,
        category=what.category,
        received_at=what.received_at or desk.clock.now(),
        grid_id=what.grid_id,
        village_id=_village(desk, what.grid_id),
        address=what.address,
        phones=telephones((what.phone, *(party.phone for party in parties))),
        names=names((what.reporter, *(party.name for party in parties)), rules),
        id_numbers=id_numbers(party.id_number for party in parties),
    )


def _matter_of_facts(desk: Desk, facts: RepeatFacts, rules: RepeatRules) -> Matter:
    return Matter(
        title=facts.title,
        text=facts.text,
        category=facts.category,
        received_at=facts.received_at,
        grid_id=None if facts.place_pending else facts.grid_id,
        village_id=None if facts.place_pending else _village(desk, facts.grid_id),
        address=facts.address,
        phones=telephones((facts.phone, *(phone for _name, phone, _id in facts.people))),
        names=names((facts.reporter, *(name for name, _phone, _id in facts.people)), rules),
        id_numbers=id_numbers(number for _name, _phone, number in facts.people),
    )


def _village(desk: Desk, grid_id: int | None) -> int | None:
    """The village that the grid is or lies in."""
    row = desk.grids.get(grid_id or 0)
    if row is None:
        return None
    return next((item for item in row.path if item in desk.grids and desk.grids[item].level == "village"), None)


def _view(desk: Desk, facts: RepeatFacts, judgement: Judgement) -> RepeatView:
    reasons = tuple(reason for code, fact in judgement.reasons if (reason := _reason(desk, code, fact)))
    when = _("{days}天前").format(days=judgement.days) if judgement.days else _("当天")
    handler = desk.bodies.by_id.get(facts.handler_id or 0)
    return RepeatView(
        case_id=facts.id,
        number=facts.number,
        title=facts.title,
        status=facts.status,
        score=judgement.points,
        reasons=reasons,
        when=when,
        words=_("{reasons}，{when}").format(reasons="、".join(reasons), when=when) if reasons else when,
        status_label=status_label(facts.status),
        is_open=Status(facts.status).is_open,
        received_at=facts.received_at,
        days=judgement.days,
        grid_name=_("待定位") if facts.place_pending else grid_label(desk, facts.grid_id),
        handler=handler.name if handler else "",
        same_person=judgement.same_person,
        merged_into=facts.merged_into_id,
    )


def _reason(desk: Desk, code: str, fact: Any) -> str:
    match code:
        case "number":
            return _("同来件编号 {number}").format(number=fact)
        case "id_number":
            return _("同身份证号")
        case "phone":
            return _("同电话")
        case "name":
            return _("同名（{name}）").format(name=fact)
        case "address":
            return _("同地址")
        case "grid":
            return _("同网格")
        case "village":
            return _("同村（社区）")
        case "category":
            return _("同类")
        case "text":
            return _("描述相近 {percent}%").format(percent=fact)
        case _:
            return ""


def _flag_some(desk: Desk) -> Changes | None:
    """Compare the next imported cases with what came before them; None when all have been compared."""
    with desk.looking(SYSTEM) as work:
        checked_to = int(work.drafts.setting(_CHECKED_TO, 0))
        ids = read_imported_after(work.connection, checked_to, _FLAGGED_AT_ONCE)
        files = [work.cases.get(case_id) for case_id in ids]
    if not files:
        return None
    found = {int(file.case.id or 0): best for file in files if (best := _best_earlier(desk, file)) is not None}
    with desk.work(SYSTEM) as work:
        for case_id, best in found.items():
            _flag(work, case_id, best)
        work.drafts.set_setting(_CHECKED_TO, ids[-1])
        return work.commit()


def flag_repeat(desk: Desk, case_id: int) -> bool:
    """Flag one case as 疑似重复 where an earlier one is likely the same; whether it was."""
    repeat_search(desk.database).catch_up(None)
    with desk.looking(SYSTEM) as work:
        best = _best_earlier(desk, work.cases.get(case_id))
    if best is None:
        return False
    with desk.work(SYSTEM) as work:
        _flag(work, case_id, best)
        desk.after(work.commit())
    return True


def _best_earlier(desk: Desk, file: CaseFile) -> RepeatView | None:
    if POSSIBLE_REPEAT in file.case.flags or not file.case.status.is_open:
        return None
    own_id = int(file.case.id or 0)
    rules = repeat_rules()
    judged = _judged(desk, _matter(desk, file, rules), own_id, rules, _order_of(file))
    likely = ((facts, found) for facts, found in judged if found.points >= rules.likely and facts.id < own_id)
    return next((_view(desk, facts, found) for facts, found in likely), None)


def _flag(work: UnitOfWork, case_id: int, best: RepeatView) -> None:
    before = work.cases.get(case_id)
    flags = tuple(dict.fromkeys((*before.case.flags, POSSIBLE_REPEAT)))
    note = _("疑似与 {number} 重复：{words}").format(number=best.number, words=best.words)
    entry = LogEntry("flag_repeat", SYSTEM, work.now, work.command, note=note)
    work.cases.save(before, replace(before, case=evolve(before.case, flags=flags)), entry)
