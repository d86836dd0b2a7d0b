"""One row of a recognised table becomes the facts of one case, or the reasons why it cannot."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from govdesk.domain.case_text import LONGEST, LONGEST_TITLE, shortened
from govdesk.exchange.case_columns import ColumnMap, Field
from govdesk.exchange.moments import Refused, read_moment
from govdesk.exchange.workbooks import Cell


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FINISHED = _words(
    "已办理 已办结 办结 已回复 已答复 已完成 完成 已解决 已结案 结案 已归档 归档 已销号 销号 已化解 化解成功 已处理 "
    "已关闭 关闭 已反馈"
)
UNFINISHED = _words(
    "办理中 处理中 待回复 待办理 待处理 待签收 待受理 待分派 未办理 未办结 未回复 未处理 已受理 已登记 已转办 已分派 "
    "已派单 已签收 转办中 退回 已退回 挂起 延期 化解中 调解中 跟进中"
)
LONGEST_MADE_TITLE = 40
"""Of a title that is made of the text's first sentence."""

_MASKED = re.compile(r"[*＊\s]+|[-—－/\\]+|无|空|null|none|nan|n/a|#n/a", re.IGNORECASE)
_MASK_STARTS = frozenset("*＊-—－/\\无空nN# \t\n\r　")
_LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|_x000[dD]_"
)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_BETWEEN_NAMES = re.compile(r"[,，、;；/\s]+")
_DIGITS = re.compile(r"\d+")
_CARRIED = frozenset(
    {
        Field.NUMBER,
        Field.REPORTER,
        Field.PHONE,
        Field.TITLE,
        Field.TEXT,
        Field.ADDRESS,
        Field.RECEIVED_AT,
        Field.REPLY,
    }
)
_FINISHING = frozenset({Field.REPLY, Field.FINISHED_AT, Field.REPLIED_AT, Field.STATUS})
_SUMS = frozenset({"合计", "总计", "小计", "共计", "合 计", "总 计", "小 计"})
ADDED_BY_US = frozenset({"行号", "列", "原因"})
"""Columns of the error workbook: a mended one is imported again."""

_LABELS = (Field.LABEL_4, Field.LABEL_3, Field.LABEL_2, Field.LABEL_1, Field.LABEL)


@dataclass(slots=True)  # not frozen only for speed: freezing makes building one three times as slow
class ImportedRow:
    """The facts of one row, never changed once they are read.

    `labels` are category names, the most detailed first; missing texts are empty.

    `finished_at` is set when the row says that the matter is done: then `finish_known` tells whether the moment
    stands in the row or is the row's own date. `notes` are codes of what was odd but no reason to refuse.
    `source_fields` are the columns that have no place in a case, under their own headers.
    """

    row: int
    number: str
    title: str
    text: str
    received_at: datetime | None
    reporter: str = ""
    phone: str = ""
    labels: tuple[str, ...] = ()
    appeal_type: str = ""
    region: str = ""
    address: str = ""
    channel: str = ""
    parties: tuple[str, ...] = ()
    urgent: bool = False
    occurred_at: datetime | None = None
    people_count: int | None = None
    reply: str = ""
    finished_at: datetime | None = None
    finish_known: bool = True
    notes: tuple[str, ...] = ()
    source_fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellError:
    """`column` is the header in the file; `code` names the sentence that `facts` fill."""

    column: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    row: int
    cells: tuple[Cell, ...]
    errors: tuple[CellError, ...]


class RowReader:
    """Reads the rows of one table; `now` is the moment beyond which a date lies in the future."""

    def __init__(self, columns: ColumnMap, now: datetime) -> None:
        self._columns = columns
        self._now = now
        self._width = len(columns.headers)
        self._words = tuple(columns.headers)
        self._optional = [(name, read) for field, name, read in _OPTIONAL if field in columns.fields]
        self._labels = [label for label in _LABELS if label in columns.fields]
        self._ends = not _FINISHING.isdisjoint(columns.fields)
        carried = {at[0] for field, at in columns.fields.items() if field in _CARRIED}
        own = set(columns.headers) & ADDED_BY_US
        self._extras = [(at, h) for at, h in enumerate(columns.headers) if at not in carried and h not in own]

    def read(self, row: int, cells: list[Cell]) -> ImportedRow | RejectedRow:
        """`cells` may be shorter or longer than the header; cells beyond it are kept by their place."""
        texts = [
            cell.strip()
            if type(cell) is str and cell.isprintable() and "  " not in cell and "_x000" not in cell
            else clean_text(_shown(cell))
            for cell in cells
        ]
        reading = _Reading(self._columns, cells, texts)
        number = reading.number()
        title, text = reading.title_and_text()
        received_at = reading.moment(Field.RECEIVED_AT, self._now, required=True)
        occurred_at = reading.moment(Field.OCCURRED_AT, self._now)
        reply, finished_at, finish_known = "", None, True
        if self._ends:
            reply = reading.long_text(Field.REPLY)
            finished_at, finish_known = self._finish(reading, reply, received_at)
        if (stray := self._stray(texts)) is not None:
            return RejectedRow(row, tuple(cells), (stray,))
        if reading.errors:
            return RejectedRow(row, tuple(cells), tuple(reading.errors))
        optional = {name: read(reading) for name, read in self._optional}
        return ImportedRow(
            row=row,
            number=number,
            title=title,
            text=text,
            received_at=received_at,
            labels=tuple([label for label in map(reading.text, self._labels) if label]),
            occurred_at=occurred_at,
            reply=reply,
            finished_at=finished_at,
            finish_known=finish_known,
            notes=tuple(reading.notes),
            source_fields={**self._source_fields(texts), **reading.whole},
            **optional,
        )

    def _stray(self, texts: list[str]) -> "CellError | None":
        """A row that is no case: the header once more, as on every printed page, or the sum at the foot."""
        first = next((text for text in texts if text), "")
        if first in _SUMS:
            return CellError(self._columns.headers[0], "total_row", {"word": first})
        if first == self._columns.headers[0] and tuple(text.replace("\n", " ") for text in texts) == self._words:
            return CellError(self._columns.headers[0], "header_again")
        return None

    def _finish(self, reading: "_Reading", reply: str, received_at: datetime | None) -> tuple[datetime | None, bool]:
        """When the matter was done: at its own time, or with 已办理 and no time on the row's own date."""
        finished_at = reading.moment(Field.FINISHED_AT, self._now)
        replied_at = reading.moment(Field.REPLIED_AT, self._now)
        status = reading.finished_by_status()
        own_field = Field.FINISHED_AT if finished_at else Field.REPLIED_AT
        own = finished_at or replied_at
        if own and received_at and own < received_at:
            reading.refuse(own_field, "finished_before_received", {"received_at": received_at.isoformat(" ")})
        if own and (reply or status or (finished_at and status is None)):
            if status is False:
                reading.notes.append("finished_against_status")
            return own, True
        if status:
            reading.notes.append("finished_without_time")
            return received_at, False
        if reply:
            reading.notes.append("reply_without_time")
        return None, True

    def _source_fields(self, texts: list[str]) -> dict[str, str]:
        filled = len(texts)
        if filled == self._width:
            return {name: texts[at] for at, name in self._extras if texts[at]}
        fields = {name: texts[at] for at, name in self._extras if at < filled and texts[at]}
        for at in range(self._width, filled):
            if texts[at]:
                fields[f"第{at + 1}列"] = texts[at]
        return fields


class _Reading:
    """The cells of one row while they are read; gathers errors and notes."""

    __slots__ = ("_at", "_cells", "_columns", "_texts", "errors", "notes", "whole")

    def __init__(self, columns: ColumnMap, cells: list[Cell], texts: list[str]) -> None:
        self._columns = columns
        self._at = columns.fields
        self._cells = cells
        self._texts = texts
        self.errors: list[CellError] = []
        self.notes: list[str] = []
        self.whole: dict[str, str] = {}

    def place(self, name: Field) -> int | None:
        """The first of the field's columns that is filled and not masked."""
        texts = self._texts
        for at in self._at.get(name, ()):
            if at < len(texts):
                text = texts[at]
                if text and not (text[0] in _MASK_STARTS and _MASKED.fullmatch(text)):
                    return at
        return None

    def text(self, name: Field) -> str:
        """One line, blanks put together."""
        at = self.place(name)
        if at is None:
            return ""
        text = self._texts[at]
        return " ".join(text.split("\n")) if "\n" in text else text

    def long_text(self, name: Field) -> str:
        at = self.place(name)
        return "" if at is None else self._texts[at]

    def number(self) -> str:
        """Without blanks, 24.0 as 24. A number that the spreadsheet has rounded is refused: others look the same."""
        value = _code(self.text(Field.NUMBER))
        if _LOST_DIGITS.fullmatch(value):
            self.refuse(Field.NUMBER, "number_lost_digits", {"value": value})
        if len(value) > LONGEST["source_number"]:
            self.refuse(Field.NUMBER, "source_number_too_long", _length(value, "source_number"))
        return value[:-2] if value.endswith(".0") and value[:-2].isdigit() else value

    def short(self, name: Field, kind: str) -> str:
        """One line that fits; the whole of a longer one is kept under its own header."""
        text = self.text(name)
        if len(text) <= LONGEST[kind]:
            return text
        self.notes.append("value_shortened")
        self.whole[self._columns.headers[self.place(name) or 0]] = text
        return shortened(text, LONGEST[kind])

    def phone(self) -> str:
        value = _code(self.text(Field.PHONE))
        if _LOST_DIGITS.fullmatch(value):
            self.notes.append("phone_lost_digits")
            return ""
        if len(value) > LONGEST["phone"]:
            return self.short(Field.PHONE, "phone")
        return value[:-2] if value.endswith(".0") and value[:-2].isdigit() else value

    def title_and_text(self) -> tuple[str, str]:
        title, text = self.text(Field.TITLE), self.long_text(Field.TEXT)
        if not title and not text:
            self.refuse(Field.TEXT if Field.TEXT in self._at else Field.TITLE, "text_missing", {})
        if len(title) > LONGEST_TITLE:
            self.notes.append("title_shortened")
            title, text = shortened(title), _with_whole_title(title, text)
        if len(text) > LONGEST["text"]:
            self.refuse(Field.TEXT, "text_too_long", _length(text, "text"))
        return title or _first_sentence(text), text or title

    def moment(self, name: Field, now: datetime, required: bool = False) -> datetime | None:
        if name not in self._at:
            return None
        at = self.place(name)
        if at is None:
            if required:
                self.refuse(name, "date_missing", {})
            return None
        cell = self._cells[at]
        moment = read_moment(cell if isinstance(cell, datetime) else self._texts[at], now)
        if isinstance(moment, Refused):
            self.refuse(name, moment.code, {"value": self._texts[at][:40]})
            return None
        return moment

    def finished_by_status(self) -> bool | None:
        """True and False for words that say so, None when the row says nothing that is understood."""
        word = self.text(Field.STATUS)
        if not word:
            return None
        if word in FINISHED:
            return True
        if word not in UNFINISHED:
            self.notes.append("status_unknown")
            return None
        return False

    def urgent(self) -> bool:
        word = self.text(Field.URGENCY)
        return any(mark in word for mark in ("紧急", "特急", "加急")) and "不紧急" not in word

    def people_count(self) -> int | None:
        value = self.text(Field.PEOPLE_COUNT)
        digits = _DIGITS.search(value)
        if digits and 0 < int(digits[0]) < 1_000_000:
            return int(digits[0])
        if value:
            self.notes.append("count_not_understood")
        return None

    def parties(self) -> tuple[str, ...]:
        names = _BETWEEN_NAMES.split(self.text(Field.PARTIES))
        return tuple(shortened(name, LONGEST["party"]) for name in names if name)

    def refuse(self, name: Field, code: str, facts: Mapping[str, Any]) -> None:
        self.errors.append(CellError(self._columns.header_of(name), code, facts))


def clean_text(text: str) -> str:
    """Text wrapped in line feeds and tabs as web exports bring it: one line per paragraph, no blank ones."""
    if text.isprintable() and "_x000" not in text and "  " not in text:
        return text.strip()
    lines = (" ".join(line.split()) for line in _CONTROL.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)


def _code(value: str) -> str:
    """A number as it is compared: without blanks, full-width digits and letters as plain ones."""
    value = value.replace(" ", "")
    return value if value.isascii() else unicodedata.normalize("NFKC", value).replace("\u200d", "")


def _length(text: str, kind: str) -> dict[str, int]:
    return {"length": len(text), "longest": LONGEST[kind]}


def _with_whole_title(title: str, text: str) -> str:
    """What a shortened title no longer says stands at the head of the text."""
    return text if title in text else f"{title}\n{text}".rstrip()


def _first_sentence(text: str) -> str:
    sentence = _SENTENCE_END.split(text, maxsplit=1)[0] or text
    return shortened(sentence, LONGEST_MADE_TITLE)


def _shown(cell: Cell) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else cell


_OPTIONAL: tuple[tuple[Field, str, Callable[[_Reading], Any]], ...] = (
    (Field.REPORTER, "reporter", lambda reading: reading.short(Field.REPORTER, "reporter")),
    (Field.PHONE, "phone", _Reading.phone),
    (Field.APPEAL_TYPE, "appeal_type", lambda reading: reading.text(Field.APPEAL_TYPE)),
    (Field.REGION, "region", lambda reading: reading.short(Field.REGION, "address")),
    (Field.ADDRESS, "address", lambda reading: reading.short(Field.ADDRESS, "address")),
    (Field.CHANNEL, "channel", lambda reading: reading.text(Field.CHANNEL)),
    (Field.PARTIES, "parties", _Reading.parties),
    (Field.URGENCY, "urgent", _Reading.urgent),
    (Field.PEOPLE_COUNT, "people_count", _Reading.people_count),
)
