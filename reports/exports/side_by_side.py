"""A portfolio as an Excel workbook: scores, what changed, what most of them lack, and the steps that they share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from questionnaire.model import Text
from reports import language
from reports.exports import workbook
from reports.exports.tables import EFFORTS, Cell, Column, Row, Table
from reports.model import Standing
from reports.portfolio import Portfolio

_NUMBER = Column(Text("Nr.", "No."), 6)
_COMPANY = Column(Text("Bedrijf", "Company"), 32)
_DAY = Column(Text("Datum", "Date"), 12)
_MODE = Column(Text("Soort check", "Kind of check"), 18)
_TOPIC = Column(Text("Onderwerp", "Topic"), 40)
_ASPECT = Column(Text("Aspect", "Aspect"), 28)
_LOW = Column(Text("Op niveau 1 of 2", "On level 1 or 2"), 16)
_KNOWN = Column(Text("Van hoeveel bekend", "Of how many known"), 18)
_BEFORE = Column(Text("Niveau toen", "Level before"), 14)
_AFTER = Column(Text("Niveau nu", "Level now"), 14)
_STEP = Column(Text("Stap", "Step"), 60)
_EFFORT = Column(Text("Moeite", "Effort"), 12)
_ROADS = Column(Text("Op hoeveel routekaarten", "On how many road maps"), 24)
_CODE = Column(Text("Code", "Code"), 30)
_OVERALL = Text("Totaal", "Overall")
_SCORE, _LEVEL = Text("{name}, score", "{name}, score"), Text("{name}, niveau", "{name}, level")
_MODES = {"quick": Text("Snelle scan", "Quick scan"), "full": Text("Volledige check", "Full check")}


def to_xlsx(portfolio: Portfolio, locale: str) -> bytes:
    """A sheet for the scores, and one for each of the other lists that holds something."""
    tables = (
        _scores(portfolio, locale),
        _moves(portfolio, locale),
        _lacks(portfolio, locale),
        _steps(portfolio, locale),
    )
    first, *others = tables
    return workbook.to_xlsx((first, *(table for table in others if table.rows)), portfolio.made, locale)


def _scores(portfolio: Portfolio, locale: str) -> Table:
    names = [_OVERALL, *(spread.name for spread in portfolio.spreads)]
    figures = [Column(each.format(name=name), 14) for name in names for each in (_SCORE, _LEVEL)]
    columns = (_NUMBER, _COMPANY, _DAY, _MODE, *figures)
    return Table(Text("Scores", "Scores"), columns, tuple(_scored(portfolio, locale)))


def _scored(portfolio: Portfolio, locale: str) -> Iterator[Row]:
    for member in portfolio.members:
        day = datetime.fromisoformat(member.created).date()
        figures = [cell for each in (member.overall, *member.standings) for cell in _figures(each)]
        yield (member.number, member.company, day, _MODES[member.mode][locale], *figures)


def _figures(standing: Standing) -> tuple[Cell, Cell]:
    score = None if standing.score is None else float(language.rounded(standing.score))
    return score, standing.level


def _moves(portfolio: Portfolio, locale: str) -> Table:
    rows = ((move.topic[locale], move.aspect[locale], move.before, move.after) for move in portfolio.moves)
    return Table(Text("Veranderd", "Changed"), (_TOPIC, _ASPECT, _BEFORE, _AFTER), tuple(rows))


def _lacks(portfolio: Portfolio, locale: str) -> Table:
    rows = ((lack.topic[locale], lack.aspect[locale], lack.count, lack.known) for lack in portfolio.lacks)
    return Table(Text("Wat ontbreekt", "What is lacking"), (_TOPIC, _ASPECT, _LOW, _KNOWN), tuple(rows))


def _steps(portfolio: Portfolio, locale: str) -> Table:
    rows = (
        (step.title[locale], step.aspect[locale], EFFORTS[step.effort][locale], step.count, step.tip)
        for step in portfolio.steps
    )
    return Table(Text("Stappen", "Steps"), (_STEP, _ASPECT, _EFFORT, _ROADS, _CODE), tuple(rows))
