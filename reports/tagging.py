"""What the renderer leaves unsaid in a tagged PDF, added just before the file is written.

Each addition stands in for what WeasyPrint 70 does not do; its own issue is named where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from pydyf import PDF, Array, Dictionary, String
from weasyprint import Document

SVG = "{http://www.w3.org/2000/svg}"
POINTS = 0.75
PRINT = 4
SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
ANNOUNCED_ONCE = {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P", "/Art"}
MEANINGLESS_WHEN_EMPTY = {"/Span", "/NonStruct", "/Div"}


def tell_charts(html: Element) -> None:
    """A chart's description joins its title: only the title becomes alternative text (#2816)."""
    for svg in html.iter(f"{SVG}svg"):
        title, desc = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        if title is not None and desc is not None:
            title.text = " ".join(f"{title.text or ''} {desc.text or ''}".split())


def complete(document: Document, pdf: PDF) -> None:
    """The finisher of a render: changes the structure tree, the links and the page streams in place."""
    for page in document.pages:
        _tell_boxes(page._page_box)
    (tree,) = _referred(pdf, _root(pdf)["K"])
    reached = {element.number for element in _below(pdf, tree)}
    _set_aside(pdf, [each for each in _elements(pdf) if each.number not in reached])
    _prune(pdf, tree)
    for element in reversed(list(_below(pdf, tree))):
        if element["S"] == "/Figure":
            _place(pdf, element)
        if element["S"] in ANNOUNCED_ONCE and element["S"] == _referred(pdf, [element["P"]])[0]["S"]:
            # The renderer gives a box that it makes itself, around a line or a table, the tag of its element again.
            element["S"] = "/NonStruct"


def _tell_boxes(page: Any) -> None:
    """What only the boxes of a page know: the HTML behind a header cell and behind a link."""
    for box in page.descendants(placeholders=True):
        if box.element_tag == "th" and hasattr(box, "mark"):
            # Which cells a header heads: the renderer only tells it the other way round (#2508).
            box.mark["A"]["Scope"] = SCOPES.get(box.element.get("scope"), "/Column")
        if box.link_annotation and box.element is not None:
            _tell_link(box.link_annotation, box.element)


def _tell_link(annotation: Dictionary, element: Element) -> None:
    """The link's title or its words, in place of the name of its target; and it is there in print too."""
    words = " ".join((element.get("title") or "".join(element.itertext())).split())
    if words:
        annotation["Contents"] = String(words)
    annotation["F"] = PRINT


def _set_aside(pdf: PDF, orphans: list[Dictionary]) -> None:
    """What stands in the margins of pages hangs outside the tree: an artifact, never read out (#1836)."""
    by_page: defaultdict[bytes, set[int]] = defaultdict(set)
    for orphan in orphans:
        by_page[orphan["Pg"]].update(kid for kid in orphan["K"] if isinstance(kid, int))
        orphan.free = "f"
    numbers = _referred(pdf, [_root(pdf)["ParentTree"]])[0]["Nums"]
    for reference, ids in by_page.items():
        (page,) = _referred(pdf, [reference])
        (stream,) = _referred(pdf, [page["Contents"]])
        for place, item in enumerate(stream.stream):
            if isinstance(item, Dictionary) and item.get("MCID") in ids:
                stream.stream[place - 1 : place + 1] = ["/Artifact", Dictionary({"Type": "/Pagination"})]
        parents = numbers[2 * page["StructParents"] + 1]
        parents[:] = ["null" if mcid in ids else parent for mcid, parent in enumerate(parents)]


def _prune(pdf: PDF, element: Dictionary) -> bool:
    """Drops elements that hold nothing, such as spans that are only drawn (#2482); whether this one holds something."""
    kept = Array()
    for kid in element["K"]:
        part = None if isinstance(kid, int) else _referred(pdf, [kid])[0]
        if part is None or part["Type"] != "/StructElem" or _prune(pdf, part):
            kept.append(kid)
        else:
            part.free = "f"
    element["K"] = kept
    return bool(kept) or element["S"] not in MEANINGLESS_WHEN_EMPTY


def _place(pdf: PDF, figure: Dictionary) -> None:
    """The frame of a figure in points from the foot of its page, where the renderer gives pixels from the top."""
    (page,) = _referred(pdf, [figure["Pg"]])
    foot = page["MediaBox"][3]
    left, top, right, bottom = (POINTS * pixels for pixels in figure["A"]["BBox"])
    figure["A"]["BBox"] = Array((left, foot - bottom, right, foot - top))


def _root(pdf: PDF) -> Dictionary:
    (root,) = _referred(pdf, [pdf.catalog["StructTreeRoot"]])
    return root


def _referred(pdf: PDF, references: list[bytes]) -> list[Dictionary]:
    """The objects that references like b'12 0 R' stand for."""
    return [pdf.objects[int(reference.split()[0])] for reference in references]


def _elements(pdf: PDF) -> Iterator[Dictionary]:
    """Every structure element of the file, in the tree or not."""
    return (each for each in pdf.objects if isinstance(each, Dictionary) and each.get("Type") == "/StructElem")


def _below(pdf: PDF, element: Dictionary) -> Iterator[Dictionary]:
    """The element and all structure elements in it, in reading order."""
    yield element
    for part in _referred(pdf, [kid for kid in element["K"] if not isinstance(kid, int)]):
        if part["Type"] == "/StructElem":
            yield from _below(pdf, part)
