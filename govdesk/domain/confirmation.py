"""What a court may refuse to confirm, and which courts may be asked: the law as data, never a verdict.

民事诉讼法 (2023) §205; 最高人民法院关于适用民事诉讼法的解释 §354, §355; 人民调解法 §33.
"""

from dataclasses import dataclass

from govdesk.domain.case import CaseFile, Mediation

INVITED, RESIDENCE, SUBJECT, COMMITTEE = "invited", "residence", "subject", "committee"
ARTICLE_205 = "民事诉讼法第二百零五条"

_IDENTITY = ("marriage_family",)
_TITLE = ("housing_homestead", "forest_land", "intellectual_property", "land_resources")
_IDENTITY_WORDS = ("离婚", "解除婚姻", "婚姻关系", "收养", "亲子", "身份关系", "监护权")
_TITLE_WORDS = ("确权", "所有权归", "使用权归", "宅基地使用权", "承包经营权归", "产权归", "专利权", "商标权")


@dataclass(frozen=True, slots=True)
class Concern:
    """Something the court may refuse for. `code`: over_term, identity, title, oral, not_joint."""

    code: str
    source: str


def grounds(file: CaseFile, mediation: Mediation | None) -> tuple[str, ...]:
    """The inviting court alone when a court invited the mediation (§205 item 1), else the three of item 2."""
    invited = file.case.channel == "court_pre_suit" or (mediation is not None and mediation.started == "court")
    return (INVITED,) if invited else (RESIDENCE, SUBJECT, COMMITTEE)


def concerns(file: CaseFile, mediation: Mediation, over_term: bool) -> list[Concern]:
    found = []
    words = f"{file.case.title} {file.case.text}"
    if over_term:
        found.append(Concern("over_term", "人民调解法第三十三条"))
    if file.case.category.startswith(_IDENTITY) or any(word in words for word in _IDENTITY_WORDS):
        found.append(Concern("identity", "民诉法解释第三百五十五条第一款第三项"))
    if file.case.category.startswith(_TITLE) or any(word in words for word in _TITLE_WORDS):
        found.append(Concern("title", "民诉法解释第三百五十五条第一款第五项"))
    if mediation.form == "oral":
        found.append(Concern("oral", "民诉法解释第三百五十四条"))
    if len(file.parties) < 2:
        found.append(Concern("not_joint", ARTICLE_205))
    return found
