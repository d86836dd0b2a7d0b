"""What stands on each paper: frozen values, ready to be printed. Whoever prints asks no further questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from govdesk.domain.agreement import AgreementDraft


@dataclass(frozen=True, slots=True)
class RenderedPaper:
    """A finished PDF; `template` is the id and version of the fixed wording, `sha256` that of `content`."""

    content: bytes
    pages: int
    sha256: str
    template: str


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """人民调解协议书 (人民调解法 §28–29). An empty `number` prints a blank to be filled in.

    The committee named in the draft is the letterhead; a street office never issues under its name.
    """

    draft: AgreementDraft
    number: str = ""
    specimen: bool = False


@dataclass(frozen=True, slots=True)
class AssignmentPaper:
    """案件交办单 in three parts: 存根 stays, 正联 goes to the receiving body, 回执 comes back.

    `due` and `received` are printed as they are; dates left out print a blank to be filled in by hand.
    """

    letterhead: str
    receiver: str
    title: str
    number: str = ""
    case_number: str = ""
    source: str = ""
    received: str = ""
    place: str = ""
    reporter: str = ""
    phone: str = ""
    assists: tuple[str, ...] = ()
    summary: str = ""
    leader_note: str = ""
    instruction: str = ""
    due: str = ""
    reply_way: str = ""
    attachments: tuple[str, ...] = ()
    secrecy: str = ""
    urgency: str = ""
    checked_by: str = ""
    signed_by: str = ""
    assigned_by: str = ""
    assigned_on: date | None = None
    specimen: bool = False


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the list of what is handed over. `original`: 原件, 复印件 or empty."""

    name: str
    original: str = ""
    copies: int | None = None
    sheets: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """案件移交单 with its list of materials and the signatures of both sides."""

    letterhead: str
    sender: str
    receiver: str
    title: str
    number: str = ""
    case_number: str = ""
    category: str = ""
    parties: tuple[str, ...] = ()
    summary: str = ""
    measures: str = ""
    reason: str = ""
    basis: str = ""
    informed: str = ""
    materials: tuple[Material, ...] = field(default=())
    secrecy: str = ""
    urgency: str = ""
    checked_by: str = ""
    signed_by: str = ""
    sender_person: str = ""
    receiver_person: str = ""
    handed_on: date | None = None
    specimen: bool = False


Value = str | tuple[str, ...] | tuple[Mapping[str, str], ...]
"""What stands in one field of a composed paper: a text, a list, or the rows of a table."""


@dataclass(frozen=True, slots=True)
class ComposedPaper:
    """A paper whose layout is data (`resources/templates/<kind>.toml`).

    `values` has a key per field that is known, dates already in Chinese words; what is missing prints as a blank.
    `template` is the id and version the values were made for, empty for the newest.
    """

    kind: str
    letterhead: str
    number: str = ""
    dated_on: date | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    specimen: bool = False
    template: str = ""


Paper = AgreementPaper | AssignmentPaper | HandoverPaper | ComposedPaper
