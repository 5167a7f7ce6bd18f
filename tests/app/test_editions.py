"""Editions of the tip bank: taken in whole or not at all, and handed out as they came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app import content, editions
from app.extensions import db
from app.models import Edition, TipRevision
from questionnaire.yaml_file import ContentError
from tips import bank as tip_bank
from tips import documents

NOW = datetime(2026, 11, 22, tzinfo=UTC)
TITLE = "Spreek drie antwoorden in, elk in één adem"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Two questions of the seed and the topics, with a remark of an editor."""
    every = documents.read(tip_bank.CONTENT)
    few = {name: every[name] for name in ("scope/voice.yaml", "data/crm.yaml", "topics.yaml")}
    few["scope/voice.yaml"] = "# Looked over in March.\n" + few["scope/voice.yaml"]
    documents.write(tmp_path, few)
    return tmp_path


@pytest.fixture
def app_in_context(either_app: Flask) -> Iterator[Flask]:
    # Editions of one number are the same for ever, but for each database of the tests.
    content._bank.cache_clear()
    with either_app.app_context():
        yield either_app
    content._bank.cache_clear()


def changed(files: Path, old: str, new: str) -> Path:
    """The file on voice with a text changed."""
    path = files / "scope" / "voice.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_what_went_in_comes_out_byte_for_byte(app_in_context: Flask, files: Path) -> None:
    done = editions.take_in(files, NOW, "first")
    assert (done.new, done.changed, done.withdrawn) == (10 + len(extra(files)), 0, 0)
    assert editions.handed_out() == documents.read(files)
    assert content.bank().topics == tip_bank.load(files, content.questionnaire()).topics


def extra(files: Path) -> list[str]:
    """The tips beyond the five that each question has."""
    return [tip.id for tip in tip_bank.load(files, content.questionnaire()).tips][10:]


def test_a_changed_tip_gets_a_revision_and_the_others_keep_theirs(app_in_context: Flask, files: Path) -> None:
    editions.take_in(files, NOW, "first")
    path = changed(files, TITLE, "Spreek er drie in")
    done = editions.take_in(path, NOW, "second")
    assert (done.new, done.changed, done.withdrawn) == (0, 1, 0)
    tips = {tip.id: (tip.title.nl, tip.revision) for tip in content.bank().tips}
    assert tips["scope.voice.1"] == ("Spreek er drie in", 2)
    assert tips["scope.voice.2"][1] == tips["data.crm.1"][1] == 1
    first = db.session.get_one(Edition, 1)
    assert TITLE in [revision.body["title"]["nl"] for revision in first.tips]


def test_a_tip_that_is_left_out_is_withdrawn_and_kept_in_its_edition(app_in_context: Flask, files: Path) -> None:
    editions.take_in(files, NOW, "first")
    text = (files / "scope" / "voice.yaml").read_text(encoding="utf-8")
    path = files / "scope" / "voice.yaml"
    path.write_text(text[: text.index("  - id: scope.voice.find-out")], encoding="utf-8")
    assert editions.take_in(path, NOW, "second").withdrawn == 1
    assert "scope.voice.find-out" not in {tip.id for tip in content.bank().tips}
    assert "scope.voice.find-out" in {revision.tip_id for revision in db.session.get_one(Edition, 1).tips}


def test_the_same_again_is_no_edition(app_in_context: Flask, files: Path) -> None:
    editions.take_in(files, NOW, "first")
    assert editions.take_in(files, NOW, "again").edition is None
    assert db.session.query(Edition).count() == 1


def test_a_remark_alone_is_kept(app_in_context: Flask, files: Path) -> None:
    editions.take_in(files, NOW, "first")
    done = editions.take_in(changed(files, "in March", "in June"), NOW, "second")
    assert (done.edition, done.changed) == (2, 0)
    assert "# Looked over in June." in editions.handed_out()["scope/voice.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("step: 1", "step: 9", r"scope/voice.yaml:\d+: tips.0.step: Must be"),
        ("effort: weeks", "effort: weks", r"scope/voice.yaml:\d+: tips.*effort"),
        ("tips:", "tips", r"voice.yaml:\d+: .*mend the YAML"),
        ("question: scope.voice", "question: scope.vice", r"scope/vice.yaml:2: question: no scored question"),
    ],
)
def test_a_bad_file_changes_nothing(app_in_context: Flask, files: Path, old: str, new: str, words: str) -> None:
    editions.take_in(files, NOW, "first")
    with pytest.raises(ContentError, match=words):
        editions.take_in(changed(files, old, new), NOW, "second")
    assert db.session.query(Edition).count() == 1
    assert db.session.query(TipRevision).filter(TipRevision.revision > 1).count() == 0


def test_a_folder_without_tips_is_refused(app_in_context: Flask, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no tip files here"):
        editions.take_in(tmp_path, NOW, "nothing")


def test_topics_are_taken_in_by_themselves(app_in_context: Flask, files: Path) -> None:
    editions.take_in(files, NOW, "first")
    path = files / "topics.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[ai, chatgpt", "[ai, robot, chatgpt"), encoding="utf-8")
    assert editions.take_in(path, NOW, "second").edition == 2
    assert any("robot" in topic.words for topic in content.bank().topics)


def test_nothing_is_handed_out_before_there_is_anything(app_in_context: Flask) -> None:
    with pytest.raises(content.NothingPublished, match="checkbot tips load"):
        editions.handed_out()
