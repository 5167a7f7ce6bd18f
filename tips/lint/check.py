"""Everything the lint knows, over a whole bank or over what is about to change in one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from questionnaire import yaml_file
from questionnaire.model import Question, Questionnaire
from questionnaire.yaml_file import Problem
from tips import bank as tip_bank
from tips import documents
from tips.bank import Bank
from tips.lint import coverage, likeness, reach, wording
from tips.lint.finding import Finding, of_tip
from tips.model import Tip


def check(bank: Bank, questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """What to mend: missing tips, then each tip's wording, near-copies, and tips that nobody can get."""
    return (
        *coverage.check(bank, questionnaire.scored),
        *(finding for tip in bank.tips for finding in wording.check(tip)),
        *likeness.check(bank.tips),
        *reach.check(bank, questionnaire),
    )


def changes(
    bank: Bank, questionnaire: Questionnaire, tips: Collection[str], questions: Collection[str]
) -> list[Finding]:
    """What to mend before a bank replaces another that was sound: its faults as a whole, and what the changes bring.

    `tips` are the ids of what is new or changed, `questions` all that it is about, also where a tip went.
    """
    found = [*_unsound(bank, questionnaire), *coverage.check(bank, tuple(_known(questionnaire, questions)))]
    for tip in (tip for tip in bank.tips if tip.id in tips):
        found += beside(tip, bank)
    # Of a condition that names what is not there nobody can say who would be reached.
    if not found or all(finding.rule != "unsound" for finding in found):
        here = Bank(bank.edition, tuple(tip for tip in bank.tips if tip.question in questions))
        found += reach.check(here, questionnaire)
    return found


def beside(tip: Tip, bank: Bank) -> Iterator[Finding]:
    """What to mend in the words of one tip, by itself and beside the others of the bank."""
    yield from wording.check(tip)
    yield from likeness.near(tip, [other for other in bank.tips if other.id != tip.id])


def _unsound(bank: Bank, questionnaire: Questionnaire) -> Iterator[Finding]:
    for tip in bank.tips:
        for field, fault in tip_bank.tip_faults(tip, questionnaire):
            yield of_tip(tip, (field,), "unsound", fault=fault)
    if loop := tip_bank.waiting_in_a_loop(bank.tips):
        yield Finding("", None, ("needs",), "loop", {"steps": " > ".join(loop)})


def _known(questionnaire: Questionnaire, ids: Collection[str]) -> Iterator[Question]:
    return (question for question in questionnaire.scored if question.id in ids)


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
