"""Free text: what the rules read, what may be taken, what must be asked, and what never happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaire import dialogue
from questionnaire.answers import Answer
from questionnaire.conversation import Act, Conversation, Event
from questionnaire.loader import LATEST, published
from questionnaire.position import current, shown
from questionnaire.reading import Refused
from questionnaire.understanding import words
from questionnaire.understanding.events import event
from questionnaire.understanding.hear import Sure, hear
from questionnaire.understanding.intents import Intent
from questionnaire.understanding.utterances import SEEDS, train, trained
from questionnaire.yaml_file import ContentError
from tests.bench import understanding

QUESTIONNAIRE = published()
KNOWN = trained(LATEST)
LADDER = QUESTIONNAIRE.questions["scope.purchase"]


def said(question: str, text: str, proposed: bool = False):  # type: ignore[no-untyped-def]
    return hear(QUESTIONNAIRE.questions[question], text, KNOWN, proposed)


def after(*events: Event) -> Conversation:
    here = Conversation()
    for each in events:
        here = dialogue.step(QUESTIONNAIRE, here, each).conversation
    return here


@pytest.mark.parametrize("text", ["3", "de derde", "optie 3", "Ik kies de derde.", "the third one", "3rd"])
def test_a_place_in_the_list_is_the_answer(text: str) -> None:
    heard = said("scope.purchase", text)
    assert (heard.sure, heard.values) == (Sure.TAKE, (LADDER.options[2].id,))


@pytest.mark.parametrize("text", ["tussen 2 en 3", "between 2 and 3", "2 of 3"])
def test_two_places_where_one_is_wanted_are_asked_about(text: str) -> None:
    heard = said("scope.purchase", text)
    assert (heard.sure, heard.values) == (Sure.ASK, (LADDER.options[1].id,))


@pytest.mark.parametrize("text", ["12", "0", "99", "de twaalfde", "optie 77"])
def test_a_place_that_is_not_there_is_never_taken(text: str) -> None:
    heard = said("scope.purchase", text)
    assert heard.sure is not Sure.TAKE or not heard.values


@pytest.mark.parametrize(
    ("text", "number"),
    [("60%", "60"), ("zo'n zestig procent", "60"), ("de helft", "50"), ("about a quarter", "25"), ("driekwart", "75")],
)
def test_a_share_is_read_from_words(text: str, number: str) -> None:
    heard = said("intake.online", text)
    assert (heard.sure is not Sure.UNCLEAR, heard.values) == (True, (number,))


def test_a_number_falls_in_its_range() -> None:
    assert said("intake.stores", "een stuk of acht winkels").values == ("few",)
    assert said("intake.stores", "we have 240 shops").values == ("chain",)


def test_several_named_at_once() -> None:
    heard = said("scope.channels", "whatsapp en de chat op de site")
    assert set(heard.values) == {"whatsapp", "web"}


@pytest.mark.parametrize("option", LADDER.options, ids=lambda option: option.id)
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_an_option_typed_over_with_a_slip_is_taken(option, locale: str) -> None:  # type: ignore[no-untyped-def]
    text = option.text[locale]
    heard = said("scope.purchase", text[:7] + text[8:])
    assert (heard.sure, heard.values) == (Sure.TAKE, (option.id,))


@pytest.mark.parametrize("hedge", ["soms: ", "alleen in de pilot: ", "ja maar ", "sort of: "])
def test_a_hedge_is_always_asked_about(hedge: str) -> None:
    heard = said("scope.purchase", hedge + LADDER.options[2].text.nl)
    assert heard.sure is not Sure.TAKE


def test_words_say_whether_they_deny() -> None:
    assert words.negated(words.normal("Dat kan níet"))
    assert words.negated(words.normal("we don't"))
    assert not words.negated(words.normal("Notebook"))


@pytest.mark.parametrize(
    ("text", "act"),
    [("sla maar over", Act.SKIP), ("no idea", Act.UNKNOWN), ("n.v.t.", Act.NOT_APPLICABLE), ("waarom", Act.WHY)],
)
def test_a_wish_becomes_its_act(text: str, act: Act) -> None:
    assert event(QUESTIONNAIRE, Conversation(), text, KNOWN).act is act


@pytest.mark.parametrize("text", ["verwijder mijn gegevens", "start over"])
def test_what_cannot_be_undone_is_never_done_at_a_word(text: str) -> None:
    heard = event(QUESTIONNAIRE, Conversation(), text, KNOWN)
    turn = dialogue.step(QUESTIONNAIRE, Conversation(), heard)
    assert heard.act is Act.REPLY
    assert turn.conversation.answers == Conversation().answers
    assert turn.question is not None


def test_a_yes_takes_what_was_proposed_and_keeps_the_words() -> None:
    asked = after(Event(Act.PROPOSE, "intake.mode", ("full",), "alles graag"))
    yes = event(QUESTIONNAIRE, asked, "ja, dat klopt helemaal", KNOWN)
    assert yes == Event(Act.ANSWER, "intake.mode", ("full",))
    taken = dialogue.step(QUESTIONNAIRE, asked, yes).conversation
    assert taken.answers.get("intake.mode") == Answer(choice=("full",), text="alles graag")


def test_a_yes_to_nothing_is_no_answer() -> None:
    assert event(QUESTIONNAIRE, Conversation(), "ja", KNOWN).act is not Act.ANSWER


def test_a_bare_yes_or_no_is_never_likened_to_an_option() -> None:
    assert said("scope.journey", "yes").values == ()
    assert said("intake.stage", "nee").values == ("none", "plan")
    assert said("intake.stage", "nee").sure is Sure.UNCLEAR
    assert said("experience.handover", "dat is goed").values == ()


def test_a_hedged_place_is_asked_about() -> None:
    heard = said("scope.purchase", "sort of 2")
    assert (heard.sure, heard.values) == (Sure.ASK, (LADDER.options[1].id,))


def test_what_was_taken_is_told_and_the_explanation_comes_once() -> None:
    first = Event(Act.ANSWER, "intake.mode", ("full",), "de lange")
    told = dialogue.step(QUESTIONNAIRE, Conversation(), first)
    again = dialogue.step(QUESTIONNAIRE, told.conversation, Event(Act.ANSWER, "intake.role", ("director",), "de baas"))
    assert "wijzig" in told.says[0].text.nl
    assert again.says[0].text.nl == "Genoteerd: 'Directie of eigenaar'."


def test_the_likeliest_come_first_and_a_number_means_what_is_shown() -> None:
    unclear = after(Event(Act.UNCLEAR, "intake.mode", ("full",), "tja"))
    question = current(QUESTIONNAIRE, unclear)
    assert question is not None
    assert [option.id for option in shown(QUESTIONNAIRE, unclear, question).options] == ["full", "quick"]
    assert event(QUESTIONNAIRE, unclear, "1", KNOWN).values == ("full",)


def test_a_number_out_of_range_is_told_the_range() -> None:
    question = next(q for q in QUESTIONNAIRE.scored if q.scale and q.scale.maximum == 100)
    here = Conversation(focus=question.id, answers=after(Event(Act.ANSWER, "intake.mode", ("full",))).answers)
    here = replace(here, answers=here.answers.with_answer("intake.stage", Answer(choice=("live",))))
    heard = event(QUESTIONNAIRE, here, "wel duizend", KNOWN)
    assert heard.act is Act.UNCLEAR
    assert "van 0 tot en met 100" in dialogue.step(QUESTIONNAIRE, here, heard).says[0].text.nl


def test_an_earlier_answer_is_changed_by_its_number() -> None:
    begun = after(Event(Act.ANSWER, "intake.mode", ("full",)), Event(Act.ANSWER, "intake.role", ("director",)))
    assert event(QUESTIONNAIRE, begun, "ik wil vraag 2 aanpassen", KNOWN) == Event(Act.CHANGE, "intake.role")
    assert event(QUESTIONNAIRE, begun, "vraag 40 aanpassen", KNOWN).values == (Intent.CHANGE,)


def test_the_trained_file_is_made_from_the_seeds() -> None:
    now = (SEEDS / f"{LATEST}.json").read_text(encoding="utf-8")
    assert train(QUESTIONNAIRE) == now, "run 'checkbot content train'"


def test_a_language_without_utterances_is_told(tmp_path: Path) -> None:
    (tmp_path / "intents.yaml").write_text("skip:\n  nl: [sla over]\n")
    with pytest.raises(ContentError) as raised:
        train(QUESTIONNAIRE, tmp_path)
    assert "skip.en: 0 utterances: write 25 or more" in str(raised.value)


def test_held_out_people_are_understood_or_asked() -> None:
    fates = Counter(fate for _, fate in understanding.answers(KNOWN))
    assert understanding.share(fates, understanding.HARMLESS | {"taken right"}) >= 99
    assert understanding.share(fates, {"taken right", "proposed right"}) >= 90


def test_no_held_out_sentence_was_learnt() -> None:
    learnt = {text for options in KNOWN.answers.values() for texts in options.values() for text in texts}
    assert not [case for case, _ in understanding.answers(KNOWN) if words.normal(case["said"]) in learnt]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Act), st.text(max_size=60)), max_size=12), st.data())
def test_any_words_leave_a_next_thing_to_do(turns: list[tuple[Act, str]], data: st.DataObject) -> None:
    here = Conversation()
    for act, text in turns:
        sentence = data.draw(st.sampled_from([text, "ja", "3", "de helft", "geen idee", "vraag 1 aanpassen"]))
        heard = event(QUESTIONNAIRE, here, sentence, KNOWN)
        given_before = set(here.answers)
        for each in (heard, Event(act, heard.question, heard.values, text)):
            try:
                turn = dialogue.step(QUESTIONNAIRE, here, each)
            except Refused:
                continue
            here = turn.conversation
            assert turn.question or here.paused or here.finished
        assert given_before <= set(here.answers)
