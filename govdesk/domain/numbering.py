"""Numbers of papers and volumes: one series per issuing body and year, written as the field writes them.

Agreement and dossier volume share one sequence, so that either leads to the other: 关人调字〔2026〕118号 and
（2026）关人调字第118号.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from govdesk.domain.errors import BadInput

_BRACKETS = str.maketrans("[]［］()（）【】", "〔〕〔〕〔〕〔〕〔〕")
_VOLUME = re.compile(r"〔(?P<year>\d{4})〕(?P<abbreviation>[^\d〔〕]*?)(?P<series>人调字)第(?P<sequence>[1-9]\d*)号")


class Series(StrEnum):
    """The words between the body's abbreviation and the year. 综治 are the centre's, 人调 a mediation committee's."""

    MEDIATION = "人调字"  # agreement, oral agreement and volume share it
    MEDIATION_ACCEPTANCE = "人调受"
    MEDIATION_NOTICE = "人调知"
    MEDIATION_TERMINATION = "人调终"
    MEDIATION_REFUSAL = "人调告"
    MEDIATION_REPLY = "人调复"
    MEDIATION_PERFORMANCE = "人调督"
    ASSIGNMENT = "综治交"
    HANDOVER = "综治移"
    FORWARDING = "综治转"
    TRANSFER = "综治送"
    SUPERVISION = "综治督"
    WHISTLE = "综治哨"
    COUNTY_CALL = "综治呼"
    EXTENSION = "综治延"
    RETURN_RULING = "综治裁"
    CONSULTATION = "综治会"
    HEARING = "综治听"
    MINUTES = "综治纪"
    TASK_FORCE = "综治包"
    TASK_FORCE_REPORT = "综治结"
    STRIKE_OFF = "综治销"
    VISIT = "综治访"
    RECEIPT = "综治受"
    REFUSAL = "综治告"
    ARRIVAL = "综治报"
    ADMISSION = "综治准"


_PAPER = re.compile(
    rf"(?P<abbreviation>[^\d〔〕]*?)(?P<series>{'|'.join(Series)})〔(?P<year>\d{{4}})〕(?P<sequence>[1-9]\d*)号"
)


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """`abbreviation` is the issuing body's (关), `sequence` counts from 1 within body, series and year."""

    abbreviation: str
    series: Series
    year: int
    sequence: int

    @property
    def text(self) -> str:
        """关人调字〔2026〕118号: the year in full, the sequence without leading zeros (GB/T 9704-2012)."""
        return f"{self.abbreviation}{self.series}〔{self.year}〕{self.sequence}号"

    @property
    def volume(self) -> str:
        """（2026）关人调字第118号: the dossier that holds the agreement of the same number."""
        return f"（{self.year}）{self.abbreviation}{self.series}第{self.sequence}号"


def parse_paper_number(text: str) -> PaperNumber:
    """A paper's or a volume's number however its brackets and blanks were typed.

    Raises BadInput `paper_number_unreadable`.
    """
    squeezed = re.sub(r"\s", "", text).translate(_BRACKETS)
    match = _PAPER.fullmatch(squeezed) or _VOLUME.fullmatch(squeezed)
    if match is None:
        raise BadInput("paper_number_unreadable", {"number": text})
    return PaperNumber(match["abbreviation"], Series(match["series"]), int(match["year"]), int(match["sequence"]))


def distinct_abbreviation(wanted: str, name: str, others: Iterable[tuple[str, str]]) -> str:
    """`wanted` when no other body of the kind wants it, else the shortest beginning of `name` that is its own.

    `others` are (wanted abbreviation, name) of the other bodies. Two committees of one street may begin alike
    (孙家村, 孙坡村): their papers must not bear the same number.
    """
    known = list(others)
    taken = {abbreviation for abbreviation, _name in known}
    if wanted and wanted not in taken:
        return wanted
    for length in range(1, len(name)):
        start = name[:length]
        if start not in taken and not any(other.startswith(start) for _wanted, other in known):
            return start
    return name
