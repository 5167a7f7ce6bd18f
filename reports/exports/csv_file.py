"""A table as a CSV file that a spreadsheet opens by a double click, in the manner of the reader's language.

Excel splits a file by the list separator of its own country: in the Netherlands that is `;`, as the comma stands in
numbers. So a Dutch file has semicolons and 41,7 and an English one commas and 41.7. The mark at the start tells Excel
that the letters are UTF-8.
"""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

from reports import language
from reports.exports.tables import Cell, Table

SEPARATOR = {"nl": ";", "en": ","}
# What makes a spreadsheet take a cell for a formula, and characters that it skips before it looks. Wide ones count too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def to_csv(table: Table, locale: str) -> bytes:
    """The table with a heading line, every text in quotes. No cell is a formula."""
    file = StringIO(newline="")
    writer = csv.writer(file, delimiter=SEPARATOR[locale], quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([column.title[locale] for column in table.columns])
    writer.writerows([_written(cell, locale) for cell in row] for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def _written(cell: Cell, locale: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else language.number(cell, locale)


def harmless(text: str) -> str:
    """The text, after an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
