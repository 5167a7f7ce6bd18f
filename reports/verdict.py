"""The verdict of a report: one paragraph put together from what this company answered.

Its sentences are the findings of the questions, chosen by level; what stands around them is here. No word of the
respondent is in it, as the mail shows it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from questionnaire import route
from questionnaire.answers import Answer
from questionnaire.model import Question, Text
from questionnaire.scoring import AspectScore, Line, State
from questionnaire.wording import worded
from reports.because import Told
from tips.candidates import Candidate
from tips.reasons import Why

STAGE, CHANNELS = "intake.stage", "scope.channels"
HIGH, LOW = 4, 2
FINDINGS = 2
NAMED = 3

_OPENINGS = {
    "none": Text(
        "Klanten kunnen nog niet met jullie chatten of appen, en er ligt nog geen plan.",
        "Customers cannot chat with you or message you yet, and there is no plan so far.",
    ),
    "plan": Text(
        "Klanten kunnen nog niet met jullie chatten of appen, maar er wordt aan een plan gewerkt.",
        "Customers cannot chat with you or message you yet, but a plan is being made.",
    ),
    "pilot": Text("Jullie doen een proef{via}.", "You are running a pilot{via}."),
    "live": Text(
        "Klanten kunnen elke dag met jullie in gesprek{via}.",
        "Customers can have a conversation with you every day{via}.",
    ),
}
_VIA = Text(", via {names}", ", through {names}")
_AND = Text(" en ", " and ")
_MORE = Text("nog {count} kanalen", "{count} more channels")
_FURTHEST = Text("Het verst zijn jullie met {aspect}.", "You have come furthest with {aspect}.")
_STANDS = Text("Dit staat al.", "This much is in place.")
_MOST_TO_GAIN = Text("Het meeste valt te winnen bij {aspect}.", "There is most to gain in {aspect}.")
_ROOM = Text("Hier valt iets te winnen.", "This is where there is room to grow.")
_HELD = Text(
    "Dat houdt {aspect} op niveau {level}, terwijl de punten goed zijn voor niveau {band}.",
    "That keeps {aspect} on level {level}, while its points are good for level {band}.",
)
_NOTHING_LOW = Text(
    "Geen van je antwoorden staat lager dan niveau 3: vanaf hier gaat het om verfijnen.",
    "None of your answers stands below level 3: from here on it is a matter of refining.",
)
_UNKNOWN = Text(
    "Er is nog te weinig bekend voor een niveau. Vraag eerst na wat je niet wist.",
    "Too little is known for a level. First find out what you did not know.",
)
_BEGIN = Text("Begin met deze stap: {title}.", "Begin with this step: {title}.")
_QUICK = Text(
    "Dit was een snelle scan, dus zie het als een eerste indruk.",
    "This was a quick scan, so take it as a first impression.",
)
_HOPED = Text("Die past bij wat je hoopt te bereiken.", "It fits what you hope to reach.")


@dataclass(frozen=True, slots=True)
class _Found:
    """A finding, with the aspect and the answer that it was drawn from."""

    aspect: AspectScore
    line: Line
    text: Text

    @property
    def level(self) -> int:
        return self.line.level or 0

    @property
    def holds(self) -> bool:
        return self.line.question in self.aspect.held_by


def verdict(told: Told, planned: Sequence[Candidate]) -> Text:
    """The paragraph. `planned` is the road map in its order."""
    middle = [_UNKNOWN] if told.result.level is None else [*_strong(told), *_weak(told)]
    sentences = [*_opening(told), *middle, *_first(planned)]
    if route.mode(told.answers) == "quick":
        sentences.append(_QUICK)
    return Text(" ".join(text.nl for text in sentences), " ".join(text.en for text in sentences))


def beginning_with(paragraph: Text, before: Text, after: Text | None) -> Text:
    """The verdict with another first step, by title, or none. That it fits what was hoped is not said of another."""
    old, new = _BEGIN.format(title=before), _BEGIN.format(title=after) if after else Text("", "")

    def other(locale: str) -> str:
        words = paragraph[locale].replace(f"{old[locale]} {_HOPED[locale]}", old[locale])
        return " ".join(words.replace(old[locale], new[locale]).split())

    return Text(other("nl"), other("en"))


def _opening(told: Told) -> Iterator[Text]:
    stage, channels = told.answers.get(STAGE), told.answers.get(CHANNELS)
    names = _channels(told.questionnaire.questions[CHANNELS], channels) if channels else []
    # Who says that chat is live, and then names no channel, contradicts themselves: we take no side.
    if stage and stage.choice and (names or not (channels and channels.answered)):
        yield _OPENINGS[stage.choice[0]].format(via=_via(names))


def _via(names: list[Text]) -> Text:
    """The channels by name: a few, and how many more."""
    if not names:
        return Text("", "")
    if len(names) > NAMED:
        names[NAMED - 1 :] = [_MORE.format(count=len(names) - NAMED + 1)]
    return _VIA.format(names=Text(*(_listed([name[locale] for name in names], locale) for locale in ("nl", "en"))))


def _channels(question: Question, answer: Answer) -> list[Text]:
    chosen = (question.option[option] for option in answer.choice)
    return [Text(_name(option.text.nl), _name(option.text.en)) for option in chosen if not option.exclusive]


def _name(option: str) -> str:
    """An option as it stands within a sentence, without its examples; WhatsApp keeps its capital."""
    short = option.split(",")[0]
    return _within(short) if " " in short else short


def _within(name: str) -> str:
    """A name without the capital that it begins with."""
    return name[:1].lower() + name[1:]


def _listed(names: Sequence[str], locale: str) -> str:
    return _AND[locale].join([part for part in (", ".join(names[:-1]), names[-1]) if part])


def _strong(told: Told) -> Iterator[Text]:
    found = [each for each in _findings(told) if each.level >= HIGH]
    found.sort(key=lambda each: (-_height(each.aspect)[0], -_height(each.aspect)[1], -each.level, not each.line.key))
    furthest = max(_known(told), key=_height)
    yield from _told(told, found, furthest, _FURTHEST, _STANDS)


def _weak(told: Told) -> Iterator[Text]:
    found = [each for each in _findings(told) if each.level <= LOW]
    if all((line.level or HIGH) > LOW for score in told.result.aspects for line in score.lines):
        yield _NOTHING_LOW
    found.sort(key=lambda each: (not each.holds, *_height(each.aspect), each.level, not each.line.key))
    if found and found[0].holds:
        holding, *others = found
        score = holding.aspect
        yield from (_ROOM, holding.text)
        yield _HELD.format(aspect=_aspect_name(told, score), level=score.level, band=score.band_level)
        yield from (each.text for each in others[: FINDINGS - 1])
    else:
        yield from _told(told, found, min(_known(told), key=_height), _MOST_TO_GAIN, _ROOM)


def _told(told: Told, found: Sequence[_Found], apart: AspectScore, named: Text, plain: Text) -> Iterator[Text]:
    """The first findings: those of the aspect that stands apart under its name, else of any aspect."""
    alike = len({score.level for score in _known(told)}) == 1
    own = [each for each in found if each.aspect is apart and not alike]
    if own:
        yield named.format(aspect=_aspect_name(told, apart))
    elif found:
        yield plain
    yield from (each.text for each in (own or found)[:FINDINGS])


def _findings(told: Told) -> Iterator[_Found]:
    """What the answers tell, in the order of the questions. What was never asked tells nothing."""
    for score in _known(told):
        for line in score.lines:
            if line.state is State.ANSWERED:
                said = told.questionnaire.questions[line.question].findings
                texts = (each.text for each in said if line.level in each.levels)
                yield from (_Found(score, line, worded(told.questionnaire, told.answers, text)) for text in texts)


def _known(told: Told) -> list[AspectScore]:
    return [score for score in told.result.aspects if score.level is not None]


def _height(score: AspectScore) -> tuple[int, float]:
    return score.level or 0, score.score or 0.0


def _aspect_name(told: Told, score: AspectScore) -> Text:
    name = told.questionnaire.aspect[score.aspect].name
    return Text(_within(name.nl), _within(name.en))


def _first(planned: Sequence[Candidate]) -> Iterator[Text]:
    if planned:
        yield _BEGIN.format(title=planned[0].tip.title)
        yield from [_HOPED] * planned[0].has(Why.HOPE)
