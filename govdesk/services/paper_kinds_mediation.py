"""The notice of a talk: to each party, with time and place; a change is a new notice that says what it replaces."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from govdesk.domain.case import CaseFile
from govdesk.domain.errors import RuleViolation
from govdesk.domain.mediation_work import Session, sessions_of
from govdesk.domain.numbering import Series
from govdesk.domain.papers import Value
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.desk import Desk
from govdesk.services.paper_kind import PaperKind
from govdesk.services.paper_kinds_dossier import committee_issues

NOTICE = "mediation_notice"
_WEEK = "一二三四五六日"


def notice_values(desk: Desk, _actor: Actor, file: CaseFile, data: Mapping[str, Any]) -> Mapping[str, Value]:
    """For `receiver` (else for all parties), about the talk of number `session` (else the next one booked)."""
    session = noticed_session(file, str(data.get("session") or ""))
    names = session.parties or tuple(party.name for party in file.parties)
    receiver = str(data.get("receiver") or "、".join(names))
    others = [party.name for party in file.parties if party.name not in receiver.split("、")]
    drawn: dict[str, Value] = {
        "receiver": receiver,
        "others": "、".join(others),
        "cause": file.case.title,
        "session": str(session.number),
        "when": when_words(session.starts_at),
        "place": session.place,
        "mediators": "、".join(session.mediators),
        "guests": "、".join(session.guests),
        "bring": ("本人身份证件", "与纠纷有关的证据材料", "委托他人参加的，带授权委托书"),
        "change": _change(session),
        "contact": "、".join(session.mediators[:1]),
    }
    return {**drawn, **data}


def noticed_session(file: CaseFile, number: str) -> Session:
    """The next one without a number. Raises RuleViolation `no_such_session`, `no_session_open`."""
    booked = [item for item in sessions_of(file) if item.state == "open" and number in ("", str(item.number))]
    if not booked:
        raise RuleViolation("no_such_session", {"number": number}) if number else RuleViolation("no_session_open", {})
    return min(booked, key=lambda item: item.starts_at)


def when_words(moment: datetime) -> str:
    """2026年11月20日（周五）上午9:00."""
    half = "上午" if moment.hour < 12 else "下午"
    day = f"{moment.year}年{moment.month}月{moment.day}日（周{_WEEK[moment.weekday()]}）"
    return f"{day}{half}{moment.hour}:{moment.minute:02d}"


def _change(session: Session) -> str:
    if not session.moves:
        return ""
    last = session.moves[-1]
    was = datetime.fromisoformat(last["starts_at"])
    return f"原定{when_words(was)}的调解因{last.get('reason', '')}改期，原通知书作废。"


def _needs_session(_desk: Desk, file: CaseFile) -> None:
    noticed_session(file, "")


MEDIATION_KINDS: dict[str, PaperKind] = {
    NOTICE: PaperKind(
        NOTICE,
        Series.MEDIATION_NOTICE,
        frozenset({Role.MEDIATOR, Role.OPERATOR, Role.ADMINISTRATOR}),
        committee_issues(NOTICE),
        notice_values,
        lambda _desk, _file, values: str(values.get("receiver", "")).count("、") + 2,
        refuse=_needs_session,
    )
}
