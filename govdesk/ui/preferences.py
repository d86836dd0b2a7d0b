"""What the person at this machine likes: light or dark, and how large the words are. Taken at the next opening."""

from PySide6.QtCore import QSettings

from govdesk.ui.theme import SCHEMES

SIZES = (1.0, 1.15, 1.3)
_SCHEME, _SIZE = "window/scheme", "window/text_size"


def scheme(settings: QSettings) -> str:
    """light or dark."""
    kept = str(settings.value(_SCHEME, "light"))
    return kept if kept in SCHEMES else "light"


def text_size(settings: QSettings) -> float:
    """One of SIZES."""
    try:
        kept = float(str(settings.value(_SIZE, 1.0)))
    except ValueError:
        return 1.0
    return kept if kept in SIZES else 1.0


def switch_scheme(settings: QSettings) -> str:
    """Light to dark and back; the one now wanted."""
    wanted = "light" if scheme(settings) == "dark" else "dark"
    settings.setValue(_SCHEME, wanted)
    return wanted


def next_text_size(settings: QSettings) -> float:
    """The next larger size, after the largest the smallest again; the one now wanted."""
    at = SIZES.index(text_size(settings))
    wanted = SIZES[(at + 1) % len(SIZES)]
    settings.setValue(_SIZE, wanted)
    return wanted
