"""The conversation as a script for a role play on paper, made of the same content as the chat.

Texts are in the words for whom nothing is known of yet; the `swaps` of a scene are the words for others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from string import ascii_lowercase

from questionnaire import route, sheet
from questionnaire.answers import Answers
from questionnaire.model import GAP, POINTS, Clause, Condition, Form, Question, Questionnaire, Text
from questionnaire.scenes import Choice, Given, Only, Part, Range, Rehearsal, Scene, Swap
from questionnaire.wording import NAME, asked, worded

MODES = ("quick", route.FULL)
INTAKE, CLOSING = "intake", "closing"
_NOBODY = Answers()


@dataclass(frozen=True)
class _Play:
    """What each scene is made from: the questions that this kind of check asks, and the number of each by its id."""

    questionnaire: Questionnaire
    mode: str
    asks: tuple[Question, ...]
    number: Mapping[str, int]

    def told(self, text: Text | None) -> Text | None:
        return text and worded(self.questionnaire, _NOBODY, text)

    def decides(self, when: Condition) -> bool:
        """Whether all that a condition rests on is asked. One that rests on more certainly fails for nobody."""
        return all(clause.question in self.number for clause in when)


def compose(questionnaire: Questionnaire, mode: str) -> Rehearsal:
    """The script of a `quick` or `full` check. Raises KeyError for another kind."""
    if mode not in MODES:
        raise KeyError(f"no check of the kind {mode!r}: choose one of {', '.join(MODES)}")
    asks = tuple(q for q in questionnaire.questions.values() if mode == route.FULL or q.quick or not q.scored)
    play = _Play(questionnaire, mode, asks, {question.id: place for place, question in enumerate(asks, 1)})
    parts = dict.fromkeys(_part_of(questionnaire, question) for question in asks)
    return Rehearsal(questionnaire, mode, tuple(_part(play, id_) for id_ in parts))


def _part_of(questionnaire: Questionnaire, question: Question) -> str:
    return question.aspect or (CLOSING if question in questionnaire.closing else INTAKE)


def _part(play: _Play, id_: str) -> Part:
    """A condition that all scenes of a part share becomes the part's own."""
    aspect = play.questionnaire.aspect.get(id_)
    here = [question for question in play.asks if _part_of(play.questionnaire, question) == id_]
    scenes = [_scene(play, here[place:]) for place in range(len(here))]
    shared = {only.route for only in scenes[0].only if all(only.route in question.routes for question in here)}
    opens = aspect.intro if aspect else play.questionnaire.messages["closing"] if id_ == CLOSING else None
    return Part(
        id_,
        aspect,
        tuple(only for only in scenes[0].only if only.route in shared),
        play.told(opens),
        tuple(replace(scene, only=tuple(o for o in scene.only if o.route not in shared)) for scene in scenes),
        sheet.of(play.questionnaire, aspect, play.number) if aspect else None,
    )


def _scene(play: _Play, rest: Sequence[Question]) -> Scene:
    """The scene of the first question of `rest`, which is what its part still holds."""
    question = rest[0]
    return Scene(
        play.number[question.id],
        asked(play.questionnaire, _NOBODY, question),
        tuple(_only(play, id_, rest) for id_ in question.routes if play.decides(play.questionnaire.routes[id_].when)),
        _choices(play, question),
        _ranges(play, question),
        tuple(_swaps(play, question)),
    )


def _only(play: _Play, id_: str, rest: Sequence[Question]) -> Only:
    taken = play.questionnaire.routes[id_]
    first = next(question for question in play.asks if id_ in question.routes)
    return Only(
        id_,
        _given(play, taken.when),
        next((play.number[later.id] for later in rest if id_ not in later.routes), None),
        play.told(taken.says) if first is rest[0] else None,
    )


def _given(play: _Play, when: Condition) -> tuple[Given, ...]:
    return tuple(
        _clause(play.questionnaire.questions[each.question], play.number[each.question], each) for each in when
    )


def _clause(question: Question, scene: int, clause: Clause) -> Given:
    """A condition as what one looks for on paper: letters that were chosen, or a number."""
    if clause.operator == "at_least":
        return Given(scene, least=clause.operand)
    if clause.operator == "at_most":
        return Given(scene, most=clause.operand)
    wanted = clause.operator == "in"
    lettered = zip(ascii_lowercase, question.options, strict=False)
    return Given(scene, tuple(mark for mark, option in lettered if (option.id in clause.operand) == wanted))


def _choices(play: _Play, question: Question) -> tuple[Choice, ...]:
    needed = play.mode if question.id == route.MODE else None
    return tuple(
        Choice(mark, option.text, option.points, play.told(option.reaction), option.id == needed)
        for mark, option in zip(ascii_lowercase, question.options, strict=False)
    )


def _ranges(play: _Play, question: Question) -> tuple[Range, ...]:
    """The five steps of a count or a number, from the lowest up."""
    if not question.thresholds:
        return ()
    says = {level: play.told(each.text) for each in question.reactions for level in each.levels}
    lowest = question.scale.minimum if question.form is Form.SLIDER and question.scale else 0
    steps = [*pairwise((lowest, *question.thresholds)), (question.thresholds[-1], None)]
    return tuple(
        Range(low, None if after is None else after - 1, worth, says.get(level))
        for level, ((low, after), worth) in enumerate(zip(steps, POINTS, strict=True), 1)
    )


def _swaps(play: _Play, question: Question) -> Iterator[Swap]:
    """For each term in the question's texts, the words for others than those of whom nothing is known."""
    texts = [question.text, question.hint, question.why, *(option.reaction for option in question.options)]
    texts += [each.text for each in question.reactions]
    for gap in dict.fromkeys(gap for text in texts if text for gap in GAP.findall(text.nl + text.en) if gap != NAME):
        cases = play.questionnaire.terms[gap]
        default = next(case.text for case in cases if not case.when)
        for case in cases:
            if case.when and play.decides(case.when):
                yield Swap(_given(play, case.when), default, case.text)
