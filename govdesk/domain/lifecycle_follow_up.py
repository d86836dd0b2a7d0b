"""回访, 销号, 归档: what happens after a case was closed."""

from dataclasses import replace

from govdesk.domain.case import CaseFile, FollowUp, evolve
from govdesk.domain.lifecycle import Circumstances, Effect
from govdesk.domain.vocabulary import Status


def follow_up(file: CaseFile, around: Circumstances) -> CaseFile:
    reached = bool(around.flag("reached"))
    visit = FollowUp(
        at=around.now,
        by=around.actor.name,
        reached=reached,
        solved=around.flag("solved") if reached else None,
        satisfied=around.text("satisfied") if reached else "",
        note=around.text("note") or around.note,
    )
    case = evolve(file.case, solved=visit.solved, satisfied=visit.satisfied) if reached else file.case
    return replace(file, case=case, follow_ups=(*file.follow_ups, visit))


def strike_off(file: CaseFile, around: Circumstances) -> CaseFile:
    return replace(
        file,
        case=evolve(
            file.case,
            status=Status.STRUCK_OFF,
            struck_off_at=around.now,
            evidence=around.text("evidence") or around.text("reason"),
        ),
    )


def archive(file: CaseFile, around: Circumstances) -> CaseFile:
    return replace(file, case=evolve(file.case, status=Status.ARCHIVED, archived_at=around.now))


FOLLOW_UP_EFFECTS: dict[str, Effect] = {"follow_up": follow_up, "strike_off": strike_off, "archive": archive}
