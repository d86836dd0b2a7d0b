"""A file of cases opened for reading: the sheet that holds them, its columns, and its rows one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from govdesk.domain.errors import BadInput
from govdesk.exchange import workbooks
from govdesk.exchange.case_columns import SEARCHED_ROWS, ColumnMap, recognise
from govdesk.exchange.workbooks import Row, Workbook


@dataclass(frozen=True, slots=True)
class CaseTable:
    """`other_sheets` come after it in the file and are not read; `rows` are those under the header, once."""

    sheet: str
    other_sheets: tuple[str, ...]
    columns: ColumnMap
    rows: Iterator[Row]


def open_case_table(path: Path | str, sheet: str | None = None) -> CaseTable:
    """Opens `sheet` (name, or place from 1), or the first sheet with a header that can be read.

    Raises BadInput `no_header`, `no_rows`, `formula_without_value`, and those of `workbooks`.
    """
    workbook = workbooks.open_workbook(path)
    if sheet is not None:
        return _read(workbook, workbooks.choose_sheet(workbook, sheet), ())
    failure: BadInput | None = None
    for at, name in enumerate(workbook.sheets, start=1):
        try:
            return _read(workbook, name, workbook.sheets[at:])
        except BadInput as error:
            if error.code not in ("no_header", "no_rows"):
                raise
            failure = error if failure is None or failure.code == "no_rows" else failure
    raise failure or BadInput("no_rows", {"file": workbook.path.name})


def _read(workbook: Workbook, sheet: str, others: tuple[str, ...]) -> CaseTable:
    rows = workbook.rows(sheet)
    head = list(islice(rows, SEARCHED_ROWS))
    if not head:
        raise BadInput("no_rows", {"file": workbook.path.name})
    columns = recognise(head)
    below = [row for row in head if row[0] > columns.header_row]
    if not below:
        raise BadInput("no_rows", {"file": workbook.path.name})
    uncalculated = workbook.uncalculated(sheet)
    for column in sorted(at for places in columns.fields.values() for at in places):
        if column in uncalculated:
            facts = {"file": workbook.path.name, "sheet": sheet, "cell": uncalculated[column]}
            raise BadInput("formula_without_value", facts)
    return CaseTable(sheet, others, columns, chain(below, rows))
