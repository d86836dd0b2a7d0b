"""Attachments as A4 pages of a volume: photographs set on paper, scanned PDFs joined page by page."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from govdesk.documents.typesetting.sheet import A4, MM
from govdesk.domain.errors import BadInput

if TYPE_CHECKING:
    from PIL.Image import Image

PHOTO, SCAN, OTHER = "photo", "scan", "other"
_MAGIC = {
    b"%PDF-": SCAN,
    b"\xff\xd8\xff": PHOTO,
    b"\x89PNG\r\n\x1a\n": PHOTO,
    b"BM": PHOTO,
    b"GIF8": PHOTO,
    b"II*\x00": PHOTO,
    b"MM\x00*": PHOTO,
}
_ENDINGS = {
    "pdf": SCAN,
    **dict.fromkeys(("jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp"), PHOTO),
}
_MARGIN, _FOOT = 20 * MM, 26 * MM
_LONGEST_SIDE = 2339  # pixels: A4 at 200 dpi
_LARGE_SIDE, _LARGE_FILE = 3400, 4_000_000
_ORIENTATION = 0x0112  # Exif
_MOST_PIXELS = 150_000_000
_QUALITY = 85
_SAME = 3.0  # points: a scanner's A4 is never quite A4


def sort_of(name: str, content: bytes) -> str:
    """PHOTO, SCAN or OTHER by the content. Raises BadInput `attachment_not_what_it_says` when the name lies."""
    found = next((sort for magic, sort in _MAGIC.items() if content.startswith(magic)), OTHER)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        found = PHOTO
    if found == OTHER and b"%PDF-" in content[:1024]:
        found = SCAN
    claimed = _ENDINGS.get(name.rpartition(".")[2].lower(), OTHER)
    if found == OTHER and claimed != OTHER:
        raise BadInput("attachment_not_what_it_says", {"name": name})
    return found


def photo_pages(name: str, content: bytes) -> bytes:
    """A PDF with the picture upright on an A4 page (a fax of several pages on several).

    Raises BadInput `attachment_damaged`, `attachment_picture_too_large`.
    """
    import pikepdf

    made = pikepdf.new()
    for picture in _pictures(name, content):
        _set_picture(made, picture)
    return _saved(made)


def scan_pages(name: str, content: bytes) -> bytes:
    """A PDF of the same pages, each upright on A4; what is A4 already stays as it is.

    Raises BadInput `attachment_encrypted`, `attachment_damaged`.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as scanned:
            if not len(scanned.pages):
                raise BadInput("attachment_damaged", {"name": name})
            _flatten(scanned)
            made = pikepdf.new()
            for page in scanned.pages:
                _refuse_unreadable(name, page)
                _add_upright(made, page)
            return _saved(made)
    except pikepdf.PasswordError as error:
        raise BadInput("attachment_encrypted", {"name": name}) from error
    except (pikepdf.PdfError, ValueError, AttributeError, KeyError) as error:
        raise BadInput("attachment_damaged", {"name": name}) from error


@dataclass(frozen=True, slots=True)
class _Picture:
    """A JPEG as a PDF holds it."""

    jpeg: bytes
    width: int
    height: int
    grey: bool


def _pictures(name: str, content: bytes) -> Iterator[_Picture]:
    """The frames of a picture file, turned as the camera was held, no larger than a page needs."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the size is looked at here, the rest of the file's sins do not matter
            with Image.open(io.BytesIO(content)) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    size = f"{picture.width}×{picture.height}"
                    raise BadInput("attachment_picture_too_large", {"name": name, "size": size})
                if _fits_as_it_is(picture, content):
                    yield _untouched(picture, content)
                    return
                picture.draft("RGB", (_LONGEST_SIDE // 2, _LONGEST_SIDE // 2))
                frames = ImageSequence.Iterator(picture) if picture.format == "TIFF" else (picture,)
                for frame in frames:
                    yield _encoded(frame)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput("attachment_damaged", {"name": name}) from error


def _fits_as_it_is(picture: "Image", content: bytes) -> bool:
    """A JPEG of a sensible size that was held upright: its bytes go in unchanged."""
    upright = picture.getexif().get(_ORIENTATION, 1) == 1
    small = max(picture.size) <= _LARGE_SIDE and len(content) <= _LARGE_FILE
    return picture.format == "JPEG" and picture.mode in ("RGB", "L") and upright and small


def _untouched(picture: "Image", content: bytes) -> _Picture:
    width, height, grey = picture.width, picture.height, picture.mode == "L"
    picture.draft(picture.mode, (width // 8, height // 8))
    picture.load()  # a torn file is found out, at an eighth of the work
    return _Picture(content, width, height, grey)


def _encoded(frame: "Image") -> _Picture:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(frame)
    if max(upright.size) > _LARGE_SIDE:
        upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    opaque = _opaque(upright)
    buffer = io.BytesIO()
    opaque.save(buffer, "JPEG", quality=_QUALITY)
    return _Picture(buffer.getvalue(), opaque.width, opaque.height, opaque.mode == "L")


def _opaque(picture: "Image") -> "Image":
    """Grey or coloured on white paper."""
    from PIL import Image

    if picture.mode in ("RGBA", "LA", "PA", "P"):
        coloured = picture.convert("RGBA")
        white = Image.new("RGB", coloured.size, "white")
        white.paste(coloured, mask=coloured.getchannel("A"))
        return white
    return picture.convert("L" if picture.mode in ("1", "L", "I;16", "I", "F") else "RGB")


def _set_picture(made: Any, picture: _Picture) -> None:
    import pikepdf

    room_wide, room_high = A4[0] - 2 * _MARGIN, A4[1] - _MARGIN - _FOOT
    scale = min(room_wide / picture.width, room_high / picture.height, 1.0)
    wide, high = picture.width * scale, picture.height * scale
    left, low = (A4[0] - wide) / 2, _FOOT + (room_high - high) / 2
    image = pikepdf.Stream(
        made,
        picture.jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name.DeviceGray if picture.grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    page = made.add_blank_page(page_size=A4)
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    drawn = f"q {wide:.2f} 0 0 {high:.2f} {left:.2f} {low:.2f} cm /Im0 Do Q"
    page.Contents = pikepdf.Stream(made, drawn.encode("ascii"))


def _add_upright(made: Any, page: Any) -> None:
    import pikepdf

    turn = int(page.obj.get("/Rotate", 0)) % 360
    wide, high = float(page.cropbox[2] - page.cropbox[0]), float(page.cropbox[3] - page.cropbox[1])
    if turn in (90, 270):
        wide, high = high, wide
    if not turn and abs(wide - A4[0]) < _SAME and abs(high - A4[1]) < _SAME:
        made.pages.append(page)
        return
    if wide > high and wide > A4[0]:  # a wide sheet is bound with its head at the binding edge
        page.rotate(270, relative=True)
    blank = made.add_blank_page(page_size=A4)
    inside = pikepdf.Rectangle(_MARGIN / 2, _MARGIN / 2, A4[0] - _MARGIN / 2, A4[1] - _MARGIN / 2)
    blank.add_overlay(page, inside)


def _flatten(scanned: Any) -> None:
    """Stamps and form fields become part of the page, else they would be lost."""
    import pikepdf

    try:
        scanned.generate_appearance_streams()
        scanned.flatten_annotations("print")
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return


def _refuse_unreadable(name: str, page: Any) -> None:
    import pikepdf

    try:
        for stream in page.obj.get("/Contents", []) if isinstance(page.obj.get("/Contents"), pikepdf.Array) else []:
            stream.read_bytes()
        contents = page.obj.get("/Contents")
        if isinstance(contents, pikepdf.Stream):
            contents.read_bytes()
    except pikepdf.PdfError as error:
        raise BadInput("attachment_damaged", {"name": name}) from error


def _saved(made: Any) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer, deterministic_id=True)
    return buffer.getvalue()
