"""Reading a Word file back: its words in order, its parts."""

import io
import re
import zipfile
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def words_of(content: bytes) -> str:
    """The text of the body without blanks."""
    return re.sub(r"\s", "", "".join(node.text or "" for node in body_of(content).iter(f"{_W}t")))


def body_of(content: bytes) -> ElementTree.Element:
    return part_of(content, "word/document.xml")


def part_of(content: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def instructions_of(content: bytes) -> list[str]:
    """The fields of the feet: PAGE, NUMPAGES."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        feet = [name for name in archive.namelist() if name.startswith("word/footer")]
        parts = [ElementTree.fromstring(archive.read(name)) for name in feet]
    return [(node.text or "").strip() for part in parts for node in part.iter(f"{_W}instrText")]


def values_of(content: bytes, tag: str, attribute: str) -> list[str]:
    """An attribute of every element of that kind in the body."""
    return [node.get(f"{_W}{attribute}", "") for node in body_of(content).iter(f"{_W}{tag}")]
