"""What another bank would change for one company: which tips it would lose, gain, or get at another time."""

from __future__ import annotations

from dataclasses import dataclass

from questionnaire.answers import Answers
from questionnaire.model import Questionnaire
from questionnaire.scoring import score
from tips.bank import Bank
from tips.selection import Selection, select


@dataclass(frozen=True, slots=True)
class Change:
    """Tip ids. `moved` are (tip, horizon before, horizon after), None where it is not on the road map; `reworded`
    come in another wording."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]
    moved: tuple[tuple[str, str | None, str | None], ...]
    reworded: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.lost or self.gained or self.moved or self.reworded)


def change(before: Bank, after: Bank, questionnaire: Questionnaire, answers: Answers) -> Change:
    """What a company with these answers would get otherwise. The same input gives the same output."""
    result = score(questionnaire, answers)
    old, new = (select(bank, questionnaire, answers, result) for bank in (before, after))
    had, gets = _chosen(old), _chosen(new)
    was, is_ = _horizons(old), _horizons(new)
    both = [id_ for id_ in had if id_ in gets]
    return Change(
        tuple(id_ for id_ in had if id_ not in gets),
        tuple(id_ for id_ in gets if id_ not in had),
        tuple((id_, was.get(id_), is_.get(id_)) for id_ in both if was.get(id_) != is_.get(id_)),
        tuple(id_ for id_ in both if had[id_] != gets[id_]),
    )


def _chosen(selection: Selection) -> dict[str, int]:
    """The revision of each tip that is chosen, in order of use."""
    return {each.tip.id: each.tip.revision for chosen in selection.by_aspect.values() for each in chosen}


def _horizons(selection: Selection) -> dict[str, str]:
    return {each.tip.id: horizon for horizon, each in selection.road_map}
