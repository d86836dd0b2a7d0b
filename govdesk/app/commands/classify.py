"""`govdesk classify`: what kind of matter a text is, with the words that spoke for it."""

from typing import TYPE_CHECKING, Any

import click

from govdesk.app.commands.input_files import existing_file
from govdesk.app.invocation import Answer, Invocation
from govdesk.app.verbs import verb
from govdesk.foundation.text import _

if TYPE_CHECKING:
    from govdesk.domain.classification import Suggestion


@verb("classify", _("给一段文字建议类别，并列出依据的词"))
@click.option("--text", metavar=_("文字"), help=_("一段文字"))
@click.option("--lines", "file", metavar=_("文件"), help=_("文本文件，每行一段"))
@click.pass_obj
def command(invocation: Invocation, text: str | None, file: str | None) -> Answer:
    from govdesk.services.classification import suggest_category

    if (text is None) == (file is None):
        raise click.UsageError(_("--text 和 --lines 要给其中一个"))
    texts = [text] if text is not None else _lines(str(file))
    desk = invocation.desk if invocation.has_desk else None
    found = [suggest_category(desk, item) for item in texts]
    facts = {"suggestions": [[_facts(item) for item in suggestions] for suggestions in found]}
    return Answer(facts, [_line(suggestions) for suggestions in found])


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
