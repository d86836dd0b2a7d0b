"""The parts of a volume bound: cover, catalogue with true page numbers, contents numbered through, back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from govdesk.domain.dossier import page_span
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.composing import paper_for
from govdesk.services.desk import Desk
from govdesk.services.dossier import VOLUME, Gathered
from govdesk.services.dossier_contents import LAST_FORMS
from govdesk.services.paper_kinds import paper_kind
from govdesk.services.paper_labels import document_label
from govdesk.services.volume_parts import Part, Parts, rendered


@dataclass(frozen=True, slots=True)
class Line:
    """One line of 卷内目录 as printed in the volume. `first` is the number of its first page."""

    position: int
    title: str
    first: int
    pages: int
    note: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A volume that is finished but not kept yet; `by_hand` is what a person writes into its boxes."""

    content: bytes
    pages: int
    lines: tuple[Line, ...]
    notices: tuple[str, ...]
    by_hand: tuple[str, ...]


def bind(desk: Desk, actor: Actor, gathered: Gathered, made: Parts, number: str, hand_boxes: bool) -> Bound:
    """Two passes: pages are counted, then cover, catalogue and what tells of the pages are set with the numbers."""
    from govdesk.documents.volume import VolumePart, count_pages, join_volume

    set_form = partial(_set, desk, actor, gathered, hand_boxes)
    counted = _with_totals(set_form, made.parts, made.notices)
    lines = _lines(counted)
    cover = set_form("dossier_cover", {"volume": number} if number else {})[0]
    catalogue = set_form("dossier_catalogue", {"items": [_row(line) for line in lines]})[0]
    content = join_volume(
        [
            VolumePart(_("封面"), cover, numbered=False),
            VolumePart(_("卷内目录"), catalogue, numbered=False),
            *(VolumePart(part.title, part.content, True, part.level, part.caption) for part in counted),
        ],
        title=" ".join(part for part in (number, gathered.dispute.title) if part),
        author=gathered.dispute.committee.name if gathered.dispute.committee else "",
        subject=document_label(VOLUME),
        dated_on=gathered.dispute.today,
    )
    return Bound(content, count_pages(content), tuple(lines), made.notices, made.by_hand)


def _row(line: Line) -> dict[str, str]:
    pages = page_span(line.first, line.pages)
    return {"position": str(line.position), "name": line.title, "pages": pages, "note": line.note}


def _with_totals(set_form: "_SetForm", parts: Sequence[Part], notices: tuple[str, ...]) -> list[Part]:
    """卷宗情况说明 and 封底 again with the number of pages; twice if that changes their own length."""
    made = list(parts)
    for _attempt in range(3):
        total = sum(part.pages for part in made)
        changed = False
        for index, part in enumerate(made):
            if part.form is None or part.form.kind not in LAST_FORMS:
                continue
            data = _totals(made, part.form.kind, total, notices)
            content, pages = set_form(part.form.kind, data)
            changed = changed or pages != part.pages
            made[index] = replace(part, content=content, pages=pages)
        if not changed:
            break
    return made


def _totals(parts: Sequence[Part], kind: str, total: int, notices: tuple[str, ...]) -> dict[str, object]:
    if kind == "dossier_back":
        return {"pages": str(total)}
    bound = sum(part.pages for part in parts if part.caption or part.level)
    words = _("本卷共{total}页，其中文书{papers}页、附件{bound}页。").format(
        total=total, papers=total - bound, bound=bound
    )
    state = _("截至立卷时未发现缺损、移出、销毁情况。")
    return {"situation": "\n".join((words, *notices, state))}


def _lines(parts: Sequence[Part]) -> list[Line]:
    """The lines of the catalogue: one for each part that opens a line, with the pages of what is bound below it."""
    lines: list[Line] = []
    first = 1
    for part in parts:
        if part.level and lines:
            above = lines[-1]
            note = above.note or _("附件")
            lines[-1] = replace(above, pages=above.pages + part.pages, note=note)
        else:
            lines.append(Line(len(lines) + 1, part.title, first, part.pages, part.note))
        first += part.pages
    return lines


def _set(
    desk: Desk, actor: Actor, gathered: Gathered, hand_boxes: bool, kind: str, data: dict[str, object]
) -> tuple[bytes, int]:
    template = gathered.templates.of(paper_kind(kind))
    paper = paper_for(desk, actor, paper_kind(kind), gathered.file, data, template)
    return rendered(paper, template.source, hand_boxes)


_SetForm = Callable[[str, dict[str, object]], tuple[bytes, int]]
