"""The conversation as a pure function: `step` takes where we are and one event, and gives where we are now
and what the bot says next. Web, terminal and tests hold the same conversation.

A `Conversation` follows from its events alone: `replay` them and it is there again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from questionnaire import passage, reading, route
from questionnaire.answers import Answer, Kind
from questionnaire.conversation import Act, Conversation, Event, Message, Offer, Turn
from questionnaire.model import Form, Question, Questionnaire, Text
from questionnaire.privacy import MASK
from questionnaire.progress import progress
from questionnaire.reading import Refused, plain
from questionnaire.wording import answer_text

# Of what was typed beside a choice; as much as an open question takes.
MOST_EVIDENCE = 500

Handled = tuple[Conversation, tuple[Message, ...]]
Handler = Callable[[Questionnaire, Conversation, Event], Handled]


def start(questionnaire: Questionnaire) -> Turn:
    """The bot's greeting and the first question."""
    conversation = Conversation()
    says = (Message("intro", questionnaire.messages["hello"]),)
    return Turn(conversation, says, current(questionnaire, conversation))


def current(questionnaire: Questionnaire, conversation: Conversation) -> Question | None:
    """The question that is to be answered now, or None when nothing is open."""
    asked = route.path(questionnaire, conversation.answers)
    focus = questionnaire.questions[conversation.focus] if conversation.focus else None
    return focus if focus and focus in asked else route.next_open(asked, conversation.answers)


def shown(conversation: Conversation, question: Question) -> Question:
    """The question with its options as they are shown: what was said may put the likeliest first."""
    offer = conversation.offered(question.id)
    if offer is None or offer.asks:
        return question
    place = {id_: number for number, id_ in enumerate(offer.values)}
    return replace(question, options=tuple(sorted(question.options, key=lambda o: place.get(o.id, len(place)))))


def step(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Turn:
    """Take one event. Raises `Refused`, with a text for the respondent, where it cannot be taken."""
    if conversation.finished and event.act not in _AFTER_FINISH:
        raise Refused(questionnaire.messages["refused_finished"])
    before = conversation
    after, says = _HANDLERS[event.act](questionnaire, conversation, event)
    if MASK in event.text:
        says = (Message("notice", questionnaire.messages["masked"]), *says)
    if after.paused or after.finished:
        return Turn(after, says, None)
    question = current(questionnaire, after)
    if after.answers is not before.answers:
        says += passage.between(questionnaire, before, after, question)
    return Turn(after, says, question)


def replay(questionnaire: Questionnaire, events: Iterable[Event]) -> Conversation:
    """Where a conversation is after these events, without working out what was said."""
    conversation = Conversation()
    for event in events:
        conversation, _ = _HANDLERS[event.act](questionnaire, conversation, event)
    return conversation


def _asked(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Question:
    question = current(questionnaire, conversation)
    if event.question not in questionnaire.questions:
        raise Refused(questionnaire.messages["refused_no_such_question"])
    if question is None or question.id != event.question:
        raise Refused(questionnaire.messages["refused_not_now"])
    return question


def _answer(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    question = _asked(questionnaire, conversation, event)
    answer = reading.read(questionnaire, question, event.values, event.text)
    says: tuple[Message, ...] = ()
    if question.form is not Form.OPEN and (said := event.text or _said(conversation, event)):
        answer = replace(answer, text=plain(said)[:MOST_EVIDENCE])
        if event.text:
            earlier = (conversation.answers.get(id_) for id_ in conversation.answers)
            name = "understood_again" if any(a and a.choice and a.text for a in earlier) else "understood"
            says = (_quoting(questionnaire, "notice", name, question, answer),)
    reactions = (question.option[option].reaction for option in answer.choice)
    says += tuple(Message("reaction", reaction) for reaction in reactions if reaction)[:1]
    return _settled(conversation, question, answer), says


def _said(conversation: Conversation, event: Event) -> str:
    """What was typed before the answer that was proposed for it, or chosen after it."""
    offer = conversation.offered(event.question)
    return offer.said if offer else ""


def _propose(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Ask whether an answer fits what was said."""
    question = _asked(questionnaire, conversation, event)
    answer = reading.read(questionnaire, question, event.values, "")
    offer = Offer(question.id, event.values, plain(event.text), asks=True)
    return replace(conversation, offer=offer), (_quoting(questionnaire, "confirm", "propose", question, answer),)


def _quoting(questionnaire: Questionnaire, kind: str, name: str, question: Question, answer: Answer) -> Message:
    """A message with the answer in it, without the full stop that an option may end in."""
    quoted = answer_text(question, answer)
    bare = Text(quoted.nl.removesuffix("."), quoted.en.removesuffix("."))
    return Message(kind, questionnaire.messages[name].format(answer=bare))


def _unclear(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """Say that it was not understood, and put the likeliest options first."""
    question = _asked(questionnaire, conversation, event)
    values = tuple(dict.fromkeys(value for value in event.values if value in question.option))
    again = conversation.offered(question.id)
    text = questionnaire.messages["unclear_again" if again else "unclear_likely" if values else "unclear"]
    if question.scale:
        limits = {"minimum": question.scale.minimum, "maximum": question.scale.maximum}
        text = questionnaire.messages["unclear_number"].format(**limits)
    offer = Offer(question.id, values, plain(event.text), asks=False)
    return replace(conversation, offer=offer), (Message("notice", text),)


def _reply(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    """One line on what was asked or remarked, and then the question again."""
    text = questionnaire.messages.get(f"reply_{event.values[0] if event.values else ''}")
    if text is None:
        raise Refused(questionnaire.messages["unclear"])
    here = progress(questionnaire, conversation.answers)
    filled = text.format(done=here.done, total=here.total, minutes=here.minutes_left)
    return replace(conversation, paused=False), (Message("notice", filled),)


def _without(kind: Kind) -> Handler:
    def handle(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
        question = _asked(questionnaire, conversation, event)
        given = conversation.answers
        first = not any(getattr(given.get(earlier), "kind", None) is kind for earlier in given)
        says = (Message("notice", questionnaire.messages[kind.value]),) if first and question.scored else ()
        return _settled(conversation, question, Answer(kind)), says

    return handle


def _settled(conversation: Conversation, question: Question, answer: Answer) -> Conversation:
    answers = conversation.answers.with_answer(question.id, answer)
    return replace(conversation, answers=answers, focus=None, paused=False, offer=None)


def _why(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    question = current(questionnaire, conversation)
    why = question.why or question.hint if question else None
    return conversation, (Message("why", why),) if why else ()


def _back(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    asked = route.path(questionnaire, conversation.answers)
    here = current(questionnaire, conversation)
    place = asked.index(here) if here else len(asked)
    earlier = [question for question in asked[:place] if question.id in conversation.answers]
    if not earlier:
        return conversation, (Message("notice", questionnaire.messages["back_first"]),)
    return replace(conversation, focus=earlier[-1].id, paused=False, offer=None), ()


def _change(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    asked = route.path(questionnaire, conversation.answers)
    if event.question not in {q.id for q in asked} or event.question not in conversation.answers:
        raise Refused(questionnaire.messages["refused_no_such_question"])
    changing = replace(conversation, focus=event.question, paused=False, finished=False, offer=None)
    return changing, (Message("notice", questionnaire.messages["changing"]),)


def _pause(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    return replace(conversation, paused=True), (Message("notice", questionnaire.messages["paused"]),)


def _resume(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    says = (Message("notice", questionnaire.messages["resumed"]),) if conversation.paused else ()
    return replace(conversation, paused=False), says


def _upgrade(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    answers = conversation.answers.with_answer(route.MODE, Answer(choice=(route.FULL,)))
    upgraded = replace(conversation, answers=answers, focus=None, paused=False, finished=False)
    return upgraded, (Message("notice", questionnaire.messages["upgraded"]),)


def _finish(questionnaire: Questionnaire, conversation: Conversation, event: Event) -> Handled:
    finished = replace(conversation, focus=None, paused=False, finished=True)
    return finished, (Message("notice", questionnaire.messages["finished"]),)


_HANDLERS: Mapping[Act, Handler] = {
    Act.ANSWER: _answer,
    Act.SKIP: _without(Kind.SKIPPED),
    Act.UNKNOWN: _without(Kind.UNKNOWN),
    Act.NOT_APPLICABLE: _without(Kind.NOT_APPLICABLE),
    Act.WHY: _why,
    Act.BACK: _back,
    Act.CHANGE: _change,
    Act.PAUSE: _pause,
    Act.RESUME: _resume,
    Act.UPGRADE: _upgrade,
    Act.FINISH: _finish,
    Act.PROPOSE: _propose,
    Act.UNCLEAR: _unclear,
    Act.REPLY: _reply,
    Act.SAY: _unclear,
}
_AFTER_FINISH = frozenset({Act.CHANGE, Act.UPGRADE})
