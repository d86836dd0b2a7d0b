"""The catalogue of the centre's dossiers: the shipped thirteen or nine items, or a version of its own."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from govdesk.domain.changes import Changes
from govdesk.domain.dossier import Catalogue, CatalogueItem, catalogue_data, checked_items, parse_catalogues
from govdesk.domain.errors import AccessDenied, BadInput
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.dictionaries import shipped
from govdesk.services.paper_kinds_dossier import BOUND
from govdesk.services.paper_labels import document_label
from govdesk.storage.queries.centre import read_stored_rules
from govdesk.storage.queries.rule_versions import read_rule_versions
from govdesk.storage.repositories.rule_versions import RuleVersionRepository

SUBJECT = "dossier"
DEFAULT = "thirteen"
_NOT_A_LINE = frozenset({"dossier_cover", "dossier_catalogue", "confirmation_application_organisation"})
_EDITORS = frozenset({Role.MEDIATOR, Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """A version of the centre's own that was kept; volumes that were made by it name it."""

    version: str
    author: str
    stored_at: datetime


def catalogue_in_force(desk: Desk) -> Catalogue:
    """What the next volume is made by. A stored version that cannot be read raises BadInput."""
    with desk.database.reading() as connection:
        stored = read_stored_rules(connection, desk.clock.now().date()).get(SUBJECT)
    if stored is None:
        return next(item for item in presets() if item.code == DEFAULT)
    return _stored(stored)


@cache
def presets() -> tuple[Catalogue, ...]:
    """The shipped catalogues: thirteen items (in force by default) and nine."""
    return parse_catalogues(shipped(SUBJECT), BOUND)


def kinds_for_catalogue() -> tuple[str, ...]:
    """Papers that a line of the catalogue may ask for, in the order of the thirteen items."""
    ordered = [kind for item in presets()[0].items for kind in item.kinds]
    return (*ordered, *sorted(BOUND - set(ordered) - _NOT_A_LINE))


def attachment_kinds() -> dict[str, str]:
    """The kinds of attachments that a line may take in, with their names."""
    return {
        "identity": _("身份证明"),
        "authorisation": _("授权材料"),
        "evidence": _("证据"),
        "receipt": _("履行凭证"),
        "court": _("法院文书"),
        "photo": _("照片"),
        "scan": _("扫描件"),
        "other": _("其他"),
    }


def words_of(item: CatalogueItem) -> tuple[str, str]:
    """A line's papers and kinds of attachments as they are read and typed: joined by 、."""
    known = attachment_kinds()
    papers = "、".join(document_label(kind) for kind in item.kinds)
    return papers, "、".join(known.get(kind, kind) for kind in item.attachments)


def item_from_words(code: str, label: str, papers: str, attachments: str, required: bool) -> CatalogueItem:
    """A line as somebody typed it. Raises BadInput `dossier_unknown_words` naming what there is."""
    kinds = _codes(papers, {document_label(kind): kind for kind in kinds_for_catalogue()})
    taken = _codes(attachments, {words: kind for kind, words in attachment_kinds().items()})
    return CatalogueItem(code, label.strip(), kinds, taken, required)


def keep_catalogue(
    desk: Desk, actor: Actor, items: Sequence[CatalogueItem], label: str = "", code: str = ""
) -> Changes:
    """Keep a version of one's own; the ones before stay. Raises AccessDenied, BadInput `dossier_…`."""
    if actor.role not in _EDITORS:
        raise AccessDenied("may_not_edit_catalogue", {"role": actor.role})
    checked = checked_items([_tidy(item, position) for position, item in enumerate(items, start=1)], BOUND)
    with desk.work(actor) as work:
        known = {row.version for row in read_rule_versions(work.connection, SUBJECT)}
        today = work.now.date()
        version = next(name for number in range(1, 1000) if (name := f"{today:%Y-%m-%d}-{number}") not in known)
        kept = Catalogue(code or "own", label.strip() or _("本中心目录"), version, checked)
        content = json.dumps(catalogue_data(kept), ensure_ascii=False, indent=1)
        RuleVersionRepository(work.connection, work.centre_id).add(
            SUBJECT, version, actor.name, today, content, work.now
        )
        return work.commit()


def catalogue_versions(desk: Desk) -> list[CatalogueVersion]:
    """The centre's own versions, the newest first."""
    with desk.database.reading() as connection:
        rows = read_rule_versions(connection, SUBJECT)
    return [CatalogueVersion(row.version, row.author, row.stored_at) for row in rows]


def _codes(words: str, known: dict[str, str]) -> tuple[str, ...]:
    typed = [word.strip() for word in re.split(r"[、，,；;\s]+", words) if word.strip()]
    unknown = [word for word in typed if word not in known and word not in known.values()]
    if unknown:
        raise BadInput("dossier_unknown_words", {"words": "、".join(unknown), "known": "、".join(known)})
    return tuple(dict.fromkeys(known.get(word, word) for word in typed))


def _stored(content: str) -> Catalogue:
    try:
        data: dict[str, Any] = json.loads(content)
        return parse_catalogues(data, BOUND)[0]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BadInput("dictionary_unreadable", {"source": SUBJECT, "why": str(error)}) from error


def _tidy(item: CatalogueItem, position: int) -> CatalogueItem:
    """A line without a code is a new one."""
    return replace(item, label=item.label.strip(), code=item.code or f"line-{position}")
