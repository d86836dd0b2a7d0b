"""What a move of the case takes back: offers that nobody has answered and requests that nobody has decided."""

from dataclasses import replace

from govdesk.domain.case import CaseFile
from govdesk.domain.lifecycle import Circumstances


def withdraw_offers_and_requests(file: CaseFile, around: Circumstances) -> CaseFile:
    withdrawn = tuple(
        replace(item, state="withdrawn", decided_at=around.now, decided_by=around.actor.name)
        if item.state == "open"
        else item
        for item in file.requests
    )
    return replace(withdraw_open_offers(file, around), requests=withdrawn)


def withdraw_open_offers(file: CaseFile, around: Circumstances) -> CaseFile:
    return answer_offer(file, around, "withdrawn") if file.open_offer else file


def answer_offer(file: CaseFile, around: Circumstances, state: str) -> CaseFile:
    answered = tuple(
        replace(item, state=state, ended_at=around.now, answer=around.text("reason")) if item.state == "open" else item
        for item in file.offers
    )
    return replace(file, offers=answered)
