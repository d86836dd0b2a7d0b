"""Templates of a centre: read, changed with a preview, kept as versions; what was issued can be set again."""

import re
from dataclasses import dataclass
from datetime import datetime

from govdesk.documents.template import shipped_text, shipped_title
from govdesk.documents.template_check import checked_form, checked_wording, wording_fields
from govdesk.domain.changes import Changes
from govdesk.domain.errors import AccessDenied, NotFound, RuleViolation
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import BodyKind, Role
from govdesk.foundation.text import _
from govdesk.services.access import case_for_change
from govdesk.services.composing import empty_paper, sample_paper
from govdesk.services.desk import Desk
from govdesk.services.frozen_papers import frozen_paper
from govdesk.services.paper_kind import PaperKind
from govdesk.services.paper_kinds import KINDS, paper_kind
from govdesk.services.papers import letterhead
from govdesk.services.template_choice import OF_CENTRE, SHIPPED, ChosenTemplate, chosen, template_in_force, text_of
from govdesk.storage.queries.centre import LETTERHEAD
from govdesk.storage.queries.documents import read_document
from govdesk.storage.queries.paper_ledger import read_frozen
from govdesk.storage.queries.templates import read_template_text, read_versions

_EDITORS = (Role.SUPERVISOR, Role.LEADER, Role.ADMINISTRATOR)
_VERSION = re.compile(r'^version\s*=\s*"([^"]*)"', re.MULTILINE)
_LONGEST = 200_000  # characters of a template
_LONGEST_LETTERHEAD = 40


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template as the list shows it. `code` is the kind of paper; `own` when the centre changed it."""

    code: str
    title: str
    version: str
    own: bool
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version, newest first. `origin` is shipped or centre."""

    version: str
    origin: str
    author: str
    note: str
    at: datetime | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class TemplateField:
    """What may be inserted into a text: `{name}`."""

    name: str
    label: str
    kind: str


def templates(desk: Desk) -> list[TemplateRow]:
    """All kinds of papers with the version in force."""
    with desk.database.reading() as connection:
        changed = {row.template: row for row in read_versions(connection) if row.in_force_at is not None}
        rows = []
        for kind in KINDS.values():
            current, stored = template_in_force(kind, connection), changed.get(kind.template_name)
            own = stored is not None and current.source != shipped_text(kind.template_name)
            at = stored.in_force_at if stored and own else None
            rows.append(TemplateRow(kind.code, shipped_title(kind.template_name), current.version, own, at))
    return rows


def template_source(desk: Desk, code: str, version: str = "") -> str:
    """The whole text of a version, of the one in force when none is named. Raises NotFound `no_such_template`."""
    kind = paper_kind(code)
    with desk.database.reading() as connection:
        if not version:
            return template_in_force(kind, connection).source
        text = read_template_text(connection, kind.template_name, version)
    if text is None and version == _shipped_version(kind):
        return shipped_text(kind.template_name)
    if text is None:
        raise NotFound("no_such_template", {"version": version})
    return text


def template_title(code: str) -> str:
    return shipped_title(paper_kind(code).template_name)


def versions(desk: Desk, code: str) -> list[TemplateVersion]:
    """Newest first; the one that came with the program is always among them."""
    kind = paper_kind(code)
    with desk.database.reading() as connection:
        rows = read_versions(connection, kind.template_name)
        current = template_in_force(kind, connection).version
    made = [
        TemplateVersion(row.version, row.origin, row.author, row.note, row.stored_at, row.version == current)
        for row in reversed(rows)
    ]
    shipped = _shipped_version(kind)
    if all(item.version != shipped for item in made):
        made.append(TemplateVersion(shipped, SHIPPED, "", "", None, shipped == current))
    return made


def template_fields(code: str) -> list[TemplateField]:
    """The fields that a text of this kind may use, in order of input."""
    kind = paper_kind(code)
    if kind.assemble is not None:
        labels = _wording_labels()
        return [TemplateField(name, labels.get(name, name), "text") for name in wording_fields(kind.template_name)]
    form = template_in_force(kind).form
    assert form is not None
    return [TemplateField(field.name, field.label, field.kind) for field in form.fields.values()]


def _wording_labels() -> dict[str, str]:
    """What the places in the wordings stand for, by name."""
    return {
        "number": _("文书编号"),
        "letterhead": _("发文单位"),
        "due": _("期限"),
        "date": _("日期"),
        "age": _("年龄"),
        "place": _("履行地点"),
        "copies": _("份数"),
        "count": _("材料项数"),
        "address": _("住址"),
        "phone": _("联系电话"),
        "relation": _("与当事人的关系"),
        "authority": _("代理权限"),
    }


def check_template(code: str, text: str) -> ChosenTemplate:
    """Read, compared with the shipped one, and set empty and full. Raises BadInput naming file, line and key."""
    kind = paper_kind(code)
    if len(text) > _LONGEST:
        raise RuleViolation("template_too_long", {"longest": _LONGEST})
    if kind.assemble is not None:
        checked_wording(kind.template_name, text)
    else:
        checked_form(kind.template_name, text)
    return chosen(kind.template_name, text, kind.assemble is None)


def preview_template(desk: Desk, code: str, text: str, filled: bool) -> bytes:
    """The changed text as it would print, with samples or empty; nothing is kept. Raises as `check_template`."""
    from govdesk.documents.rendering import render  # the PDF library is loaded with the first paper

    kind, template = paper_kind(code), check_template(code, text)
    head = template.letterhead or (letterhead(desk) if desk.centre else "")
    paper = (sample_paper if filled else empty_paper)(kind, head, template.form)
    return render(paper, text).content


def save_template(desk: Desk, actor: Actor, code: str, text: str, note: str = "") -> str:
    """A new version, in force from now on; returns its name. Its number stands in the text itself.

    Raises AccessDenied `may_not_edit_templates`, BadInput `template_…`, RuleViolation `template_unchanged`.
    """
    _refuse_role(actor)
    kind = paper_kind(code)
    _refuse_foreign(desk, check_template(code, text).letterhead)
    with desk.work(actor) as work:
        current = template_in_force(kind, work.connection)
        if _VERSION.sub("", text) == _VERSION.sub("", current.source):
            raise RuleViolation("template_unchanged", {})
        version = _next_version(kind, [row.version for row in read_versions(work.connection, kind.template_name)])
        content = _VERSION.sub(f'version = "{version}"', text, count=1)
        preview_template(desk, code, content, filled=True)
        preview_template(desk, code, content, filled=False)
        author = f"{actor.name}（{actor.seat}）" if actor.name else actor.seat
        work.templates.add(kind.template_name, version, OF_CENTRE, content, author, note.strip(), work.now, force=True)
        work.commit()
    return version


def restore_template(desk: Desk, actor: Actor, code: str, version: str) -> None:
    """Put an older version in force again; it stays what it was. Raises NotFound `no_such_template`."""
    _refuse_role(actor)
    kind = paper_kind(code)
    text = template_source(desk, code, version)
    with desk.work(actor) as work:
        if not work.templates.put_in_force(kind.template_name, version, work.now):
            work.templates.add(kind.template_name, version, SHIPPED, text, actor.seat, "", work.now, force=True)
        work.commit()


def set_letterhead(desk: Desk, actor: Actor, text: str) -> Changes:
    """What stands over the centre's papers from now on; empty for place and office. Committees keep their names.

    Raises AccessDenied `may_not_edit_templates`, RuleViolation `letterhead_too_long`, `letterhead_of_body`.
    """
    _refuse_role(actor)
    head = " ".join(text.split())
    if len(head) > _LONGEST_LETTERHEAD:
        raise RuleViolation("letterhead_too_long", {"longest": _LONGEST_LETTERHEAD})
    _refuse_foreign(desk, head)
    with desk.work(actor) as work:
        work.drafts.set_setting(LETTERHEAD, head)
        changes = work.commit()
    desk.reload()
    return changes | Changes(everything=True)


def set_again(desk: Desk, actor: Actor, document_id: int) -> bytes:
    """An issued paper from its frozen data and its template version: the bytes that were issued, for ever.

    Raises NotFound, AccessDenied.
    """
    from govdesk.documents.rendering import render

    with desk.looking(actor) as work:
        row = read_document(work.connection, document_id)
        if row is None:
            raise NotFound("no_such_document", {"document": document_id})
        case_for_change(work, actor, row.case_id)
        data, source = read_frozen(work.connection, document_id), text_of(work.connection, row.template)
    return render(frozen_paper(row.number, data), source).content


def _refuse_role(actor: Actor) -> None:
    if actor.role not in _EDITORS:
        raise AccessDenied("may_not_edit_templates", {"role": actor.role})


def _refuse_foreign(desk: Desk, head: str) -> None:
    """The centre never signs with another body's name."""
    if any(head == row.name and row.kind is not BodyKind.CENTRE for row in desk.body_rows.values()):
        raise RuleViolation("letterhead_of_body", {"name": head})


def _shipped_version(kind: PaperKind) -> str:
    return template_in_force(kind).version


def _next_version(kind: PaperKind, known: list[str]) -> str:
    """1-1, 1-2 …: the centre's changes of the program's version 1."""
    shipped = _shipped_version(kind)
    number = 1
    while f"{shipped}-{number}" in known:
        number += 1
    return f"{shipped}-{number}"
