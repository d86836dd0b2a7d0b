"""Lists of mediators in workbooks: the header is searched, columns are known by many names, cells may be merged."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.exchange import workbooks
from govdesk.exchange.workbooks import Cell

NAME, COMMITTEE, NUMBER, KIND, OFFICE, TEAM, SPECIALITIES, PHONE, SINCE, UNTIL = (
    "name",
    "committee",
    "number",
    "kind",
    "office",
    "team",
    "specialities",
    "phone",
    "valid_from",
    "valid_to",
)
_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (NAME, re.compile(r"(调解员)?(姓名|名字)|人民调解员")),
    (
        COMMITTEE,
        re.compile(r".*(调解委员会|调委会|调解组织)(名称)?|所属(单位|组织|村居?|社区)|所在(单位|村居?|社区)|单位"),
    ),
    (NUMBER, re.compile(r".*(证号|证件编号|工号|编号|号码)")),
    (KIND, re.compile(r"(调解员)?(类别|类型|性质)|专兼职|专职[/／、]?兼职")),
    (OFFICE, re.compile(r".*职务|担任职务|岗位")),
    (TEAM, re.compile(r".*(小组|团队|工作室)(名称)?")),
    (SPECIALITIES, re.compile(r".*(特长|专长|擅长|专业|领域).*")),
    (PHONE, re.compile(r".*(电话|手机|联系方式).*")),
    (SINCE, re.compile(r".*(聘任|任职|任期|聘期|选任|上岗).*(起|开始|日期|时间)|(聘任|任职|选任)日期|任期自")),
    (UNTIL, re.compile(r".*(届满|到期|截止|解聘|终止).*|.*(任期|聘期).*(止|结束)|任期至")),
)
_SEARCHED_ROWS = 12
_MOST_ROWS = 200_000
_DATE = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2}))?")
_KINDS = (("full_time", "专职"), ("part_time", "兼职"), ("invited", "特邀"), ("elder", "乡贤"), ("elder", "说理"))


@dataclass(frozen=True, slots=True)
class MediatorRow:
    """One line as it stands; dates that cannot be read are named in `unread`."""

    row: int
    name: str
    committee: str
    number: str
    kind: str
    office: str
    team: str
    specialities: tuple[str, ...]
    phone: str
    valid_from: date | None
    valid_to: date | None
    unread: tuple[str, ...]


def read_mediator_list(path: Path | str) -> Iterator[MediatorRow]:
    """Every named line of the first sheet that has a header. Raises BadInput `mediators_no_columns` and those of
    `workbooks`."""
    book = workbooks.open_workbook(path)
    for sheet in book.sheets:
        rows = iter(book.rows(sheet))
        columns: Mapping[str, int] | None = None
        for place, (_number, cells) in enumerate(rows, start=1):
            columns = _header(cells)
            if columns is not None or place >= _SEARCHED_ROWS:
                break
        if columns is not None:
            return _lines(rows, columns)
    raise BadInput("mediators_no_columns", {"file": Path(path).name})


def _lines(rows: Iterator[tuple[int, list[Cell]]], columns: Mapping[str, int]) -> Iterator[MediatorRow]:
    committee = ""
    for count, (number, cells) in enumerate(rows):
        if count >= _MOST_ROWS:
            return
        text = {role: _text(cells, at) for role, at in columns.items()}
        committee = text.get(COMMITTEE) or committee  # a merged cell holds its words in the first row only
        if not text[NAME]:
            continue
        since, until = (_day(cells, columns.get(role)) for role in (SINCE, UNTIL))
        unread = tuple(role for role, day in ((SINCE, since), (UNTIL, until)) if day is None and text.get(role))
        yield MediatorRow(
            row=number,
            name=text[NAME],
            committee=committee,
            number=text.get(NUMBER, ""),
            kind=next((code for code, word in _KINDS if word in text.get(KIND, "")), ""),
            office=text.get(OFFICE, ""),
            team=text.get(TEAM, ""),
            specialities=tuple(part for part in re.split(r"[、，,;；\s]+", text.get(SPECIALITIES, "")) if part),
            phone=text.get(PHONE, ""),
            valid_from=since,
            valid_to=until,
            unread=unread,
        )


def _header(cells: list[Cell]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        words = _bare(str(cell or ""))
        role = next((role for role, pattern in _HEADERS if role not in found and pattern.fullmatch(words)), "")
        if role:
            found[role] = at
    return found if NAME in found and COMMITTEE in found else None


def _text(cells: list[Cell], at: int) -> str:
    value = cells[at] if at < len(cells) else None
    return unicodedata.normalize("NFKC", str(value)).strip() if value is not None else ""


def _day(cells: list[Cell], at: int | None) -> date | None:
    value = cells[at] if at is not None and at < len(cells) else None
    if isinstance(value, datetime):
        return value.date()
    match = _DATE.search(str(value or ""))
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None


def _bare(words: str) -> str:
    return re.sub(r"[\s*＊:：（）()]", "", unicodedata.normalize("NFKC", words))
