"""What the tip desk calls things, in the language of the page: places, fields, states, and what the lint finds."""

from __future__ import annotations

from collections.abc import Mapping

from babel.lists import format_list
from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from app import content, locale
from app.models import DraftAct, DraftState
from app.tip_drafts import INCOMPLETE, OVERTAKEN
from questionnaire.model import LOCALES, Form, Question, Questionnaire
from tips.bank import Body
from tips.bodies import TEXTS
from tips.lint.finding import Finding
from tips.model import Effort, Kind

# Of a question, in the order of the columns of the coverage.
PLACES: Mapping[str, LazyString] = {
    "1": _("From level 1 to 2"),
    "2": _("From level 2 to 3"),
    "3": _("From level 3 to 4"),
    "4": _("From level 4 to 5"),
    Kind.FIND_OUT: _("Find out"),
    Kind.GENERAL: _("General"),
}
LANGUAGES: Mapping[str, LazyString] = {"nl": _("Dutch"), "en": _("English")}
EFFORTS: Mapping[str, LazyString] = {Effort.DAYS: _("days"), Effort.WEEKS: _("weeks"), Effort.MONTHS: _("months")}
FIELDS: Mapping[str, LazyString] = {
    "title": _("Title"),
    "why": _("Why"),
    "how": _("How to do it"),
    "example": _("Example"),
    "effect": _("Effect"),
    "who": _("Who does it"),
    "kpi": _("You can tell by"),
    "effort": _("Effort"),
    "sources": _("Sources"),
    "when": _("For whom"),
    "needs": _("What must stand first"),
}
PUBLISHED, WITHDRAWN, OPEN = "published", "withdrawn", "open"
STATES: Mapping[str, LazyString] = {
    PUBLISHED: _("Published"),
    DraftState.DRAFT: _("Draft"),
    DraftState.REVIEW: _("In review"),
    DraftState.APPROVED: _("Approved"),
    DraftState.SCHEDULED: _("Scheduled"),
    WITHDRAWN: _("Withdrawn"),
}
# What a list can be narrowed to: a state, or any that is not published yet.
WANTED_STATES: Mapping[str, LazyString] = {**STATES, OPEN: _("Being written or waiting")}
ACTS: Mapping[str, LazyString] = {
    DraftAct.BEGUN: _("began this draft"),
    DraftAct.CHANGED: _("changed the text"),
    DraftAct.SENT: _("asked for a review"),
    DraftAct.TAKEN_BACK: _("took it back to change it"),
    DraftAct.REFUSED: _("said: not yet"),
    DraftAct.APPROVED: _("approved it"),
    DraftAct.COMMENTED: _("made a remark"),
    DraftAct.SETTLED: _("settled a remark"),
    DraftAct.SCHEDULED: _("scheduled it"),
    DraftAct.UNSCHEDULED: _("took it out of the schedule"),
    DraftAct.PUBLISHED: _("published it"),
    DraftAct.DISCARDED: _("put the draft away"),
    DraftAct.RESTORED: _("took the draft out again"),
}
# By the rule of a finding; its values fill the gaps.
RULES: Mapping[str, LazyString] = {
    "missing": _("Not every company would get a tip here. Write one that is for everybody."),
    "same": _("Both languages say the same. Translate one of them."),
    "language": _("The %(locale)s text seems to be in the other language. Translate it."),
    "tone": _("The %(locale)s text has '%(word)s'. We do not write that: say it plainly."),
    "sentence": _("The %(locale)s text has a sentence of more than %(most)s words. Cut it in two."),
    "figures": _("The figures differ: %(nl)s in Dutch, %(en)s in English. Make them agree."),
    "hard": _("The %(locale)s text is heavy to read (%(lix)s, at most %(most)s). Use shorter words and sentences."),
    "source": _("'%(words)s' has no source. Choose one under Sources, or write it as advice."),
    "year": _("A figure keeps its year. Say when it was measured."),
    "alike": _("The %(locale)s text is almost the same as that of another tip (%(other)s). Say something of its own."),
    "reach": _("No company can get this tip: another one always goes before it. Choose whom it is for."),
    "unsound": _("What is chosen here cannot be, or not together. Choose again."),
    "loop": _("These steps wait for each other: %(steps)s. Take away one of the things that must stand first."),
    INCOMPLETE: _("This tip is not complete. Fill in what is missing."),
    OVERTAKEN: _("Another wording of this tip was published meanwhile. Open the tip, compare, and save it again."),
}


def language_options() -> list[tuple[str, str]]:
    """What a list can be narrowed to: a language that is behind or missing."""
    behind = [(f"stale.{code}", gettext("%(language)s is behind", language=name)) for code, name in LANGUAGES.items()]
    missing = [
        (f"missing.{code}", gettext("%(language)s is missing", language=name)) for code, name in LANGUAGES.items()
    ]
    return behind + missing


def ruled(finding: Finding) -> str:
    """What the lint found, as an editor reads it."""
    return str(RULES[finding.rule]) % {name: _value(name, value) for name, value in finding.values.items()}


def _value(name: str, value: object) -> object:
    """A value of a finding in the words of the page: a language, a tip by its title, steps by their topics."""
    text = str(value)
    if name == "steps":
        return ", ".join(_step_named(step) for step in text.split(" > "))
    if name == "other":
        titles = (tip.title[locale.current()] for tip in content.bank().tips if tip.id == text)
        return next(titles, text)
    return gettext("no figure") if text == "no figure" else LANGUAGES.get(text, value)


def _step_named(step: str) -> str:
    """'Kanalen, niveau 2' for 'scope.channels on level 2'."""
    id_, _on, level = step.partition(" on level ")
    question = content.questionnaire().questions.get(id_)
    return gettext(
        "%(topic)s, level %(level)s", topic=question.topic[locale.current()] if question else id_, level=level
    )


def place_of(body: Body) -> str:
    """The key in PLACES of where a tip stands."""
    return str(body["step"]) if body.get("step") else str(body.get("kind"))


def field_name(field: str) -> str:
    """'Title, Dutch' for `title.nl`."""
    name, _dot, language = field.partition(".")
    known = str(FIELDS.get(name, name))
    return f"{known}, {LANGUAGES[language]}" if language in LANGUAGES else known


def for_whom(body: Body, questionnaire: Questionnaire) -> list[str]:
    """The conditions of a tip, each as a line: 'Branche: Wonen of Mode'."""
    return [_clause(clause, questionnaire) for clause in body.get("when") or ()]


def stands_first(body: Body, questionnaire: Questionnaire) -> list[str]:
    needs = [need for need in body.get("needs") or () if need["question"] in questionnaire.questions]
    return [
        gettext("%(topic)s on level %(level)s or higher", topic=_topic(need, questionnaire), level=need["level"])
        for need in needs
    ]


def fields(body: Body, questionnaire: Questionnaire) -> dict[str, str]:
    """Every field of a tip as text, to be compared: both languages, and the choices in the language of the page."""
    texts = {f"{name}.{language}": _said(body, name, language) for name in TEXTS for language in LOCALES}
    sources = (questionnaire.sources.get(id_) for id_ in body.get("sources") or ())
    return {
        **texts,
        "effort": str(EFFORTS.get(body.get("effort", ""), "")),
        "sources": "\n".join(source.citation[locale.current()] for source in sources if source),
        "when": "\n".join(for_whom(body, questionnaire)),
        "needs": "\n".join(stands_first(body, questionnaire)),
    }


def _said(body: Body, name: str, language: str) -> str:
    value = body.get(name)
    if name == "how":
        return "\n".join(step.get(language, "") for step in value or ())
    return str(value.get(language, "")) if value else ""


def _topic(clause: Mapping[str, object], questionnaire: Questionnaire) -> str:
    return questionnaire.questions[str(clause["question"])].topic[locale.current()]


def _clause(clause: Mapping[str, object], questionnaire: Questionnaire) -> str:
    question = questionnaire.questions.get(str(clause["question"]))
    if question is None:
        return str(clause["question"])
    topic = question.topic[locale.current()]
    if question.form is Form.SLIDER:
        return "; ".join(
            _bound(topic, question, operator, clause[operator]) for operator in BOUNDS if operator in clause
        )
    if "in" in clause:
        return f"{topic}: {_options(question, clause['in'])}"
    return gettext("%(topic)s: anything but %(options)s", topic=topic, options=_options(question, clause["not_in"]))


BOUNDS: Mapping[str, LazyString] = {
    "at_least": _("%(topic)s: %(number)s%(unit)s or more"),
    "at_most": _("%(topic)s: %(number)s%(unit)s or less"),
}


def _bound(topic: str, question: Question, operator: str, number: object) -> str:
    unit = question.scale.unit if question.scale else ""
    return str(BOUNDS[operator]) % {"topic": topic, "number": number, "unit": unit}


def _options(question: Question, chosen: object) -> str:
    ids = [str(id_) for id_ in chosen] if isinstance(chosen, list) else []
    told = [question.option[id_].text[locale.current()] if id_ in question.option else id_ for id_ in ids]
    return str(format_list(told, "or", locale=locale.current()))
