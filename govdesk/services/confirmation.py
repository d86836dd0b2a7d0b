"""司法确认 before the court: which courts can be chosen, and what to warn of. The court decides, not the program."""

from dataclasses import dataclass

from govdesk.domain import confirmation as law
from govdesk.domain.case import CaseFile
from govdesk.domain.mediation_work import agreed_mediation
from govdesk.domain.vocabulary import BodyKind
from govdesk.foundation.text import _
from govdesk.services.desk import Desk
from govdesk.services.mediation_work import confirmation_days, word_of


@dataclass(frozen=True, slots=True)
class CourtChoice:
    """`ground` is the code of the list confirmation_grounds; `name` the court if it is known."""

    ground: str
    label: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class ConfirmationWarning:
    """Something the court may refuse for, with its article."""

    code: str
    sentence: str
    source: str


def court_choices(desk: Desk, file: CaseFile) -> list[CourtChoice]:
    """Invited by a court: that court alone. Else the three of 民诉法 §205; the parties choose."""
    court = next((row.name for row in desk.body_rows.values() if row.kind is BodyKind.COURT and row.open), "")
    names = {
        law.INVITED: court,
        law.RESIDENCE: _("当事人住所地的基层人民法院"),
        law.SUBJECT: _("标的物所在地的基层人民法院"),
        law.COMMITTEE: court or _("调解组织所在地的基层人民法院"),
    }
    invited = _("法院邀请调解组织先行调解的，向作出邀请的法院申请（{article}第一项）")
    own = _("调解组织自行调解的，向当事人住所地、标的物所在地或者调解组织所在地的基层法院申请（{article}第二项）")
    found = law.grounds(file, agreed_mediation(file) or file.open_mediation)
    return [
        CourtChoice(
            ground,
            word_of(desk, "confirmation_grounds", ground),
            names[ground],
            (invited if ground == law.INVITED else own).format(article=law.ARTICLE_205),
        )
        for ground in found
    ]


def confirmation_warnings(desk: Desk, file: CaseFile) -> list[ConfirmationWarning]:
    """Warnings only: past the day, identity, title to property, an oral agreement, parties that do not ask together."""
    mediation = agreed_mediation(file)
    if mediation is None:
        return []
    days = confirmation_days(desk, mediation)
    sentences = {
        "over_term": _("已超过生效之日起 30 日（最后一日 {day}），法院可能不予受理。"),
        "identity": _(
            "涉及婚姻、收养、亲子等身份关系的确认或者解除，法院不予受理；其中的财产、抚养费等内容可以分开写。"
        ),
        "title": _("涉及物权、知识产权确权的，法院不予受理；相邻关系、赔偿等内容不在此限。"),
        "oral": _("口头协议申请确认，要先补成书面协议，法院审查的是书面内容。"),
        "not_joint": _("要由双方当事人共同申请。"),
    }
    return [
        ConfirmationWarning(item.code, sentences[item.code].format(day=days.limit if days else ""), item.source)
        for item in law.concerns(file, mediation, bool(days and days.is_over))
    ]
