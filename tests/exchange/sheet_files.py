"""Small workbooks and csv files of our own invention, one for every trap."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情"]
ROW = ["24", "甲某", "路灯不亮", "2020/1/6 12:09:38", "村口的路灯三天不亮了。"]


def write_xlsx(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "台账") -> Path:
    """Texts as texts, numbers as numbers, datetimes as dates."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        fill_sheet(book.add_worksheet(sheet), rows)
    return path


def fill_sheet(sheet: Any, rows: Sequence[Sequence[Any]], first_row: int = 0) -> None:
    for at, row in enumerate(rows, start=first_row):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write(at, column, value)


def write_raw_xlsx(path: Path, sheet_data: str, dimension: str = "") -> Path:
    """A workbook whose one sheet 台账 holds exactly this XML, as careless programs write it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{dimension}'
        f"<sheetData>{sheet_data}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path


def write_ods(path: Path, table_rows: str, manifest: str = "") -> Path:
    """An OpenDocument sheet 台账 of exactly these table rows."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        f'<office:document-content xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0"><office:body><office:spreadsheet><table:table table:name="台账">'
        f"{table_rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    media = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", media)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{names}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>{manifest}'
            "</manifest:manifest>",
        )
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{body}')
    return path


def write_protected(path: Path) -> Path:
    """The compound file that Excel makes of an xlsx with a password: header, directory with EncryptedPackage."""
    signature = bytes.fromhex("D0CF11E0A1B11AE1")
    entries = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in entries)
    path.write_bytes(signature.ljust(512, b"\0") + directory.ljust(512, b"\0") + b"\x5a" * 1024)
    return path


def inline(reference: str, text: str) -> str:
    """One text cell of a raw sheet."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
