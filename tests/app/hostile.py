"""Documents and texts made to keep a renderer busy for ever, or to break it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

MEGABYTE = 1_000_000
FAMILY = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"

TILDE = "\N{COMBINING TILDE}"


def _page(body: str, style: str = "") -> str:
    head = f"<head><title>x</title><style>{style}</style></head>"
    return f'<!doctype html><html lang="en">{head}<body><h1>x</h1>{body}</body></html>'


def _svg(inside: str) -> str:
    return _page(f'<svg viewBox="0 0 100 100" width="100" height="100">{inside}</svg>')


def _tenfold(count: int) -> str:
    """Groups that each use the one before ten times."""
    uses = (f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, count))
    return '<g id="g0"><path d="M0 0L9 9"/></g>' + "".join(uses) + f'<use href="#g{count - 1}"/>'


def _variables(count: int) -> str:
    """Variables that each hold the one before ten times."""
    held = (f"--v{n}:" + f"var(--v{n - 1}) " * 10 + ";" for n in range(1, count))
    return ":root{--v0:x;" + "".join(held) + f"}} p::before{{content:var(--v{count - 1})}}"


DOCUMENTS: Mapping[str, str] = {
    "2,000 nested blocks": _page("<div>" * 2_000 + "x" + "</div>" * 2_000),
    "12 nested flex boxes": _page('<div style="display:flex">' * 12 + "<p>x</p>" * 50 + "</div>" * 12),
    "20,000 marks on a letter": _page("<p>a" + "\N{COMBINING ACUTE ACCENT}" * 20_000 + "</p>"),
    "a word of a megabyte": _page("<p>" + "w" * MEGABYTE + "</p>"),
    "one that may be broken": _page("<p>" + "w\N{SOFT HYPHEN}" * (MEGABYTE // 2) + "</p>"),
    "right-to-left marks": _page("<p>" + "\N{RIGHT-TO-LEFT OVERRIDE}abc\N{HEBREW LETTER ALEF}" * 50_000 + "</p>"),
    "emoji without end": _page("<p>" + (FAMILY + "\N{ZERO WIDTH JOINER}") * 20_000 + "</p>"),
    "a table of 5,000 rows": _page("<table>" + "<tr><td>a<td>b<td>c</tr>" * 5_000 + "</table>"),
    "5,000 floats": _page('<div style="float:left;width:3%">x</div>' * 5_000),
    "an SVG of 100,000 lines": _svg('<path d="M0 0L100 100"/>' * 100_000),
    "an SVG that unfolds": _svg(_tenfold(9)),
    "variables that unfold": _page("<p>x</p>", _variables(9)),
    "a page for each of 3,000": _page("<p>x</p>" * 3_000, "p{break-before:page}"),
    "sizes beyond any paper": _page("<p>x</p>", "p{font-size:1e6pt;padding:1e6px;height:1e9px}"),
}
TEXTS: Mapping[str, str] = {
    "markup": '</p></table><script>x</script><style>*{display:none}</style>{{ 7*7 }}<a href="file:///etc/passwd">& ',
    "signs": f"\N{RIGHT-TO-LEFT OVERRIDE}a\N{HEBREW LETTER ALEF} {FAMILY}\N{VARIATION SELECTOR-16} z{TILDE * 200} ",
    "long words": "w" * 2_000,
    # A megabyte in each of its 3,000 texts would first of all keep the test busy.
    "ten thousand letters each": "w" * 10_000,
}


def spoilt(report: Any, text: str) -> Any:
    """A stored report as data, with this text in each of its texts, and before what a respondent typed."""
    if isinstance(report, list):
        return [spoilt(each, text) for each in report]
    if not isinstance(report, dict):
        return report
    if report.keys() == {"nl", "en"}:
        return {locale: text + words for locale, words in report.items()}
    return dict(_spoilt_fields(report, text))


def _spoilt_fields(fields: dict[str, Any], text: str) -> Iterator[tuple[str, Any]]:
    for name, value in fields.items():
        typed = name in ("company", "hope", "typed") and value
        yield name, text + value if typed else spoilt(value, text)
