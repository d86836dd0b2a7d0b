"""A kind of paper: whose number it bears, who may issue it, and how its values come from the case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.domain.agreement import AgreementDraft
from govdesk.domain.body import Body
from govdesk.domain.case import CaseFile
from govdesk.domain.numbering import Series
from govdesk.domain.papers import Paper, Value
from govdesk.domain.roles import Actor
from govdesk.domain.vocabulary import Role
from govdesk.services.desk import Desk

Data = Mapping[str, Any] | AgreementDraft | None
Issuer = Callable[[Desk, CaseFile], Body | None]
Values = Callable[[Desk, Actor, CaseFile, Mapping[str, Any]], Mapping[str, Value]]
Copies = Callable[[Desk, CaseFile, Mapping[str, Value]], int]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """`code` is the document kind of DESIGN §4 and, unless `template` differs, the name of its template.

    - `series` None: a paper without a number of its own.
    - `issuer`: whose letterhead and number book; None is the centre. May raise RuleViolation.
    - `values`: the final values of the fields; hand-given data, validated, comes as its last argument. The file is
      without the informant and the result is cleaned, unless the paper `reveals_informant`.
    - `refuse`: raises RuleViolation when the case gives no ground for the paper.
    - `assemble` and `read` replace `values` for the forms that are laid out by a function of their own.
    """

    code: str
    series: Series | None
    may_issue: frozenset[Role]
    issuer: Issuer
    values: Values
    copies: Copies
    needs_case: bool = True
    template: str = ""
    reveals_informant: bool = False
    refuse: Callable[[Desk, CaseFile], None] | None = None
    assemble: Callable[[Desk, CaseFile, Data], Paper] | None = None
    read: Callable[[Any], Paper] | None = None

    @property
    def template_name(self) -> str:
        return self.template or self.code


def centre_issues(_desk: Desk, _file: CaseFile) -> Body | None:
    return None


def copies(count: int) -> Copies:
    """Always so many."""
    return lambda _desk, _file, _values: count


def given(_desk: Desk, _actor: Actor, _file: CaseFile, data: Mapping[str, Any]) -> Mapping[str, Value]:
    """Only what was given by hand."""
    return data
