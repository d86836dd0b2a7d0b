"""The colours of the network view, all derived from the tokens in force."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from govdesk.ui import theme

STEPS = 6
"""Classes of the sequential ramp: zero cases, then five of equal width on a square-root scale."""


@dataclass(frozen=True, slots=True)
class Palette:
    """`ramp` runs from no case to most cases."""

    ground: QColor
    ramp: tuple[QColor, ...]
    plain: QColor
    border: QColor
    outline: QColor
    hierarchy: QColor
    handling: QColor
    assist: QColor
    whistle: QColor
    circle: QColor
    circle_empty: QColor
    overdue: QColor
    soon: QColor
    on_time: QColor
    on_colour: QColor
    text: QColor
    secondary: QColor
    halo: QColor
    accent: QColor
    chosen: QColor
    box: QColor
    box_border: QColor


def palette() -> Palette:
    """For the colour scheme in force now."""
    tokens = theme.tokens()
    dark = QColor(tokens.surface).lightness() < 128
    low = QColor(tokens.neutral_ground) if dark else QColor("#EDF3FC")
    high = _mixed(QColor(tokens.neutral_ground), QColor(tokens.accent), 0.72) if dark else QColor("#86ACE8")
    return Palette(
        ground=QColor(tokens.window if dark else tokens.hover),
        ramp=tuple(_mixed(low, high, step / (STEPS - 1)) for step in range(STEPS)),
        plain=QColor(tokens.neutral_ground),
        border=QColor(tokens.window if dark else "#FFFFFF"),
        outline=_mixed(high, QColor(tokens.accent), 0.25),
        hierarchy=_faded(QColor(tokens.secondary), 70),
        handling=QColor(tokens.accent),
        assist=QColor(tokens.secondary),
        whistle=QColor(tokens.whistle),
        circle=QColor(tokens.accent) if not dark else _mixed(QColor(tokens.accent), low, 0.25),
        circle_empty=QColor(tokens.hint),
        overdue=QColor(tokens.overdue),
        soon=QColor(tokens.due_soon),
        on_time=QColor(tokens.on_time),
        on_colour=QColor("#FFFFFF"),
        text=QColor(tokens.text),
        secondary=QColor(tokens.secondary),
        halo=QColor(tokens.window) if dark else QColor("#FFFFFF"),
        accent=QColor(tokens.accent),
        chosen=_mixed(high, QColor(tokens.accent), 0.14),
        box=QColor(tokens.surface),
        box_border=QColor(tokens.field_border),
    )


def ramp_class(open_count: int, most: int) -> int:
    """0 for no case, else 1 … STEPS-1 on a square-root scale up to `most`."""
    if open_count <= 0 or most <= 0:
        return 0
    return min(STEPS - 1, 1 + int((STEPS - 1) * (open_count / most) ** 0.5 * 0.9999))


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    return QColor(
        round(one.red() + (other.red() - one.red()) * share),
        round(one.green() + (other.green() - one.green()) * share),
        round(one.blue() + (other.blue() - one.blue()) * share),
    )


def _faded(colour: QColor, alpha: int) -> QColor:
    return QColor(colour.red(), colour.green(), colour.blue(), alpha)
