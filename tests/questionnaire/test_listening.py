"""What makes a conversation more than a form: reactions, interim levels, own words, a brief tone, facts, the pace."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given

from questionnaire import dialogue, tone
from questionnaire.answers import Answer
from questionnaire.conversation import Act, Conversation, Event, Turn
from questionnaire.glossary import asked_about, words_of
from questionnaire.loader import published
from questionnaire.model import LOCALES
from questionnaire.position import how_far, shown
from questionnaire.progress import pace
from questionnaire.readability import words
from questionnaire.scoring import State, score
from questionnaire.understanding import events, utterances
from tests.strategies import event, given_answer, seeds

QUESTIONNAIRE = published()
KNOWN = utterances.trained(QUESTIONNAIRE.version)


def hold(*given: Event, upon: Conversation | None = None) -> Turn:
    turn = Turn(upon, (), None) if upon else dialogue.start(QUESTIONNAIRE)
    for each in given:
        turn = dialogue.step(QUESTIONNAIRE, turn.conversation, each)
    return turn


def pick(question: str, *options: str) -> Event:
    return Event(Act.ANSWER, question, options)


def intake(**chosen: str) -> tuple[Event, ...]:
    """The answers up to the first scored question, a live full check of a shoe shop unless said otherwise."""
    given = {"role": "service", "sector": "fashion", "stores": "few", "employees": "small", "online": "20"}
    given = {"mode": "full", **given, "stage": "live", **chosen}
    return (*(pick(f"intake.{id_}", value) for id_, value in given.items()), Event(Act.SKIP, "intake.hope"))


def kinds(turn: Turn) -> list[str]:
    return [message.kind for message in turn.says]


def typed(conversation: Conversation, said: str) -> tuple[Turn, list[Event]]:
    """Words taken as the app does: what they come down to, and what else was read in them."""
    first = events.event(QUESTIONNAIRE, conversation, said, KNOWN)
    taken = [first, *events.besides(QUESTIONNAIRE, conversation, first, KNOWN)]
    return hold(*taken, upon=conversation), taken


@given(seeds)
def test_no_reaction_is_told_twice_nor_to_three_answers_on_end(seed: int) -> None:
    random, turn, told, row = Random(seed), hold(*intake()), [], 0
    while (question := turn.question) and question.scored:
        again = random.random() < 0.2
        turn = hold(event(question, given_answer(question, random)), upon=turn.conversation)
        reactions = [message.text.nl for message in turn.says if message.kind == "reaction"]
        row = row + 1 if reactions else 0
        assert len(reactions) <= 1
        assert row <= 2
        told += reactions
        if again:
            turn = hold(Event(Act.BACK), upon=turn.conversation)
    assert len(told) == len(set(told))


def test_every_way_to_react_is_there_and_said_once() -> None:
    texts = [o.reaction for q in QUESTIONNAIRE.scored for o in q.options if o.reaction]
    texts += [reaction.text for q in QUESTIONNAIRE.scored for reaction in q.reactions]
    for locale in LOCALES:
        assert len({text[locale] for text in texts}) == len(texts)
    for question in QUESTIONNAIRE.scored:
        by_level = {level for reaction in question.reactions for level in reaction.levels}
        by_option = sum(option.reaction is not None for option in question.options)
        assert by_level == {1, 2, 3, 4, 5} or by_option >= 3, question.id


def test_an_aspect_ends_with_its_level_for_now() -> None:
    turn = hold(*intake(mode="quick"))
    while (question := turn.question) and question.aspect == "scope":
        middle = question.options[2].id
        turn = hold(pick(question.id, middle), upon=turn.conversation)
    level = score(QUESTIONNAIRE, turn.conversation.answers).of("scope").level
    told = [message.text.en for message in turn.says if message.kind == "level"]
    assert level
    name, described = QUESTIONNAIRE.levels[level - 1].name.en, QUESTIONNAIRE.aspect["scope"].levels[level - 1].en
    assert told == [f"Scope: level {level} for now, {name}. That mostly looks like this: {described}"]


def test_who_is_held_by_one_answer_hears_by_which() -> None:
    turn = hold(*intake(mode="quick"))
    while (question := turn.question) and question.aspect in ("scope", "experience"):
        best = next(option.id for option in reversed(question.options) if not option.exclusive)
        held = question.options[0].id if question.id == "experience.honesty" else best
        turn = hold(pick(question.id, held), upon=turn.conversation)
    told = [message.text.nl for message in turn.says if message.kind == "level"]
    topic = QUESTIONNAIRE.questions["experience.honesty"].topic.nl
    standing = "Gebruikerservaring: voorlopig niveau 2, Experimenterend."
    assert told == [f"{standing} De andere antwoorden staan hoger. Dit houdt jullie tegen: {topic}."]


def test_an_aspect_of_which_nothing_is_known_gets_no_level() -> None:
    turn = hold(*intake(mode="quick"))
    while (question := turn.question) and question.aspect == "scope":
        turn = hold(Event(Act.UNKNOWN, question.id), upon=turn.conversation)
    assert any("too little about Scope" in message.text.en for message in turn.says)


@pytest.mark.parametrize(("stage", "words"), [("pilot", "in de pilot"), ("live", "in de chat")])
def test_a_pilot_is_asked_about_as_a_pilot(stage: str, words: str) -> None:
    turn = hold(*intake(stage=stage))
    asked = shown(QUESTIONNAIRE, turn.conversation, QUESTIONNAIRE.questions["scope.journey"])
    assert words in asked.text.nl


@pytest.mark.parametrize("sector", [option.id for option in QUESTIONNAIRE.questions["intake.sector"].options])
def test_a_question_speaks_of_what_is_sold(sector: str) -> None:
    turn = hold(*intake(sector=sector))
    asked = shown(QUESTIONNAIRE, turn.conversation, QUESTIONNAIRE.questions["technology.platform"])
    cases = QUESTIONNAIRE.terms["buy_question"]
    meant = next(case.text for case in cases if not case.when or sector in case.when[0].operand)
    assert meant.nl in asked.text.nl
    assert meant.en in asked.text.en


def test_who_is_annoyed_gets_fewer_words_and_is_offered_a_person() -> None:
    annoyed = hold(*intake(), Event(Act.REPLY, None, ("frustration",), "wat een gedoe"))
    assert "Liever een mens" in annoyed.says[-1].text.nl
    turn = annoyed
    seen: set[str] = set()
    while (question := turn.question) and question.aspect in ("scope", "experience"):
        turn = hold(
            event(question, Answer(choice=(question.options[0].id,)) if question.options else Answer(number=0)),
            upon=turn.conversation,
        )
        seen |= set(kinds(turn))
    assert not seen & {"reaction", "intro"}


def test_a_word_is_explained_by_its_name_or_from_the_question() -> None:
    crm = QUESTIONNAIRE.questions["data.crm"]
    named = asked_about(QUESTIONNAIRE, crm, "wat is een kpi?")
    from_question = asked_about(QUESTIONNAIRE, crm, "wat betekent dat woord")
    assert named
    assert from_question
    assert (named.id, from_question.id) == ("kpi", "crm")
    turn = hold(Event(Act.REPLY, None, ("explain", "kpi"), "wat is een kpi?"))
    assert turn.says[0].text == named.text
    assert "crm" in [word.id for word in words_of(QUESTIONNAIRE, crm, "nl")]


def test_one_sentence_fills_the_introduction_after_a_yes() -> None:
    before = hold(pick("intake.mode", "quick"), pick("intake.role", "commerce")).conversation
    turn, taken = typed(before, "Wij zijn een schoenenketen met 40 winkels en 12 mensen op de klantenservice")
    if taken[0].act is Act.PROPOSE:
        turn, taken = typed(turn.conversation, "ja")
    assert turn.conversation.answers.choice("intake.sector") == "fashion"
    assert turn.conversation.answers.choice("intake.stores") is None
    assert "11 tot 100" in turn.says[-1].text.nl
    noted, _ = typed(turn.conversation, "ja")
    assert noted.conversation.answers.choice("intake.stores") == "many"
    assert noted.conversation.answers.choice("intake.employees") == "medium"
    assert noted.question
    assert noted.question.id == "intake.online"


def test_facts_that_are_left_or_passed_by_change_nothing() -> None:
    base = hold(*intake()).conversation
    asked = hold(Event(Act.FACTS, "intake.hope", ("intake.stores=many", "scope.mix=bot", "no=sense")), upon=base)
    assert asked.conversation.facts == (("intake.stores", "many"),)
    left, _ = typed(asked.conversation, "nee")
    assert (left.conversation.answers, left.conversation.facts) == (base.answers, ())
    question = asked.question
    assert question
    passed = hold(Event(Act.SKIP, question.id), upon=asked.conversation)
    assert passed.conversation.facts == ()
    assert passed.conversation.answers.choice("intake.stores") == "few"


def test_a_fact_that_was_known_is_not_asked_again_and_another_corrects() -> None:
    base = hold(*intake()).conversation
    assert hold(Event(Act.FACTS, "intake.hope", ("intake.stores=few",)), upon=base).says == ()
    corrected = hold(Event(Act.FACTS, "intake.hope", ("intake.stores=many",)), Event(Act.NOTE), upon=base)
    assert corrected.conversation.answers.choice("intake.stores") == "many"
    assert corrected.says[-1].text == QUESTIONNAIRE.messages["facts_corrected"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("we hebben veertig winkels en verkopen meubels", {"intake.stores": "many", "intake.sector": "home"}),
        ("als eigenaar van een kaaswinkel wil ik rust", {"intake.role": "director", "intake.sector": "food"}),
        ("we have 3 stores and 60% of sales is online", {"intake.stores": "few", "intake.online": "60"}),
        ("minder telefoontjes, elke dag 200 stuks", {}),
        (
            "zeven collega's op de klantenservice, er loopt een pilot",
            {"intake.employees": "medium", "intake.stage": "pilot"},
        ),
        ("moderne service voor al onze klanten", {}),
        (
            "ik ben e-commerce manager bij een schoenenketen met 40 winkels, 60% online",
            {"intake.role": "commerce", "intake.sector": "fashion", "intake.stores": "many", "intake.online": "60"},
        ),
    ],
)
def test_facts_are_read_from_what_was_hoped(said: str, expected: dict[str, str]) -> None:
    base = hold(pick("intake.mode", "quick")).conversation
    hope = Event(Act.ANSWER, "intake.hope", text=said)
    found = events.besides(QUESTIONNAIRE, base, hope, KNOWN)
    assert dict(each.split("=") for event in found for each in event.values) == expected


def test_time_left_follows_the_pace_and_ignores_who_was_called_away() -> None:
    def left(seconds: float) -> int:
        slow = [Event(Act.ANSWER, each.question, each.values, each.text, seconds) for each in intake()[:-1]]
        return how_far(QUESTIONNAIRE, hold(*slow).conversation).minutes_left

    assert left(3) < left(0) < left(60)
    assert left(3600) == left(0)
    assert pace(0, 0) == 1
    assert 0.4 <= pace(0, 1e9) <= pace(1e9, 1) <= 3


def test_every_bubble_is_in_its_voice() -> None:
    assert list(tone.faults(QUESTIONNAIRE)) == []


def test_the_level_for_now_fits_a_bubble() -> None:
    message = QUESTIONNAIRE.messages["level_reached"]
    for aspect in QUESTIONNAIRE.aspects:
        for level, description in zip(QUESTIONNAIRE.levels, aspect.levels, strict=True):
            gaps = {"aspect": aspect.name, "level": level.number, "name_of_level": level.name}
            text = message.format(**gaps, description=description)
            assert all(len(words(text[locale])) <= 45 for locale in LOCALES)


def test_a_wish_is_fresh_for_one_turn() -> None:
    wished = hold(Event(Act.REPLY, None, ("delete",), "wis alles"))
    assert wished.conversation.wish == "delete"
    assert hold(pick("intake.mode", "quick"), upon=wished.conversation).conversation.wish == ""


def test_a_choice_of_several_is_reacted_to_by_its_level() -> None:
    question = QUESTIONNAIRE.questions["scope.journey"]
    some = [option.id for option in question.options if not option.exclusive]
    turn = hold(*intake(), Event(Act.SKIP, "scope.channels"), pick("scope.journey", *some))
    high = next(reaction.text for reaction in question.reactions if 5 in reaction.levels)
    assert turn.says[0].text == high


def test_who_has_no_bot_is_not_asked_about_it_and_hears_so_once() -> None:
    turn, told, asked = hold(*intake()), [], []
    while question := turn.question:
        asked.append(question.id)
        given = pick("scope.mix", "team") if question.id == "scope.mix" else Event(Act.SKIP, question.id)
        turn = hold(given, upon=turn.conversation)
        told += [message.text.nl for message in turn.says if message.kind == "route"]
    about_bots = {q.id for q in QUESTIONNAIRE.scored if "bot" in q.routes}
    assert told == [QUESTIONNAIRE.routes["bot"].says.nl]
    assert len(about_bots) == 5
    assert not about_bots & set(asked)
    lines = [line for aspect in score(QUESTIONNAIRE, turn.conversation.answers).aspects for line in aspect.lines]
    assert {line.state for line in lines if line.question in about_bots} == {State.NOT_APPLICABLE}
