"""The charts as SVG: legible without colour, without script, and whole where something is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from questionnaire.model import Text
from reports import charts, lettering, tokens
from reports.model import AspectPart, Report
from tests.reports.sample_texts import TOPICS
from tests.reports.samples import sample_report

SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(charts.__file__).parent / "fonts"
LONG = Text(
    "Verandermanagementprofessionaliseringstrajecten en de inrichting van alle processen daaromheen",
    "Incomprehensibilities of organisational change and of every process that surrounds it in practice",
)


def drawings(report: Report, locale: str) -> dict[str, str]:
    return {
        "radar": charts.radar(report, locale),
        "bars": charts.bars(report, locale),
        "cover": charts.cover(report, locale),
        **{aspect.id: charts.ladder(report, aspect, locale) for aspect in report.aspects},
    }


@pytest.mark.parametrize("kind", ["full", "quick", "missing", "unknown"])
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_each_is_a_picture_with_a_sentence(kind: str, locale: str) -> None:
    for drawing in drawings(sample_report(kind), locale).values():
        svg = ET.fromstring(drawing)
        title = svg.findtext(f"{SVG}title")
        assert svg.get("role") == "img"
        assert title
        assert title.endswith(".")
        assert len(title.split()) >= 6
        assert title == title.strip()


def test_content_policy_holds() -> None:
    for drawing in drawings(sample_report("missing"), "nl").values():
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|href=|url\(", drawing)


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_radar_names_levels_areas_scores(locale: str) -> None:
    report = sample_report("full")
    text = words(charts.radar(report, locale))
    names = [level.name for level in report.levels] + [area.name for area in report.areas]
    assert all(name[locale] in text for name in names)
    assert all(aspect.name[locale] in text for aspect in report.aspects)
    assert "52,3 van 100" in text if locale == "nl" else "52.3 out of 100" in text


def test_a_missing_aspect_is_a_gap_with_a_label() -> None:
    whole, gap = (charts.radar(sample_report(kind), "en") for kind in ("full", "missing"))
    assert "chart-outline" not in whole
    assert "too little known" not in whole
    assert "too little known" in gap
    assert gap.count('class="chart-mark') == whole.count('class="chart-mark') - 1
    outline = re.search(r'chart-outline" points="([^"]+)"', gap)
    assert outline is not None
    assert len(outline.group(1).split()) == 5


def test_all_missing_draws_no_value() -> None:
    empty = charts.radar(sample_report("unknown"), "en")
    assert "chart-shape" not in empty
    assert empty.count('class="chart-mark') == 3


def test_areas_differ_by_shape() -> None:
    marks = set(re.findall(r'<(\w+) class="chart-mark chart-(\w+)"', charts.radar(sample_report("full"), "en")))
    assert len({shape for shape, _ in marks}) == len({area for _, area in marks}) == 3


def test_every_class_has_a_rule_for_the_web() -> None:
    rules = (tokens.STYLES / "charts.css").read_text(encoding="utf-8")
    used = {name for drawing in drawings(sample_report("missing"), "nl").values() for name in classes(drawing)}
    unruled = {"chart-radar", "chart-bars", "chart-ladder", "chart-cover"}
    assert {name for name in used - unruled if not re.search(rf"\.{name}\b", rules)} == set()


@pytest.mark.parametrize("kind", ["full", "missing"])
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_long_names_stay_on_the_paper_and_apart(kind: str, locale: str) -> None:
    report = sample_report(kind)
    long = replace(report, aspects=tuple(replace(aspect, name=LONG) for aspect in report.aspects))
    steps = [at_level(long.aspects[0], level.number) for level in report.levels]
    for drawing in (
        charts.radar(long, locale),
        charts.bars(long, locale),
        *(charts.ladder(long, step, locale) for step in steps),
    ):
        svg = ET.fromstring(drawing)
        _, _, width, height = (float(part) for part in (svg.get("viewBox") or "").split())
        boxes = [box_of(text) for text in svg.iter(f"{SVG}text")]
        for left, top, right, bottom in boxes:
            assert left >= -1
            assert right <= width + 1
            assert top >= -1
            assert bottom <= height + 1
        for one, other in combinations(boxes, 2):
            assert not overlap(one, other), (one, other)


@pytest.mark.parametrize("file", ["bricolage-grotesque-latin-600", "source-sans-3-latin-700"])
def test_estimated_widths_are_never_too_small(file: str) -> None:
    texts = [topic[locale] for topics in TOPICS.values() for topic in topics for locale in ("nl", "en")]
    for text in [*texts, *(level.name.nl for level in sample_report().levels), "100", "MAXIMUM", "52,3 van 100"]:
        assert lettering.width(text, 1) >= real_width(file, text)


@pytest.mark.parametrize("room", [40.0, 90.0, 200.0])
def test_lines_keep_every_letter(room: float) -> None:
    lines = lettering.lines(LONG.nl, room, 10)
    assert all(lettering.width(line, 10) <= room for line in lines)
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == LONG.nl.replace(" ", "")


def at_level(aspect: AspectPart, level: int) -> AspectPart:
    return replace(aspect, standing=replace(aspect.standing, level=level))


def words(svg: str) -> str:
    return " ".join("".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text"))


def classes(svg: str) -> set[str]:
    return {name for value in re.findall(r'class="([^"]+)"', svg) for name in value.split() if name != "chart"}


Box = tuple[float, float, float, float]


def box_of(text: ET.Element) -> Box:
    """Left, top, right, bottom of a line of text, by the real widths of the wider bundled font."""
    size, x, y = (float(text.get(name, "0")) for name in ("font-size", "x", "y"))
    width = real_width("source-sans-3-latin-700", "".join(text.itertext())) * size
    if "Bricolage" in (text.get("font-family") or ""):
        width = real_width("bricolage-grotesque-latin-600", "".join(text.itertext())) * size
    left = {"middle": x - width / 2, "end": x - width}.get(text.get("text-anchor", "start"), x)
    return left, y - size * 0.72, left + width, y + size * 0.2


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@cache
def metrics(file: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(FONTS / f"{file}.ttf")
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def real_width(file: str, text: str) -> float:
    cmap, advances, em = metrics(file)
    return sum(advances[cmap[ord(character)]][0] for character in text) / em
