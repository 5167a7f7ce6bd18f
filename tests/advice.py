"""`python -m tests.advice [company ...] [--lang en]` prints the advice that the sample companies get, to be read.

Who changes a tip, a condition or the choosing reads here what comes of it for twelve companies.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from questionnaire.model import LOCALES
from questionnaire.scoring import score
from reports.compose import compose
from reports.model import AspectPart, Outlook, Report
from tests import worked
from tests.seed import BANK, QUESTIONNAIRE
from tips.selection import select


def report_of(name: str) -> Report:
    """The report of a sample company."""
    answers = worked.hold(QUESTIONNAIRE, worked.company(name).event)[0].answers
    result = score(QUESTIONNAIRE, answers)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return compose(QUESTIONNAIRE, answers, result, select(BANK, QUESTIONNAIRE, answers, result), BANK, now)


def told(name: str, locale: str) -> Iterator[str]:
    report = report_of(name)
    yield f"\n=== {name}, {report.mode}: level {report.overall.level}{_rise(report.after_road_map)}"
    yield f"    {report.profile.hope}"
    for step in report.road_map:
        yield f"    {step.horizon:5} {step.effort:6} {step.title[locale]}"
    for aspect in report.aspects:
        yield from _aspect(aspect, locale)


def _aspect(aspect: AspectPart, locale: str) -> Iterator[str]:
    yield f"\n--- {aspect.name[locale]}, level {aspect.standing.level}{_rise(aspect.outlook)}"
    for tip in aspect.tips:
        yield f"{tip.title[locale]} ({tip.id}, {tip.effort})"
        yield f"    {tip.because[locale]}"


def _rise(outlook: Outlook | None) -> str:
    if outlook is None:
        return ""
    points = f"{outlook.score:.1f} to {outlook.score_after:.1f}"
    return f", then {outlook.level_after} ({points}) by {len(outlook.steps)} steps"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("companies", nargs="*", metavar="company", help=f"one of {', '.join(worked.COMPANY_NAMES)}")
    parser.add_argument("--lang", choices=LOCALES, default=LOCALES[0])
    chosen = parser.parse_args()
    for name in chosen.companies or worked.COMPANY_NAMES:
        print("\n".join(told(name, chosen.lang)))


if __name__ == "__main__":
    main()
