"""Which council goals a goal that hangs loose likely belongs to, and why: suggestions, never findings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import log

from graph.agenda2030 import agenda
from graph.analysis.coverage_scope import Scope
from graph.analysis.keywords import stems_in
from graph.model import Goal, Plan
from graph.model_base import Wording

MOST = 3
"""How many council goals are suggested at most."""
THRESHOLD = 1.0
"""What the evidence must weigh for anything to be suggested."""
LEAST_OF_BEST = 0.5
"""What a suggestion must weigh beside the best one."""


class Evidence(StrEnum):
    """What speaks for a tie."""

    TARGETS = "targets"
    SDG_GOALS = "sdg-goals"
    WORDS = "words"
    FOCUS_AREAS = "focus-areas"
    TARGET_GROUPS = "target-groups"
    GOAL_AREA = "goal-area"
    OWNER = "owner"
    EXPECTED = "expected"


# What one kind of evidence weighs at most, and what a thing shared adds where no other council goal has it.
_WEIGHTS: Mapping[Evidence, tuple[float, float]] = {
    Evidence.TARGETS: (3.0, 1.5),
    Evidence.SDG_GOALS: (1.0, 0.5),
    Evidence.WORDS: (2.0, 0.5),
    Evidence.FOCUS_AREAS: (1.0, 0.8),
    Evidence.TARGET_GROUPS: (1.0, 0.8),
    Evidence.GOAL_AREA: (1.0, 1.0),
    Evidence.OWNER: (1.0, 1.0),
    Evidence.EXPECTED: (1.0, 1.0),
}
_THROUGH_OTHERS = 0.5
"""What something shared only with the goals that already lead to a council goal counts for."""
_FEWEST_OF_OWNER = 2
"""With fewer other goals than this, what the owner's others serve says little."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of evidence: what is shared, as IRIs or as words, the weightiest first, and what it weighs.

    For OWNER they are the owner's other goals that lead there, and `out_of` how many others it has.
    """

    evidence: Evidence
    things: tuple[str, ...]
    weight: float
    out_of: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A council goal that a loose goal may belong to, with the reasons, the weightiest first."""

    goal: Goal
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """What all the evidence weighs."""
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class _Profile:
    """What can be shared with a council goal: its own, and that of the goals that lead to it."""

    own: Mapping[Evidence, frozenset[str]]
    through: Mapping[Evidence, frozenset[str]]


class Suggesting:
    """An index over one plan, which suggests for one goal after another."""

    def __init__(self, plan: Plan, scope: Scope | None = None) -> None:
        self.scope = scope or Scope(plan)
        self._sdg_goal = {sdg.iri: sdg.goal for sdg in agenda()}

    @cached_property
    def _features(self) -> Mapping[str, Mapping[Evidence, frozenset[str]]]:
        """What each goal has that can be shared; not asked for where no goal hangs loose."""
        return {goal.iri: self._features_of(goal) for goal in self.scope.goals}

    @cached_property
    def _frequency(self) -> Counter[str]:
        """In how many goals each stem of a word occurs."""
        return Counter(stem for features in self._features.values() for stem in features[Evidence.WORDS])

    @property
    def loose(self) -> tuple[Goal, ...]:
        """The committee and company goals in force that lead to no council goal in force."""
        return tuple(goal for goal in self.scope.below if not self.scope.ends(goal.iri))

    def for_goal(self, goal: Goal, evidence: Iterable[Evidence] = Evidence) -> tuple[Suggestion, ...]:
        """The likely council goals of a goal, the likeliest first, by some kinds of evidence.

        None where the evidence weighs less than a threshold. What the goal already leads to is not looked at.
        The order is by weight, then as in the plan.
        """
        kinds = tuple(evidence)
        profiles = {each.iri: self._profile(each, goal) for each in self.scope.council_goals}
        features = self._features.get(goal.iri) or self._features_of(goal)
        found = [
            Suggestion(each, self._reasons(goal, each, features, profiles, kinds))
            for each in self.scope.council_goals
        ]
        found.sort(key=lambda each: -each.weight)
        best = found[0].weight if found else 0.0
        least = max(THRESHOLD, best * LEAST_OF_BEST)
        return tuple(each for each in found[:MOST] if each.weight >= least)

    def _reasons(
        self,
        goal: Goal,
        council_goal: Goal,
        features: Mapping[Evidence, frozenset[str]],
        profiles: Mapping[str, _Profile],
        kinds: Sequence[Evidence],
    ) -> tuple[Reason, ...]:
        found: list[Reason] = []
        for kind in kinds:
            if kind is Evidence.OWNER:
                reason = self._of_owner(goal, council_goal)
            elif kind is Evidence.EXPECTED:
                reason = self._expected(goal, council_goal)
            else:
                reason = self._shared(kind, features[kind], council_goal, profiles)
            if reason is not None:
                found.append(reason)
        return tuple(sorted(found, key=lambda reason: -reason.weight))

    def _shared(
        self,
        kind: Evidence,
        mine: frozenset[str],
        council_goal: Goal,
        profiles: Mapping[str, _Profile],
    ) -> Reason | None:
        """What a goal shares with a council goal. What many council goals have tells little."""
        profile = profiles[council_goal.iri]
        most, each_weighs = _WEIGHTS[kind]
        weights: dict[str, float] = {}
        for thing in sorted(mine & (profile.own[kind] | profile.through[kind])):
            sharing = sum(
                1.0 if thing in other.own[kind] else _THROUGH_OTHERS if thing in other.through[kind] else 0.0
                for other in profiles.values()
            )
            share = 1.0 if thing in profile.own[kind] else _THROUGH_OTHERS
            weights[thing] = each_weighs * share * (share / sharing) * self._rarity(kind, thing)
        if not weights:
            return None
        ordered = sorted(weights, key=lambda thing: (-weights[thing], thing))
        return Reason(kind, tuple(ordered), min(most, sum(weights.values())))

    def _rarity(self, kind: Evidence, thing: str) -> float:
        """How much a word tells, from 0 to 1: the fewer goals that have it, the more. Others tell all."""
        texts = len(self._features)
        if kind is not Evidence.WORDS or texts < 2:
            return 1.0
        return max(0.0, log(texts / max(1, self._frequency[thing])) / log(texts))

    def _of_owner(self, goal: Goal, council_goal: Goal) -> Reason | None:
        """The owner's other goals that lead to the council goal, out of those that lead anywhere."""
        owners = self.scope.heirs(goal.owner)
        others = {
            each.iri: each
            for owner in owners
            for each in self.scope.owned(owner)
            if each.iri != goal.iri and self.scope.ends(each.iri)
        }
        there = tuple(iri for iri in others if council_goal.iri in self.scope.ends(iri))
        if not there:
            return None
        most, _ = _WEIGHTS[Evidence.OWNER]
        certainty = min(1.0, len(others) / _FEWEST_OF_OWNER)
        return Reason(Evidence.OWNER, there, most * certainty * len(there) / len(others), len(others))

    def _expected(self, goal: Goal, council_goal: Goal) -> Reason | None:
        """The owner, where the council goal names it among those that are expected to contribute."""
        named = {heir for body in council_goal.expected_contributors for heir in self.scope.heirs(body)}
        owners = tuple(owner for owner in self.scope.heirs(goal.owner) if owner in named)
        return Reason(Evidence.EXPECTED, owners, _WEIGHTS[Evidence.EXPECTED][0]) if owners else None

    def _profile(self, council_goal: Goal, without: Goal) -> _Profile:
        own = self._features[council_goal.iri]
        others = [
            self._features[each.iri]
            for each in self.scope.support(council_goal.iri)
            if each.iri != without.iri and without.iri not in self.scope.connections.above(each.iri)
        ]
        through = {kind: frozenset(thing for features in others for thing in features[kind]) for kind in own}
        return _Profile(own, through)

    def _features_of(self, goal: Goal) -> Mapping[Evidence, frozenset[str]]:
        ties = [tie for tie in (*goal.addresses, *goal.addresses_partly) if tie in self._sdg_goal]
        return {
            Evidence.TARGETS: frozenset(tie for tie in ties if self._sdg_goal[tie] != tie),
            Evidence.SDG_GOALS: frozenset(self._sdg_goal[tie] for tie in ties),
            Evidence.WORDS: frozenset(stems_in(self._texts_of(goal))),
            Evidence.FOCUS_AREAS: frozenset(goal.focus_areas),
            Evidence.TARGET_GROUPS: frozenset(goal.target_groups),
            Evidence.GOAL_AREA: frozenset((goal.goal_area,) if goal.goal_area else ()),
        }

    def words_of(self, goal: Goal) -> Mapping[str, str]:
        """The words of a goal by their stems, as they stand in it."""
        return stems_in(self._texts_of(goal))

    def _texts_of(self, goal: Goal) -> Iterable[str]:
        """What a goal says in all its languages, and what a programme says of a council goal."""
        wordings: list[Wording] = [goal.title, goal.intended_effect, goal.description]
        for section in self.scope.plan.sections:
            if goal.iri in section.clarifies:
                wordings += [section.title, section.purpose, section.strategy]
                wordings += [meaning.text for meaning in section.meanings]
        return (text for wording in wordings for _, text in wording.texts)


def suggestions(plan: Plan) -> Mapping[str, tuple[Suggestion, ...]]:
    """For every goal that hangs loose, by its IRI, the council goals that it likely belongs to."""
    suggesting = Suggesting(plan)
    return {goal.iri: suggesting.for_goal(goal) for goal in suggesting.loose}
