"""The mails: values with two bodies that say the same, and no word of the respondent in them."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError

import pytest

from reports.language import figure
from reports.mail import Email, Links, Place, WayBack, compose_link, compose_mail, compose_reviewed
from tests.reports.reviews import hostile, reviewed_report
from tests.reports.samples import NASTY, sample_report

LINKS = Links("https://check.example/r/abc?x=1&y=2", "https://check.example/w/def")
BACK = WayBack("https://check.example/chat/abc", "https://check.example/erase/def")


def mail(kind: str, locale: str) -> Email:
    return compose_mail(sample_report(kind), locale, to="anna@example.org", links=LINKS, pdf=b"%PDF-x")


@pytest.mark.parametrize("kind", ["full", "quick", "missing"])
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_both_bodies_hold_levels_steps_and_links(kind: str, locale: str) -> None:
    report, made = sample_report(kind), mail(kind, locale)
    plain = " ".join(re.sub(r"<[^>]+>", " ", made.html).split()).replace("&#39;", "'")
    for aspect in report.aspects:
        level = aspect.standing.level_name
        word = {"nl": "te weinig bekend", "en": "too little known"}[locale]
        said = f"{aspect.standing.level} {level[locale]}" if level else word
        count = f"{aspect.answered} {'van' if locale == 'nl' else 'of'} {aspect.applicable}"
        (line,) = [line for line in made.text.splitlines() if line.startswith(f"- {aspect.name[locale]}: {said}")]
        assert count in line
        assert f"{aspect.name[locale]} {said}" in plain
        if aspect.standing.score is not None:
            assert f"score {figure(aspect.standing.score, locale)} ({count}" in line
    for number, step in enumerate(report.road_map[:3], start=1):
        assert f"{number}. {step.title[locale]} (" in made.text
        assert step.title[locale] in plain
    assert report.road_map[3].title[locale] not in made.text
    assert f"\n{LINKS.result}\n" in made.text
    assert f"\n{LINKS.erase}\n" in made.text
    assert 'href="https://check.example/r/abc?x=1&amp;y=2"' in made.html
    assert f'href="{LINKS.erase}"' in made.html


def test_subject_is_one_plain_line() -> None:
    assert mail("full", "nl").subject == "Je rapport over conversational commerce van 22 november 2025"
    assert mail("full", "en").subject == "Your report on conversational commerce of 22 November 2025"


def test_pdf_is_attached_under_a_neutral_name() -> None:
    (attachment,) = mail("nasty", "nl").attachments
    assert attachment.filename == "maturity-check-2025-11-22.pdf"
    assert attachment.media_type == "application/pdf"
    assert attachment.content == b"%PDF-x"


def test_no_word_of_the_respondent_is_in_it() -> None:
    made = mail("nasty", "nl")
    for part in (made.subject, made.text, made.html, made.attachments[0].filename):
        assert "Drukkerij" not in part
        assert "script" not in part
        assert "Meulen" not in part


def test_text_reads_well_in_a_plain_client() -> None:
    for kind in ("full", "unknown"):
        text = mail(kind, "nl").text
        assert "&#" not in text
        assert "&amp;" not in text
        assert "<" not in text
        assert "\n\n\n" not in text
        assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_html_fetches_nothing() -> None:
    assert not re.search(r"<img|<link|<script|url\(|@import", mail("full", "nl").html)


def test_without_a_level_it_says_so() -> None:
    assert "te weinig bekend om een niveau te noemen" in mail("unknown", "nl").text
    assert "Jullie staan op niveau" not in mail("unknown", "nl").text


def test_it_is_a_value() -> None:
    with pytest.raises(FrozenInstanceError):
        mail("full", "nl").subject = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("locale", "done", "said"),
    [
        ("nl", 6, "Je was bij vraag 7 van 31."),
        ("en", 6, "You were at question 7 of 31."),
        ("nl", 31, "Je had alle 31 vragen gehad."),
        ("en", 31, "You had done all 31 questions."),
    ],
)
def test_the_way_back_says_where_one_was_in_both_bodies(locale: str, done: int, said: str) -> None:
    made = compose_link(Place(done, 31), locale, to="anna@example.org", links=BACK)
    kept = {"nl": "Stuur deze mail dus niet door.", "en": "So do not forward this mail."}[locale]
    removed = {"nl": "wissen het zodra de mail is verstuurd", "en": "remove it once the mail is sent"}[locale]
    for body in (made.text, made.html):
        assert all(words in body for words in (said, kept, removed))
    for link in (BACK.chat, BACK.erase):
        assert f"\n{link}\n" in made.text
        assert f'href="{link}"' in made.html
    assert f'<html lang="{locale}">' in made.html
    assert made.attachments == ()


def test_the_way_back_reads_well_in_a_plain_client() -> None:
    made = compose_link(Place(6, 31), "nl", to="anna@example.org", links=BACK)
    assert made.subject == "Je link om verder te gaan met de check"
    assert "\n\n\n" not in made.text
    assert not [line for line in made.text.splitlines() if line != line.rstrip()]
    paragraphs = made.text.split("\n\n")
    assert paragraphs[2] == f"Met deze link ga je verder waar je was:\n{BACK.chat}"
    assert not re.search(r"<img|<link|<script|url\(|@import", made.html)


def test_a_reviewed_report_is_told_by_whom_and_what_is_new_in_both_bodies() -> None:
    made = compose_reviewed(reviewed_report(), "nl", to="anna@example.org", links=LINKS, pdf=b"%PDF-x")
    assert made.subject == "Je adviseur heeft je rapport van 1 januari 2026 doorgenomen"
    assert made.attachments[0].filename == "maturity-check-2026-01-01-reviewed.pdf"
    plain = " ".join(re.sub(r"<[^>]+>", " ", made.html).split())
    news = [line[2:] for line in made.text.splitlines() if line.startswith("- ")]
    assert news == [
        "Voorin staat een brief aan jou.",
        "Eén tip staat nu vooraan.",
        "Er zijn 2 tips bij.",
        "Er staat een opmerking bij Reikwijdte.",
        "De tips staan in een andere volgorde bij Processen en inrichting.",
        "Een tip die minder bij je past, is weggelaten.",
    ]
    for words in (*news, "Anna de Boer, adviseur bij Maturity Checkbot"):
        assert words in plain
        assert words in made.text
    assert "Ede" not in made.text + made.html
    assert f"\n{LINKS.result}\n" in made.text
    assert "\n\n\n" not in made.text


def test_of_a_consultant_only_the_name_is_in_the_mail_and_that_as_text() -> None:
    made = compose_reviewed(hostile(NASTY), "en", to="anna@example.org", links=LINKS, pdf=b"%PDF-x")
    assert made.subject == "Your consultant went through your report of 1 January 2026"
    assert "<script" not in made.html
    assert made.text.count("alert(") == 1
    assert made.html.count("alert(") == 2


def test_a_report_that_nobody_reviewed_is_not_mailed_as_reviewed() -> None:
    with pytest.raises(ValueError, match="nobody reviewed"):
        compose_reviewed(sample_report("full"), "nl", to="anna@example.org", links=LINKS, pdf=b"%PDF-x")
