"""The lint finds each fault that it knows, and nothing in the bank as it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from questionnaire.model import Clause, Text
from tests.seed import BANK, QUESTIONNAIRE
from tips import bank as tip_bank
from tips.bank import Bank
from tips.lint import check as lint
from tips.lint import coverage, likeness, reach, wording
from tips.model import Kind, Tip

TIP = BANK.of["scope.channels", 1][0]
VARIANTS = 40


def test_the_bank_has_nothing_to_mend() -> None:
    found = lint.check(BANK, QUESTIONNAIRE)
    assert lint.placed(found, BANK, tip_bank.CONTENT) == []


def test_the_bank_is_as_large_as_was_promised() -> None:
    places = [(tip.question, tip.step) for tip in BANK.tips if tip.step and not tip.when]
    assert len(set(places)) == len(places) == 4 * len(QUESTIONNAIRE.scored)
    assert sum(bool(tip.when) for tip in BANK.tips if tip.step) >= VARIANTS
    assert sum("bluepaper-tips" in tip.sources for tip in BANK.tips if tip.kind is Kind.GENERAL) >= 14
    asked = {clause.question for tip in BANK.tips if tip.step for clause in tip.when}
    assert asked >= {"intake.sector", "intake.employees", "intake.stores", "intake.stage"}


def test_each_topic_that_is_heard_moves_a_tip_in_the_quick_scan_too() -> None:
    quick = {question.id for question in QUESTIONNAIRE.scored if question.quick}
    assert [topic.id for topic in BANK.topics if topic.words and not quick & set(topic.questions)] == []


def test_a_missing_tip_is_named_with_its_place() -> None:
    less = Bank("x", tuple(tip for tip in BANK.tips if tip.id not in ("data.crm.2", "data.crm.find-out")))
    assert coverage.missing(less, QUESTIONNAIRE.scored) == (("data.crm", 2), ("data.crm", Kind.FIND_OUT))
    problems = lint.placed(tuple(coverage.check(less, QUESTIONNAIRE.scored)), less, tip_bank.CONTENT)
    assert [problem.file for problem in problems] == ["data/crm.yaml"] * 2
    assert "no tip for level 2 that holds for everyone: write one without 'when'" in problems[0].message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": Text("Doe het nu meteen even", "Doe het nu meteen even")}, "both languages are the same"),
        ({"example": Text("The shop is not yours and they are for the birds.", "It is.")}, "nl is not in its own"),
        ({"effect": Text("Naadloos verder", "Go on")}, "nl has 'naadloos', which is not our tone"),
        ({"effect": Text("Verder", "A seamless journey")}, "en has 'seamless', which is not our tone"),
        ({"effect": Text("Het werkt!", "It works")}, "nl has '!', which is not our tone"),
        ({"example": Text("woord " * 30, "word")}, "nl has a sentence of more than 24 words"),
        ({"kpi": Text("Van tien naar 12", "From ten")}, "12 in nl, no figure in en: make them agree"),
        ({"why": Text("Dat wilde 85% in 2018.", "85% wanted it in 2018."), "sources": ()}, "'85%' has no source"),
        ({"why": Text("Uit onderzoek blijkt het.", "A study says so."), "sources": ()}, "'onderzoek' has no source"),
        ({"why": Text("Dat wil 85%.", "85% want it.")}, "a figure keeps its year"),
        (
            {"how": (Text("Verantwoordelijkheidsgevoel " * 20, "Do."),) * 4},
            "reads hard",
        ),
    ],
)
def test_a_badly_written_tip_is_found(changes: dict[str, Any], words: str) -> None:
    assert list(wording.check(TIP)) == []
    found = list(wording.check(replace(TIP, **changes)))
    assert any(words in finding.message for finding in found), found


def test_a_near_copy_is_found_in_either_language() -> None:
    near = Text(TIP.title.nl.replace("één", "een"), "Something else altogether, of its own")
    copied = replace(TIP, id="copy", title=near, how=(Text("Anders", "Other"),), example=Text("Anders", "Other"))
    assert [
        (found.tip, found.where, "scope.channels.1" in found.message) for found in likeness.check((TIP, copied))
    ] == [("copy", ("title",), True)]
    untranslated = replace(copied, title=Text("Iets heel anders, van onszelf", TIP.title.nl))
    assert [found.message for found in likeness.check((TIP, untranslated))] == [
        "en is almost the nl of scope.channels.1: say something of its own"
    ]


def when(*clauses: tuple[str, str, Any]) -> tuple[Clause, ...]:
    return tuple(Clause(*clause) for clause in clauses)


@pytest.mark.parametrize(
    "others",
    [
        (replace(TIP, id="second"),),
        (replace(TIP, id="second", when=when(("intake.sector", "in", ("food",)))),) * 2,
        (replace(TIP, id="second", step=2, when=when(("intake.stage", "in", ("none", "plan")))),),
        (
            replace(TIP, id="first", when=when(("intake.online", "at_least", 50), ("intake.sector", "in", ("food",)))),
            replace(TIP, id="second", when=when(("intake.online", "at_least", 60), ("intake.sector", "in", ("food",)))),
        ),
    ],
)
def test_a_tip_that_nobody_can_get_is_found(others: tuple[Tip, ...]) -> None:
    hidden = replace(others[-1], id="hidden")
    found = list(reach.check(Bank("x", (TIP, *others[:-1], hidden)), QUESTIONNAIRE))
    assert [finding.tip for finding in found] == ["hidden"]


def test_variants_that_differ_are_all_within_reach() -> None:
    sectors = [replace(TIP, id=s, when=when(("intake.sector", "in", (s,)))) for s in ("food", "home")]
    assert list(reach.check(Bank("x", (TIP, *sectors)), QUESTIONNAIRE)) == []


def test_a_finding_is_placed_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "scope").mkdir()
    text = (tip_bank.CONTENT / "scope" / "channels.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    place = next(number for number, line in enumerate(lines) if "title:" in line)
    lines[place + 1] += " naadloos"
    (tmp_path / "scope" / "channels.yaml").write_text("\n".join(lines), encoding="utf-8")
    bank = tip_bank.load(tmp_path, QUESTIONNAIRE)
    problems = lint.placed(tuple(wording.check(bank.tips[0])), bank, tmp_path)
    assert [(problem.file, problem.line) for problem in problems] == [("scope/channels.yaml", place + 1)]
