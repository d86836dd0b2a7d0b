"""The bundled typefaces: which faces make up a style, which face has a character, which characters none has.

Faces are parsed once per process and only when a character asks for them. The bundled ones come first on every
platform, so the same paper has the same bytes everywhere.
"""

import struct
import threading
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from unicodedata import category

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from govdesk.domain.errors import BadInput
from govdesk.foundation import paths

_FALLBACK = ("GovDeskSong-Regular", "GovDeskRareA-Regular", "GovDeskRareB-Regular")
_BFCHAR_LIMIT = 100  # entries of one block of a ToUnicode map, PDF 32000-1 §9.10.3
_DAMAGE = (ttfonts.TTFError, struct.error, LookupError, ValueError, AssertionError)  # what a cut file raises
_loading = threading.Lock()
_parsed: dict[str, ttfonts.TTFont] = {}


class Typeface(StrEnum):
    """The five styles a paper uses."""

    SONG = "song"  # 宋
    TITLE = "title"  # 小标宋
    HEI = "hei"  # 黑
    KAI = "kai"  # 楷
    FANG = "fang"  # 仿宋


_FACES = {
    Typeface.SONG: _FALLBACK,
    Typeface.TITLE: ("GovDeskSong-Bold", *_FALLBACK),
    Typeface.HEI: ("GovDeskHei-Bold", "GovDeskHei-Regular", *_FALLBACK),
    Typeface.KAI: ("GovDeskKai-Regular", *_FALLBACK),
    Typeface.FANG: ("GovDeskFang-Regular", *_FALLBACK),
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """Where a character is printed from: a face's name and the advance in ems."""

    face: str
    advance: float


class FontChain:
    """The faces of one style in order; each character is taken from the first that has it.

    Raises BadInput `font_missing` or `font_unreadable` when a face that is needed cannot be loaded.
    """

    def __init__(self, faces: tuple[str, ...]) -> None:
        self._faces = faces
        self._glyphs: dict[str, Glyph | None] = {}

    def glyph(self, character: str) -> Glyph | None:
        """None when no face has the character."""
        try:
            return self._glyphs[character]
        except KeyError:
            return self._glyphs.setdefault(character, self._find(character))

    def advance(self, text: str) -> float:
        """Width of the text in ems; characters that nobody has count as nothing."""
        return sum(glyph.advance for glyph in map(self.glyph, text) if glyph)

    @property
    def first_face(self) -> str:
        face(self._faces[0])
        return self._faces[0]

    def _find(self, character: str) -> Glyph | None:
        code = ord(character)
        for name in self._faces:
            outlines = face(name).face
            if code in outlines.charToGlyph:
                return Glyph(name, outlines.charWidths.get(code, outlines.defaultWidth) / 1000)
        return None


@cache
def chain(style: Typeface) -> FontChain:
    """The chain of a style; no file is opened before a character is looked up."""
    return FontChain(_FACES[style])


def uncovered(text: str) -> list[tuple[str, str]]:
    """Characters that no bundled face may print, each once in order of appearance, as (character, "U+XXXX").

    Asked of the fallback in which every style ends, so that a text prints in any of them.
    Private-use characters count as uncovered: what they show depends on the machine.
    """
    faults = (c for c in dict.fromkeys(text) if not is_layout(c) and (is_private(c) or not _printable(c)))
    return [(character, f"U+{ord(character):04X}") for character in faults]


def is_private(character: str) -> bool:
    return category(character) == "Co"


def is_layout(character: str) -> bool:
    """Line feeds, tabs, invisible format characters and variation selectors: they have no glyph of their own."""
    return (
        category(character) in ("Cc", "Cf")
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def face(name: str) -> ttfonts.TTFont:
    """The parsed face, registered with the PDF library under its file's name."""
    if name not in _parsed:
        with _loading:
            if name not in _parsed:
                loaded = _load(name, paths.resources() / "fonts" / f"{name}.ttf")
                pdfmetrics.registerFont(loaded)
                _parsed[name] = loaded
    return _parsed[name]


def _printable(character: str) -> bool:
    return category(character) != "Cs" and chain(Typeface.SONG).glyph(character) is not None


def _load(name: str, path: Path) -> ttfonts.TTFont:
    try:
        return ttfonts.TTFont(name, str(path), asciiReadable=False, shapable=False)
    except (*_DAMAGE, OSError) as error:
        code = "font_unreadable" if path.is_file() else "font_missing"
        raise BadInput(code, {"file": path.name}) from error


def to_unicode_map(font_name: str, codes: list[int]) -> str:
    """The map from a subset's codes to text, with characters beyond the BMP as UTF-16 pairs."""
    entries = [f"<{index:02X}> <{_utf16(code)}>" for index, code in enumerate(codes) if code]
    blocks = []
    for start in range(0, len(entries), _BFCHAR_LIMIT):
        block = entries[start : start + _BFCHAR_LIMIT]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font_name}) /Ordering ({font_name}) /Supplement 0 >> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()


# reportlab 5.1 writes five hex digits for a character beyond the BMP, so that 𠮷 is copied out of the paper as
# another character; and it wraps every stream in ASCII85, a quarter larger.
ttfonts.makeToUnicodeCMap = to_unicode_map
rl_config.useA85 = 0
