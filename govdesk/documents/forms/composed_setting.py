"""What the makers of a composed form share: the paper, its template, its layout, and texts with values in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.official_page import OFFICIAL_BODY, OFFICIAL_FRAME
from govdesk.documents.forms.page import BODY, SMALL, TABLE_FRAME, TEXT_FRAME
from govdesk.documents.template_grammar import ALWAYS, ComposedTemplate
from govdesk.documents.typesetting.page_flow import Frame
from govdesk.documents.typesetting.paragraph import Style, spaced
from govdesk.domain.paper_fields import DATE, FLAG, LIST, PaperField, date_words, is_filled
from govdesk.domain.papers import ComposedPaper, Value

BLANK_DATE = "　　　　年　　月　　日"
_SHORTEST_BLANK, _LONGEST_BLANK = 4, 14  # ems of a line to write on

Face = tuple[Typeface, Style]


@dataclass(frozen=True, slots=True)
class Layout:
    """Margins, running text and the leading that everything keeps to."""

    name: str
    frame: Frame
    body: Style

    @property
    def is_official(self) -> bool:
        """Set on the 22 × 28 grid of GB/T 9704-2012."""
        return self.name in ("official", "letter", "minutes")


LAYOUTS = {
    "table": Layout("table", TABLE_FRAME, Style(size=14, leading=24, indent=2)),
    "text": Layout("text", TEXT_FRAME, BODY),
    "cover": Layout("cover", TEXT_FRAME, BODY),
    "official": Layout("official", OFFICIAL_FRAME, OFFICIAL_BODY),
    "letter": Layout("letter", OFFICIAL_FRAME, OFFICIAL_BODY),
    "minutes": Layout("minutes", OFFICIAL_FRAME, OFFICIAL_BODY),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One paper about to be set."""

    paper: ComposedPaper
    template: ComposedTemplate
    layout: Layout

    def value(self, name: str) -> Value | None:
        """What is known of a field; None when nothing was ever said about it."""
        if name in ALWAYS:
            return self._always(name)
        return self.paper.values.get(name)

    def has(self, name: str) -> bool:
        return is_filled(self.value(name))

    def items(self, name: str) -> list[str]:
        """The texts of a field, empty ones left out; a single text is one item."""
        value = self.value(name)
        texts = [value] if isinstance(value, str) else [item for item in value or () if isinstance(item, str)]
        return [text for text in texts if text.strip()]

    def rows(self, name: str) -> list[Mapping[str, str]] | None:
        """The rows of a table; None when nothing was ever said about it."""
        value = self.value(name)
        return None if value is None else [item for item in value if isinstance(item, Mapping)]

    def fill(self, text: str) -> str:
        """The text with its values; what is not known is a line to write on."""
        parts = []
        for before, name, _format, _conversion in Formatter().parse(text):
            parts.append(before)
            if name is not None:
                parts.append(self.printed(name) or self.blank(name))
        return "".join(parts)

    def printed(self, name: str) -> str:
        """A value as it stands in a sentence: lists joined, empty when there is nothing."""
        return "、".join(self.items(name))

    def blank(self, name: str) -> str:
        """Room to write the value of a field by hand, as long as its sample."""
        field = self.template.fields.get(name)
        if name == "dated_on" or (field is not None and field.kind == DATE):
            return BLANK_DATE
        if field is None:
            return ""
        if field.blank or field.choices:
            return field.blank or boxes(field, "")
        length = max(len(item) for item in texts_of(field.sample)) if field.kind != FLAG else 2
        return "__" * min(max(length, _SHORTEST_BLANK), _LONGEST_BLANK)

    def style(self, name: str) -> Face:
        """The typeface and style of a paragraph."""
        body = self.layout.body
        table = self.layout.name == "table"
        return {
            "body": (Typeface.FANG, body),
            "flush": (Typeface.FANG, spaced(body, indent=0.0)),
            "heading1": (Typeface.HEI, spaced(body, keep_with_next=True)),
            "heading2": (Typeface.KAI, spaced(body, keep_with_next=True)),
            "centre": (Typeface.FANG, spaced(body, indent=0.0, align="center")),
            "right": (Typeface.FANG, spaced(body, indent=0.0, align="right")),
            "small": (Typeface.FANG, SMALL),
            "annex": (Typeface.HEI, spaced(body, indent=0.0, keep_with_next=True)),
            "annex_title": (Typeface.TITLE, spaced(body, indent=0.0, align="center", keep_with_next=True)),
            "kai": (Typeface.KAI, Style(size=12, leading=20, align="left") if table else spaced(body, align="left")),
        }[name]

    def _always(self, name: str) -> str:
        if name == "dated_on":
            return date_words(self.paper.dated_on) if self.paper.dated_on else ""
        return self.paper.letterhead if name == "letterhead" else self.paper.number


def boxes(field: PaperField, chosen: str) -> str:
    """■是　□否: every choice with a box, the chosen ones filled."""
    picked = {part.strip() for part in chosen.replace("；", "、").split("、")}
    return "　　".join(("■" if choice in picked else "□") + choice for choice in field.choices)


def texts_of(value: Value) -> list[str]:
    return [value] if isinstance(value, str) else [item for item in value if isinstance(item, str)] or [""]


def cell_text(setting: Setting, name: str) -> str:
    """What stands in the cell of a field: a list one per line with its number, choices as boxes."""
    field = setting.template.fields.get(name)
    if field is None:
        return setting.printed(name)
    items = setting.items(name)
    if field.choices:
        return boxes(field, "、".join(items))
    if not items:
        return field.blank or (BLANK_DATE if field.kind == DATE else "")
    if field.kind == LIST and len(items) > 1:
        return "\n".join(f"{at}. {item}" for at, item in enumerate(items, start=1))
    return "\n".join(items)
