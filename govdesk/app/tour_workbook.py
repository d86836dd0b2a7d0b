"""A workbook of hotline messages as a street receives it, with the faults that real ones have."""

import csv
from datetime import datetime
from pathlib import Path

from govdesk.foundation import paths

SAMPLE = "import_sample.csv"
WIDTHS = (14, 18, 10, 14, 20, 46, 16, 12, 12, 24, 18)


def write_sample_workbook(path: Path, now: datetime) -> Path:
    """The invented rows of `resources/demo/import_sample.csv` as xlsx; `now` only dates the file."""
    import xlsxwriter

    text = (paths.resources() / "demo" / SAMPLE).read_text(encoding="utf-8")
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.set_properties({"created": now})
        sheet = workbook.add_worksheet()
        head = workbook.add_format({"bold": True, "bg_color": "#E6EEF9", "border": 1})
        cell = workbook.add_format({"text_wrap": True, "valign": "top"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate(csv.reader(text.splitlines())):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value, cell if number else head)
        sheet.freeze_panes(1, 0)
    return path
