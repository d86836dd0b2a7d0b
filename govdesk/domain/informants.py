"""Whoever reports a wrong is protected: what names an informant is taken out before a case goes to another body.

信访工作条例(2022) §30: a denunciation is not handed to whoever is denounced; 人民调解 and 12345 practice withhold the
name, telephone, identity number and address from the body that handles the case.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from govdesk.domain.case import CaseFile, PartySnapshot, evolve
from govdesk.domain.masking import mask_name

WITHHELD = "〔保密〕"
INFORMANT_ROLES = frozenset({"reporter", "applicant"})
_SHORTEST = 2
_SHORTEST_ADDRESS = 4
_SHORTEST_NUMBER = 6
_HONORIFICS = "先生|女士|小姐|大爷|大妈|大叔|阿姨|师傅|老师|同志|某某|某|氏"
_HAN_NAME = re.compile(r"[一-鿿·]{2,6}")
_CLEANED = (
    "title",
    "text",
    "address",
    "result",
    "measures",
    "contacted",
    "evidence",
    "limit_text",
    "elsewhere",
    "accepted_on",
    "refusal_reason",
)


@dataclass(frozen=True)
class Identity:
    """Everything that would tell who the informant is."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]

    def clean(self, text: str) -> str:
        """The text without the informant, however the name is spaced or the number is divided."""
        return self._pattern.sub(WITHHELD, text) if text and self._pattern is not None else text

    def clean_all(self, value: Any) -> Any:
        """The same through lists and tables, as the records beside a case keep them."""
        if isinstance(value, str):
            return self.clean(value)
        if isinstance(value, Mapping):
            return {key: self.clean_all(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.clean_all(item) for item in value)
        return value

    def occurs_in(self, text: str) -> bool:
        return bool(text) and self._pattern is not None and self._pattern.search(text) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        parts = [_spaced(text) for text in sorted(self.addresses, key=len, reverse=True)]
        parts += [_divided(number) for number in self.numbers]
        parts += [_spaced(name) for name in sorted(self.names, key=len, reverse=True)]
        parts += [_addressed(name) for name in self.names if _HAN_NAME.fullmatch(name)]
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def identity_of(file: CaseFile) -> Identity:
    """The reporter of the case, and the applicants among its parties: in a denunciation they are the same side."""
    case = file.case
    return identity(case.reporter, case.phone, file.parties)


def identity(reporter: str, phone: str, parties: tuple[PartySnapshot, ...]) -> Identity:
    theirs = [party for party in parties if is_informant(party, reporter)]
    names = [reporter, *(party.name for party in theirs), *(party.representative for party in theirs)]
    numbers = [*re.split(r"[,，;；、/\s]+", phone), *(n for party in theirs for n in (party.phone, party.id_number))]
    return Identity(
        names=_distinct(name.strip() for name in names if len(name.strip()) >= _SHORTEST),
        numbers=_distinct(_bare(number) for number in numbers if len(_bare(number)) >= _SHORTEST_NUMBER),
        addresses=_distinct(party.address.strip() for party in theirs if len(party.address) >= _SHORTEST_ADDRESS),
    )


def is_informant(party: PartySnapshot, reporter: str) -> bool:
    return party.role in INFORMANT_ROLES or (bool(reporter) and party.name.strip() == reporter.strip())


def withheld(file: CaseFile) -> CaseFile:
    """The file as another body may see it. What the file is about, and whom it is against, stays."""
    who, case = identity_of(file), file.case
    cleaned: dict[str, Any] = {name: who.clean(getattr(case, name)) for name in _CLEANED}
    cleaned |= {"reporter": "", "phone": "", "source_fields": {}}
    closings = tuple(who.clean_all(dict(item)) for item in case.closings)
    return replace(
        file,
        case=evolve(case, **cleaned, closings=closings),
        parties=tuple(_other(who, party) for party in file.parties if not is_informant(party, case.reporter)),
        assists=tuple(replace(item, report=who.clean(item.report)) for item in file.assists),
        offers=tuple(
            replace(
                item,
                reason=who.clean(item.reason),
                answer=who.clean(item.answer),
                materials=tuple(who.clean(name) for name in item.materials),
            )
            for item in file.offers
        ),
        requests=tuple(
            replace(
                item, reason=who.clean(item.reason), answer=who.clean(item.answer), asked_by=who.clean(item.asked_by)
            )
            for item in file.requests
        ),
        suspensions=tuple(replace(item, reason=who.clean(item.reason)) for item in file.suspensions),
        mediations=tuple(
            replace(
                item,
                consents=tuple(who.clean(name) for name in item.consents),
                refused=tuple(who.clean(name) for name in item.refused),
                note=who.clean(item.note),
                elsewhere=who.clean(item.elsewhere),
            )
            for item in file.mediations
        ),
        follow_ups=tuple(replace(item, note=who.clean(item.note), by=who.clean(item.by)) for item in file.follow_ups),
        side_records=tuple(replace(item, data=who.clean_all(item.data)) for item in file.side_records),
    )


def _other(who: Identity, party: PartySnapshot) -> PartySnapshot:
    return replace(
        party, address=who.clean(party.address), phone=who.clean(party.phone), occupation=who.clean(party.occupation)
    )


def _spaced(text: str) -> str:
    return r"\s*".join(re.escape(char) for char in text if not char.isspace())


def _divided(number: str) -> str:
    """138 1234 5678, 138-1234-5678 and, where only the middle is masked, 138****5678."""
    whole = r"[\s\-—－]*".join(re.escape(char) for char in number)
    return f"{whole}|{re.escape(number[:3])}[*＊xX]{{3,}}{re.escape(number[-4:])}"


def _addressed(name: str) -> str:
    """赵女士, 赵某 of 赵敏: the surname with a form of address tells who it is in a village."""
    surname = mask_name(name).rstrip("某")
    return f"{re.escape(surname)}(?:{_HONORIFICS})"


def _bare(number: str) -> str:
    return re.sub(r"[\s\-—－]", "", number)


def _distinct(items: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))
