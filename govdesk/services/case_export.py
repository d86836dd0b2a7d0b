"""The queue as a workbook: the list as it is filtered, personal values masked, who took it when on the sheet.

个人信息保护法 §6, §51: what leaves is as little as the purpose needs; a full list names its purpose and is registered.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from govdesk.domain.errors import AccessDenied, BadInput, RuleViolation
from govdesk.domain.informants import identity_of, withheld
from govdesk.domain.masking import mask_homes, mask_name, mask_names
from govdesk.domain.privacy import mask_phone, mask_text
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.exchange.case_workbook import CaseColumn, Value, write_case_workbook
from govdesk.foundation.text import _
from govdesk.services.access import viewed
from govdesk.services.case_queue import QueueFilter, QueueRow, QueueSort, queue_ids, queue_page, view_filter, view_label
from govdesk.services.desk import Desk
from govdesk.storage.queries.case_export import ExportFacts, read_export_facts
from govdesk.storage.repositories.leaving import LeavingRepository, NewLeaving

_AT_ONCE = 400
_MAY_TAKE_ALL = (Role.OPERATOR, Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class ExportedCases:
    """`masked` unless the full list was asked for; `sha256` of the file, as the register of leaving files has it."""

    path: Path
    rows: int
    masked: bool
    sha256: str


def export_cases(
    desk: Desk,
    actor: Actor,
    wanted: QueueFilter,
    path: Path,
    sort: QueueSort | None = None,
    full: bool = False,
    purpose: str = "",
) -> ExportedCases:
    """Every case of the filter, in its order. With `full` names, telephones and addresses stand as they are.

    An informant is withheld either way. Raises AccessDenied, RuleViolation `export_purpose_missing`, and the BadInput
    of `write_case_workbook`.
    """
    if full and actor.role not in _MAY_TAKE_ALL:
        raise AccessDenied("role_may_not", {"action": _("导出完整清单"), "role": actor.role.value})
    if full and not purpose.strip():
        raise RuleViolation("export_purpose_missing")
    ids = queue_ids(desk, actor, wanted, sort)
    mark = _mark(desk, actor, wanted, len(ids), purpose if full else "")
    columns = _columns(full)
    rows = write_case_workbook(path, _("案件清单"), mark, columns, _rows(desk, actor, ids, full))
    digest = _digest(path)
    with desk.work(actor) as work:
        title = _("案件清单（{view}），{count} 件").format(view=view_words(desk, wanted), count=rows)
        why = purpose.strip() or _("内部使用，个人信息已隐去")
        leaving = NewLeaving(None, title, actor.name, why, digest, work.now, actor.seat)
        LeavingRepository(work.connection, work.centre_id).add(leaving)
        work.commit()
    return ExportedCases(path, rows, not full, digest)


def view_words(desk: Desk, wanted: QueueFilter) -> str:
    """在办 · 孙家村: what the list was narrowed to."""
    grid = desk.grids.get(wanted.grid_id or 0)
    parts = [view_label(wanted.view) if wanted.view else _("全部案件"), grid.name if grid else ""]
    if wanted.text:
        parts.append(_("含“{words}”").format(words=wanted.text))
    narrowed = wanted.statuses or wanted.tiers or wanted.categories or wanted.channels or wanted.case_ids is not None
    parts.append(_("另有筛选") if narrowed else "")
    return " · ".join(part for part in parts if part)


def proposed_name(desk: Desk, wanted: QueueFilter) -> str:
    """`案件清单-在办-20261118.xlsx`"""
    view = view_label(view_filter(wanted.view).view or "") if wanted.view else _("全部案件")
    return _("案件清单-{view}-{day}.xlsx").format(view=view, day=f"{desk.clock.now():%Y%m%d}")


def _mark(desk: Desk, actor: Actor, wanted: QueueFilter, count: int, purpose: str) -> str:
    centre = desk.known_centre()
    words = _("{centre} · {who} 导出于 {moment} · {view} · 共 {count} 件 · {state}")
    state = _("含个人信息，用途：{purpose}").format(purpose=purpose) if purpose else _("个人信息已隐去，内部使用")
    return words.format(
        centre=f"{centre.name}{centre.office_name}",
        who=actor.name,
        moment=f"{desk.clock.now():%Y-%m-%d %H:%M}",
        view=view_words(desk, wanted),
        count=count,
        state=state,
    )


def _columns(full: bool) -> tuple[CaseColumn, ...]:
    made = [
        CaseColumn(_("编号"), 15),
        CaseColumn(_("事项"), 34),
        CaseColumn(_("类别"), 14),
        CaseColumn(_("网格"), 20),
        CaseColumn(_("层级"), 11),
        CaseColumn(_("承办单位"), 22),
        CaseColumn(_("协办"), 6),
        CaseColumn(_("状态"), 9),
        CaseColumn(_("来源"), 11),
        CaseColumn(_("来件编号"), 18),
        CaseColumn(_("涉及人数"), 9),
        CaseColumn(_("受理时间"), 16),
        CaseColumn(_("期限"), 16),
        CaseColumn(_("时限情况"), 16),
        CaseColumn(_("办结时间"), 16),
        CaseColumn(_("反映人"), 10),
        CaseColumn(_("电话"), 14),
        CaseColumn(_("诉求内容"), 60),
        CaseColumn(_("办理结果"), 40),
    ]
    return (*made, CaseColumn(_("地址"), 24)) if full else tuple(made)


def _rows(desk: Desk, actor: Actor, ids: Sequence[int], full: bool) -> Iterator[tuple[Value, ...]]:
    for start in range(0, len(ids), _AT_ONCE):
        part = list(ids[start : start + _AT_ONCE])
        with desk.database.reading() as connection:
            facts = read_export_facts(connection, part)
        protected = [case_id for case_id in part if facts[case_id].informant_protected]
        hidden = _without_informants(desk, actor, protected)
        for row in queue_page(desk, actor, part):
            if full:
                viewed(desk, actor, row.id, "list_export")
            yield _row(row, hidden.get(row.id, facts[row.id]), row.id in hidden, full)


def _row(row: QueueRow, facts: ExportFacts, withheld_informant: bool, full: bool) -> tuple[Value, ...]:
    def shown(text: str) -> str:
        return text if full else mask_text(mask_names(mask_homes(text, facts.homes), facts.names))

    reporter = _("举报人身份保密") if withheld_informant else (facts.reporter if full else mask_name(facts.reporter))
    cells: list[Value] = [
        row.number,
        shown(row.title),
        row.category_label,
        row.grid_name,
        row.tier_label,
        row.handler,
        row.assists or None,
        row.status_label,
        row.channel_label,
        facts.source_number,
        row.people_count,
        _minute(row.received_at),
        _minute(row.due_at),
        row.due_words if row.due_words != "—" else "",
        _minute(row.closed_at),
        reporter,
        facts.phone if full else mask_phone(facts.phone),
        shown(facts.text),
        shown(facts.result),
    ]
    return (*cells, facts.address) if full else tuple(cells)


def _without_informants(desk: Desk, actor: Actor, ids: Sequence[int]) -> dict[int, ExportFacts]:
    """信访工作条例 §30: whoever reported a wrong stands in no list, full or not."""
    if not ids:
        return {}
    with desk.looking(actor) as work:
        files = work.cases.get_many(ids)
    found = {}
    for file in files:
        clean, case = withheld(file), file.case
        who = identity_of(file)
        found[int(case.id or 0)] = ExportFacts(
            id=int(case.id or 0),
            source_number="",
            address=who.clean(case.address),
            reporter="",
            phone="",
            text=clean.case.text,
            result=clean.case.result,
            informant_protected=True,
            names=tuple(party.name for party in clean.parties),
            homes=tuple(address for address in (case.address, *(party.address for party in file.parties)) if address),
        )
    return found


def _minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput("file_not_writable", {"file": path.name}) from error
