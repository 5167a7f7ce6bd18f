"""A conversation looked back on: how each answer came about, how long it took, and what was changed later."""

from __future__ import annotations

from questionnaire.conversation import Act, Event
from questionnaire.history import Entry, How, told
from questionnaire.loader import published

MODEL = published()
ROLE = MODEL.questions["intake.role"]
STORES = MODEL.questions["intake.stores"]


def looked_back(*events: Event) -> list[Entry]:
    return told(MODEL, (Event(Act.ANSWER, "intake.mode", ("quick",)), *events))


def answered(value: str, text: str = "", seconds: float = 0.0) -> Event:
    return Event(Act.ANSWER, ROLE.id, (value,), text, seconds)


def test_an_answer_is_told_by_how_it_came_about() -> None:
    propose, unclear = Event(Act.PROPOSE, ROLE.id, ("service",), "misschien de service"), ("tja", ("store", "it"))
    cases = {
        How.CHOSEN: (answered("service"),),
        How.AT_ONCE: (answered("service", "klantenservice"),),
        How.CONFIRMED: (propose, answered("service")),
        How.OTHERWISE: (propose, answered("store")),
        How.AFTER_ALL: (Event(Act.UNCLEAR, ROLE.id, unclear[1], unclear[0]), answered("service")),
    }
    for how, events in cases.items():
        last = looked_back(*events)[-1]
        assert last.how is how
        assert last.answer == ROLE.option["store" if how is How.OTHERWISE else "service"].text
    assert looked_back(*cases[How.AT_ONCE])[-1].said == "klantenservice"
    assert looked_back(*cases[How.CONFIRMED])[-1].said == "misschien de service"
    assert looked_back(*cases[How.CONFIRMED])[1].answer == ROLE.option["service"].text
    assert looked_back(*cases[How.AFTER_ALL])[1].likely == (ROLE.option["store"].text,)


def test_a_change_is_told_at_both_places() -> None:
    change = Event(Act.CHANGE, ROLE.id)
    entries = looked_back(answered("service"), change, answered("store"), change, Event(Act.UNKNOWN, ROLE.id))
    first, second, third = entries[1], entries[3], entries[5]
    assert (first.before, first.changed_at) == (None, second.place)
    assert (second.before, second.changed_at) == (first.answer, third.place)
    assert (third.before, third.changed_at) == (second.answer, None)
    assert (entries[2].about, entries[2].opens, second.opens) == (ROLE.topic, False, True)
    assert third.answer is not None
    assert third.answer.nl == "Weet ik niet"


def test_a_fact_that_was_noted_changes_what_was_said_before() -> None:
    stores = Event(Act.ANSWER, STORES.id, ("one",))
    facts = Event(Act.FACTS, "intake.employees", ("intake.stores=many",))
    path = (answered("service"), Event(Act.ANSWER, "intake.sector", ("food",)), stores)
    entries = looked_back(*path, Event(Act.ANSWER, "intake.employees", ("side",)), facts, Event(Act.NOTE))
    assert [(fact.topic, fact.value) for fact in entries[5].facts] == [(STORES.topic, STORES.option["many"].text)]
    assert entries[6].facts == entries[5].facts
    assert entries[3].changed_at == entries[6].place


def test_a_question_is_open_from_the_first_word_to_its_answer() -> None:
    why, answer = Event(Act.WHY, ROLE.id, seconds=7.0), answered("service", seconds=13.0)
    entries = looked_back(why, answer, Event(Act.SKIP, "intake.sector", seconds=4.0))
    assert [entry.opens for entry in entries] == [True, True, False, True]
    assert [entry.seconds for entry in entries] == [0.0, None, 20.0, 4.0]


def test_time_away_does_not_count() -> None:
    pause, resume = Event(Act.PAUSE, seconds=5.0), Event(Act.RESUME, seconds=60.0)
    late = answered("service", seconds=7200.0)
    entries = looked_back(pause, resume, answered("service", seconds=3.0))
    assert [entry.away for entry in entries[2:]] == [60.0, None]
    assert [entry.opens for entry in entries] == [True, False, False, True]
    assert entries[-1].seconds == 8.0
    assert (looked_back(late)[-1].away, looked_back(late)[-1].seconds) == (7200.0, 0.0)


def test_what_was_asked_in_between_is_kept_with_its_words() -> None:
    entries = looked_back(Event(Act.REPLY, ROLE.id, ("person",), "mag ik een mens spreken?"))
    assert (entries[-1].wish, entries[-1].said) == ("person", "mag ik een mens spreken?")
    assert entries[-1].says
