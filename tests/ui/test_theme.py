"""Every colour that carries words can be read on its ground, in all three schemes."""

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from govdesk.ui import icons, theme

READ_ON = [
    ("text", "surface", 7.0),
    ("text", "window", 7.0),
    ("secondary", "surface", 4.5),
    ("secondary", "window", 4.5),
    ("hint", "surface", 3.0),
    ("accent", "surface", 4.5),
    ("accent", "selected", 4.5),
    ("text", "selected", 4.5),
    ("secondary", "neutral_ground", 4.5),
    ("on_accent", "accent", 4.5),
    ("overdue_text", "surface", 4.5),
    ("overdue_text", "overdue_ground", 4.5),
    ("due_soon_text", "surface", 4.5),
    ("due_soon_text", "due_soon_ground", 4.5),
    ("on_time_text", "surface", 4.5),
    ("on_time_text", "on_time_ground", 4.5),
    ("rail_text", "rail", 4.5),
    ("overdue", "surface", 3.0),
    ("on_time", "surface", 3.0),
]


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_words_stand_out_from_their_ground(scheme: str) -> None:
    tokens = theme.SCHEMES[scheme]
    weak = {
        (ink, ground): round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, ground, least in READ_ON
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < least
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_the_stylesheet_knows_every_token(scheme: str) -> None:
    assert "$" not in theme.stylesheet(theme.SCHEMES[scheme])


def test_the_bundled_face_is_used_and_numerals_have_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetrics

    assert QFontInfo(qapp.font()).family() == theme.BUNDLED_FAMILY
    metrics = QFontMetrics(theme.font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_rare_characters_of_names_have_a_face(qapp: QApplication) -> None:
    from PySide6.QtGui import QTextLayout

    for rare in "镕喆堃䶮𠮷":
        layout = QTextLayout(rare, theme.font())
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
        assert glyphs and 0 not in glyphs, rare


def test_icons_take_the_colour_of_the_theme(qapp: QApplication) -> None:
    picture = icons.pixmap("plus", "accent", 16, 2.0).toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert colours == {theme.LIGHT.accent.lower()}


def contrast(one: str, other: str) -> float:
    """Of WCAG 2: (lighter + 0.05) ÷ (darker + 0.05)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(value: str) -> float:
    colour = QColor(value)
    parts = [
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in colour.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
