"""One catalogue for every sentence a person reads: gettext with Chinese as the source language.

Write `_("共 {count} 件").format(count=n)`: the Chinese sentence is the key, so a missing catalogue is still right.
"""

import gettext
from collections.abc import Callable

from govdesk.foundation import paths

DOMAIN = "govdesk"
PSEUDO = "pseudo"

_translate: Callable[[str], str] = str


def _(sentence: str) -> str:
    """The sentence in the language in force; placeholders stay as they are."""
    return _translate(sentence)


def use_language(language: str | None) -> None:
    """`None` is Chinese as written; `"pseudo"` brackets every sentence (for the tests); else a gettext language."""
    global _translate
    if language is None:
        _translate = str
    elif language == PSEUDO:
        _translate = "⟦{}⟧".format
    else:
        catalogue = gettext.translation(DOMAIN, paths.resources() / "translations", languages=[language])
        _translate = catalogue.gettext
