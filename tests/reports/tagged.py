"""A tagged PDF as the tree that a screen reader walks, read back from its bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import PdfObject

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Tag:
    """One structure element: its kind ('H2'), what it says itself, and the elements in it, in reading order.

    `links` are the descriptions of the link annotations that it holds; `frame` is where a figure stands, in points;
    `hollow` is an element that holds nothing at all, not even a space.
    """

    kind: str
    words: str = ""
    alt: str = ""
    scope: str = ""
    frame: tuple[float, ...] = ()
    hollow: bool = False
    links: list[str] = field(default_factory=list)
    parts: list[Tag] = field(default_factory=list)

    def all(self, *kinds: str) -> Iterator[Tag]:
        """This and every element in it of one of the kinds; of any kind where none is named."""
        if not kinds or self.kind in kinds:
            yield self
        for part in self.parts:
            yield from part.all(*kinds)

    @property
    def text(self) -> str:
        """What is read out, in order, with single spaces."""
        return " ".join(" ".join(tag.alt or tag.words for tag in self.all()).split())


def read(reader: PdfReader) -> Tag:
    """The whole tree. What a page draws outside it, such as a running footer, is in no tag."""
    pages = {page.indirect_reference.idnum: page for page in reader.pages if page.indirect_reference}
    words = {number: _words(page) for number, page in pages.items()}
    (document,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return _tag(document.get_object(), words)


def _tag(element: Any, words: dict[int, dict[int, str]]) -> Tag:
    page = element.raw_get("/Pg").idnum if "/Pg" in element else None
    attributes = element.get("/A", {})
    tag = Tag(element["/S"][1:], alt=element.get("/Alt", ""), scope=attributes.get("/Scope", "")[1:])
    tag.frame = tuple(float(edge) for edge in attributes.get("/BBox", ()))
    tag.hollow = not element["/K"]
    for kid in element["/K"]:
        part = kid.get_object()
        if isinstance(part, int):
            # The words of a chart are the picture; its alternative stands for them.
            tag.words += "" if tag.alt else words[page or 0].get(part, "")
        elif part.get("/Type") == "/OBJR":
            tag.links.append(part["/Obj"].get("/Contents", ""))
        else:
            tag.parts.append(_tag(part, words))
    return tag


def _words(page: Any) -> dict[int, str]:
    """The text of a page by the number of the marked content that it stands in."""
    found: dict[int, str] = {}
    inside: list[int | None] = []

    def begin_or_end(operator: bytes, operands: list[PdfObject], *_: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            inside.append(operands[1].get("/MCID") if len(operands) > 1 else None)  # type: ignore[attr-defined]
        elif operator == b"EMC":
            inside.pop()

    def text(said: str, *_: Any) -> None:
        if inside and inside[-1] is not None:
            found[inside[-1]] = found.get(inside[-1], "") + said

    page.extract_text(visitor_operand_before=begin_or_end, visitor_text=text)
    return found
