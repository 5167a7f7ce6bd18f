"""What becomes of a report in the hands of a consultant."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from questionnaire.model import Text
from questionnaire.scoring import VERSION
from reports import added, outlooks, review, summary
from reports.changes import changes
from reports.model import Origin, Report, from_json, to_json
from reports.review import Added, AspectReview, Review
from reports.reviewed import every_tip
from reports.signed import Changes
from tests import worked
from tests.advice import report_of
from tests.reports.reviews import COMPANY, made, of_bank, own
from tests.reports.samples import NASTY
from tests.seed import BANK
from tests.strategies import seeds


def drafted(report: Report, seed: int) -> Review:
    """A review that does something of everything."""
    random, parts = Random(seed), []
    for aspect in report.aspects:
        bank = [tip for tip in BANK.tips if tip.question.startswith(f"{aspect.id}.")]
        put_in = (*(of_bank(tip.id) for tip in random.sample(bank, 2)), own(f"own-{aspect.id}"))
        ids = [tip.id for tip in aspect.tips] + [each.tip.id for each in put_in] + ["nothing.of.the.kind"]
        some = [tuple(random.sample(ids, random.randint(0, len(ids)))) for _ in range(3)]
        parts.append(AspectReview(aspect.id, some[0], some[1], some[2], put_in, random.choice(["", "Let hierop."])))
    return Review("Beste Jan,\n\nGoed bezig.", tuple(parts))


@pytest.mark.parametrize("company", worked.COMPANY_NAMES)
def test_a_review_of_nothing_changes_nothing(company: str) -> None:
    report = report_of(company)
    after = made(report, Review())
    assert after.reviewed is not None
    assert not after.reviewed.changes.any
    assert replace(after, reviewed=None) == report


@settings(max_examples=60)
@given(seeds)
def test_each_tip_is_shown_once_or_hidden(seed: int) -> None:
    report = report_of(worked.COMPANY_NAMES[seed % len(worked.COMPANY_NAMES)])
    draft = drafted(report, seed)
    after = made(report, draft)
    for before, aspect in zip(report.aspects, after.aspects, strict=True):
        part = draft.of(aspect.id)
        every = {tip.id for tip in before.tips} | {
            each.tip.id for each in part.added if each.tip.id not in summary.tips(report)
        }
        shown = [tip.id for tip in aspect.tips]
        assert sorted(shown) == sorted(every - set(part.hidden))
        assert [tip.pinned for tip in aspect.tips] == sorted((tip.pinned for tip in aspect.tips), reverse=True)
        assert {tip.id for tip in aspect.tips if tip.pinned} == set(part.pinned) & set(shown)


@settings(max_examples=60)
@given(seeds)
def test_the_road_map_keeps_to_what_is_shown(seed: int) -> None:
    report = report_of(worked.COMPANY_NAMES[seed % len(worked.COMPANY_NAMES)])
    after = made(report, drafted(report, seed))
    by_id, road = summary.tips(after), [step.tip for step in after.road_map]
    assert len(set(road)) == len(road)
    assert set(road) <= set(by_id)
    now = {step.tip for step in after.road_map if step.horizon == "now"}
    assert {tip.id for tip in by_id.values() if tip.pinned} <= now
    assert not road or now
    horizons = [summary.HORIZONS.index(step.horizon) for step in after.road_map]
    assert horizons == sorted(horizons)
    chosen = [by_id[id_] for id_ in road if by_id[id_].origin is Origin.CHECK]
    for place, tip in enumerate(chosen):
        assert not any(each.question == tip.question and (each.step or 9) < (tip.step or 0) for each in chosen[place:])


@settings(max_examples=30)
@given(seeds)
def test_it_reads_back_and_cites_what_there_is(seed: int) -> None:
    report = report_of(worked.COMPANY_NAMES[seed % len(worked.COMPANY_NAMES)])
    draft = drafted(report, seed)
    after = made(report, draft)
    assert from_json(to_json(after)) == after
    assert review.from_json(review.to_json(draft)) == draft
    cited = [number for aspect in after.aspects for tip in aspect.tips for number in tip.sources]
    assert list(dict.fromkeys(cited)) == [source.number for source in after.sources]
    assert after.after_road_map is None or after.after_road_map.score_after >= after.after_road_map.score


@pytest.fixture
def report() -> Report:
    return report_of(COMPANY)


def test_a_hidden_tip_takes_its_later_steps_off_the_road(report: Report) -> None:
    first = report.road_map[0]
    tip = summary.tips(report)[first.tip]
    after = made(report, Review("", (AspectReview(first.aspect, hidden=(first.tip,)),)))
    assert first.tip not in {step.tip for step in after.road_map}
    assert not any(summary.tips(after)[step.tip].question == tip.question for step in after.road_map)
    assert report.after_road_map is not None
    assert after.after_road_map is not None
    assert after.after_road_map.score_after < report.after_road_map.score_after


def test_the_verdict_begins_with_the_first_step_there_is(report: Report) -> None:
    first, second = report.road_map[:2]
    after = made(report, Review("", (AspectReview(first.aspect, hidden=(first.tip,)),)))
    assert report.verdict is not None
    assert after.verdict is not None
    for locale in ("nl", "en"):
        assert first.title[locale] in report.verdict[locale]
        assert first.title[locale] not in after.verdict[locale]
        assert f"{after.road_map[0].title[locale]}." in after.verdict[locale]
    assert after.road_map[0].tip == second.tip
    parts = tuple(AspectReview(each.id, hidden=tuple(tip.id for tip in each.tips)) for each in report.aspects)
    bare = made(report, Review("", parts))
    assert bare.verdict is not None
    assert "Begin met deze stap" not in bare.verdict.nl
    assert (bare.road_map, bare.sources, bare.after_road_map) == ((), (), None)


def test_a_pinned_tip_leads_its_aspect_and_the_road(report: Report) -> None:
    aspect = report.aspects[2]
    on_road = {step.tip for step in report.road_map}
    tip = next(tip for tip in reversed(aspect.tips) if tip.id not in on_road)
    after = made(report, Review("", (AspectReview(aspect.id, pinned=(tip.id,)),)))
    assert after.aspects[2].tips[0] == replace(tip, pinned=True, sources=after.aspects[2].tips[0].sources)
    assert (after.road_map[0].tip, after.road_map[0].horizon) == (tip.id, "now")
    assert len(after.road_map) == len(report.road_map) + 1


def test_an_added_tip_tells_the_answer_and_counts_once_it_is_pinned(report: Report) -> None:
    aspect = next(each for each in report.aspects if each.standing.level)
    line = next(line for line in aspect.answers if line.state == "answered" and (line.level or 5) < 4)
    tip = next(tip for tip in BANK.tips if tip.question == line.question and tip.step == (line.level or 0) + 1)
    assert tip.id not in summary.tips(report)
    part = AspectReview(aspect.id, added=(of_bank(tip.id),), pinned=(tip.id,))
    after = made(report, Review("", (part,)))
    entry = summary.tips(after)[tip.id]
    assert (entry.origin, entry.pinned) == (Origin.BANK, True)
    assert line.topic.nl in entry.because.nl
    assert entry.gain > 0
    assert after.after_first is not None
    assert tip.id in after.after_first.steps


def test_an_own_tip_stands_in_both_languages_and_needs_a_title(report: Report) -> None:
    part = AspectReview("scope", added=(own(), own("own-2", title="")))
    after = made(report, Review("", (part,)))
    tips = [tip for tip in after.aspects[0].tips if tip.origin is Origin.OWN]
    assert [(tip.id, tip.title) for tip in tips] == [("own-1", Text("Laat Ede meelezen", "Laat Ede meelezen"))]
    assert len(every_tip(report, report.aspects[0], part)) == len(report.aspects[0].tips) + 2


def test_what_was_put_in_and_is_chosen_by_now_is_the_checks_own(report: Report) -> None:
    tip = report.aspects[0].tips[0]
    after = made(report, Review("", (AspectReview("scope", added=(of_bank(tip.id),)),)))
    assert after.aspects[0].tips == report.aspects[0].tips


def test_what_is_new_is_told_beside_the_report_before(report: Report) -> None:
    scope = report.aspects[0]
    part = AspectReview("scope", hidden=(scope.tips[0].id,), pinned=(scope.tips[2].id,), added=(own(),), note="Kijk.")
    draft = Review("Beste Jan", (part,))
    once = made(report, draft)
    assert once.reviewed is not None
    assert once.reviewed.changes == Changes(
        letter=True, noted=("scope",), added=("own-1",), hidden=(scope.tips[0].id,), pinned=(scope.tips[2].id,)
    )
    turned = replace(part, order=tuple(tip.id for tip in reversed(scope.tips)))
    twice = made(report, replace(draft, aspects=(turned,)), last=once)
    assert twice.reviewed is not None
    assert twice.reviewed.changes == Changes(moved=("scope",))
    assert changes(once, report) == Changes(added=(scope.tips[0].id,), hidden=("own-1",))


def test_words_of_staff_are_made_fit_to_print_and_capped(report: Report) -> None:
    tip = replace(own().tip, title=Text(NASTY * 9, ""), how=tuple(Text(NASTY, "") for _ in range(99)))
    part = AspectReview("scope", added=(Added(tip),), note="n" * 9_999)
    after = made(report, Review(f"{NASTY}\r\n\r\n \r\nTwee\ndrie" + "x" * 9_999, (part,)))
    assert after.reviewed is not None
    first, second = after.reviewed.letter
    assert "\x00" not in first
    assert second.startswith("Twee driexxx")
    assert len(first) + len(second) <= review.LETTER_LENGTH
    assert sum(map(len, after.aspects[0].note)) <= review.NOTE_LENGTH
    entry = summary.tips(after)["own-1"]
    assert len(entry.title.nl) <= added.LENGTHS["title"]
    assert len(entry.how) == added.MOST_LINES


def test_other_rules_of_scoring_give_no_outlook(report: Report) -> None:
    other = outlooks.with_outlooks(replace(report, scoring_version=VERSION + 1))
    assert other.after_road_map is None
    assert not any(aspect.outlook for aspect in other.aspects)
