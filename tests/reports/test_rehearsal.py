"""The role play as PDF: it conforms, its jumps lead to the right page, and no question is torn over two."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from questionnaire import rehearsal
from questionnaire.loader import published
from questionnaire.messages import GAPS
from questionnaire.scenes import Rehearsal
from reports import pdf
from reports import rehearsal as paper
from reports.templating import FOLDER
from tests.reports import tagged
from tests.reports.conformance import failed

# Said on the screen only, by buttons that paper has not, or told elsewhere in the script.
NOT_ON_PAPER = {"finished", "hello", "kept", "closing", "all_done", "upgraded", "facts_corrected", "unclear_likely"}
REFUSALS = {"refused_choose_one", "refused_exclusive", "refused_range"}


class Printed:
    """A quick scan in Dutch."""

    def __init__(self) -> None:
        self.script: Rehearsal = rehearsal.compose(published(), "quick")
        self.bytes = pdf.render(paper.html(self.script, "nl"))
        self.reader = PdfReader(BytesIO(self.bytes))
        self.pages = [" ".join(page.extract_text().split()) for page in self.reader.pages]


@pytest.fixture(scope="module")
def printed(weasyprint_log: list[str]) -> Printed:
    made = Printed()
    assert weasyprint_log == []
    return made


def solid(text: str) -> str:
    """Without spaces: a line may break in 'e-mail'."""
    return re.sub(r"\s", "", text)


def test_it_conforms_and_has_one_heading(printed: Printed) -> None:
    assert failed(printed.bytes) == {}
    headings = list(tagged.read(printed.reader).all("H1"))
    assert len(headings) == 1


def test_every_question_stands_whole_on_one_page(printed: Printed) -> None:
    for scene in printed.script.scenes:
        [page] = [solid(page) for page in printed.pages if solid(scene.question.text.nl) in solid(page)]
        for choice in scene.choices:
            assert solid(choice.text.nl) in page


def test_a_jump_names_the_page_of_its_question(printed: Printed) -> None:
    places = printed.reader.named_destinations.items()
    page_of = {name: (printed.reader.get_destination_page_number(at) or 0) + 1 for name, at in places}
    jumps = re.findall(r"vraag (\d+), blz\. (\d+)", " ".join(printed.pages))
    assert len(jumps) > 10
    assert {int(page) - page_of[f"scene-{number}"] for number, page in jumps} == {0}


def test_it_is_in_the_readers_language(printed: Printed) -> None:
    english = paper.html(printed.script, "en")
    for dutch, other in [
        ("Wie speelt wie", "Who plays whom"),
        ("Alleen als er iets loopt.", "Only if something is running."),
        ("Zo niet, zeg dan:", "If not, say:"),
    ]:
        assert dutch in " ".join(printed.pages)
        assert other in english
    assert "{" not in " ".join(printed.pages)
    assert printed.reader.trailer["/Root"]["/Lang"] == "nl"


def test_every_reply_of_the_bot_has_its_place() -> None:
    words = (FOLDER / "rehearsal/always.html").read_text(encoding="utf-8")
    missing = {name for name in GAPS if f'"{name}"' not in words and not name.startswith(("level_", "refused_"))}
    assert missing == NOT_ON_PAPER
    assert {name for name in GAPS if name.startswith("refused_") and f'"{name}"' in words} == REFUSALS


def test_every_route_of_the_content_is_named() -> None:
    words = (FOLDER / "rehearsal/words.html").read_text(encoding="utf-8")
    assert all(f'"{route}": _(' in words for route in published().routes)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError, match="de"):
        paper.html(rehearsal.compose(published(), "quick"), "de")
