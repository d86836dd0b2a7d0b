"""Whatever leaves in bulk says who took it out and when; a paper for the parties never does."""

from collections.abc import Sequence
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.domain.roles import Actor
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.saving import save_whole


def watermark(desk: Desk, actor: Actor) -> str:
    """操作员　2026-11-23 10:15　导出."""
    return _("{who}　{when} 导出　内部资料").format(who=actor.name, when=f"{desk.clock.now():%Y-%m-%d %H:%M}")


def export_table(
    desk: Desk,
    actor: Actor,
    path: Path,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float] = (),
) -> None:
    """A list as .xlsx or .pdf with its mark, saved whole. Raises BadInput `ledger_ending`, `file_not_written`."""
    if path.suffix.lower() == ".xlsx":
        from govdesk.exchange.ledger_workbook import ledger_workbook

        content = ledger_workbook(title, headers, rows, watermark(desk, actor), desk.clock.now())
    elif path.suffix.lower() == ".pdf":
        content = table_pdf(desk, actor, title, headers, rows, shares)
    else:
        raise BadInput("ledger_ending", {"name": path.name})
    save_whole(path, content)


def table_pdf(
    desk: Desk,
    actor: Actor,
    title: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float] = (),
) -> bytes:
    """A list as a PDF with its mark, for a file or the printer; `shares` of the width per column, else equal."""
    from govdesk.documents.forms.ledger import ledger_pdf

    author, now = desk.known_centre().name, desk.clock.now()
    mark = watermark(desk, actor)
    return ledger_pdf(title, headers, rows, shares or [1.0] * len(headers), mark, author, now.date())
