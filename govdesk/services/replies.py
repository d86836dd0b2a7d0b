"""回填: results in the columns of the table that each case came in, and what has not gone back to its source yet."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from govdesk.domain.case import CaseFile
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, BadInput, NotFound, RuleViolation
from govdesk.domain.follow_ups import UNREACHED, current_visits, visits_since_closing
from govdesk.domain.replies import ReplyRule
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.exchange.case_columns import Field, field_of, known_columns
from govdesk.exchange.case_rows import ADDED_BY_US
from govdesk.exchange.reply_workbook import MediationColumn, ReplySheet, write_reply_workbook
from govdesk.foundation.text import _
from govdesk.services.access import viewed
from govdesk.services.bulk import MOST, act_in_bulk
from govdesk.services.desk import Desk
from govdesk.services.endings import Ending, endings_of
from govdesk.storage.queries.documents import read_case_documents
from govdesk.storage.queries.follow_ups import read_unsent
from govdesk.storage.queries.imports import read_batches
from govdesk.storage.repositories.leaving import LeavingRepository, NewLeaving

NEWEST = 0
_AT_ONCE = 400
_MAY_EXPORT = (Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook of replies. `marked` are the numbers noted as sent back; `sheets` (name, headers, rows)."""

    path: Path
    channel: str
    case_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    sheets: tuple[tuple[str, tuple[str, ...], int], ...]
    marked: tuple[str, ...]
    changes: Changes


def export_replies(
    desk: Desk, actor: Actor, channel: str, path: Path, again: bool = False, mark: bool = False
) -> Exported:
    """The results of a channel's cases that did not go back yet (`again`: also those that did).

    A sheet for each layout in which cases came in, with the columns of that file and the reply filled in; one of our
    own for cases registered by hand. With nothing to send back the file holds only headers. `mark` notes every case
    as sent back, in one command. That the file was made is written into the register of files that left.

    Raises NotFound, RuleViolation, AccessDenied, and the BadInput of `write_reply_workbook`.
    """
    if actor.role not in _MAY_EXPORT:
        raise AccessDenied("role_may_not", {"action": _("导出回填表格"), "role": actor.role.value})
    if mark and actor.role is not Role.OPERATOR:
        raise AccessDenied("role_may_not", {"action": _("回填来源"), "role": actor.role.value})
    rule = _rule_of(desk, channel)
    files = _files(desk, actor, rule.channel, again)
    layouts = _layouts(desk, rule)
    agreements = _agreement_numbers(desk, files)
    sheets = _sheets(desk, rule, files, layouts, endings_of(desk, actor, files), agreements)
    write_reply_workbook(path, sheets)
    _note_leaving(desk, actor, rule, path, len(files))
    marked, changes = _mark(desk, actor, files) if mark else ((), Changes())
    return Exported(
        path=path,
        channel=rule.channel,
        case_ids=tuple(int(file.case.id or 0) for file in files),
        numbers=tuple(file.case.number for file in files),
        sheets=tuple((sheet.name, sheet.headers, len(sheet.rows)) for sheet in sheets),
        marked=marked,
        changes=changes,
    )


def channels_answered(desk: Desk) -> tuple[tuple[str, str, int], ...]:
    """(channel, its label, how many are waiting to go back) of every channel whose source wants the result."""
    with desk.database.reading() as connection:
        waiting = [item.channel for item in read_unsent(connection, desk.rules.replies.answered)]
    channels = [rule.channel for rule in desk.rules.replies.channels]
    return tuple((code, desk.rules.channels.label(code), waiting.count(code)) for code in channels)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns of one imported file, or our own; `carrier` is the header that brought each fact."""

    name: str
    headers: tuple[str, ...]
    carrier: Mapping[Field, str]
    filled: frozenset[str]


@dataclass(slots=True)
class _Sheet:
    layout: _Layout
    rows: list[tuple[str, ...]] = field(default_factory=list)


def _rule_of(desk: Desk, channel: str) -> ReplyRule:
    known = desk.rules.channels
    named = known.for_label(channel)
    if named is None:
        raise NotFound("no_such_channel", {"channel": channel, "channels": "、".join(item.label for item in known)})
    rule = desk.rules.replies.of(named.code)
    if rule is None:
        answered = "、".join(known.label(item.channel) for item in desk.rules.replies.channels)
        raise RuleViolation("channel_not_answered", {"label": named.label, "answered": answered})
    return rule


def _files(desk: Desk, actor: Actor, channel: str, again: bool) -> list[CaseFile]:
    with desk.looking(actor) as work:
        found = read_unsent(work.connection, (channel,))
        if again:
            found = sorted(
                [*found, *read_unsent(work.connection, (channel,), sent=True)],
                key=lambda item: (item.closed_at, item.case_id),
            )
        ids = [item.case_id for item in found]
        files = {}
        for at in range(0, len(ids), _AT_ONCE):
            files.update({file.case.id: file for file in work.cases.get_many(ids[at : at + _AT_ONCE])})
    for case_id in ids:
        viewed(desk, actor, case_id, "reply_export")
    return [files[case_id] for case_id in ids]


def _layouts(desk: Desk, rule: ReplyRule) -> dict[int | None, _Layout]:
    """By import batch; None is the layout of cases registered by hand, NEWEST that of the channel's last file."""
    name = _("{channel}（登记）").format(channel=desk.rules.channels.label(rule.channel))
    layouts: dict[int | None, _Layout] = {None: _layout(name, rule.columns, rule)}
    with desk.database.reading() as connection:
        batches = read_batches(connection)
    for batch in reversed(batches):
        headers = tuple(str(item) for item in batch.report.get("headers") or ())
        if headers:
            layouts[batch.id] = _layout(Path(batch.file_name).stem, headers, rule)
            if batch.channel == rule.channel:
                layouts[NEWEST] = layouts[batch.id]
    return layouts


def _layout(name: str, headers: tuple[str, ...], rule: ReplyRule) -> _Layout:
    """The headers as they are; columns of the reply that the source's table lacks are put behind them."""
    own = [header for header in headers if header not in ADDED_BY_US]
    present = {field_of(header) for header in own}
    missing = [h for h in rule.columns if field_of(h) in _REPLIED and field_of(h) not in present]
    missing += [h for h in rule.columns if h in _OF_MEDIATIONS and h not in own]
    whole = (*own, *missing)
    columns = known_columns(whole)
    carrier = {fact: columns.header_of(fact) for fact in columns.fields}
    filled = frozenset(carrier[fact] for fact in _REPLIED if fact in carrier) | (frozenset(whole) & _OF_MEDIATIONS)
    return _Layout(name, whole, carrier, filled)


def _sheets(
    desk: Desk,
    rule: ReplyRule,
    files: Sequence[CaseFile],
    layouts: Mapping[int | None, _Layout],
    endings: Mapping[int, Ending],
    agreements: Mapping[int, str],
) -> list[ReplySheet]:
    """One sheet for each set of headers, however many files brought it; at least one."""
    found: dict[tuple[str, ...], _Sheet] = {}
    for file in files:
        layout = layouts.get(file.case.batch_id) or layouts[None]
        sheet = found.setdefault(layout.headers, _Sheet(layout))
        case_id = int(file.case.id or 0)
        sheet.rows.append(_row(desk, layout, file, endings[case_id], agreements.get(case_id, "")))
    sheets = list(found.values()) or [_Sheet(layouts.get(NEWEST) or layouts[None])]
    return [ReplySheet(item.layout.name, item.layout.headers, item.layout.filled, tuple(item.rows)) for item in sheets]


def _row(desk: Desk, layout: _Layout, file: CaseFile, ended: Ending, agreement: str) -> tuple[str, ...]:
    values = dict(file.case.source_fields)
    for fact, value in _facts(desk, file, ended).items():
        header = layout.carrier.get(fact)
        if header and (value or header not in values):
            values[header] = value
    special = _special(desk, file, ended, agreement)
    values.update({name: special[name] for name in layout.headers if name in special})
    return tuple(values.get(header, "") for header in layout.headers)


def _facts(desk: Desk, file: CaseFile, ended: Ending) -> dict[Field, str]:
    """What the case says for a column: what came with it as it came, and the reply."""
    case, follow_up = file.case, _follow_up(desk, file)
    handler = desk.bodies.by_id.get(case.handler_id or 0)
    return {
        Field.NUMBER: case.source_number or case.number,
        Field.REPORTER: case.reporter,
        Field.PHONE: case.phone,
        Field.TITLE: case.title,
        Field.TEXT: case.text,
        Field.ADDRESS: case.address,
        Field.RECEIVED_AT: _moment(case.received_at),
        Field.PARTIES: "" if case.source_fields else "、".join(party.name for party in file.parties),
        Field.HANDLER: handler.name if handler else desk.known_centre().office_name,
        Field.STATUS: ended.status,
        Field.FINISHED_AT: _moment(ended.at),
        Field.REPLIED_AT: _moment(desk.clock.now()),
        Field.REPLY: ended.reply,
        Field.FOLLOW_UP: follow_up[0],
        Field.SATISFACTION: follow_up[1],
    }


def _follow_up(desk: Desk, file: CaseFile) -> tuple[str, str]:
    """What the follow-up found, and how it was rated; 解决 and 满意 stay apart."""
    reached = [item for item in visits_since_closing(file) if item.reached]
    if reached:
        last = reached[-1]
        rating = desk.rules.transitions.lists["satisfaction"].get(last.satisfied, "")
        return (_("已解决") if last.solved else _("未解决")), (rating if last.satisfied else _("未评价"))
    if any(item.state == UNREACHED for item in current_visits(file)):
        return _("未接通"), ""
    return "", ""


def _special(desk: Desk, file: CaseFile, ended: Ending, agreement: str) -> dict[str, str]:
    """Columns that only a reply on a mediation has: 委派调解 goes back to the court with its result."""
    last = file.mediations[-1] if file.mediations else None
    outcomes = desk.rules.transitions.lists["mediation_outcomes"]
    agreed = last is not None and last.outcome == "agreed"
    ended_on = last.ended_at if last and last.ended_at else ended.at
    return {
        MediationColumn.OUTCOME: outcomes.get(last.outcome, "") if last else _("未开展调解"),
        MediationColumn.MEDIATORS: "、".join(last.mediators) if last else "",
        MediationColumn.AGREEMENT: agreement if agreed else "",
        MediationColumn.ENDED_ON: _moment(ended_on)[:10],
        MediationColumn.SENT_BACK_FOR: "" if agreed else (last.note if last and last.note else ended.reason),
    }


def _agreement_numbers(desk: Desk, files: Iterable[CaseFile]) -> dict[int, str]:
    agreed = [int(f.case.id or 0) for f in files if any(item.outcome == "agreed" for item in f.mediations)]
    found = {}
    with desk.database.reading() as connection:
        for case_id in agreed:
            for paper in read_case_documents(connection, case_id):
                if paper.kind == "agreement" and paper.state == "issued":
                    found[case_id] = paper.number
    return found


def _note_leaving(desk: Desk, actor: Actor, rule: ReplyRule, path: Path, count: int) -> None:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput("file_not_writable", {"file": path.name}) from error
    with desk.work(actor) as work:
        title = _("{label}，{count} 件").format(label=rule.label, count=count)
        recipient = desk.rules.channels.label(rule.channel)
        leaving = NewLeaving(None, title, recipient, _("回填办理结果"), digest, work.now, actor.seat)
        LeavingRepository(work.connection, work.centre_id).add(leaving)
        work.commit()


def _mark(desk: Desk, actor: Actor, files: Sequence[CaseFile]) -> tuple[tuple[str, ...], Changes]:
    changes, done = Changes(), set[int]()
    ids = [int(file.case.id or 0) for file in files]
    for at in range(0, len(ids), MOST):
        result = act_in_bulk(desk, actor, ids[at : at + MOST], "send_reply", {"how": "workbook"})
        done.update(result.done)
        changes = changes | result.changes
    return tuple(file.case.number for file in files if file.case.id in done), changes


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else ""


_REPLIED = frozenset(
    {
        Field.HANDLER,
        Field.STATUS,
        Field.FINISHED_AT,
        Field.REPLIED_AT,
        Field.REPLY,
        Field.FOLLOW_UP,
        Field.SATISFACTION,
    }
)
"""Facts that the reply writes, also over what the source had there."""

_OF_MEDIATIONS = frozenset(column.value for column in MediationColumn)
