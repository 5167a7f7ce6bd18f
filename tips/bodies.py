"""A tip as plain data, as it is stored and edited: its texts by field, what two editors made of it, its translation.

A field is named as in the file, with its language behind it: `title.nl`, `how.nl` (all steps, a line each). What has
no language (`effort`, `sources`, `when`, `needs`) is named by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from questionnaire.model import LOCALES
from tips.bank import Body

TEXTS = ("title", "why", "how", "example", "effect", "who", "kpi")
CHOICES = ("effort", "sources", "when", "needs")
NOTHING: Mapping[str, Any] = {"effort": "", "sources": [], "when": [], "needs": []}


def texts(body: Body) -> dict[str, str]:
    """Each text by field; empty where there is none yet."""
    return {f"{name}.{locale}": _text(body, name, locale) for name in TEXTS for locale in LOCALES}


def _text(body: Body, name: str, locale: str) -> str:
    value = body.get(name)
    if name == "how":
        return "\n".join(step.get(locale, "") for step in value or ())
    return value.get(locale, "") if value else ""


def same(one: Body, other: Body) -> bool:
    """Whether two bodies say the same, however they are written down."""
    return texts(one) == texts(other) and all(chosen_alike(one, other, name) for name in CHOICES)


def chosen_alike(one: Body, other: Body, name: str) -> bool:
    """Whether the same was chosen, in whichever order."""
    return bool(_unordered(_choice(one, name)) == _unordered(_choice(other, name)))


def _unordered(value: Any) -> Any:
    if isinstance(value, list):
        return sorted((_unordered(each) for each in value), key=repr)
    return {key: _unordered(each) for key, each in sorted(value.items())} if isinstance(value, dict) else value


def _choice(body: Body, name: str) -> Any:
    return body.get(name) or NOTHING[name]


def merged(base: Body, mine: Body, theirs: Body) -> tuple[Body, tuple[str, ...]]:
    """What two editors made of `base`, and the fields that both changed differently: there `mine` stands."""
    result, both = deepcopy(mine), []
    for field in (*texts(base), *CHOICES):
        was, own, other = _value(base, field), _value(mine, field), _value(theirs, field)
        if own == was and other != was:
            _take(result, field, theirs)
        elif own not in (was, other) and other != was:
            both.append(field)
    return result, tuple(both)


def _value(body: Body, field: str) -> Any:
    name, _, locale = field.partition(".")
    return _text(body, name, locale) if locale else _unordered(_choice(body, name))


def _take(body: Body, field: str, other: Body) -> None:
    """Put one field of the other body in this one."""
    name, _, locale = field.partition(".")
    if not locale:
        body[name] = deepcopy(_choice(other, name))
    elif name == "how":
        body["how"] = list(_steps(body, other, locale))
    else:
        body[name] = {**(body.get(name) or {}), locale: _text(other, name, locale)}


def _steps(body: Body, other: Body, taken: str) -> Iterator[dict[str, str]]:
    """The steps with one language of the other body; a step that only one of them has is kept."""
    own, others = body.get("how") or [], other.get("how") or []
    for place in range(max(len(own), len(others))):
        mine = own[place] if place < len(own) else {}
        step = {**mine, taken: others[place].get(taken, "") if place < len(others) else ""}
        if any(step.get(locale) for locale in LOCALES):
            yield {locale: step.get(locale, "") for locale in LOCALES}


def outdated(before: Body | None, left: str | None, body: Body) -> str | None:
    """The language that says less than the other one once `body` follows `before`, where `left` was behind already."""
    if before is None:
        return None
    old, new = texts(before), texts(body)
    changed = [
        locale for locale in LOCALES if any(old[f"{name}.{locale}"] != new[f"{name}.{locale}"] for name in TEXTS)
    ]
    if len(changed) != 1:
        return None if changed else left
    # Who brings the one that was behind up to date has done what was left to do.
    return None if changed == [left] else next(locale for locale in LOCALES if locale not in changed)
