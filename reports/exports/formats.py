"""The kinds of file that a report can be saved as, besides its PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.exports import tables
from reports.exports.csv_file import to_csv
from reports.exports.record import to_json
from reports.exports.workbook import to_xlsx
from reports.model import Report
from reports.plan import Tick

Write = Callable[[Report, Mapping[str, Tick], str], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """How a report with its ticks is written in a language, and what a browser is told that it gets."""

    media_type: str
    write: Write


def _csv(report: Report, _: Mapping[str, Tick], locale: str) -> bytes:
    return to_csv(tables.scores_and_answers(report, locale), locale)


def _xlsx(report: Report, ticks: Mapping[str, Tick], locale: str) -> bytes:
    sheets = (tables.scores(report, locale), tables.answers(report, locale), tables.tips(report, ticks, locale))
    return to_xlsx(sheets, report.created, locale)


FORMATS: Mapping[str, Format] = {
    "json": Format("application/json", to_json),
    "csv": Format("text/csv", _csv),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
}
