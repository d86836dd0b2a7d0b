"""Rule files as text: read whatever Notepad left of them, find the line of a fault, write them as TOML."""

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from govdesk.domain.errors import BadInput

LARGEST = 4 * 1024 * 1024
_RULE = re.compile(r"^\s*\[\[\s*rule\s*\]\]")
_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_rule_file(path: Path | str) -> str:
    """The text of a rule file, UTF-8 or GB18030.

    Raises BadInput `file_not_found`, `rule_file_too_large`, `file_unreadable`, `rule_file_not_text`.
    """
    path = Path(path)
    if not path.is_file():
        raise BadInput("file_not_found", {"file": path.name})
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput("rule_file_too_large", {"file": path.name, "megabytes": LARGEST // 1024**2})
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput("file_unreadable", {"file": path.name}) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise BadInput("rule_file_not_text", {"file": path.name})


def write_rule_text(data: Mapping[str, Any]) -> str:
    """The data of a rule book as TOML."""
    import tomli_w  # only whoever writes one needs it

    return tomli_w.dumps(dict(data))


def save_rule_file(path: Path | str, text: str) -> None:
    """Write it beside and put it in place, so that a full disk never leaves half a file. Raises BadInput."""
    path = Path(path)
    partial = path.with_name(f"{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(path)
    except OSError as error:
        raise BadInput("file_not_writable", {"file": path.name}) from error


def line_of(text: str, rule_id: str, key: str) -> int | None:
    """The line, from 1, where `key` stands in the rule of that id; that of the rule, or of the key before all rules."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines) if _RULE.match(line)]
    named = re.compile(rf"^\s*id\s*=\s*(['\"]){re.escape(rule_id)}\1")
    wanted = re.compile(rf"^\s*(\[+[\w.\s]*\b)?['\"]?{re.escape(key)}['\"]?\s*[=\]]|[{{,]\s*{re.escape(key)}\s*=")
    if not rule_id:
        head = lines[: starts[0]] if starts else lines
        return next((number for number, line in enumerate(head, 1) if key and wanted.search(line)), None)
    for number, (start, end) in enumerate(pairwise([*starts, len(lines)]), 1):
        if rule_id == f"#{number}" or any(named.match(line) for line in lines[start:end]):
            inside = (at + 1 for at in range(start, end) if key and wanted.search(lines[at]))
            return next(inside, start + 1)
    return None


def where_unreadable(message: str) -> tuple[int, int] | None:
    """Line and column in what the TOML reader complains of."""
    found = _WHERE.search(message)
    return (int(found[1]), int(found[2])) if found else None
