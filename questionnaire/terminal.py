"""The conversation in a terminal, for trying out content and for tests: the same `step` as on the web."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from questionnaire import dialogue
from questionnaire.conversation import Act, Conversation, Event, Turn
from questionnaire.model import Form, Question, Questionnaire, Text
from questionnaire.position import how_far, shown
from questionnaire.reading import Refused
from questionnaire.scoring import Result, score
from questionnaire.understanding import events, semantic

Read = Callable[[str], str]
Write = Callable[[str], None]

COMMANDS: Mapping[str, Act] = {
    "s": Act.SKIP,
    "?": Act.UNKNOWN,
    "n": Act.NOT_APPLICABLE,
    "w": Act.WHY,
    "b": Act.BACK,
    "q": Act.PAUSE,
    "f": Act.FINISH,
}
HELP = Text(
    "Typ een nummer (of meer, met komma's), of je eigen woorden. s overslaan, ? weet ik niet, "
    "n niet van toepassing, w waarom, b terug, c VRAAG aanpassen, f uitslag, q pauze.",
    "Type a number (or several, with commas), or your own words. s skip, ? don't know, "
    "n not applicable, w why, b back, c QUESTION change, f result, q pause.",
)
UNKNOWN_LEVEL = Text("te weinig bekend", "too little known")


def hold(questionnaire: Questionnaire, locale: str, read: Read, write: Write) -> Conversation:
    """Hold a conversation until it is finished or paused, or input ends; write the levels at the end."""
    turn = dialogue.start(questionnaire)
    write(HELP[locale])
    _tell(turn, locale, write)
    _ask(questionnaire, turn, locale, write)
    while not (turn.conversation.finished or turn.conversation.paused):
        try:
            event = _event(questionnaire, turn, read(_prompt(questionnaire, turn)))
        except EOFError:
            break
        besides = events.besides(questionnaire, turn.conversation, event, semantic.known(questionnaire.version))
        try:
            for each in (event, *besides):
                turn = dialogue.step(questionnaire, turn.conversation, each)
                _tell(turn, locale, write)
        except Refused as refused:
            write(f"! {refused.text[locale]}")
            continue
        _ask(questionnaire, turn, locale, write)
        if turn.question is None and not turn.conversation.finished and not turn.conversation.paused:
            turn = dialogue.step(questionnaire, turn.conversation, Event(Act.FINISH))
    for line in outcome(questionnaire, score(questionnaire, turn.conversation.answers), locale):
        write(line)
    return turn.conversation


def outcome(questionnaire: Questionnaire, result: Result, locale: str) -> list[str]:
    """One line an aspect: its score and level, or that too little is known."""
    lines = []
    for aspect, scored in zip(questionnaire.aspects, result.aspects, strict=True):
        if scored.score is None or scored.level is None:
            lines.append(f"{aspect.name[locale]}: {UNKNOWN_LEVEL[locale]}")
        else:
            level = questionnaire.levels[scored.level - 1].name[locale]
            lines.append(f"{aspect.name[locale]}: {scored.score:.0f} / 100, {scored.level} {level}")
    return lines


def _prompt(questionnaire: Questionnaire, turn: Turn) -> str:
    done = how_far(questionnaire, turn.conversation)
    return f"[{done.done + 1}/{done.total}] > "


def _tell(turn: Turn, locale: str, write: Write) -> None:
    for message in turn.says:
        write(message.text[locale])


def _ask(questionnaire: Questionnaire, turn: Turn, locale: str, write: Write) -> None:
    if turn.question:
        write("")
        question = shown(questionnaire, turn.conversation, turn.question)
        write(question.text[locale])
        if question.hint:
            write(f"  ({question.hint[locale]})")
        for number, option in enumerate(question.options, 1):
            write(f"  {number}  {option.text[locale]}")
        if turn.question.scale:
            write(f"  {turn.question.scale.minimum} - {turn.question.scale.maximum} {turn.question.scale.unit}")


def _event(questionnaire: Questionnaire, turn: Turn, typed: str) -> Event:
    """What was typed, as an event: a command, numbers of options, or words to be understood."""
    said, question = typed.strip(), turn.question
    id_ = question.id if question else None
    if said in COMMANDS:
        return Event(COMMANDS[said], id_)
    if said.startswith("c "):
        return Event(Act.CHANGE, said.removeprefix("c ").strip())
    parts = [part.strip() for part in said.split(",") if part.strip()]
    picked = question is not None and all(part.isdecimal() or part in question.option for part in parts)
    if question is None or not picked or question.form in (Form.OPEN, Form.SLIDER):
        known = semantic.known(questionnaire.version)
        return events.event(questionnaire, turn.conversation, said, known)
    in_order = shown(questionnaire, turn.conversation, question)
    return Event(Act.ANSWER, id_, values=tuple(_option(in_order, part) for part in parts))


def _option(question: Question, part: str) -> str:
    number = part.strip()
    known = number.isascii() and number.isdecimal() and 1 <= int(number) <= len(question.options)
    return question.options[int(number) - 1].id if known else number
