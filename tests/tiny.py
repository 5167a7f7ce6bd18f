"""Tiny questionnaires: one YAML file a behaviour in tests/content, with everything it leaves out filled in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from questionnaire.loader import CONTENT, LATEST, load
from questionnaire.model import Questionnaire

FOLDER = Path(__file__).parent / "content"
STEPS = ["a", "b", "c", "d", "e"]
_yaml = YAML(typ="safe", pure=True)


def write(content: dict[str, Any], to: Path) -> Path:
    """The folder that the loader reads: what `content` says, and the published files for the rest."""
    to.joinpath("aspects").mkdir(parents=True)
    for name in ("levels", "scales", "sources", "glossary", "character"):
        shutil.copy(CONTENT / LATEST / f"{name}.yaml", to)
    dialogue = _yaml.load((CONTENT / LATEST / "dialogue.yaml").read_text(encoding="utf-8"))
    dialogue["terms"] = {"chat": [{"text": _text("the chat")}]}
    dialogue["routes"] = [_route(route) for route in content.get("routes", [])]
    aspects = content.get("aspects", {"one": [{"id": "one.first", "quick": True}, {"id": "one.second"}]})
    areas = content.get("areas", {"area": list(aspects)})
    seconds = dict.fromkeys(("one", "several", "slider", "pictures", "open"), 10)
    files = {
        "dialogue": dialogue,
        "intake": {"questions": [_question(question) for question in content.get("intake", [])]},
        "closing": {"questions": [_question(question) for question in content.get("closing", [])]},
        "meta": {
            "version": to.name,
            "title": _text("tiny"),
            "areas": [{"id": id_, "name": _text(id_), "aspects": named} for id_, named in areas.items()],
            "seconds": seconds,
        },
    }
    for id_, questions in aspects.items():
        area = next((area for area, named in areas.items() if id_ in named), "none")
        files[f"aspects/{id_}"] = _aspect(id_, area, [_question(question, scored=True) for question in questions])
    extra = content.get("extra", {})
    for name, data in {**{name: {} for name in extra}, **files}.items():
        with (to / f"{name}.yaml").open("w", encoding="utf-8") as file:
            _yaml.dump({**data, **extra.get(name, {})}, file)
    return to


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = _yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def questionnaire(name: str, to: Path) -> Questionnaire:
    return load(write(read(name), to / name))


def _text(words: Any) -> Any:
    return {"nl": words, "en": words} if isinstance(words, str) else words


def _aspect(id_: str, area: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
    texts = {key: _text(id_) for key in ("name", "asks", "intro")}
    return {"id": id_, "area": area, **texts, "levels": [_text(level) for level in STEPS], "questions": questions}


def _question(question: dict[str, Any], scored: bool = False) -> dict[str, Any]:
    whole = {"form": "one", "topic": question["id"], "text": question["id"], **question}
    if whole["form"] in ("one", "pictures", "several"):
        options = whole.setdefault("options", STEPS)
        whole["options"] = [_option(option) for option in options]
    if scored and whole["form"] in ("one", "pictures"):
        whole.setdefault("scale", "steps")
    if whole["form"] == "slider":
        whole = {"low": "low", "high": "high", **whole}
    return {key: _text(value) if key in ("topic", "text", "low", "high") else value for key, value in whole.items()}


def _option(option: Any) -> dict[str, Any]:
    whole = {"id": option} if isinstance(option, str) else dict(option)
    return {"text": whole["id"], **whole} | {"text": _text(whole.get("text", whole["id"]))}


def _route(route: dict[str, Any]) -> dict[str, Any]:
    return {"otherwise": "implied", "says": _text(f"no {route['id']}"), **route}
