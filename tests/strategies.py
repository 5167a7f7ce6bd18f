"""Random answers to a questionnaire. Each set is drawn from one seed: seventy draws a set would be slow."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from questionnaire.answers import Answer, Answers, Kind
from questionnaire.conversation import Act, Event
from questionnaire.model import Form, Question, Questionnaire
from questionnaire.route import LEFT_OUT

ACTS = {Kind.SKIPPED: Act.SKIP, Kind.UNKNOWN: Act.UNKNOWN, Kind.NOT_APPLICABLE: Act.NOT_APPLICABLE}
seeds = st.integers(0, 2**32 - 1)


def answered(question: Question, random: Random) -> Answer:
    """A sound answer to a question."""
    if question.form is Form.OPEN:
        return Answer(text=random.choice(["meer verkopen", "rust", "24 uur open"]))
    if question.form is Form.SLIDER and question.scale:
        return Answer(number=random.randint(question.scale.minimum, question.scale.maximum))
    if question.form is Form.SEVERAL:
        free = [option.id for option in question.options if not option.exclusive]
        alone = [option.id for option in question.options if option.exclusive]
        some = set(random.sample(free, random.randint(1, len(free))))
        return Answer(choice=tuple(alone if random.random() < 0.2 and alone else [id_ for id_ in free if id_ in some]))
    return Answer(choice=(random.choice(question.options).id,))


def given_answer(question: Question, random: Random) -> Answer:
    """An answer of any kind, most of them real ones."""
    return Answer(random.choice(list(ACTS))) if random.random() < 0.25 else answered(question, random)


def drawn(questionnaire: Questionnaire, seed: int) -> Answers:
    """Answers to some of the questions, whatever the route."""
    random, answers = Random(seed), Answers()
    share = random.random()
    for question in questionnaire.questions.values():
        if random.random() < share:
            answers = answers.with_answer(question.id, given_answer(question, random))
    return answers


def leaving_out(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions whose answer decides that others are left out: they change more than themselves."""
    left_out = [each for each in questionnaire.routes.values() if each.otherwise == LEFT_OUT]
    return frozenset(clause.question for each in left_out for clause in each.when)


def answer_sets(questionnaire: Questionnaire) -> SearchStrategy[Answers]:
    return seeds.map(lambda seed: drawn(questionnaire, seed))


def event(question: Question, answer: Answer) -> Event:
    """The event that gives this answer."""
    if not answer.answered:
        return Event(ACTS[answer.kind], question.id)
    number = () if answer.number is None else (str(answer.number),)
    return Event(Act.ANSWER, question.id, answer.choice + number, answer.text)
