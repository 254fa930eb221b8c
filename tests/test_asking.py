"""What a user asks for by name."""

import pytest

from graph.asking import goal_asked_for
from graph.errors import UnknownName
from graph.model import Goal, GoverningModel, Plan
from graph.reference import GoalKind


def plan_with(*identifiers: str | None) -> Plan:
    goals = (
        Goal(iri=f"https://x.example/id/mal/{number}", identifier=identifier, kind=GoalKind.COUNCIL)
        for number, identifier in enumerate(identifiers)
    )
    return Plan(iri="plan", governing_model=GoverningModel(iri=""), goals=tuple(goals))


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("KF-1", 0),
        ("kf-1", 0),
        (" KF-2 ", 1),
        ("https://x.example/id/mal/1", 1),
        ("b", 3),
        ("B", 2),
    ],
)
def test_a_goal_is_found_by_id_in_any_case_or_by_iri(asked: str, place: int) -> None:
    plan = plan_with("KF-1", "KF-2", "B", "b", None)
    assert goal_asked_for(plan, asked) is plan.goals[place]


@pytest.mark.parametrize(
    ("asked", "known", "likely"),
    [
        ("KF1", ("KF-1", "KF-2"), "KF-1"),
        ("banan", ("KF-1", "KF-2"), "”KF-1”, ”KF-2”"),
        ("", ("KF-1", None), "KF-1"),
    ],
)
def test_an_unknown_goal_is_met_with_the_likely_ones(
    asked: str, known: tuple[str | None, ...], likely: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        goal_asked_for(plan_with(*known), asked)
    assert likely in caught.value.sentences("sv")[0]


def test_many_goals_are_not_all_listed() -> None:
    with pytest.raises(UnknownName) as caught:
        goal_asked_for(plan_with(*(f"KF-{number}" for number in range(40))), "banan")
    assert caught.value.nearest == ()
    assert "Menade du" not in caught.value.sentences("sv")[0]
