"""A paper into a Word file: the same paper gives the same bytes, and the text is the text of the PDF."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section

from govdesk.documents.fonts import Typeface
from govdesk.documents.forms.page import Form, foot, ground
from govdesk.documents.forms.signature import SignatureLine
from govdesk.documents.printable import refuse_unprintable
from govdesk.documents.rendering import form_of, labels_of
from govdesk.documents.typesetting.block import Block, Space
from govdesk.documents.typesetting.labelled import Labelled
from govdesk.documents.typesetting.page_flow import Dress, Frame, PageBreak
from govdesk.documents.typesetting.paragraph import Paragraph, Style, spaced
from govdesk.documents.typesetting.sheet import A4, MM
from govdesk.documents.typesetting.table import Cell, Row, Table
from govdesk.documents.word import markup
from govdesk.documents.word.markup import Element, element, twips
from govdesk.documents.word.recorder import Rule, Words, recorded
from govdesk.domain.papers import Paper

_EARLIEST = date(2000, 1, 1)
_ZIP_MOMENT = (2000, 1, 1, 0, 0, 0)
_PAGE, _PAGES = 7001, 9003  # numbers no paper has, to find where a foot prints page and total
_COUNTED = re.compile(f"({_PAGE}|{_PAGE + 1}|{_PAGES})")
_PADDING = 4.0
_OUTER, _INNER = 1.0, 0.5
_SIGNATURE = 14.0  # points
_FEWEST_BLANKS = 4
_LINE_ENDS_BEFORE = 14.0  # points from a cell's right edge, as in the PDF
_HIGHEST_LINE = 150.0  # points
_FULL, _OVERHANG = 0.93, 18.0
_UNWANTED = ("thumbnail", "stylesWithEffects", "customXml")


def render_word(paper: Paper, source: str = "") -> bytes:
    """Raises what `rendering.render` raises: a character that cannot be printed is refused here too."""
    refuse_unprintable(paper, labels_of(paper, source))
    return word_file(form_of(paper, source))


def word_file(form: Form) -> bytes:
    document = docx.Document()
    _bare(document)
    _describe(document, form)
    _set_up(document, form)
    body = document.element.body
    end = body.sectPr
    for made in _blocks(form.blocks, form.frame.width, form.frame):
        end.addprevious(made)
    return _same_bytes(document)


def _bare(document: Document) -> None:
    """Without what the empty document of the library brings along: its picture, its second set of styles."""
    for part in (document.part.package, document.part):
        for key in [key for key, link in part.rels.items() if any(word in link.reltype for word in _UNWANTED)]:
            del part.rels[key]
    fonts = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts._blob = _font_table()


def _describe(document: Document, form: Form) -> None:
    about = document.core_properties
    moment = datetime.combine(form.dated_on or _EARLIEST, datetime.min.time())
    about.title, about.author, about.subject = form.title[:255], form.author[:255], form.template.title[:255]
    about.keywords = f"template {form.template.mark}"
    about.comments, about.last_modified_by, about.language = "", form.author[:255], "zh-CN"
    about.created = about.modified = moment
    about.revision = 1


def _set_up(document: Document, form: Form) -> None:
    section = document.sections[0]
    page = section._sectPr
    for old in page.xpath("./w:pgSz|./w:pgMar|./w:cols|./w:docGrid"):
        page.remove(old)
    frame = form.frame
    page.append(element("pgSz", w=twips(A4[0]), h=twips(A4[1])))
    page.append(
        element(
            "pgMar",
            top=twips(frame.top),
            right=twips(frame.right),
            bottom=twips(frame.bottom),
            left=twips(frame.left),
            header=twips(10 * MM),
            footer=twips(max(frame.bottom - 13 * MM, 5 * MM)),
            gutter=0,
        )
    )
    _dress(document, section, form)


def _dress(document: Document, section: Section, form: Form) -> None:
    """Head and foot of the first, of odd and of even pages where the form prints them differently."""
    under, below = ground(form), foot(form)
    first, odd, even = (_at_foot(below, page) for page in (1, _PAGE, _PAGE + 1))
    mark = recorded(lambda sheet: under(sheet, 1, _PAGES)).words
    starts_apart = len(first) != len(odd)
    section.different_first_page_header_footer = starts_apart
    sides_apart = [word.side for word in odd] != [word.side for word in even]
    document.settings.odd_and_even_pages_header_footer = sides_apart
    parts = [(section.header, section.footer, odd)]
    if sides_apart:
        parts.append((section.even_page_header, section.even_page_footer, even))
    if starts_apart:
        parts.append((section.first_page_header, section.first_page_footer, first))
    for header, footer, words in parts:
        for place, said, colour in ((header, mark, markup.RED), (footer, words, "")):
            place.is_linked_to_previous = False
            root = place._element
            for old in list(root):
                root.remove(old)
            root.append(_on_one_line(said, form.frame.width, colour))


def _at_foot(below: Dress, page: int) -> list[Words]:
    """What stands at the foot of this page."""
    return recorded(lambda sheet: below(sheet, page, _PAGES)).words


def _on_one_line(words: Sequence[Words], width: float, colour: str) -> Element:
    """What stands at the left, in the middle and at the right of one line, with page numbers that count."""
    size = max((word.size for word in words), default=9.0)
    runs: list[Element] = []
    for side in ("left", "center", "right"):
        if side != "left":
            runs.append(markup.tab(size))
        for word in words:
            if word.side == side:
                runs += _counting(word, colour)
    stops = (markup.stop("center", width / 2), markup.stop("right", width))
    return markup.paragraph(runs if words else [], Style(size=size, leading=size * 1.4, align="left"), *stops)


def _counting(word: Words, colour: str) -> list[Element]:
    runs: list[Element] = []
    for piece in _COUNTED.split(word.text):
        if _COUNTED.fullmatch(piece):
            runs += markup.field("NUMPAGES" if piece == str(_PAGES) else "PAGE", word.typeface, word.size)
        elif piece:
            runs.append(markup.run(piece, word.typeface, word.size, colour))
    return runs


def _blocks(blocks: Sequence[Block], width: float, frame: Frame) -> list[Element]:
    made: list[Element] = []
    for block in blocks:
        if isinstance(block, Table) and made and made[-1].tag.endswith("}tbl"):
            made.append(_gap(1.0))  # two tables without anything between them become one in Word
        made += _block(block, width, frame)
    return made


def _block(block: Block, width: float, frame: Frame) -> list[Element]:
    if isinstance(block, Paragraph):
        return [markup.paragraph(markup.spans(block.spans, block.style), block.style)]
    if isinstance(block, Table):
        return _table(block, width, frame)
    if isinstance(block, SignatureLine):
        return [_signature_line(block, width)]
    if isinstance(block, PageBreak):
        return [markup.page_break()]
    if isinstance(block, Space):
        return [_gap(block.height(width))]
    if isinstance(block, Labelled):
        return [_labelled(block)]
    return _drawn(block, width, frame)


def _labelled(block: Labelled) -> Element:
    """The label hangs in the margin of its text."""
    style = block.body.style
    label = markup.run(block.label, block.typeface, style.size)
    runs = [label, *markup.spans(block.body.spans, style)]
    return markup.paragraph(runs, spaced(style, indent=(block.at - style.left) / style.size))


def _drawn(block: Block, width: float, frame: Frame) -> list[Element]:
    """Any other block: its words where they would stand, a paragraph for every line, red lines as borders."""
    top = A4[1] - frame.top
    seen = recorded(lambda sheet: block.draw(sheet, frame.left, top, width))
    words = sorted(seen.words, key=lambda word: -word.baseline)
    made, above = [], top
    for word, below in zip_longest(words, words[1:]):
        leading = min(max(above - word.baseline, word.size * 1.3), _HIGHEST_LINE)
        foot = below.baseline if below is not None else float("-inf")
        moved = replace(word, x=word.x - frame.left)
        made.append(_placed(moved, width, leading, [rule for rule in seen.rules if foot < rule.y < word.baseline]))
        above = word.baseline
    return made or [_gap(block.height(width))]


def _placed(word: Words, width: float, leading: float, rules: Sequence[Rule]) -> Element:
    sides = {"left": max(0.0, word.x) if word.anchor == 0.0 else 0.0}
    sides["right"] = max(0.0, width - word.x) if word.anchor == 1.0 else 0.0
    if word.anchor == 0.5 and word.x > 0:
        sides["left"], sides["right"] = max(0.0, 2 * word.x - width), max(0.0, width - 2 * word.x)
    if word.size * len(word.text) > width * _FULL:
        sides = {"left": -_OVERHANG, "right": -_OVERHANG}  # a mark as wide as the page must not wrap
    align = {0.0: "left", 0.5: "center", 1.0: "right"}[word.anchor]
    style = Style(size=word.size, leading=leading, align=align, left=sides["left"], right=sides["right"])
    runs = [markup.run(word.text, word.typeface, word.size, markup.RED if word.red else "")]
    return markup.paragraph(runs, style, border=max((rule.thickness for rule in rules), default=0.0))


def _gap(points: float) -> Element:
    return markup.paragraph([], Style(size=1, leading=max(1.0, points)))


def _signature_line(block: SignatureLine, width: float) -> Element:
    """Underlined blanks: LibreOffice does not draw the leader of a tab inside a table."""
    style = Style(size=_SIGNATURE, leading=block.height(width), align="left")
    runs = [markup.run(block.name, Typeface.FANG, _SIGNATURE)] if block.name else []
    room = width - _LINE_ENDS_BEFORE - len(block.name) * _SIGNATURE
    blanks = "\u3000" * max(_FEWEST_BLANKS, int(room / _SIGNATURE) - 1)
    return markup.paragraph([*runs, markup.run(blanks, Typeface.FANG, _SIGNATURE, underlined=True)], style)


def _table(table: Table, width: float, frame: Frame) -> list[Element]:
    shares = [share / sum(table.columns) * width for share in table.columns]
    outer, inner = (_OUTER, _INNER) if table.ruled else (0.0, 0.0)
    borders = [markup.rule(side, outer) for side in ("top", "left", "bottom", "right")]
    borders += [markup.rule(side, inner) for side in ("insideH", "insideV")]
    margins = [element(side, w=twips(_PADDING), type="dxa") for side in ("top", "left", "bottom", "right")]
    properties = element(
        "tblPr",
        element("tblW", w=twips(width), type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )
    grid = element("tblGrid", *(element("gridCol", w=twips(share)) for share in shares))
    made = element("tbl", properties, grid, *(_row(row, shares, frame) for row in table.rows))
    around = [_gap(table.before)] if table.before else []
    return [*around, made, *([_gap(table.after)] if table.after else [])]


def _row(row: Row, shares: Sequence[float], frame: Frame) -> Element:
    properties = element("trPr")
    if row.least < 120:
        properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=twips(row.least), hRule="atLeast"))
    if row.header:
        properties.append(element("tblHeader"))
    made, column = element("tr", properties), 0
    for cell in row.cells:
        made.append(_cell(cell, sum(shares[column : column + cell.span]), frame))
        column += cell.span
    return made


def _cell(cell: Cell, width: float, frame: Frame) -> Element:
    properties = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if cell.span > 1:
        properties.append(element("gridSpan", val=cell.span))
    properties.append(element("vAlign", val="center" if cell.middle else "top"))
    inside = _blocks(cell.blocks, width - 2 * _PADDING, frame)
    if not inside or not inside[-1].tag.endswith("}p"):
        inside.append(element("p"))  # a cell must end with a paragraph
    return element("tc", properties, *inside)


def _font_table() -> bytes:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in markup.FONTS.values()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:fonts xmlns:w="{space}">{fonts}</w:fonts>'.encode()


def _same_bytes(document: Document) -> bytes:
    """The archive again with one moment for all its members, so that the file does not depend on the clock."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            entry = zipfile.ZipInfo(item.filename, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(item))
    return packed.getvalue()
