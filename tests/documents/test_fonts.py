"""The bundled faces: what they cover, what is refused, what a missing file says."""

import csv
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from govdesk.documents import fonts
from govdesk.documents.fonts import Typeface, chain, to_unicode_map, uncovered
from govdesk.domain.errors import BadInput
from govdesk.foundation import paths

FACES = sorted((paths.resources() / "fonts").glob("*.ttf"))


def test_all_faces_together_stay_below_eighty_megabytes() -> None:
    assert sum(path.stat().st_size for path in (paths.resources() / "fonts").iterdir()) <= 80_000_000


def test_gb2312_prints_in_every_style_from_its_first_face() -> None:
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    ideographs = "".join(pair.decode("gb2312", errors="ignore") for pair in rows)
    assert len(ideographs) == 6763
    firsts = {"song": "Song-Regular", "title": "Song-Bold", "hei": "Hei-Bold", "kai": "Kai", "fang": "Fang"}
    for style in Typeface:
        faces = {chain(style).glyph(c).face for c in ideographs}
        assert len(faces) == 1 and firsts[style] in faces.pop()


def test_level_two_of_gb18030_prints_from_song() -> None:
    """The first block to U+9FEF and extension A; level 2's 196 are in `test_general_standard…`."""
    codes = [*range(0x4E00, 0x9FF0), *range(0x3400, 0x4DB6)]
    song = chain(Typeface.SONG)
    assert {song.glyph(chr(code)).face for code in codes} == {"GovDeskSong-Regular"}


def test_extensions_b_to_f_are_covered() -> None:
    blocks = [(0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0)]
    text = "".join(chr(code) for first, last in blocks for code in range(first, last + 1))
    assert uncovered(text) == []


def test_extensions_g_and_later_private_use_and_emoji_are_refused_by_codepoint() -> None:
    assert uncovered("王\U00030edd某\ue08b😀") == [("\U00030edd", "U+30EDD"), ("\ue08b", "U+E08B"), ("😀", "U+1F600")]


def test_a_lone_surrogate_is_refused() -> None:
    assert uncovered("\ud842") == [("\ud842", "U+D842")]


def test_line_feeds_and_invisible_characters_are_not_refused() -> None:
    assert uncovered("王\n某\t\u200b\ufeff") == []


@pytest.mark.shared
def test_general_standard_characters_outside_gbk_are_all_covered(shared_data: Path) -> None:
    with (shared_data / "names" / "general_standard_chars_outside_gbk.csv").open(encoding="utf-8") as file:
        assert uncovered("".join(row["char"] for row in csv.DictReader(file))) == []


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_no_ideograph_of_a_face_is_blank(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        offsets = list(font["loca"].locations)
        order = {name: index for index, name in enumerate(font.getGlyphOrder())}
        characters = dict(font.getBestCmap())
    blank = []
    for code, name in characters.items():
        index = order[name]
        ideograph = 0x3400 <= code <= 0x9FFF or code >= 0x20000
        if ideograph and (index == 0 or offsets[index] == offsets[index + 1]):
            blank.append(hex(code))
    assert blank == []


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_faces_bear_our_names_and_the_original_licence_text(path: Path) -> None:
    with TTFont(path, lazy=True) as font:
        names = font["name"]
        assert names.getDebugName(1).startswith("GovDesk ")
        assert names.getDebugName(0) or names.getDebugName(13) or "Fang" in path.stem


def test_a_missing_font_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_ROOT", tmp_path)
    with pytest.raises(BadInput) as caught:
        fonts.face("GovDeskNothing-Regular")
    assert (caught.value.code, caught.value.facts) == ("font_missing", {"file": "GovDeskNothing-Regular.ttf"})


@pytest.mark.parametrize("length", [0, 40, 900, 200_000])
def test_a_damaged_font_file_is_named(length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (paths.resources() / "fonts" / "GovDeskKai-Regular.ttf").read_bytes()
    (tmp_path / "resources" / "fonts").mkdir(parents=True)
    (tmp_path / "resources" / "fonts" / "GovDeskBroken-Regular.ttf").write_bytes(whole[:length])
    monkeypatch.setattr(paths, "_ROOT", tmp_path)
    with pytest.raises(BadInput) as caught:
        fonts.face("GovDeskBroken-Regular")
    assert caught.value.code == "font_unreadable"


def test_characters_beyond_the_bmp_are_mapped_as_surrogate_pairs() -> None:
    mapping = to_unicode_map("X", [0, ord("王"), ord("𠮷")])
    assert "<01> <738B>" in mapping
    assert "<02> <D842DFB7>" in mapping


def test_map_blocks_hold_at_most_a_hundred_entries() -> None:
    mapping = to_unicode_map("X", list(range(1, 256)))
    assert [line for line in mapping.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "55 beginbfchar",
    ]
