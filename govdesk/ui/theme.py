"""The look of the house: colour tokens, type, and the one stylesheet built from them."""

import sys
from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from govdesk.foundation import paths

BASE_PX = 13
ROW_HEIGHT = 34
CONTROL_HEIGHT = 30
SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6 = 4, 8, 12, 16, 24
BUNDLED_FAMILY = "GovDesk Hei"
RARE_FAMILIES = ("GovDesk Rare A", "GovDesk Rare B")
WINDOWS_FAMILY = "Microsoft YaHei UI"
_TYPE_SIZES = (11, 12, 13, 14, 15, 16, 18, 20)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One set of colours, `#RRGGBB`; the names say the use, never the hue."""

    window: str
    surface: str
    hairline: str
    field_border: str
    text: str
    secondary: str
    hint: str
    accent: str
    accent_hover: str
    on_accent: str
    selected: str
    hover: str
    neutral_ground: str
    info_ground: str
    info_border: str
    overdue: str
    overdue_text: str
    overdue_ground: str
    due_soon: str
    due_soon_text: str
    due_soon_ground: str
    on_time: str
    on_time_text: str
    on_time_ground: str
    whistle: str
    rail: str
    rail_active: str
    rail_text: str
    desk: str
    focus_on_accent: str


LIGHT = Tokens(
    window="#F2F4F7", surface="#FFFFFF", hairline="#DEE0E3", field_border="#C9CDD4",
    text="#1F2329", secondary="#646A73", hint="#8F959E",
    accent="#1E5AA8", accent_hover="#174A8C", on_accent="#FFFFFF",
    selected="#E6EEF9", hover="#F5F7FA", neutral_ground="#EEF0F3",
    info_ground="#F3F7FD", info_border="#CFDDF2",
    overdue="#D83931", overdue_text="#C02A23", overdue_ground="#FDE9E7",
    due_soon="#C98A00", due_soon_text="#9A5B00", due_soon_ground="#FCEBD3",
    on_time="#2E9E5B", on_time_text="#1F7A44", on_time_ground="#E3F4EA",
    whistle="#D97706",
    rail="#1B2A41", rail_active="#2C4468", rail_text="#D5DEEC", desk="#59626F",
    focus_on_accent="#A9C8F5",
)  # fmt: skip

DARK = Tokens(
    window="#14181F", surface="#1C222B", hairline="#323A46", field_border="#465061",
    text="#E8EBF0", secondary="#A9B1BD", hint="#7F8896",
    accent="#6FA6EE", accent_hover="#8BB8F2", on_accent="#0E1520",
    selected="#26384F", hover="#232A35", neutral_ground="#2A313C",
    info_ground="#1E2B3D", info_border="#34506F",
    overdue="#F0695F", overdue_text="#FF8A80", overdue_ground="#43211F",
    due_soon="#E0A83A", due_soon_text="#F2BE5C", due_soon_ground="#3D2E12",
    on_time="#4CC07C", on_time_text="#6AD394", on_time_ground="#16352A",
    whistle="#F0A04B",
    rail="#0F141B", rail_active="#26384F", rail_text="#C5CEDB", desk="#0D1116",
    focus_on_accent="#1D4A86",
)  # fmt: skip

REVIEW = Tokens(
    window="#0F1B2D", surface="#17263D", hairline="#2B3C57", field_border="#3B4F70",
    text="#F2F6FC", secondary="#A9B8CE", hint="#7E90AB",
    accent="#6FA8F5", accent_hover="#8CBBF8", on_accent="#0F1B2D",
    selected="#24395A", hover="#1D2E4A", neutral_ground="#22334F",
    info_ground="#1B2D49", info_border="#36527D",
    overdue="#FF6B61", overdue_text="#FF8A80", overdue_ground="#47232A",
    due_soon="#F2B33D", due_soon_text="#F6C768", due_soon_ground="#41351C",
    on_time="#4CC38A", on_time_text="#6AD6A2", on_time_ground="#173D3A",
    whistle="#F5A34A",
    rail="#0B1524", rail_active="#24395A", rail_text="#C3D0E4", desk="#0B1524",
    focus_on_accent="#1D4A86",
)  # fmt: skip

SCHEMES = {"light": LIGHT, "dark": DARK, "review": REVIEW}

_current = LIGHT
_scale = 1.0
_family: str | None = None


def apply(app: QApplication, scheme: str = "light", scale: float = 1.0) -> None:
    """Dress the application; `scale` is the reader's text size, 1.0 = 13 px.

    Who wears the look already keeps it: dressing measures and paints every widget that is alive once more.
    """
    global _current, _scale
    _current, _scale = SCHEMES[scheme], scale
    look = f"{scheme} {scale}"
    if app.property("look") == look:
        return
    app.setProperty("look", look)
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette(_current))
    app.setStyleSheet(stylesheet(_current))


def tokens() -> Tokens:
    """The colours in force."""
    return _current


def color(name: str, scheme: str | None = None) -> QColor:
    """The token `name` of the scheme (default: the one in force)."""
    return QColor(getattr(SCHEMES[scheme] if scheme else _current, name))


def px(size: float) -> int:
    """A length of the drawing at the reader's text size, in pixels."""
    return round(size * _scale)


def font(size: float = BASE_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The UI font, `size` in px at 100 %, numerals of equal width."""
    return _font(px(size), weight, (family(), *RARE_FAMILIES))


def family() -> str:
    """The family the window is written in; the bundled faces are loaded on first use."""
    global _family
    if _family is None:
        _family = _choose_family()
    return _family


@lru_cache(maxsize=64)
def _font(size: int, weight: QFont.Weight, families: tuple[str, ...]) -> QFont:
    made = QFont()
    made.setFamilies(list(families))
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    return made


def stylesheet(scheme: Tokens) -> str:
    """The one stylesheet of the window in the colours of `scheme`."""
    styles = paths.resources() / "styles"
    sizes = {f"s{size}": f"{px(size)}px" for size in _TYPE_SIZES}
    facts = asdict(scheme) | sizes | {"images": styles.as_posix(), "control": f"{px(CONTROL_HEIGHT) - 2}px"}
    parts = sorted(styles.glob("*.qss.in"))
    return "\n".join(Template(part.read_text("utf-8")).substitute(facts) for part in parts)


def tone_colors(tone: str) -> tuple[QColor, QColor]:
    """(ground, text) of a tone: neutral, accent, danger, warning, good."""
    ground, ink = _TONES[tone]
    return color(ground), color(ink)


TIER_TONES = {
    "grid": "accent",
    "village": "accent",
    "office": "accent",
    "joint": "warning",
    "task_force": "danger",
    "county": "danger",
}

_TONES = {
    "neutral": ("neutral_ground", "secondary"),
    "accent": ("selected", "accent"),
    "danger": ("overdue_ground", "overdue_text"),
    "warning": ("due_soon_ground", "due_soon_text"),
    "good": ("on_time_ground", "on_time_text"),
}


def _choose_family() -> str:
    if sys.platform == "win32" and WINDOWS_FAMILY in QFontDatabase.families():
        _load("GovDeskRare*.ttf")
        return WINDOWS_FAMILY
    _load("GovDeskHei*.ttf")
    _load("GovDeskRare*.ttf")  # names of people; Qt maps the files, 10 ms
    return BUNDLED_FAMILY if BUNDLED_FAMILY in QFontDatabase.families() else QApplication.font().family()


def _load(pattern: str) -> None:
    """Register faces with Qt; a missing file leaves the system's own."""
    for path in sorted((paths.resources() / "fonts").glob(pattern)):
        QFontDatabase.addApplicationFont(str(path))


def _palette(scheme: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, value in {
        role.Window: scheme.window,
        role.Base: scheme.surface,
        role.AlternateBase: scheme.hover,
        role.Button: scheme.surface,
        role.Text: scheme.text,
        role.WindowText: scheme.text,
        role.ButtonText: scheme.text,
        role.BrightText: scheme.on_accent,
        role.PlaceholderText: scheme.hint,
        role.Highlight: scheme.accent,
        role.HighlightedText: scheme.on_accent,
        role.Link: scheme.accent,
        role.ToolTipBase: scheme.rail,
        role.ToolTipText: scheme.rail_text,
        role.Mid: scheme.hairline,
    }.items():
        palette.setColor(name, QColor(value))
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.hint))
    return palette


ALIGN_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ALIGN_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
