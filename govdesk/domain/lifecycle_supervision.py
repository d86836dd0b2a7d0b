"""Urging, supervising, listing: the ladder of the term, written down beside a case."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, SideRecord
from govdesk.domain.lifecycle import Circumstances, Effect


def urge(file: CaseFile, around: Circumstances) -> CaseFile:
    return _remember(file, around, "urge")


def supervise(file: CaseFile, around: Circumstances) -> CaseFile:
    return _remember(file, around, "supervise")


def list_publicly(file: CaseFile, around: Circumstances) -> CaseFile:
    return _remember(file, around, "list")


def _remember(file: CaseFile, around: Circumstances, kind: str) -> CaseFile:
    record = SideRecord(
        kind=kind,
        opened_at=around.now,
        body_id=file.case.handler_id,
        state="ended",
        ended_at=around.now,
        data={"reason": around.text("reason"), "by": around.actor.name},
    )
    return replace(file, side_records=(*file.side_records, record))


SUPERVISION_EFFECTS: dict[str, Effect] = {"urge": urge, "supervise": supervise, "list": list_publicly}
