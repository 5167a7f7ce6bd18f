"""What would keep a renderer busy for ever is drawn or refused in its time, and holds up no other report."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic

import pytest
from flask import Flask

from app import renderers, rendering
from app.rendering import RenderFailed
from reports.model import from_json, to_json
from tests.app.factories import report
from tests.app.faulty import burn, draw_html
from tests.app.hostile import DOCUMENTS, TEXTS, spoilt

WIDTH = len(os.sched_getaffinity(0))
# Of the ten seconds that one may take; what is drawn in ten and not in one is refused here.
SECONDS = 1
# For a new renderer to start on a busy machine, and for the others before it.
BESIDES = 20
REASONS = re.compile(
    rf"it took longer than {SECONDS} seconds?|it needed more than \d+ MB|it is nested too deep|the renderer ended, .*"
    r"|the report holds more than \d+ characters|\w+Error at \S+:\d+"
)


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    rendering.close()


@pytest.fixture
def context(app: Flask) -> Flask:
    app.config["RENDER_SECONDS"] = SECONDS
    with app.app_context():
        rendering.warm(WIDTH)
    return app


def outcome(app: Flask, draw: Callable[[], bytes]) -> tuple[str, float]:
    """'drawn' or why it was refused, and the seconds that it took."""
    began = monotonic()
    with app.app_context():
        try:
            made = draw()
        except RenderFailed as refused:
            return str(refused), monotonic() - began
    assert made.startswith(b"%PDF")
    return "drawn", monotonic() - began


def outcomes(app: Flask, draws: dict[str, Callable[[], bytes]]) -> dict[str, str]:
    """How each of these ended, as many at once as there are renderers."""
    with ThreadPoolExecutor(WIDTH) as threads:
        futures = {name: threads.submit(outcome, app, draw) for name, draw in draws.items()}
    found = {name: future.result() for name, future in futures.items()}
    for name, (words, seconds) in found.items():
        assert words == "drawn" or REASONS.fullmatch(words), (name, words)
        assert seconds < SECONDS + BESIDES, (name, words, seconds)
    return {name: words for name, (words, _) in found.items()}


def test_each_document_is_drawn_or_refused(context: Flask) -> None:
    found = outcomes(
        context,
        {name: lambda html=html: rendering.apart(SECONDS, draw_html, html) for name, html in DOCUMENTS.items()},
    )
    # Which of the reasons depends on how busy the machine is.
    assert "drawn" not in (found["2,000 nested blocks"], found["a word of a megabyte"])
    assert found["sizes beyond any paper"] == "drawn"
    with context.app_context():
        assert rendering.apart(60, draw_html, "<h1>x</h1>").startswith(b"%PDF"), "no renderer was left"


def test_each_report_is_drawn_or_refused(context: Flask) -> None:
    stored = json.loads(to_json(report()))
    reports = {name: from_json(json.dumps(spoilt(stored, text))) for name, text in TEXTS.items()}
    found = outcomes(context, {name: lambda it=it: rendering.pdf(it, "nl") for name, it in reports.items()})
    assert found["ten thousand letters each"] == f"the report holds more than {rendering.MOST_CHARACTERS} characters"


def test_a_report_is_drawn_while_every_renderer_is_busy_with_another(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of those that never end is over when the report is there, so it did not wait for one."""
    context.config["RENDER_SECONDS"] = 60
    # A second of a minute, which leaves a busy machine time to draw the report.
    monkeypatch.setattr(renderers, "PATIENCE", 1 / 60)
    with ThreadPoolExecutor(WIDTH) as threads:
        busy = [threads.submit(outcome, context, lambda: rendering.apart(60, burn)) for _ in range(WIDTH)]
        try:
            words, _ = outcome(context, lambda: rendering.pdf(report(), "nl"))
            over = [future for future in busy if Future.done(future)]
        finally:
            rendering.close()
    assert words == "drawn"
    assert not over
