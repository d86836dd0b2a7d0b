"""Many pages on one picture, each under the name of its paper: to look a whole set of forms over at once."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govdesk.documents.raster import PageImage
from govdesk.foundation import paths

if TYPE_CHECKING:
    from PIL.Image import Image

_COLUMNS, _GAP, _CAPTION = 12, 10, 18  # pages a row, pixels
_GROUND, _INK = (214, 218, 224), (30, 41, 59)


@dataclass(frozen=True, slots=True)
class Captioned:
    """One page with what is written over it."""

    caption: str
    page: PageImage


def contact_sheet(pages: Sequence[Captioned]) -> bytes:
    """A PNG; all pages take the size of the first."""
    from PIL import Image, ImageDraw, ImageFont

    width, height = pages[0].page.width, pages[0].page.height
    rows = -(-len(pages) // _COLUMNS)
    across, down = width + _GAP, height + _GAP + _CAPTION
    sheet = Image.new("RGB", (_COLUMNS * across + _GAP, rows * down + _GAP), _GROUND)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(paths.resources() / "fonts" / "GovDeskHei-Regular.ttf"), 12)
    for at, item in enumerate(pages):
        x, y = _GAP + at % _COLUMNS * across, _GAP + at // _COLUMNS * down
        draw.text((x, y), item.caption, fill=_INK, font=font)
        sheet.paste(_picture(item.page, width, height), (x, y + _CAPTION))
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def _picture(page: PageImage, width: int, height: int) -> "Image":
    from PIL import Image

    picture = Image.frombytes("RGBA", (page.width, page.height), page.pixels).convert("RGB")
    return picture if picture.size == (width, height) else picture.resize((width, height))
