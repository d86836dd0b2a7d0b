"""Text as the line breaker sees it: atoms that are never divided, with their width and what may be trimmed off.

Rules of 标点挤压 after the W3C's requirements for Chinese layout (CLREQ): of two adjacent full-width marks one
gives up its empty half, at the end of a line a closing mark may, at the start of a line an opening mark does.
"""

import re
from collections.abc import Iterable

from govdesk.documents.fonts import FontChain, chain
from govdesk.documents.fonts import Typeface as Typeface
from govdesk.domain.errors import BadInput

NO_START = frozenset("、。，．；：？！）］｝〕】〉》」』〗”’…—～·‰％℃!%),.:;?]}»›-－‐–々゛゜ー")
"""A line may not begin with these."""

NO_END = frozenset("（［｛〔【〈《「『〖“‘([{$￥¥£＃#@§〝")
"""A line may not end with these."""

HAND_BOX = "〓"
"""The geta mark stands for a character that cannot be printed: it is an empty box to write into, one em wide."""

_CLOSING = frozenset("、。，．；：？！）］｝〕】〉》」』〗”’")
_OPENING = frozenset("（［｛〔【〈《「『〖“‘")
_FULL_WIDTH = 0.9  # ems; a mark narrower than this has no empty half to give up

RULE = frozenset("_＿")
"""A blank to write on: drawn as one unbroken rule."""

_RULE_BEFORE, _RULE_AFTER = 4, 6
"""Characters of a rule that stay before and behind the end of a line: no stub of a rule stands alone."""

_BOXES = frozenset("■□")
_LONGEST_CHOICE = 12  # characters behind a box that stay on its line
_TOKENS = re.compile(r"—+|…+|[!-^`-~¡-¶¸-ɏͰ-ԯ]+|.", re.DOTALL)
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
"""Controls and invisible format characters: they leave no mark on paper and are dropped."""


class Atom:
    """A piece of text that stays together, printed from one face.

    `advance` is its natural width, `width` what it takes here after squeezing, `shift` moves its ink (≤ 0).
    """

    __slots__ = ("advance", "can_start", "end_trim", "face", "shift", "solo", "start_trim", "text", "width")

    def __init__(self, text: str, face: str, advance: float, solo: bool) -> None:
        self.text = text
        self.face = face
        self.advance = self.width = advance
        self.solo = solo  # a single character, which may join its neighbours in one spaced run
        self.can_start = True
        self.shift = 0.0
        self.start_trim = 0.0
        self.end_trim = 0.0

    @property
    def is_space(self) -> bool:
        return self.text == " "


def make_atoms(spans: Iterable[tuple[str, Typeface]], size: float) -> list[Atom]:
    """Atoms of a paragraph; `spans` are pieces of text with their typeface.

    Raises BadInput `character_not_printable` for a character that no face has.
    """
    atoms: list[Atom] = []
    for text, typeface in spans:
        faces = chain(typeface)
        for token in _TOKENS.findall(INVISIBLE.sub("", text)):
            if len(token) == 1:
                atoms.append(_solo(token, faces, size))
            else:
                atoms.extend(_word(token, faces, size))
    _squeeze_pairs(atoms, size)
    _forbid_breaks(atoms)
    _keep_choices(atoms)
    _keep_rules(atoms)
    return atoms


def split_wide(atoms: list[Atom], limit: float) -> list[Atom]:
    """Words wider than `limit` fall into characters that may break anywhere; there is no other way to set them."""
    if all(atom.width <= limit for atom in atoms):
        return atoms
    parts: list[Atom] = []
    for atom in atoms:
        if atom.width <= limit or len(atom.text) == 1:
            parts.append(atom)
            continue
        each = atom.width / len(atom.text)
        pieces = max(1, int(limit / each))
        for start in range(0, len(atom.text), pieces):
            text = atom.text[start : start + pieces]
            parts.append(Atom(text, atom.face, each * len(text), False))
    return parts


def _solo(character: str, faces: FontChain, size: float) -> Atom:
    glyph = faces.glyph(character)
    if glyph is None:
        raise BadInput(
            "character_not_printable",
            {"character": character, "codepoint": f"U+{ord(character):04X}", "field": "", "person": "", "where": ""},
        )
    atom = Atom(character, glyph.face, glyph.advance * size, character != HAND_BOX and character not in RULE)
    if glyph.advance >= _FULL_WIDTH:
        if character in _CLOSING:
            atom.end_trim = size / 2
        elif character in _OPENING:
            atom.start_trim = size / 2
    return atom


def _word(token: str, faces: FontChain, size: float) -> list[Atom]:
    """Usually one atom; where faces change inside a word, several that are glued together."""
    parts: list[Atom] = []
    for character in token:
        piece = _solo(character, faces, size)
        piece.end_trim = piece.start_trim = 0.0
        if parts and parts[-1].face == piece.face:
            parts[-1].text += character
            parts[-1].advance += piece.advance
            parts[-1].width += piece.width
        else:
            piece.can_start = not parts
            parts.append(piece)
        parts[-1].solo = False
    return parts


def _squeeze_pairs(atoms: list[Atom], size: float) -> None:
    half = size / 2
    previous: Atom | None = None
    for atom in atoms:
        if previous is not None and (atom.start_trim or atom.end_trim):
            if previous.end_trim:
                previous.width -= half
                previous.end_trim = 0.0
            elif previous.start_trim and atom.start_trim:
                atom.width -= half
                atom.shift = -half
                atom.start_trim = 0.0
        previous = atom


def _forbid_breaks(atoms: list[Atom]) -> None:
    previous: Atom | None = None
    for atom in atoms:
        if atom.text[0] in NO_START or (previous is not None and previous.text[-1] in NO_END):
            atom.can_start = False
        previous = atom


def _keep_choices(atoms: list[Atom]) -> None:
    """□审判机关委托 stays together; a long sentence behind a box breaks as any other."""
    for start, atom in enumerate(atoms):
        if atom.text not in _BOXES:
            continue
        stop = start + 1
        while stop < len(atoms) and atoms[stop].text not in _BOXES and not atoms[stop].text.isspace():
            stop += 1
        if stop - start - 1 <= _LONGEST_CHOICE:
            for behind in atoms[start + 1 : stop]:
                behind.can_start = False


def _keep_rules(atoms: list[Atom]) -> None:
    start = 0
    while start < len(atoms):
        stop = start
        while stop < len(atoms) and atoms[stop].text in RULE:
            stop += 1
        for at in range(start + 1, stop):
            atoms[at].can_start = at - start >= _RULE_BEFORE and stop - at >= _RULE_AFTER
        start = max(stop, start + 1)
