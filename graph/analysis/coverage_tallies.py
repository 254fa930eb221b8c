"""The counts of coverage: of all that should have something, what has it, what lacks it, what is left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.agenda2030 import Sdg
from graph.analysis.coverage_scope import COMMITTEES, Excluded, Scope
from graph.analysis.followup import counts_in
from graph.analysis.targets import has_value
from graph.model import Goal
from graph.model_base import Thing
from graph.model_followup import FollowUpPeriod, Indicator
from graph.reference import BodyKind, ConceptKind, DecisionKind, GoalKind, OutcomeStatus

_STATED_MISSING = (OutcomeStatus.NOT_MEASURED, OutcomeStatus.NOT_APPLICABLE)
_ADOPTING = frozenset({DecisionKind.ADOPT, DecisionKind.REVISE})
_SETTLING = _ADOPTING | {DecisionKind.APPROVE, DecisionKind.EXTEND}


@dataclass(frozen=True, slots=True)
class Tally:
    """One count. `not_expected` holds what has nothing and need not; `excluded` what was not looked at.

    `each` is false where nothing is expected of each one by itself: then the whole is the denominator.
    """

    covered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_expected: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    each: bool = True

    @property
    def denominator(self) -> int:
        """Out of how many: those that have it and those that should."""
        return len(self.covered) + len(self.missing) + (0 if self.each else len(self.not_expected))

    @property
    def expected(self) -> bool:
        """Whether anything is expected at all."""
        return bool(self.covered or self.missing) and self.each


def tallied(
    things: Iterable[Thing],
    has: Callable[[str], bool],
    *,
    need: Callable[[str], bool] = lambda _: True,
    excluded: Sequence[Excluded] = (),
    each: bool = True,
) -> Tally:
    """Sort things by whether they have something and whether they need it."""
    covered: list[str] = []
    missing: list[str] = []
    not_expected: list[str] = []
    for thing in things:
        found = covered if has(thing.iri) else missing if each and need(thing.iri) else not_expected
        found.append(thing.iri)
    return Tally(tuple(covered), tuple(missing), tuple(not_expected), tuple(excluded), each)


def tallies(scope: Scope, agenda: Sequence[Sdg], period: FollowUpPeriod | None) -> Mapping[str, Tally]:
    """Every count of a plan by its name, in the order that they are shown."""
    council, below = scope.council_goals, scope.below
    no_council = scope.excluded_goals((GoalKind.COUNCIL,))
    no_below = scope.excluded_goals((GoalKind.COMMITTEE, GoalKind.COMPANY))
    no_goals = scope.excluded_goals()
    no_indicators = scope.excluded_indicators()
    left_out = {
        "anchored": no_below,
        "indicators": no_goals,
        "targets": no_indicators,
        "outcomes": no_indicators,
        "assessments": no_goals,
        "programme": no_council,
        "decisions": no_goals,
    }
    aspects = {
        name: Tally(found.covered, found.missing, found.not_expected, tuple(left_out[name]))
        for name, found in aspects_of(scope, scope.goals, scope.indicators, period).items()
    }
    return {
        "support": tallied(council, lambda goal: bool(scope.support(goal)), excluded=no_council),
        "committees": _anchored(scope, COMMITTEES),
        "companies": _anchored(scope, frozenset({BodyKind.COMPANY})),
        "threads": tallied(below, lambda goal: bool(scope.ends(goal)), excluded=no_below),
        **_agenda(scope, agenda, no_council),
        **{name: found for name, found in aspects.items() if name != "anchored"},
        "target-groups": _target_groups(scope, no_below),
        "dialogue": _dialogue(scope, no_council),
        "inputs": _inputs(scope),
    }


def aspects_of(
    scope: Scope, goals: Sequence[Goal], indicators: Sequence[Indicator], period: FollowUpPeriod | None
) -> Mapping[str, Tally]:
    """What some goals and indicators have and lack, by aspect; without a period nothing of how it went."""
    council = tuple(goal for goal in goals if goal.kind is GoalKind.COUNCIL)
    below = tuple(goal for goal in goals if goal.kind is not GoalKind.COUNCIL)
    companies = {goal.iri for goal in goals if goal.kind is GoalKind.COMPANY}
    found = {
        "anchored": tallied(below, lambda goal: bool(scope.ends(goal))),
        "indicators": tallied(goals, lambda goal: _measured(scope, goal)),
        "targets": tallied(indicators, lambda indicator: _has_target(scope, indicator)),
    }
    if period is not None:
        found["outcomes"] = tallied(indicators, lambda indicator: _has_outcome(scope, indicator, period))
        found["assessments"] = tallied(
            goals,
            lambda goal: any(counts_in(each, period) for each in scope.connections.assessments(goal)),
            need=lambda goal: goal not in companies,
        )
    found["programme"] = tallied(council, scope.clarified.__contains__)
    found["decisions"] = tallied(
        goals, lambda goal: _decided(scope, goal), need=lambda goal: goal not in companies
    )
    return found


def _measured(scope: Scope, goal: str) -> bool:
    """A council goal may be measured by an indicator of a goal that supports it."""
    others = (each.iri for each in scope.support(goal))
    return any(scope.connections.indicators(each) for each in (goal, *others))


def _has_target(scope: Scope, indicator: str) -> bool:
    year = scope.plan.budget_year
    periods = (
        scope.connections.periods.get(each.period or "") for each in scope.connections.targets(indicator)
    )
    return any(period is not None and period.year is not None and period.year == year for period in periods)


def _has_outcome(scope: Scope, indicator: str, period: FollowUpPeriod) -> bool:
    return any(
        outcome.period == period.iri and (has_value(outcome) or outcome.status in _STATED_MISSING)
        for outcome in scope.connections.outcomes(indicator)
    )


def _decided(scope: Scope, iri: str) -> bool:
    """A council goal is adopted by the council; another goal is settled by its own body or by the council."""
    goal = scope.connections.goals[iri]
    kinds = _ADOPTING if goal.kind is GoalKind.COUNCIL else _SETTLING
    for decision in scope.connections.decisions(iri):
        body = scope.connections.bodies.get(decision.decided_by or "")
        by_council = body is not None and body.kind is BodyKind.COUNCIL
        own = (
            goal.kind is not GoalKind.COUNCIL and goal.owner is not None and decision.decided_by == goal.owner
        )
        if decision.kind in kinds and (by_council or own):
            return True
    return False


def _anchored(scope: Scope, kinds: frozenset[BodyKind]) -> Tally:
    """The committees, or the companies, that have a goal which leads to a council goal."""
    bodies = [body for body in scope.bodies if body.kind in kinds and scope.should_have_goals(body)]
    return tallied(
        bodies,
        lambda body: any(scope.ends(goal.iri) for goal in scope.owned(body)),
        excluded=scope.excluded_bodies(kinds),
    )


def _agenda(scope: Scope, agenda: Sequence[Sdg], excluded: tuple[Excluded, ...]) -> Mapping[str, Tally]:
    """The ties to Agenda 2030: from the council goals, and seen from its goals and from its targets."""
    above = {sdg.iri: sdg.goal for sdg in agenda}
    ties = {
        goal.iri: [tie for tie in (*goal.addresses, *goal.addresses_partly) if tie in above]
        for goal in scope.council_goals
    }
    tied = {tie for found in ties.values() for tie in found}
    tied_goals = {above[tie] for tie in tied}
    return {
        "ties": tallied(scope.council_goals, lambda goal: bool(ties[goal]), excluded=excluded),
        "target-ties": tallied(
            scope.council_goals,
            lambda goal: any(above[tie] != tie for tie in ties[goal]),
            need=lambda goal: bool(ties[goal]),
            excluded=excluded,
        ),
        "sdg-goals": tallied((sdg for sdg in agenda if sdg.is_goal), tied_goals.__contains__, each=False),
        "sdg-targets": tallied((sdg for sdg in agenda if not sdg.is_goal), tied.__contains__, each=False),
    }


def _target_groups(scope: Scope, excluded: tuple[Excluded, ...]) -> Tally:
    """The committee and company goals that say whom they are for."""
    known = {each.iri for each in scope.plan.concepts if each.kind is ConceptKind.TARGET_GROUP}
    stated = {goal.iri for goal in scope.below if not known.isdisjoint(goal.target_groups)}
    return tallied(scope.below, stated.__contains__, excluded=excluded)


def _dialogue(scope: Scope, excluded: tuple[Excluded, ...]) -> Tally:
    """The council goals that show which dialogue input they came from."""
    known = {each.iri for each in scope.plan.inputs}
    derived = {goal.iri for goal in scope.council_goals if not known.isdisjoint(goal.derived_from)}
    return tallied(scope.council_goals, derived.__contains__, excluded=excluded)


def _inputs(scope: Scope) -> Tally:
    """The dialogue input that led to something; what led to nothing needs a reason, and nothing more."""
    plan = scope.plan
    derived = (*(goal.derived_from for goal in plan.goals), *(each.derived_from for each in plan.sections))
    used = {each for found in derived for each in found}
    reasons = {each.iri for each in plan.inputs if each.reason_not_used}
    return tallied(plan.inputs, used.__contains__, need=lambda each: each not in reasons)
