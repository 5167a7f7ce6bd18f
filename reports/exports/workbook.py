"""Tables as an Excel workbook, made in memory. Numbers are numbers, days are days, and a text is never a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.exports.tables import Cell, Table

# A longer text would be left out whole.
CELL_LENGTH = 32_767
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E1EEEE", "bottom": 1}
BODY = {"text_wrap": True, "valign": "top"}
DAY = {"nl": "d-m-yyyy", "en": "d mmm yyyy"}


def to_xlsx(tables: Sequence[Table], made: str, locale: str) -> bytes:
    """A sheet for each table. `made` is the ISO 8601 moment of the report: the same report gives the same bytes."""
    file = BytesIO()
    workbook = Workbook(file, OPTIONS)
    # It would note the time of writing, and takes a moment without its zone for UTC.
    workbook.set_properties({"created": datetime.fromisoformat(made).astimezone(UTC).replace(tzinfo=None)})
    heading, body = workbook.add_format(HEADING), workbook.add_format(BODY)
    day = workbook.add_format({**BODY, "num_format": DAY[locale], "align": "left"})
    for table in tables:
        _fill(workbook.add_worksheet(table.name[locale]), table, locale, heading, body, day)
    workbook.close()
    return file.getvalue()


def _fill(sheet: Worksheet, table: Table, locale: str, heading: Format, body: Format, day: Format) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.title[locale], heading)
    for number, row in enumerate(table.rows, start=1):
        for place, cell in enumerate(row):
            _put(sheet, number, place, cell, body, day)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _put(sheet: Worksheet, row: int, place: int, cell: Cell, body: Format, day: Format) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, place, cell[:CELL_LENGTH], body)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, cell, day)
    elif cell is not None:
        sheet.write_number(row, place, cell, body)
