"""Generated networks of goals: chains, shared goals, circles, goals not in force, links that lead nowhere."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from graph.model import Body, Goal, GoverningModel, Plan
from graph.model_base import Span
from graph.reference import BodyKind, GoalKind

BODIES = tuple(Body(iri=f"b{number}", kind=BodyKind.COMMITTEE) for number in range(3))
EXPIRED = Span(date(2010, 1, 1), date(2020, 12, 31))
ENDING = Span(date(2023, 1, 1), date(2026, 12, 31))
COMING = Span(date(2026, 1, 1), date(2030, 12, 31))


def network(goals: Iterable[Goal]) -> Plan:
    """A plan for 2024 with nothing but these goals, and three bodies."""
    return Plan(
        iri="plan",
        budget_year=2024,
        governing_model=GoverningModel(iri=""),
        goals=tuple(goals),
        bodies=BODIES,
    )


def without(plan: Plan, gone: Iterable[str]) -> Plan:
    """The plan without some goals; links to them stay and lead nowhere."""
    names = frozenset(gone)
    return replace(plan, goals=tuple(goal for goal in plan.goals if goal.iri not in names))


@st.composite
def networks(draw: st.DrawFn, most: int = 9) -> Plan:
    """A plan whose goals contribute to each other in any way at all."""
    names = [f"g{number}" for number in range(draw(st.integers(1, most)))]
    above = st.lists(st.sampled_from([*names, "nowhere"]), max_size=3)
    return network(
        Goal(
            iri=name,
            identifier=name,
            kind=draw(st.sampled_from(GoalKind)),
            owner=draw(st.sampled_from([None, *(body.iri for body in BODIES)])),
            contributes_to=tuple(draw(above)),
            valid=draw(st.sampled_from([None, None, None, EXPIRED, ENDING, COMING])),
        )
        for name in names
    )


@st.composite
def networks_with_goals(draw: st.DrawFn) -> tuple[Plan, list[Goal]]:
    """The same, with some of its goals."""
    plan = draw(networks())
    return plan, draw(st.lists(st.sampled_from(plan.goals), unique=True, max_size=4))
