"""Finding what people type in the text of a case: Chinese substrings, numbers, names, phone tails."""

from sqlalchemy import ColumnElement, and_, or_, select

from govdesk.storage import tables

LONGEST_SEARCH = 200
"""So many characters are looked for; a whole page pasted into the search field would be too much for LIKE."""


def matches_text(words: str) -> ColumnElement[bool]:
    """Every word (separated by spaces) occurs somewhere in number, title, text, address, reporter, phone or a party."""
    return and_(*(_one_word(word) for word in words[:LONGEST_SEARCH].split()))


def _one_word(word: str) -> ColumnElement[bool]:
    cases, party = tables.cases.c, tables.party.c
    of_party = select(party.case_id).where(
        or_(*(column.contains(word, autoescape=True) for column in (party.name, party.phone, party.id_number)))
    )
    fields = (cases.number, cases.source_number, cases.title, cases.text, cases.address, cases.reporter, cases.phone)
    return or_(*(field.contains(word, autoescape=True) for field in fields), cases.id.in_(of_party))
