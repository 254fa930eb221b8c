"""What a plan covers, what it does not, and what it is not expected to: always out of how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.agenda2030 import Sdg
from graph.analysis.coverage_matrix import Dimension, Matrix, matrix_by
from graph.analysis.coverage_scope import Scope
from graph.analysis.coverage_tallies import Tally, tallies
from graph.analysis.referral import Round, referral_rounds
from graph.model import Plan
from graph.model_followup import FollowUpPeriod


@dataclass(frozen=True, slots=True)
class SdgTies:
    """One goal or target of Agenda 2030 and the goals in force that tie to it, as IRIs.

    `wholly` and `partly` are council goals; `through` are the committee and company goals that lead to
    those; `own` are committee and company goals with ties of their own. A tie to a target is one to its goal.
    """

    sdg: str
    wholly: tuple[str, ...]
    partly: tuple[str, ...]
    through: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One plan's coverage: the matrix of one dimension, and beside it every count, whatever the dimension."""

    dimension: Dimension
    period: str | None
    matrix: Matrix
    tallies: Mapping[str, Tally]
    ties: tuple[SdgTies, ...]
    referral: tuple[Round, ...]


def coverage(
    plan: Plan,
    agenda: Sequence[Sdg],
    dimension: Dimension = Dimension.GOAL,
    period: FollowUpPeriod | None = None,
) -> Coverage:
    """The coverage of a plan, by one dimension.

    `agenda` is all of Agenda 2030. Without a period nothing is said about outcomes and assessments.
    """
    scope = Scope(plan)
    return Coverage(
        dimension,
        period.identifier if period else None,
        matrix_by(dimension, scope, agenda, period),
        tallies(scope, agenda, period),
        agenda_ties(scope, agenda),
        referral_rounds(scope),
    )


def agenda_ties(scope: Scope, agenda: Sequence[Sdg]) -> tuple[SdgTies, ...]:
    """Every goal and target of Agenda 2030 that a goal in force ties to."""
    above = {sdg.iri: sdg.goal for sdg in agenda}
    whole: dict[str, dict[str, None]] = {}
    partial: dict[str, dict[str, None]] = {}
    for goal in scope.goals:
        for found, ties in ((whole, goal.addresses), (partial, goal.addresses_partly)):
            for tie in ties:
                if tie in above:
                    for sdg in (tie, above[tie]):
                        found.setdefault(sdg, {})[goal.iri] = None
    council = {goal.iri for goal in scope.council_goals}
    return tuple(
        _ties(scope, sdg.iri, tuple(whole.get(sdg.iri, ())), tuple(partial.get(sdg.iri, ())), council)
        for sdg in agenda
        if sdg.iri in whole or sdg.iri in partial
    )


def _ties(scope: Scope, sdg: str, whole: Sequence[str], partial: Sequence[str], council: set[str]) -> SdgTies:
    partial = tuple(goal for goal in partial if goal not in whole)
    tied = {goal for goal in (*whole, *partial) if goal in council}
    return SdgTies(
        sdg,
        tuple(goal for goal in whole if goal in council),
        tuple(goal for goal in partial if goal in council),
        tuple(goal.iri for goal in scope.below if not tied.isdisjoint(scope.ends(goal.iri))),
        tuple(goal for goal in (*whole, *partial) if goal not in council),
    )
