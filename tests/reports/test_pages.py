"""What the report says, read back from the PDF that a respondent gets."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from questionnaire.model import Text
from reports import language, pages
from reports.model import from_json, to_json
from tests.reports.conftest import Drawn
from tests.reports.samples import sample_report


@pytest.fixture(params=["full_nl", "full_en", "quick_nl"])
def drawn(request: pytest.FixtureRequest) -> Drawn:
    found: Drawn = request.getfixturevalue(request.param)
    return found


def test_every_aspect_with_its_score_and_level(drawn: Drawn) -> None:
    for aspect in drawn.report.aspects:
        page = page_of(drawn, aspect.asks)
        assert aspect.standing.score is not None
        assert aspect.standing.level_name is not None
        assert aspect.name[drawn.locale] in page
        assert language.figure(aspect.standing.score, drawn.locale) in page
        assert aspect.standing.level_name[drawn.locale] in page
        assert f"{aspect.answered} {'van' if drawn.locale == 'nl' else 'of'} {aspect.applicable}" in page


def test_every_tip_in_full(drawn: Drawn) -> None:
    for aspect in drawn.report.aspects:
        for tip in aspect.tips:
            for text in (tip.title, tip.why, *tip.how, tip.example, tip.effect, tip.who, tip.kpi, tip.because):
                assert text[drawn.locale] in drawn.text


def test_no_tip_is_split_over_two_pages(drawn: Drawn) -> None:
    for aspect in drawn.report.aspects:
        for tip in aspect.tips:
            page = page_of(drawn, tip.because, tip.title)
            assert tip.example[drawn.locale] in page


def test_every_question_answer_and_source(drawn: Drawn) -> None:
    for aspect in drawn.report.aspects:
        for line in aspect.answers:
            assert line.asked[drawn.locale] in drawn.text
            assert line.answer[drawn.locale] in drawn.text
    for source in drawn.report.sources:
        assert source.citation[drawn.locale] in drawn.text


def test_the_other_language_is_nowhere(full_en: Drawn, full_nl: Drawn) -> None:
    for words in ("hoe zeker", "Volledige check", "beantwoord", "Moeite"):
        assert words in full_nl.text
        assert words not in full_en.text


def test_what_holds_a_level_back_is_said_with_its_answer(full_en: Drawn) -> None:
    held = next(aspect for aspect in full_en.report.aspects if aspect.held_by)
    page = page_of(full_en, held.asks)
    answer = next(line for line in held.answers if line.question in held.held_by)
    assert "What holds this level back" in page
    assert f"this would be level {held.band_level}" in page
    assert f"{answer.topic.en} (2 Experimenting). Your answer: {answer.answer.en}" in page


def test_worked_figure_gives_the_score_of_the_report(full_en: Drawn) -> None:
    method = next(page for page in full_en.pages if "A worked example" in page)
    assert "2 × 75 + 25 + 75 + 75 + 100 + 75 + 75 + 50 + 75 + 75 = 775" in method
    assert "775 : 11 = 70.5" in method
    assert language.figure(775 / 11, "en") == "70.5"


def test_road_map_names_the_page_of_each_tip(full_en: Drawn) -> None:
    road = next(page for page in full_en.pages if page.startswith("Your road map"))
    numbers = re.findall(r"p\. (\d+)", road)
    assert len(numbers) == len(full_en.report.road_map)
    for step, number in zip(full_en.report.road_map, numbers, strict=True):
        assert step.title.en in full_en.pages[int(number) - 1]
    assert [road.index(word) for word in ("Now", "Next", "Later")] == sorted(
        road.index(word) for word in ("Now", "Next", "Later")
    )


def test_a_quick_scan_says_what_it_cannot_say(quick_nl: Drawn, full_nl: Drawn) -> None:
    assert "Wat een snelle scan wel en niet zegt" in quick_nl.text
    assert "Niet gevraagd:" in quick_nl.text
    assert "Wat een snelle scan wel en niet zegt" not in full_nl.text


def test_an_unknown_aspect_says_so_and_why() -> None:
    html = pages.html(sample_report("missing"), "en")
    section = html.split('id="aspect-4"')[1].split('id="aspect-5"')[0]
    assert "Too little known" in section
    assert "1 of 10 questions answered. A level needs at least two." in section
    assert html.count("Too little known") == 1
    assert "The average of Organisation leaves out Change management" in html


def test_implied_answers_are_named_as_such() -> None:
    report = sample_report("full")
    part = report.aspects[0]
    lines = tuple(replace(line, state="implied") for line in part.answers[:3])
    changed = replace(part, answers=(*lines, *part.answers[3:]))
    html = pages.html(replace(report, aspects=(changed, *report.aspects[1:])), "en")
    assert html.count("3 of these follow from an earlier answer.") == 1
    assert html.count('<span class="state">follows from an earlier answer</span>') == 6


def test_all_unknown_gives_no_level_and_no_worked_figure() -> None:
    html = pages.html(sample_report("unknown"), "en")
    assert "Too little is known to name a level." in html
    assert "You stand on level" not in html
    assert "A worked example" not in html


def test_own_words_come_out_as_text(nasty_nl: Drawn) -> None:
    assert '<script>alert("x")</script>' in nasty_nl.text
    assert "{{ 7*7 }} {% raw %}" in nasty_nl.text
    assert "49 {% raw" not in nasty_nl.text
    assert "<script>" not in pages.html(nasty_nl.report, "nl")
    assert "evil.example" not in str(nasty_nl.reader.metadata)


def test_own_words_are_capped(nasty_nl: Drawn, quick_nl: Drawn) -> None:
    assert "X" * 81 not in nasty_nl.text.replace(" ", "")
    assert nasty_nl.text.count("woord woord woord") < 120
    assert len(nasty_nl.pages) == len(quick_nl.pages)


def test_texts_of_editors_are_escaped_too() -> None:
    report = sample_report("quick")
    part = report.aspects[0]
    tip = replace(part.tips[0], title=Text("<b>x</b> {{ report }}", "<b>x</b> {{ report }}"))
    changed = replace(report, aspects=(replace(part, tips=(tip,)), *report.aspects[1:]))
    assert "&lt;b&gt;x&lt;/b&gt; {{ report }}" in pages.html(changed, "nl")


def test_a_stored_report_gives_the_same_page() -> None:
    report = sample_report("full")
    assert pages.html(from_json(to_json(report)), "nl") == pages.html(report, "nl")


def test_a_report_without_name_hope_tips_or_sources_is_whole() -> None:
    report = sample_report("quick")
    bare = replace(
        report,
        profile=replace(report.profile, company=None, hope=None, facts=()),
        aspects=tuple(replace(aspect, tips=()) for aspect in report.aspects),
        road_map=(),
        sources=(),
    )
    html = pages.html(bare, "en")
    assert "There are no steps to put on a road map yet." in html
    assert 'id="sources"' not in html
    assert "What you hope to reach" not in html


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError, match="de"):
        pages.html(sample_report("quick"), "de")


def test_the_letter_stands_after_the_cover_and_tells_what_is_new(reviewed_nl: Drawn) -> None:
    report = reviewed_nl.report
    assert "Met het advies van Anna de Boer, 2 maart 2026" in reviewed_nl.pages[0]
    letter = reviewed_nl.pages[1]
    assert letter.index("Een brief van Anna de Boer") < letter.index("Begin in Ede.") < letter.index("Adviseur bij")
    added = next(tip for tip in report.aspects[1].tips if tip.origin == "bank")
    assert "Begin hiermee: Laat Ede meelezen." in letter
    assert f"Er zijn 2 tips bij: Laat Ede meelezen; {added.title.nl}." in letter
    assert "Er staat een opmerking bij Reikwijdte." in letter
    assert "Een tip die minder bij je past, is weggelaten." in letter
    assert report.aspects[2].name.nl in letter


def test_what_a_consultant_put_in_is_marked_as_theirs(reviewed_nl: Drawn) -> None:
    report = reviewed_nl.report
    assert "Anna de Boer hierover Jullie zijn verder. Echt." in reviewed_nl.text
    assert "1 Laat Ede meelezen Begin hiermee, zegt Anna de Boer. Een tip van Anna de Boer." in reviewed_nl.text
    added = next(tip for tip in report.aspects[1].tips if tip.origin == "bank")
    assert f"{added.title.nl} Gekozen door Anna de Boer. {added.because.nl[:30]}" in reviewed_nl.text
    assert "1 Laat Ede meelezen Een paar weken. Reikwijdte." in reviewed_nl.text


def test_words_of_a_consultant_come_out_as_text(reviewed_nasty_en: Drawn, weasyprint_log: list[str]) -> None:
    assert weasyprint_log == []
    assert reviewed_nasty_en.text.count('<script>alert("x")</script> {{ 7*7 }} {% raw %} </title>') >= 4
    assert "<script" not in reviewed_nasty_en.html
    assert "evil.example" in reviewed_nasty_en.text
    assert '<div class="letter-text" lang="nl">' in reviewed_nasty_en.html
    assert '<article class="tip" lang="nl">' in reviewed_nasty_en.html


def page_of(drawn: Drawn, *texts: Text) -> str:
    """The page that holds all these texts, other than the road map."""
    wanted = [text[drawn.locale] for text in texts]
    return next(page for page in drawn.pages if all(text in page for text in wanted))
