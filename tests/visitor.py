"""Somebody who holds a whole check by plain forms, over a test client or over the network."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from questionnaire.loader import published
from questionnaire.model import Form, Question

Fields = Mapping[str, str | Sequence[str]]
Send = Callable[[str, Fields | None], tuple[str, str]]
"""GET a path, or POST fields to it, following redirects: gives the path one ends at, and the page."""


class Visitor:
    """Where a visitor is: `path` and the page there as `html`."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.path = ""
        self.html = ""

    def open(self, path: str) -> Visitor:
        self.path, self.html = self._send(path, None)
        return self

    def post(self, path: str, **fields: str | Sequence[str]) -> Visitor:
        self.path, self.html = self._send(path, fields)
        return self

    def start(self, mode: str = "quick", locale: str = "nl") -> Visitor:
        self.open("/" if locale == "nl" else "/en")
        return self.post("/start", mode=mode, locale=locale)

    @property
    def question(self) -> Question | None:
        found = re.search(r'name="question" value="([^"]+)"', self.html.partition('class="question"')[2])
        return published().questions[found[1]] if found else None

    @property
    def erase(self) -> str:
        """Where one erases the check of the page one is on."""
        found = re.search(r'href="(/erase/[0-9a-f]+)"', self.html)
        assert found, f"no way to erase on {self.path}"
        return found[1]

    def act(self, act: str, **fields: str | Sequence[str]) -> Visitor:
        asked = {"question": self.question.id} if self.question else {}
        return self.post(self.path, act=act, seq=self._hidden("seq"), **{**asked, **fields})

    def answer(self, step: int = 2) -> Visitor:
        """Answer what is asked: the option at `step`, two of several, a number, or a sentence."""
        question = self.question
        assert question is not None, "no question is open"
        if question.form is Form.OPEN:
            return self.act("answer", text="Minder wachten aan de telefoon")
        if question.form is Form.SLIDER:
            return self.act("answer", value="5")
        options = [option.id for option in question.options if not option.exclusive]
        chosen = options[:2] if question.form is Form.SEVERAL else options[min(step, len(options) - 1)]
        return self.act("answer", value=chosen)

    def reach(self, wanted: Callable[[Question], bool]) -> Visitor:
        """Answer until a question is open for which `wanted` holds."""
        while self.question is not None and not wanted(self.question):
            self.answer()
        assert self.question is not None, "no such question came"
        return self

    def reach_form(self, form: Form) -> Visitor:
        return self.reach(lambda question: question.form is form)

    def reach_end(self) -> Visitor:
        while self.question is not None:
            self.answer()
        return self

    def finish(self) -> Visitor:
        """Answer all that is left and go to the result."""
        return self.reach_end().act("finish")

    def _hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]+)"', self.html)
        assert found, f"no field {name} on {self.path}"
        return found[1]
