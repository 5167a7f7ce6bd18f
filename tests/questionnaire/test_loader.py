"""Content that cannot be used is refused, with the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaire.loader import CONTENT, LATEST, load
from questionnaire.yaml_file import ContentError
from tests import tiny

REFUSED = sorted(path.stem for path in (tiny.FOLDER / "refused").glob("*.yaml"))


@pytest.mark.parametrize("name", REFUSED)
def test_bad_content_is_refused_with_what_to_do(name: str, tmp_path: Path) -> None:
    content = tiny.read(f"refused/{name}")
    with pytest.raises(ContentError) as error:
        load(tiny.write(content, tmp_path / "tiny"))
    for expected in content["says"]:
        assert expected in str(error.value)
    assert all(problem.line > 0 for problem in error.value.problems)


def test_a_problem_names_its_file_and_line(tmp_path: Path) -> None:
    folder = tiny.write({}, tmp_path / "tiny")
    aspect = folder / "aspects" / "one.yaml"
    lines = aspect.read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if "quick: true" in line)
    lines[number] = lines[number].replace("quick: true", "quick: perhaps")
    aspect.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(folder)
    (problem,) = error.value.problems
    assert (problem.file, problem.line) == ("aspects/one.yaml", number + 1)


def test_broken_yaml_names_its_line(tmp_path: Path) -> None:
    folder = tiny.write({}, tmp_path / "tiny")
    (folder / "meta.yaml").write_text("version: a\ntitle: [\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"tiny/meta.yaml:3: .*mend the YAML"):
        load(folder)


def test_a_missing_file_and_broken_utf8_are_named(tmp_path: Path) -> None:
    folder = tiny.write({}, tmp_path / "tiny")
    (folder / "levels.yaml").unlink()
    (folder / "sources.yaml").write_bytes(b"sources: \xff")
    with pytest.raises(ContentError) as error:
        load(folder)
    assert {problem.file for problem in error.value.problems} == {"tiny/levels.yaml", "tiny/sources.yaml"}


def test_duplicate_keys_are_refused(tmp_path: Path) -> None:
    folder = tiny.write({}, tmp_path / "tiny")
    (folder / "scales.yaml").write_text("scales: {}\nscales: {}\n", encoding="utf-8")
    with pytest.raises(ContentError, match="duplicate key"):
        load(folder)


def test_the_published_model_is_whole() -> None:
    questionnaire = load(CONTENT / LATEST)
    assert len(questionnaire.scored) == 60
    assert sum(question.quick for question in questionnaire.scored) == 20
    assert [len(aspect.questions) for aspect in questionnaire.aspects] == [10] * 6
    assert all(question.why for question in questionnaire.scored)
    asked_to_show = {question.id for question in questionnaire.questions.values() if question.screenshot}
    assert asked_to_show == {"experience.entry", "experience.forms"}
