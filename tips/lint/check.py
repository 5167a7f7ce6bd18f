"""Everything the lint knows, over a whole bank."""

from __future__ import annotations

from pathlib import Path

from questionnaire import yaml_file
from questionnaire.model import Questionnaire
from questionnaire.yaml_file import Problem
from tips import documents
from tips.bank import Bank
from tips.lint import coverage, likeness, reach, wording
from tips.lint.finding import Finding


def check(bank: Bank, questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """What to mend: missing tips, then each tip's wording, near-copies, and tips that nobody can get."""
    return (
        *coverage.check(bank, questionnaire.scored),
        *(finding for tip in bank.tips for finding in wording.check(tip)),
        *likeness.check(bank.tips),
        *reach.check(bank, questionnaire),
    )


def placed(findings: tuple[Finding, ...], bank: Bank, folder: Path) -> list[Problem]:
    """The findings with the file and the line that they are about, in the order of the files."""
    found = [_placed(finding, bank, folder) for finding in findings]
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def _placed(finding: Finding, bank: Bank, folder: Path) -> Problem:
    path = folder / documents.name_of(finding.question)
    if finding.tip is None or not path.exists():
        return Problem(documents.name_of(finding.question), 0, f"{finding.question}: {finding.message}")
    ids = [tip.id for tip in bank.tips if tip.question == finding.question]
    place = ("tips", ids.index(finding.tip), *finding.where)
    line = yaml_file.line_of(path, place)
    return Problem(documents.name_of(finding.question), line, f"{finding.tip}: {finding.message}")
