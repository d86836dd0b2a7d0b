"""Which text of a template holds: the centre's version in force, else the one that came with the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from govdesk.documents.template import composed_source, read_wording, shipped_text
from govdesk.documents.template_grammar import ComposedTemplate
from govdesk.services.desk import Desk
from govdesk.services.paper_kind import PaperKind
from govdesk.storage.queries.templates import read_template_text, read_text_in_force, read_texts_in_force
from govdesk.storage.unit_of_work import UnitOfWork

SHIPPED, OF_CENTRE = "shipped", "centre"


@dataclass(frozen=True, slots=True)
class ChosenTemplate:
    """`form` is None for papers that are laid out by a function; `letterhead` is empty for the issuer's own name."""

    name: str
    version: str
    source: str
    letterhead: str
    form: ComposedTemplate | None


@dataclass(frozen=True, slots=True)
class TemplatesInForce:
    """`of(kind)` is what `template_in_force` would have given when these texts were read."""

    texts: Mapping[str, str]

    def of(self, kind: PaperKind) -> ChosenTemplate:
        name = kind.template_name
        return chosen(name, self.texts.get(name) or shipped_text(name), kind.assemble is None)

    def own_mark(self, kind: PaperKind) -> str:
        """Id and version where the centre has put one in force, else empty."""
        if kind.template_name not in self.texts:
            return ""
        template = self.of(kind)
        return f"{template.name}/{template.version}"


def template_in_force(kind: PaperKind, connection: Any = None) -> ChosenTemplate:
    """Without a connection the one that came with the program. Raises BadInput `template_…`."""
    name = kind.template_name
    stored = read_text_in_force(connection, name) if connection is not None else None
    return chosen(name, stored or shipped_text(name), kind.assemble is None)


def current_template(desk: Desk | None, kind: PaperKind) -> ChosenTemplate:
    """The centre's version in force; without a desk the one that came with the program."""
    if desk is None:
        return template_in_force(kind)
    with desk.database.reading() as connection:
        return template_in_force(kind, connection)


def templates_in_force(connection: Any) -> "TemplatesInForce":
    """All of them at one moment, for a volume that is set from many."""
    return TemplatesInForce(read_texts_in_force(connection))


def chosen(name: str, source: str, is_composed: bool) -> ChosenTemplate:
    if is_composed:
        form = composed_source(source, f"{name}.toml")
        return ChosenTemplate(name, form.version, source, form.letterhead, form)
    words = read_wording(source, f"{name}.toml")
    return ChosenTemplate(name, words.version, source, words.letterhead, None)


def keep(work: UnitOfWork, template: ChosenTemplate) -> None:
    """Remember the text that a paper is issued with, should the program bring another one day."""
    if not work.templates.has(template.name, template.version):
        work.templates.add(template.name, template.version, SHIPPED, template.source, "", "", work.now, force=False)


def text_of(connection: Any, mark: str) -> str:
    """The text under id and version, empty when it was never stored (then the shipped one holds)."""
    name, _slash, version = mark.partition("/")
    return read_template_text(connection, name, version) or ""
