"""`govdesk classify`: what kind of matter a text is, with the words that spoke for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.classification import Suggestion
    from govdesk.services.desk import Desk

    Suggest = Callable[[str], list[Suggestion]]

MOST = 3


@verb("classify", _("给一段文字建议类别，并列出依据的词"))
@click.option("--text", metavar=_("文字"), help=_("一段文字"))
@click.option("--lines", "file", metavar=_("文件"), help=_("文本文件，每行一段"))
@click.pass_obj
def command(invocation: Invocation, text: str | None, file: str | None) -> Answer:
    if (text is None) == (file is None):
        raise click.UsageError(_("--text 和 --lines 要给其中一个"))
    texts = [text] if text is not None else _lines(str(file))
    desk = invocation.desk_if_any
    suggest = _by_the_shipped_dictionary() if desk is None else _by_the_centre(desk)
    found = [suggest(item) for item in texts]
    facts = {"suggestions": [[_facts(item) for item in suggestions] for suggestions in found]}
    note = invocation.without_data(_("按随程序的词典建议"))
    return Answer(facts, [_line(suggestions) for suggestions in found], note=note)


def _by_the_centre(desk: "Desk") -> "Suggest":
    """With what the centre's confirmed cases have taught."""
    from govdesk.services.classification import suggest_category

    return lambda text: suggest_category(desk, text)


def _by_the_shipped_dictionary() -> "Suggest":
    """Where there is no data folder."""
    from govdesk.domain.categories import parse_categories
    from govdesk.domain.classification import parse_keywords, suggest
    from govdesk.services.dictionaries import shipped

    scheme = parse_categories(shipped("categories"))
    kinds = {category.code: category.kind for category in scheme}
    dictionary = parse_keywords(shipped("keywords"), frozenset(kinds))

    def suggested(text: str) -> "list[Suggestion]":
        found = suggest(dictionary, kinds, "", text, None, frozenset(kinds))
        return [replace(item, label=scheme.label(item.category)) for item in found[:MOST]]

    return suggested


def _lines(file: str) -> list[str]:
    """UTF-8 with or without mark, else GB18030."""
    raw = existing_file(file).read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return text.splitlines()


def _facts(item: "Suggestion") -> dict[str, Any]:
    return {
        "category": item.category,
        "category_label": item.label,
        "score": item.score,
        "words": list(item.words),
    }


def _line(suggestions: "list[Suggestion]") -> str:
    if not suggestions:
        return _("没有建议")
    parts = (f"{item.label} {item.score:.2f}（{'、'.join(item.words)}）" for item in suggestions)
    return "；".join(parts)
