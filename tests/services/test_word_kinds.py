"""Every kind of paper there is says in Word what it says on its page."""

import re
from collections import Counter

import pytest

from govdesk.documents.rendering import render
from govdesk.documents.template import composed_template
from govdesk.documents.word.rendering import render_word
from govdesk.services.composing import sample_paper
from govdesk.services.paper_kinds import KINDS, paper_kind
from tests.documents.reading import pages_of
from tests.documents.word.reading import words_of

COMPOSED = [code for code in KINDS if paper_kind(code).assemble is None and code != "dossier"]
FEET = re.compile(r"(?:\S{0,40}号)?第\d+页共\d+页$|—\d+—$")


@pytest.mark.parametrize("code", COMPOSED)
def test_the_word_file_of_a_kind_says_what_its_pdf_says(code: str) -> None:
    kind = paper_kind(code)
    paper = sample_paper(kind, "甲街道综治中心", composed_template(kind.template_name))
    pages = [re.sub(r"\s", "", page) for page in pages_of(render(paper).content)]
    words = Counter(words_of(render_word(paper)))
    assert not words - Counter("".join(pages))
    whole = Counter("".join(FEET.sub("", page) for page in pages))
    repeated = sum((whole - words).values())  # headers and labels that come again on the next page
    assert repeated <= 60 * (len(pages) - 1)
