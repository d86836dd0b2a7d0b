"""Pieces of WordprocessingML: runs, paragraphs, fields, borders. Lengths come in points and leave in twips."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from govdesk.documents.fonts import Typeface
from govdesk.documents.typesetting.atoms import INVISIBLE
from govdesk.documents.typesetting.paragraph import Span, Style

FONTS = {
    Typeface.SONG: ("宋体", "SimSun"),
    Typeface.TITLE: ("方正小标宋简体", "宋体"),
    Typeface.HEI: ("黑体", "SimHei"),
    Typeface.KAI: ("楷体_GB2312", "楷体"),
    Typeface.FANG: ("仿宋_GB2312", "仿宋"),
}
"""The names offices use, and what a computer without that face falls back to (`w:altName` of the font table)."""

RED = "C01818"
_JUSTIFY = {"justify": "both", "left": "left", "center": "center", "right": "right"}
Element = Any  # an element of lxml; it has no types of its own


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """`w:tag` with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def twips(points: float) -> int:
    return round(points * 20)


def run(text: str, typeface: Typeface, size: float, colour: str = "", underlined: bool = False) -> Element:
    words = element("t")
    words.text = INVISIBLE.sub("", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", _letters(typeface, size, colour, underlined), words)


def tab(size: float) -> Element:
    return element("r", _letters(Typeface.FANG, size, ""), element("tab"))


def field(name: str, typeface: Typeface, size: float) -> list[Element]:
    """PAGE or NUMPAGES, with 1 until Word counts."""
    instruction = element("instrText")
    instruction.text = f" {name} "
    parts = (
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        None,
        element("fldChar", fldCharType="end"),
    )
    return [
        run("1", typeface, size) if part is None else element("r", _letters(typeface, size, ""), part) for part in parts
    ]


def paragraph(runs: Sequence[Element], style: Style, *stops: Element, border: float = 0.0) -> Element:
    """A paragraph in the measure of the PDF's style; `stops` are its tabs, `border` a red line under it in points."""
    properties = element("pPr")
    if style.keep_with_next:
        properties.append(element("keepNext"))
    properties.append(element("widowControl"))
    if border:
        line = element("bottom", val="single", sz=max(2, round(border * 8)), space=4, color=RED)
        properties.append(element("pBdr", line))
    if stops:
        properties.append(element("tabs", *stops))
    properties.extend([element("autoSpaceDE", val=0), element("autoSpaceDN", val=0), element("snapToGrid", val=0)])
    properties.append(
        element(
            "spacing",
            before=twips(style.before),
            after=twips(style.after),
            line=twips(style.leading),
            lineRule="exact",
        )
    )
    properties.append(_indents(style))
    properties.append(element("jc", val=_JUSTIFY[style.align]))
    return element("p", properties, *runs)


def stop(kind: str, points: float) -> Element:
    """Where a tab goes to: `kind` is center or right."""
    return element("tab", val=kind, pos=twips(points))


def spans(pieces: Sequence[Span], style: Style) -> list[Element]:
    return [run(text, typeface, style.size) for text, typeface in pieces if text]


def rule(name: str, points: float) -> Element:
    """One border; none when it has no thickness. Word counts eighths of a point."""
    if not points:
        return element(name, val="nil")
    return element(name, val="single", sz=max(2, round(points * 8)), space=0, color="000000")


def page_break() -> Element:
    return element("p", element("r", element("br", type="page")))


def _indents(style: Style) -> Element:
    indents = {"left": twips(style.left), "right": twips(style.right)}
    if style.indent > 0:
        indents |= {"firstLineChars": round(style.indent * 100), "firstLine": twips(style.indent * style.size)}
    elif style.indent < 0:
        indents |= {"hanging": twips(-style.indent * style.size)}
    return element("ind", **indents)


def _letters(typeface: Typeface, size: float, colour: str, underlined: bool = False) -> Element:
    name = FONTS[typeface][0]
    letters = element("rPr", element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia"))
    if colour:
        letters.append(element("color", val=colour))
    half_points = round(size * 2)
    letters.extend([element("sz", val=half_points), element("szCs", val=half_points)])
    if underlined:
        letters.append(element("u", val="single"))
    return letters
