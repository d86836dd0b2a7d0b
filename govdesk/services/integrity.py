"""The check of a data folder: database, foreign keys, log chain and head, attachments and papers by hash."""

import hashlib
from dataclasses import dataclass

from govdesk.domain.case_log import GENESIS, line_hash, next_head
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.number_book import number_books
from govdesk.storage.engine import Connection
from govdesk.storage.queries.integrity import (
    CaseHead,
    read_attachment_hashes,
    read_case_heads,
    read_counts,
    read_document_hashes,
    read_heads,
    read_log_lines,
)
from govdesk.storage.repositories.attachments import attachment_path

_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`problems` are Chinese sentences; `ok` when there are none."""

    ok: bool
    cases: int
    steps: int
    problems: tuple[str, ...]


def check_folder(desk: Desk) -> CheckReport:
    """Read everything and compare; nothing is changed."""
    problems = [_("数据库检查：{line}").format(line=line) for line in desk.database.integrity_problems()]
    with desk.database.reading() as connection:
        problems += _log_problems(connection)
        problems += _attachment_problems(desk, connection)
        problems += [
            _("文书原件 {sha256} 与登记的校验值不符").format(sha256=sha256[:12])
            for sha256, content in read_document_hashes(connection)
            if hashlib.sha256(content).hexdigest() != sha256
        ]
        cases, steps = read_counts(connection)
    problems += [
        _("编号簿 {book}〔{year}〕记到第 {last} 号，与已出具的第 {issued} 号对不上").format(
            book=row.scope, year=row.year, last=row.last, issued=row.issued
        )
        for row in number_books(desk)
        if not row.agrees
    ]
    return CheckReport(not problems, cases, steps, tuple(problems[:_MOST_PROBLEMS]))


def _log_problems(connection: Connection) -> list[str]:
    heads = {item.id: item for item in read_case_heads(connection)}
    last: dict[int, tuple[int, str, str]] = {}
    hashes: list[str] = []
    problems: list[str] = []
    for stored in read_log_lines(connection):
        sequence, previous, _status = last.get(stored.case_id, (0, GENESIS, ""))
        problems += _line_problems(
            stored.case_id, heads, stored.line.sequence == sequence + 1, stored.previous_hash == previous
        )
        if line_hash(stored.line, stored.previous_hash) != stored.hash:
            problems.append(
                _("案件 {number} 的第 {step} 步被改动过").format(
                    number=_number(heads, stored.case_id), step=stored.line.sequence
                )
            )
        last[stored.case_id] = (stored.line.sequence, stored.hash, stored.line.to_status)
        hashes.append(stored.hash)
    problems += _head_problems(connection, hashes)
    for head in heads.values():
        problems += _case_problems(head, last.get(head.id))
    return problems


def _line_problems(case_id: int, heads: dict[int, CaseHead], in_order: bool, chained: bool) -> list[str]:
    if case_id not in heads:
        return [_("日志里有一件案件（内部编号 {id}），案件本身不见了").format(id=case_id)]
    if not in_order or not chained:
        return [_("案件 {number} 的办理记录中间缺了一步或断了链").format(number=_number(heads, case_id))]
    return []


def _head_problems(connection: Connection, hashes: list[str]) -> list[str]:
    stored = read_heads(connection)
    entries, head = stored[0] if stored else (0, GENESIS)
    if entries != len(hashes):
        return [
            _("日志应有 {entries} 条，实际 {found} 条：有记录被删去或添加").format(entries=entries, found=len(hashes))
        ]
    if next_head(GENESIS, hashes) != head:
        return [_("日志总链与登记的校验值不符：有记录被替换")]
    return []


def _case_problems(head: CaseHead, last: tuple[int, str, str] | None) -> list[str]:
    if last is None:
        return [_("案件 {number} 没有任何办理记录").format(number=head.number)]
    if last[0] != head.version:
        return [_("案件 {number} 的版本与办理记录条数不一致").format(number=head.number)]
    if last[2] != head.status:
        return [_("案件 {number} 的状态与最后一步办理记录不一致").format(number=head.number)]
    return []


def _attachment_problems(desk: Desk, connection: Connection) -> list[str]:
    problems = []
    for sha256, size in read_attachment_hashes(connection):
        path = attachment_path(desk.folder, sha256)
        if not path.is_file():
            problems.append(_("附件 {sha256} 的原件不见了").format(sha256=sha256[:12]))
        elif path.stat().st_size != size or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            problems.append(_("附件 {sha256} 的原件被改动过").format(sha256=sha256[:12]))
    return problems


def _number(heads: dict[int, CaseHead], case_id: int) -> str:
    return heads[case_id].number if case_id in heads else f"#{case_id}"
