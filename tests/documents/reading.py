"""Reading a finished PDF back: text, fonts, where things stand."""

import io
import re
from dataclasses import dataclass

import pypdf
import pypdfium2


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    name: str
    embedded: bool
    mapped: bool


def text_of(content: bytes) -> str:
    """All text without blanks and line feeds, as PDFium extracts it."""
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"\s", "", "".join(pages))


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def boxes_of(content: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """Every character of a page with its box: left, bottom, right, top in points."""
    with pypdfium2.PdfDocument(content) as document:
        text = document[page].get_textpage()
        # PDFium counts a character beyond the BMP twice
        whole = "".join(character * (2 if ord(character) > 0xFFFF else 1) for character in text.get_text_range())
        assert len(whole) == text.count_chars()
        return [(character, *text.get_charbox(index)) for index, character in enumerate(whole)]


def fonts_of(content: bytes) -> list[EmbeddedFont]:
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        for font in (page["/Resources"].get("/Font") or {}).values():
            font = font.get_object()
            descriptor = font.get("/FontDescriptor")
            embedded = descriptor is not None and "/FontFile2" in descriptor.get_object()
            found[font["/BaseFont"]] = EmbeddedFont(font["/BaseFont"], embedded, "/ToUnicode" in font)
    return list(found.values())
