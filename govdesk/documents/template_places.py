"""Where in a template file something stands, so that a fault can name its line."""

import re
from dataclasses import dataclass
from typing import Any

from govdesk.domain.errors import BadInput

_HEADER = re.compile(r"^\s*\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """A file, its text, and the part of it (offset of its header) that is being read; `section` is its name."""

    file: str
    text: str
    section: str = ""
    start: int = 0

    def of_field(self, name: str) -> "Place":
        return self._at(rf'^\s*\[\s*fields\s*\.\s*"?{re.escape(name)}"?\s*\]', f"fields.{name}", 0)

    def of_block(self, index: int) -> "Place":
        return self._at(r"^\s*\[\[\s*block\s*\]\]", f"block {index + 1}", index)

    def line(self, key: str) -> int:
        """The line of the key within the part, else of the part's header; counted from 1."""
        header_end = self.text.find("\n", self.start) + 1 if self.section else 0
        following = _HEADER.search(self.text, header_end)
        stop = following.start() if following else len(self.text)
        found = re.compile(rf"\b{re.escape(key)}\b\s*=", re.MULTILINE).search(self.text, header_end, stop)
        offset = (
            found.start()
            if found
            else self.start + len(self.text[self.start :]) - len(self.text[self.start :].lstrip())
        )
        return self.text.count("\n", 0, offset) + 1

    def _at(self, pattern: str, section: str, index: int) -> "Place":
        found = list(re.finditer(pattern, self.text, re.MULTILINE))
        start = found[index].start() if index < len(found) else 0
        return Place(self.file, self.text, section, start)


def syntax_fault(file: str, text: str, error: Exception) -> BadInput:
    """A text that is no TOML: `template_syntax` with the line at which reading stopped."""
    found = re.search(r"line (\d+)", str(error))
    line = int(found[1]) if found else text.count("\n") + 1
    return BadInput("template_syntax", {"file": file, "line": line, "detail": str(error)})


def fault(code: str, place: Place, key: str, **facts: Any) -> BadInput:
    """What is wrong with the key at this place; the sentences are `template_…`."""
    where = f"{place.section}.{key}" if place.section else key
    return BadInput(code, {"file": place.file, "line": place.line(key), "key": where, **facts})
