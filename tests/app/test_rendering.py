"""Drawing the PDF in other processes: their limits, and that one that fails harms no other."""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import psutil
import pytest
from flask import Flask
from pypdf import PdfReader

from app import rendering
from app.renderers import NAME, RenderFailed
from reports.brand import Brand
from tests.app.factories import report
from tests.app.faulty import die, hang, hoard

ROOT = Path(__file__).parents[2]
DRAWS_FOREVER = """
from app import create_app, rendering
from tests.app import faulty
from tests.app.factories import report
rendering._draw = faulty.hang
if __name__ == "__main__":
    app = create_app()
    with app.app_context():
        rendering.pdf(report(), "nl")
"""


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    # A busy machine is slow, which says nothing about the code.
    app.config["RENDER_SECONDS"] = 60
    with app.app_context():
        yield app


@pytest.fixture(scope="module", autouse=True)
def renderers() -> Iterator[None]:
    """One pool for all tests here, ended before the next module."""
    yield
    rendering.close()
    assert not [child for child in multiprocessing.active_children() if child.name == NAME]


@pytest.fixture
def drawn_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    return lambda function: monkeypatch.setattr(rendering, "_draw", function)


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_a_report_is_drawn_in_both_languages(locale: str) -> None:
    pages = PdfReader(BytesIO(rendering.pdf(report(), locale))).pages
    text = " ".join(page.extract_text() for page in pages)
    for aspect in report().aspects:
        assert aspect.name[locale] in text


def test_it_carries_the_brand_of_the_settings(context: Flask) -> None:
    context.config["BRAND"] = Brand("Van Dijk Retailadvies", colour="#9b1420")
    facts = PdfReader(BytesIO(rendering.pdf(report(), "nl"))).metadata
    assert facts is not None
    assert facts.author == "Van Dijk Retailadvies"


def test_a_drawing_that_hangs_is_ended_and_holds_up_no_other(
    context: Flask, drawn_by: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    context.config["RENDER_SECONDS"] = 1
    drawn_by(hang)
    before = set(renderer_ids())
    with pytest.raises(RenderFailed, match="longer than 1 second"):
        rendering.pdf(report(), "nl")
    monkeypatch.undo()
    context.config["RENDER_SECONDS"] = 60
    assert rendering.pdf(report(), "nl").startswith(b"%PDF")
    assert before - set(renderer_ids()), "the one that hung still runs"


@pytest.mark.parametrize("drawing", [hoard, die])
@pytest.mark.usefixtures("context")
def test_a_drawing_without_memory_fails_and_the_next_is_drawn(
    drawn_by: Callable[[Any], None], monkeypatch: pytest.MonkeyPatch, drawing: Callable[..., bytes]
) -> None:
    drawn_by(drawing)
    with pytest.raises(RenderFailed, match="1024 MB"):
        rendering.pdf(report(), "nl")
    monkeypatch.undo()
    assert rendering.pdf(report(), "nl").startswith(b"%PDF")


@pytest.mark.usefixtures("context")
def test_an_error_says_where_it_is_and_quotes_nothing() -> None:
    aspects = tuple(replace(aspect, area="Tuincentrum De Vries") for aspect in report().aspects)
    with pytest.raises(RenderFailed, match=r"^\w+ at .+:\d+$") as failed:
        rendering.pdf(replace(report(), aspects=aspects), "nl")
    assert "De Vries" not in str(failed.value)


def test_renderers_end_with_a_process_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "draws.py"
    script.write_text(DRAWS_FOREVER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CHECKBOT_VAR": str(tmp_path)}
    with subprocess.Popen([sys.executable, script], cwd=ROOT, env=environment) as process:
        children = wait_for(lambda: psutil.Process(process.pid).children(), 20)
        process.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(children, 20)
    assert not alive


def renderer_ids() -> list[int | None]:
    return [child.pid for child in multiprocessing.active_children() if child.name == NAME]


def wait_for(found: Callable[[], list[psutil.Process]], seconds: float) -> list[psutil.Process]:
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)
    return found()


@pytest.mark.usefixtures("context")
def test_any_renderer_draws_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two runs of the program: what rests on the order of a set would differ."""
    drawn = set()
    for seed in ("1", "2"):
        rendering.close()
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        drawn.add(rendering.pdf(report(), "nl"))
    drawn.add(rendering.pdf(report(), "nl"))
    assert len(drawn) == 1


@pytest.mark.usefixtures("context")
def test_a_renderer_that_failed_is_followed_by_another(drawn_by: Callable[[Any], None]) -> None:
    rendering.pdf(report(), "nl")
    before = set(renderer_ids())
    drawn_by(die)
    with pytest.raises(RenderFailed):
        rendering.pdf(report(), "nl")
    assert set(renderer_ids()) - before, "the next report would have to wait for a renderer to start"


@pytest.mark.usefixtures("context")
def test_a_renderer_leaves_no_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A killed process cannot clean up after itself, and its fonts take more than half a megabyte."""
    rendering.close()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    rendering.pdf(report(), "nl")
    assert list(tmp_path.rglob("weasyprint-*/*"))
    rendering.close()
    assert not list(tmp_path.glob("*weasyprint*")) + list(tmp_path.glob(f"checkbot-{NAME}-*"))


def test_a_mark_tells_what_would_be_drawn_otherwise(context: Flask) -> None:
    marks = {rendering.mark(stored, locale) for stored in ("one", "two") for locale in ("nl", "en")}
    assert len(marks) == 4
    assert rendering.mark("one", "nl") in marks
    context.config["BRAND"] = Brand("Van Dijk Retailadvies")
    assert rendering.mark("one", "nl") not in marks
