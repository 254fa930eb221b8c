"""How it goes for goals: their own targets, those below them, parts of a year, what is stated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.followup import (
    ComputedStatus,
    Ground,
    canonical_status,
    computed_statuses,
    stated_assessment,
)
from graph.analysis.targets import Verdict
from graph.model import GoverningModel, Plan, ScaleStep
from graph.model_base import Span
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import (
    AssessmentKind,
    Condition,
    GoalKind,
    RollUp,
    Status,
    concept_iri,
)
from tests.small_plans import YEAR, goal, half_year, outcome, plan_of, whole_year

WEIGHED = [RollUp.WORST, RollUp.SHARE, RollUp.MAJORITY, RollUp.TARGETS_MET]


def status_in(plan: Plan, iri: str, period: FollowUpPeriod = YEAR) -> ComputedStatus:
    return computed_statuses(plan, period)[iri]


def test_a_goal_is_judged_by_its_own_targets() -> None:
    plan = plan_of([goal("a"), goal("b", "a")], {"a": ["50", "49"], "b": ["60"]})
    found = status_in(plan, "a")
    assert found.status is Status.PARTLY
    assert found.ground is Ground.OWN_TARGETS
    assert [check.verdict for check in found.targets] == [Verdict.MET, Verdict.NOT_MET]
    assert found.weighing is not None
    assert (found.weighing.fulfilled, found.weighing.total, found.weighing.share_fulfilled) == (
        1,
        2,
        Decimal(50),
    )
    assert found.contributors == ()


def test_a_goal_without_targets_is_judged_by_those_that_contribute_to_it() -> None:
    goals = [goal("kf", kind=GoalKind.COUNCIL), goal("a", "kf"), goal("b", "kf"), goal("c", "b")]
    found = status_in(plan_of(goals, {"a": ["60"], "c": ["40"]}), "kf")
    assert found.status is Status.PARTLY
    assert found.ground is Ground.CONTRIBUTORS
    assert [below.goal for below in found.contributors] == ["a", "b"]
    assert [below.status for below in found.contributors] == [Status.FULFILLED, Status.NOT_FULFILLED]


def test_a_goal_with_nothing_behind_it_cannot_be_assessed() -> None:
    found = status_in(plan_of([goal("a")], {}), "a")
    assert (found.status, found.ground, found.weighing) == (Status.NOT_ASSESSABLE, Ground.NOTHING, None)
    assert not found.has_targets


def test_an_unmeasured_goal_below_never_counts_as_fulfilled() -> None:
    goals = [goal("kf"), goal("a", "kf"), goal("b", "kf")]
    found = status_in(plan_of(goals, {"a": ["60"], "b": [None]}), "kf")
    assert found.status is Status.PARTLY
    assert found.unmeasured == ("b-0",)
    assert found.if_unmeasured_met is Status.FULFILLED


def test_counting_the_unmeasured_as_met_does_not_mend_a_miss() -> None:
    found = status_in(plan_of([goal("a")], {"a": ["60", "40", None]}), "a")
    assert found.if_unmeasured_met is Status.PARTLY


def test_a_circle_does_not_count_itself() -> None:
    goals = [goal("a", "b"), goal("b", "a"), goal("c", "a"), goal("d", "d")]
    plan = plan_of(goals, {"c": ["60"]})
    found = computed_statuses(plan, YEAR)
    assert found["a"].status is Status.FULFILLED
    assert found["a"].left_out == ("b",)
    assert found["b"].status is Status.NOT_ASSESSABLE
    assert found["d"].left_out == ("d",)


def test_a_goal_that_is_no_longer_in_force_does_not_count() -> None:
    old = goal("old", "kf", valid=Span(date(2016, 1, 1), date(2019, 12, 31)))
    found = status_in(plan_of([goal("kf"), old, goal("new", "kf")], {"old": ["10"], "new": ["60"]}), "kf")
    assert found.status is Status.FULFILLED
    assert found.left_out == ("old",)


def test_a_very_long_chain_is_followed_to_its_end() -> None:
    chain = [goal(f"g{number}", f"g{number - 1}") for number in range(1, 1500)]
    found = status_in(plan_of([goal("g0"), *chain], {"g1499": ["60"]}), "g0")
    assert found.status is Status.FULFILLED


@given(st.permutations(range(8)), st.lists(st.sampled_from(["60", "40", None]), min_size=8, max_size=8))
def test_the_order_of_a_plan_does_not_matter(order: Sequence[int], values: list[str | None]) -> None:
    goals = [goal(f"g{number}", f"g{number // 2}") for number in range(8)]
    measured = {f"g{number}": [values[number]] for number in range(4, 8)}
    plan = plan_of(goals, measured)
    shuffled = replace(
        plan,
        goals=tuple(plan.goals[place] for place in order),
        indicators=plan.indicators[::-1],
        targets=plan.targets[::-1],
        outcomes=plan.outcomes[::-1],
    )
    before, after = computed_statuses(plan, YEAR), computed_statuses(shuffled, YEAR)
    assert {iri: each.status for iri, each in before.items()} == {
        iri: each.status for iri, each in after.items()
    }
    for iri, each in before.items():
        assert set(each.unmeasured) == set(after[iri].unmeasured)


@pytest.mark.parametrize("rule", WEIGHED)
def test_fulfilled_only_where_enough_was_really_met(rule: RollUp) -> None:
    model = GoverningModel(iri="", roll_up_rule=rule)
    for values in product(["60", "40", None], repeat=4):
        found = status_in(plan_of([goal("a")], {"a": list(values)}, model), "a")
        if found.status is Status.FULFILLED:
            assert values.count("60") > 2


def half_year_plan(targets: Sequence[TargetValue], outcomes: Sequence[Outcome]) -> Plan:
    return Plan(
        iri="plan",
        governing_model=GoverningModel(iri=""),
        goals=(goal("a"),),
        periods=(YEAR, whole_year(2023), half_year(2024)),
        indicators=(Indicator(iri="i", measures=("a",)),),
        targets=tuple(targets),
        outcomes=tuple(outcomes),
    )


def target_for(period: str, value: int) -> TargetValue:
    return TargetValue(
        iri=f"t{period}", indicator="i", period=period, condition=Condition.AT_LEAST, value=Decimal(value)
    )


def test_part_of_a_year_uses_its_own_targets_first() -> None:
    plan = half_year_plan(
        [target_for("p2024", 90), target_for("p2024-delar", 50)], [outcome("60", "p2024-delar")]
    )
    assert status_in(plan, "a", half_year(2024)).status is Status.FULFILLED
    assert status_in(plan, "a", YEAR).status is Status.NOT_ASSESSABLE


def test_part_of_a_year_uses_the_targets_of_the_year_where_it_has_none() -> None:
    plan = half_year_plan(
        [target_for("p2024", 90), target_for("p2023", 10)],
        [outcome("60", "p2024-delar"), outcome("95", "p2024")],
    )
    found = status_in(plan, "a", half_year(2024))
    assert found.status is Status.NOT_FULFILLED
    assert [check.target for check in found.targets] == ["tp2024"]


def assessment(
    status: str,
    *,
    kind: AssessmentKind | None = AssessmentKind.OUTCOME,
    period: str = "p2024",
    dated: date | None = None,
    iri: str = "",
) -> Assessment:
    return Assessment(
        iri=iri or f"b-{kind}-{dated}", goal="a", period=period, kind=kind, status=status, dated=dated
    )


FULFILLED = concept_iri(Status.FULFILLED)


def test_the_rule_stated_takes_what_is_stated() -> None:
    model = GoverningModel(iri="", roll_up_rule=RollUp.STATED)
    plan = plan_of([goal("a"), goal("b")], {"a": ["10"], "b": ["60"]}, model)
    plan = replace(plan, assessments=(assessment(FULFILLED),))
    found = computed_statuses(plan, YEAR)
    assert (found["a"].status, found["a"].ground) == (Status.FULFILLED, Ground.STATED)
    assert found["a"].assessment == plan.assessments[0].iri
    assert not found["a"].has_targets
    assert (found["b"].status, found["b"].ground) == (Status.NOT_ASSESSABLE, Ground.NOTHING)


def test_a_step_of_the_own_scale_stands_for_a_reference_status() -> None:
    plan = Plan(
        iri="plan",
        governing_model=GoverningModel(iri=""),
        scale=(ScaleStep(iri="green", canonical=Status.FULFILLED), ScaleStep(iri="blue")),
    )
    assert canonical_status(plan, "green") is Status.FULFILLED
    assert canonical_status(plan, "blue") is None
    assert canonical_status(plan, concept_iri(Status.PARTLY)) is Status.PARTLY
    assert canonical_status(plan, "elsewhere") is None
    assert canonical_status(plan, None) is None


def test_forecasts_count_only_in_the_course_of_a_year() -> None:
    forecast = assessment(FULFILLED, kind=AssessmentKind.FORECAST)
    assert stated_assessment([forecast], YEAR) is None
    interim = replace(forecast, period="p2024-delar")
    assert stated_assessment([interim], half_year(2024)) == interim


def test_of_several_assessments_the_outcome_and_then_the_latest_counts() -> None:
    half = "p2024-delar"
    forecast = assessment(FULFILLED, kind=AssessmentKind.FORECAST, period=half, dated=date(2024, 10, 2))
    early = assessment(FULFILLED, period=half, dated=date(2024, 9, 1))
    late = assessment(FULFILLED, kind=None, period=half, dated=date(2024, 9, 30))
    undated = assessment(FULFILLED, period=half)
    assert stated_assessment([late, forecast, early, undated], half_year(2024)) == late
