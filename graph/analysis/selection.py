"""Choosing goals: by words, body, Agenda 2030, status, focus area, target group and the year they hold in."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from graph.agenda2030 import Sdg, agenda
from graph.analysis.connections import Connections
from graph.analysis.validity import in_force, last_day
from graph.model import Body, Concept, Goal, Plan
from graph.model_base import Named, Wording
from graph.reference import Status

_MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a goal must be to be chosen; None and no words: anything.

    `sdg` is one of the 17 goals of Agenda 2030, which its targets count as, or a single target. `area` is a
    focus area or a goal area. A goal of a body that others took over from counts as theirs too.
    """

    words: str = ""
    body: str | None = None
    sdg: str | None = None
    status: Status | None = None
    area: str | None = None
    target_group: str | None = None
    year: int | None = None

    @property
    def anything(self) -> bool:
        """Whether every goal will do."""
        return self == Wanted(words=self.words) and not self.words.split()


def choose(
    plan: Plan, wanted: Wanted, statuses: Mapping[str, Status], connections: Connections | None = None
) -> frozenset[str]:
    """The IRIs of the goals that are all that is wanted; `statuses` by goal, not assessable where unknown."""
    choosing = _Choosing(connections or Connections(plan), wanted, statuses)
    return frozenset(goal.iri for goal in plan.goals if choosing.takes(goal))


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose by: only what some goal of the plan has, each in the plan's own order."""

    bodies: tuple[Body, ...]
    sdgs: tuple[Sdg, ...]
    statuses: tuple[Status, ...]
    areas: tuple[Concept, ...]
    target_groups: tuple[Concept, ...]
    years: tuple[int, ...]


def choices(plan: Plan, statuses: Mapping[str, Status]) -> Choices:
    """What the goals of a plan can be chosen by; of Agenda 2030 the 17 goals."""
    owners = {goal.owner for goal in plan.goals}
    tied = {iri for goal in plan.goals for iri in (*goal.addresses, *goal.addresses_partly)}
    sdgs = {each.goal for each in agenda() if each.iri in tied}
    areas = {area for goal in plan.goals for area in (goal.goal_area, *goal.focus_areas)}
    groups = {group for goal in plan.goals for group in goal.target_groups}
    seen = {statuses.get(goal.iri, Status.NOT_ASSESSABLE) for goal in plan.goals} if statuses else set()
    return Choices(
        tuple(body for body in plan.bodies if body.iri in owners),
        tuple(each for each in agenda() if each.iri in sdgs),
        tuple(status for status in Status if status in seen),
        tuple(each for each in plan.concepts if each.iri in areas),
        tuple(each for each in plan.concepts if each.iri in groups),
        tuple(years_of(plan)),
    )


def years_of(plan: Plan) -> Sequence[int]:
    """The years in which some goal holds as stated, and the budget year; ascending."""
    connections = Connections(plan)
    years = {plan.budget_year} if plan.budget_year is not None else set()
    for goal in plan.goals:
        start = goal.valid.start if goal.valid else None
        end = last_day(goal.valid, connections.decisions(goal.iri))
        first = start or end
        if first is not None:
            final = min((end or first).year, first.year + _MOST_YEARS)
            years |= set(range(first.year, final + 1))
    return sorted(years)


class _Choosing:
    """One choice, with what is asked of every goal made ready once."""

    def __init__(self, connections: Connections, wanted: Wanted, statuses: Mapping[str, Status]) -> None:
        self.connections = connections
        self.wanted = wanted
        self.statuses = statuses
        self.words = folded(wanted.words).split()
        self.ties = {each.iri for each in agenda() if wanted.sdg in {each.iri, each.goal}}

    def takes(self, goal: Goal) -> bool:
        wanted = self.wanted
        owner = goal.owner
        return (
            (wanted.body is None or wanted.body == owner or self._took_over(wanted.body, owner))
            and (wanted.sdg is None or not self.ties.isdisjoint((*goal.addresses, *goal.addresses_partly)))
            and (wanted.status is None or self._status(goal) is wanted.status)
            and (wanted.area is None or wanted.area in {goal.goal_area, *goal.focus_areas})
            and (wanted.target_group is None or wanted.target_group in goal.target_groups)
            and (wanted.year is None or self._holds(goal, wanted.year))
            and self._says(goal)
        )

    def _took_over(self, body: str, owner: str | None) -> bool:
        return owner is not None and body in self.connections.successors(owner)

    def _status(self, goal: Goal) -> Status:
        return self.statuses.get(goal.iri, Status.NOT_ASSESSABLE)

    def _holds(self, goal: Goal, year: int) -> bool:
        if not date.min.year <= year <= date.max.year:
            return False
        return in_force(goal.valid, self.connections.decisions(goal.iri), year)

    def _says(self, goal: Goal) -> bool:
        """Whether every word asked for stands in the goal: its id, its texts, its owner, its indicators."""
        if not self.words:
            return True
        owner = self.connections.bodies.get(goal.owner or "")
        named: tuple[Named | None, ...] = (goal, owner, *self.connections.indicators(goal.iri))
        texts = [text for thing in named if thing for text in _texts(thing)]
        said = folded(" ".join([*texts, *_all(goal.description), *_all(goal.intended_effect)]))
        return all(word in said for word in self.words)


def folded(text: str) -> str:
    """A text as it is compared: in small letters, å, ä and ö as single letters however they were typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _texts(thing: Named) -> Iterable[str]:
    return [thing.identifier or "", *_all(thing.title)]


def _all(wording: Wording) -> Iterable[str]:
    return [text for _, text in wording.texts]
