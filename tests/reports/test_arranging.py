"""The acts of a consultant, and texts that two of them write at the same time."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire.model import Text
from reports import drafting
from reports.arranging import ACTS, NotPossible, cards, done, with_added, with_own
from reports.drafting import digest, merged, texts, with_texts
from reports.model import Report
from reports.review import MOST_ADDED, Review
from tests.advice import report_of
from tests.reports.reviews import COMPANY, made, of_bank
from tests.seed import BANK
from tests.strategies import seeds

OPPOSITE = {"up": "down", "down": "up", "pin": "unpin", "hide": "show"}


@pytest.fixture(scope="module")
def report() -> Report:
    return report_of(COMPANY)


def shown(report: Report, review: Review, aspect: int = 0) -> list[str]:
    return [card.tip.id for card in cards(report, report.aspects[aspect], review) if not card.hidden]


def test_tips_go_up_and_down_to_the_ends(report: Report) -> None:
    first, second, *others = shown(report, Review())
    review = done(report, Review(), "up", second)
    assert shown(report, review) == [second, first, *others]
    assert shown(report, done(report, review, "down", second)) == [first, second, *others]
    every = cards(report, report.aspects[0], review)
    assert [card.up for card in every] == [False, *[True] * (len(every) - 1)]
    assert [card.down for card in every] == [*[True] * (len(every) - 1), False]


def test_pinned_tips_come_first_in_the_order_of_pinning(report: Report) -> None:
    first, second, *others = shown(report, Review())
    review = done(report, done(report, Review(), "pin", others[-1]), "pin", second)
    assert shown(report, review) == [others[-1], second, first, *others[:-1]]
    every = cards(report, report.aspects[0], review)
    assert [(card.up, card.down) for card in every[:3]] == [(False, True), (True, False), (False, True)]
    hidden = done(report, review, "hide", second)
    assert shown(report, hidden) == [others[-1], first, *others[:-1]]
    assert second not in hidden.of("scope").pinned


@settings(max_examples=50)
@given(seeds)
def test_what_is_done_is_what_the_report_shows(seed: int) -> None:
    random, review, report = Random(seed), Review(), report_of(COMPANY)
    for _ in range(random.randint(1, 12)):
        every = [card.tip.id for card in cards(report, report.aspects[0], review)]
        review = done(report, review, random.choice(list(ACTS)), random.choice(every))
    assert [tip.id for tip in made(report, review).aspects[0].tips] == shown(report, review)


@settings(max_examples=30)
@given(seeds, st.sampled_from(sorted(OPPOSITE)))
def test_each_act_can_be_taken_back(seed: int, act: str) -> None:
    report = report_of(COMPANY)
    random = Random(seed)
    every = cards(report, report.aspects[0], Review())
    card = random.choice([card for card in every if getattr(card, act, True)])
    once = done(report, Review(), act, card.tip.id)
    again = done(report, once, OPPOSITE[act], card.tip.id)
    assert shown(report, once) != shown(report, Review()) or act == "pin"
    assert set(shown(report, again)) == set(shown(report, Review()))
    assert not again.of("scope").hidden
    assert not again.of("scope").pinned
    if act in ("up", "down"):
        assert shown(report, again) == shown(report, Review())


def test_what_is_not_there_cannot_be_done(report: Report) -> None:
    for act, tip in (("up", "no.such.tip"), ("dance", report.aspects[0].tips[0].id)):
        with pytest.raises(NotPossible):
            done(report, Review(), act, tip)


def test_tips_are_put_in_once_and_not_without_end(report: Report) -> None:
    known = {tip.id for aspect in report.aspects for tip in aspect.tips}
    another = of_bank(next(tip.id for tip in BANK.tips if tip.id not in known))
    review = with_added(Review(), "scope", another)
    assert with_added(review, "scope", another) == review
    hidden = done(report, review, "hide", another.tip.id)
    assert with_added(hidden, "scope", another).of("scope").hidden == ()
    for number in range(1, MOST_ADDED):
        review, id_ = with_own(review, "scope")
        assert id_ == f"own-{number}"
    with pytest.raises(NotPossible):
        with_own(review, "scope")


ASPECTS = ("scope", "experience")


@pytest.fixture
def written() -> Review:
    return with_own(Review(), "scope")[0]


def test_texts_come_back_as_they_were_put_in(written: Review) -> None:
    given = {
        "letter": "Beste Jan,\n\nGoed bezig.",
        "note:experience": "Let op.",
        "own-1:title:nl": "Bel",
        "own-1:how:nl": "Een\nTwee\n\nDrie",
        "own-1:how:en": "One",
        "own-1:effort": "months",
        "note:nothing": "x",
        "own-9:title:nl": "x",
    }
    made = with_texts(written, given)
    tip = made.added[0].tip
    assert tip.how == (Text("Een", "One"), Text("Twee", ""), Text("Drie", ""))
    found = texts(made, ASPECTS)
    assert {name: found[name] for name in list(given)[:3]} == {name: given[name] for name in list(given)[:3]}
    assert (found["own-1:how:nl"], found["own-1:how:en"]) == ("Een\nTwee\nDrie", "One")
    assert found["own-1:effort"] == "months"
    assert with_texts(made, texts(made, ASPECTS)) == made
    assert texts(with_texts(made, {"own-1:effort": "years"}), ASPECTS)["own-1:effort"] == "months"


def test_two_who_write_in_different_places_both_keep_their_words() -> None:
    before = {"letter": "a", "note:scope": "b", "note:experience": "c"}
    was = {name: digest(words) for name, words in before.items()}
    kept = {**before, "letter": "theirs"}
    both = merged(kept, {**before, "note:scope": "mine"}, was)
    assert both.texts == {"letter": "theirs", "note:scope": "mine", "note:experience": "c"}
    assert (both.clashing, both.theirs) == ((), ("letter",))


def test_how_the_tips_stand_is_told_and_not_written(report: Report, written: Review) -> None:
    before = texts(written, ASPECTS)
    after = texts(done(report, written, "hide", report.aspects[0].tips[0].id), ASPECTS)
    assert [name for name in before if before[name] != after[name]] == ["tips:scope"]
    assert merged(after, {}, {name: digest(words) for name, words in before.items()}).theirs == ("tips:scope",)
    assert with_texts(written, {"tips:scope": "[]"}).of("scope") == written.of("scope")


def test_two_who_write_in_the_same_place_clash_unless_they_agree() -> None:
    was = {"letter": digest("a")}
    assert merged({"letter": "theirs"}, {"letter": "mine"}, was).clashing == ("letter",)
    assert merged({"letter": "same"}, {"letter": "same"}, was).clashing == ()
    assert merged({"letter": "theirs"}, {"letter": "mine"}, {"letter": digest("theirs")}).texts == {"letter": "mine"}


def test_what_comes_from_a_browser_is_kept_plain() -> None:
    assert drafting.tidy("\r\n een\r\ntwee \r") == "een\ntwee"
