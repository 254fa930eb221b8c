"""How it goes is computed as the governing model says, and what was not measured never counts as met."""

from collections.abc import Mapping, Sequence
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
from graph.analysis.rollup import RollUpSettings, settings_of, weigh
from graph.analysis.targets import Reason, TargetCheck, Verdict, check_target
from graph.model import Goal, GoverningModel, Plan, ScaleStep
from graph.model_base import Span
from graph.model_followup import Assessment, FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import (
    AssessmentKind,
    Condition,
    Direction,
    GoalKind,
    OutcomeStatus,
    PeriodKind,
    RollUp,
    Sex,
    Status,
    concept_iri,
)


def whole_year(year: int) -> FollowUpPeriod:
    return FollowUpPeriod(
        iri=f"p{year}",
        identifier=str(year),
        kind=PeriodKind.ANNUAL,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
    )


def half_year(year: int) -> FollowUpPeriod:
    return FollowUpPeriod(
        iri=f"p{year}-delar",
        identifier=f"{year}-delår",
        kind=PeriodKind.INTERIM,
        start=date(year, 1, 1),
        end=date(year, 8, 31),
    )


YEAR = whole_year(2024)
PERIODS = {period.iri: period for period in (YEAR, whole_year(2023), whole_year(2022))}
WEIGHED = [RollUp.WORST, RollUp.SHARE, RollUp.MAJORITY, RollUp.TARGETS_MET]
# What is known to be bad comes before what is not known: the order in which one result is worse than another.
WORST_FIRST = [Status.NOT_FULFILLED, Status.NOT_ASSESSABLE, Status.PARTLY, Status.FULFILLED]
ON_SCALE = [Status.NOT_FULFILLED, Status.PARTLY, Status.FULFILLED]

results = st.lists(st.sampled_from(WORST_FIRST), max_size=12)
verdicts = st.lists(
    st.sampled_from([Status.FULFILLED, Status.NOT_FULFILLED, Status.NOT_ASSESSABLE]), max_size=12
)
percents = st.decimals(0, 100, places=1)


@st.composite
def settings(draw: st.DrawFn, rules: Sequence[RollUp] = WEIGHED) -> RollUpSettings:
    partly, fulfilled = sorted((draw(percents), draw(percents)))
    return RollUpSettings(draw(st.sampled_from(rules)), fulfilled, partly)


def outcome(
    value: str | None,
    period: str = "p2024",
    *,
    sex: Sex | None = None,
    status: OutcomeStatus | None = OutcomeStatus.MEASURED,
    reference: str | None = None,
    indicator: str = "i",
    year: int | None = None,
) -> Outcome:
    return Outcome(
        iri=f"o-{indicator}-{period}-{sex}-{value}",
        indicator=indicator,
        period=period,
        value=None if value is None else Decimal(value),
        sex=sex,
        status=status,
        measured_year=year,
        reference_value=None if reference is None else Decimal(reference),
    )


def check(
    condition: Condition | None,
    value: str | None,
    outcomes: Sequence[Outcome],
    *,
    upper: str | None = None,
    baseline: str | None = None,
    direction: Direction | None = None,
    period: FollowUpPeriod = YEAR,
) -> TargetCheck:
    target = TargetValue(
        iri="t",
        indicator="i",
        period="p2024",
        condition=condition,
        value=None if value is None else Decimal(value),
        upper_value=None if upper is None else Decimal(upper),
    )
    indicator = Indicator(
        iri="i", direction=direction, baseline_value=None if baseline is None else Decimal(baseline)
    )
    return check_target(target, indicator, outcomes, period, PERIODS)


# Conditions


@pytest.mark.parametrize(
    ("condition", "target", "upper", "value", "expected"),
    [
        (Condition.AT_LEAST, "90", None, "90", Verdict.MET),
        (Condition.AT_LEAST, "90", None, "89.9", Verdict.NOT_MET),
        (Condition.AT_MOST, "5", None, "5.0", Verdict.MET),
        (Condition.AT_MOST, "5", None, "5.01", Verdict.NOT_MET),
        (Condition.BETWEEN, "10", "20", "10", Verdict.MET),
        (Condition.BETWEEN, "10", "20", "20", Verdict.MET),
        (Condition.BETWEEN, "10", "20", "9.99", Verdict.NOT_MET),
        (Condition.BETWEEN, "10", "20", "20.01", Verdict.NOT_MET),
        (Condition.EQUAL, "100", None, "100.0", Verdict.MET),
        (Condition.EQUAL, "100", None, "99", Verdict.NOT_MET),
    ],
)
def test_a_limit(condition: Condition, target: str, upper: str | None, value: str, expected: Verdict) -> None:
    found = check(condition, target, [outcome(value)], upper=upper)
    assert found.verdict is expected
    assert found.reason is None
    assert found.value == Decimal(value)
    assert found.limit == Decimal(target)
    assert found.upper_limit == (None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        (Condition.INCREASE, "51", Verdict.MET),
        (Condition.INCREASE, "50", Verdict.NOT_MET),
        (Condition.DECREASE, "49", Verdict.MET),
        (Condition.DECREASE, "50", Verdict.NOT_MET),
    ],
)
def test_increase_and_decrease_look_at_the_previous_measured_period(
    condition: Condition, value: str, expected: Verdict
) -> None:
    outcomes = [
        outcome(value),
        outcome(None, "p2023", status=OutcomeStatus.NOT_MEASURED),
        outcome("50", "p2022"),
    ]
    found = check(condition, None, outcomes, baseline="10")
    assert found.verdict is expected
    assert found.limit == 50


def test_increase_without_anything_earlier_looks_at_the_baseline() -> None:
    assert check(Condition.INCREASE, None, [outcome("11")], baseline="10").verdict is Verdict.MET
    assert check(Condition.DECREASE, None, [outcome("11")], baseline="10").verdict is Verdict.NOT_MET
    nothing = check(Condition.INCREASE, None, [outcome("11")])
    assert (nothing.verdict, nothing.reason) == (Verdict.NOT_MEASURED, Reason.NOTHING_EARLIER)


def test_a_half_year_is_compared_with_a_half_year_before_a_whole_year() -> None:
    periods = {period.iri: period for period in (half_year(2024), half_year(2023), whole_year(2023))}
    target = TargetValue(iri="t", indicator="i", period="p2024-delar", condition=Condition.INCREASE)
    outcomes = [outcome("60", "p2024-delar"), outcome("50", "p2023-delar"), outcome("90", "p2023")]
    with_half = check_target(target, Indicator(iri="i"), outcomes, half_year(2024), periods)
    without = check_target(target, Indicator(iri="i"), [outcomes[0], outcomes[2]], half_year(2024), periods)
    assert (with_half.verdict, with_half.limit) == (Verdict.MET, Decimal(50))
    assert (without.verdict, without.limit) == (Verdict.NOT_MET, Decimal(90))


@pytest.mark.parametrize(
    ("direction", "value", "expected"),
    [
        (Direction.UP, "71", Verdict.MET),
        (Direction.UP, "70", Verdict.NOT_MET),
        (Direction.DOWN, "69", Verdict.MET),
        (Direction.DOWN, "71", Verdict.NOT_MET),
    ],
)
def test_better_than_the_reference(direction: Direction, value: str, expected: Verdict) -> None:
    found = check(
        Condition.BETTER_THAN_REFERENCE, None, [outcome(value, reference="70")], direction=direction
    )
    assert found.verdict is expected


@pytest.mark.parametrize(
    ("reference", "direction", "reason"),
    [
        (None, Direction.UP, Reason.NO_REFERENCE),
        ("70", None, Reason.NO_DIRECTION),
        ("70", Direction.WITHIN, Reason.NO_DIRECTION),
    ],
)
def test_better_needs_a_reference_and_a_direction(
    reference: str | None, direction: Direction | None, reason: Reason
) -> None:
    found = check(
        Condition.BETTER_THAN_REFERENCE, None, [outcome("71", reference=reference)], direction=direction
    )
    assert (found.verdict, found.reason) == (Verdict.NOT_MEASURED, reason)


@pytest.mark.parametrize(
    ("percent", "baseline", "value", "expected"),
    [
        ("-35", "200", "130", Verdict.MET),
        ("-35", "200", "130.01", Verdict.NOT_MET),
        ("-35", "200", "90", Verdict.MET),
        ("10", "50", "55", Verdict.MET),
        ("10", "50", "54.9", Verdict.NOT_MET),
        ("10", "-50", "-45", Verdict.MET),
        ("10", "-50", "-46", Verdict.NOT_MET),
        ("0", "50", "50", Verdict.MET),
        ("0", "50", "49", Verdict.NOT_MET),
    ],
)
def test_change_from_baseline(percent: str, baseline: str, value: str, expected: Verdict) -> None:
    found = check(Condition.CHANGE_FROM_BASELINE, percent, [outcome(value)], baseline=baseline)
    assert found.verdict is expected


def test_no_change_where_lower_is_better_allows_a_lower_value() -> None:
    found = check(
        Condition.CHANGE_FROM_BASELINE, "0", [outcome("40")], baseline="50", direction=Direction.DOWN
    )
    assert found.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("condition", "target", "baseline", "reason"),
    [
        (None, "90", None, Reason.NO_CONDITION),
        (Condition.AT_LEAST, None, None, Reason.NO_TARGET_VALUE),
        (Condition.AT_MOST, None, None, Reason.NO_TARGET_VALUE),
        (Condition.EQUAL, None, None, Reason.NO_TARGET_VALUE),
        (Condition.BETWEEN, "10", None, Reason.NO_TARGET_VALUE),
        (Condition.CHANGE_FROM_BASELINE, None, "50", Reason.NO_TARGET_VALUE),
        (Condition.CHANGE_FROM_BASELINE, "10", None, Reason.NO_BASELINE),
        (Condition.CHANGE_FROM_BASELINE, "10", "0", Reason.NO_BASELINE),
        (Condition.DECREASE, None, None, Reason.NOTHING_EARLIER),
    ],
)
def test_what_lacks_a_piece_cannot_be_judged(
    condition: Condition | None, target: str | None, baseline: str | None, reason: Reason
) -> None:
    found = check(condition, target, [outcome("50")], baseline=baseline)
    assert (found.verdict, found.reason) == (Verdict.NOT_MEASURED, reason)


# Which outcome counts


@pytest.mark.parametrize(
    ("outcomes", "reason"),
    [
        ([], Reason.NO_OUTCOME),
        ([outcome("95", "p2023")], Reason.NO_OUTCOME),
        ([outcome(None, status=None)], Reason.NO_OUTCOME),
        ([outcome(None, status=OutcomeStatus.NOT_MEASURED)], Reason.STATED_NOT_MEASURED),
        ([outcome("95", status=OutcomeStatus.NOT_MEASURED)], Reason.STATED_NOT_MEASURED),
        ([outcome(None, status=OutcomeStatus.NOT_APPLICABLE)], Reason.NOT_APPLICABLE),
    ],
)
def test_what_was_not_measured_says_why(outcomes: list[Outcome], reason: Reason) -> None:
    found = check(Condition.AT_LEAST, "90", outcomes)
    assert (found.verdict, found.reason) == (Verdict.NOT_MEASURED, reason)


def test_a_preliminary_value_counts_until_there_is_a_final_one() -> None:
    preliminary = outcome("95", status=OutcomeStatus.PRELIMINARY)
    assert check(Condition.AT_LEAST, "90", [preliminary]).verdict is Verdict.MET
    assert check(Condition.AT_LEAST, "90", [preliminary, outcome("89")]).verdict is Verdict.NOT_MET


def test_of_several_values_the_one_measured_last_counts() -> None:
    values = [outcome("95", year=2022), outcome("89", year=2023), outcome("96")]
    assert check(Condition.AT_LEAST, "90", values).value == 89


def test_the_total_counts_before_its_parts() -> None:
    values = [outcome("91", sex=Sex.TOTAL), outcome("80", sex=Sex.MEN), outcome("99", sex=Sex.WOMEN)]
    found = check(Condition.AT_LEAST, "90", values)
    assert (found.verdict, found.parts) == (Verdict.MET, ())


@pytest.mark.parametrize(
    ("women", "men", "expected"),
    [
        ("95", "91", Verdict.MET),
        ("95", "89", Verdict.NOT_MET),
        ("95", None, Verdict.NOT_MEASURED),
        (None, "89", Verdict.NOT_MET),
    ],
)
def test_without_a_total_all_parts_must_meet_the_target(
    women: str | None, men: str | None, expected: Verdict
) -> None:
    split = [(women, Sex.WOMEN), (men, Sex.MEN)]
    found = check(Condition.AT_LEAST, "90", [outcome(value, sex=sex) for value, sex in split if value])
    assert found.verdict is expected
    assert [part.sex for part in found.parts] == [Sex.WOMEN, Sex.MEN]
    assert (found.reason is Reason.PART_NOT_MEASURED) == (expected is Verdict.NOT_MEASURED)


def test_a_part_is_compared_with_the_same_part_before() -> None:
    values = [
        outcome("51", sex=Sex.WOMEN),
        outcome("41", sex=Sex.MEN),
        outcome("50", "p2023", sex=Sex.WOMEN),
        outcome("40", "p2023", sex=Sex.MEN),
    ]
    assert check(Condition.INCREASE, None, values).verdict is Verdict.MET


# The rules of weighing together


@given(results, settings(), st.randoms())
def test_the_order_does_not_matter(parts: list[Status], how: RollUpSettings, chance: st.DataObject) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert weigh(parts, how) == weigh(shuffled, how)


@given(results, settings([RollUp.SHARE, RollUp.MAJORITY, RollUp.TARGETS_MET]))
def test_another_met_target_never_lowers_a_status(parts: list[Status], how: RollUpSettings) -> None:
    before, after = weigh(parts, how).status, weigh([*parts, Status.FULFILLED], how).status
    assert after is not Status.NOT_ASSESSABLE
    if before is not Status.NOT_ASSESSABLE:
        assert ON_SCALE.index(after) >= ON_SCALE.index(before)


@given(results, settings())
def test_another_unmeasured_target_never_raises_a_status(parts: list[Status], how: RollUpSettings) -> None:
    before, after = weigh(parts, how).status, weigh([*parts, Status.NOT_ASSESSABLE], how).status
    assert WORST_FIRST.index(after) <= WORST_FIRST.index(before)


@given(results, settings([RollUp.WORST]))
def test_the_worst_is_no_better_than_any_part(parts: list[Status], how: RollUpSettings) -> None:
    status = weigh(parts, how).status
    assert all(WORST_FIRST.index(status) <= WORST_FIRST.index(part) for part in parts)
    assert not parts or status in parts


@given(verdicts, settings())
def test_what_was_not_measured_is_never_better_than_a_miss(parts: list[Status], how: RollUpSettings) -> None:
    missed = [Status.NOT_FULFILLED if part is Status.NOT_ASSESSABLE else part for part in parts]
    status = weigh(parts, how).status
    if how.rule is not RollUp.WORST and status is not Status.NOT_ASSESSABLE:
        assert status is weigh(missed, how).status
    if Status.FULFILLED not in parts:
        assert status in {Status.NOT_ASSESSABLE, Status.NOT_FULFILLED}


@given(results, settings())
def test_the_arithmetic_adds_up(parts: list[Status], how: RollUpSettings) -> None:
    weighing = weigh(parts, how)
    assert weighing.total == len(parts)
    assert (weighing.share_fulfilled is None) == (not parts)
    if weighing.share_fulfilled is not None and weighing.share_partly is not None:
        assert 0 <= weighing.share_fulfilled <= weighing.share_partly <= 100


def parts(fulfilled: int, missed: int = 0, unknown: int = 0, partly: int = 0) -> list[Status]:
    return [
        *[Status.FULFILLED] * fulfilled,
        *[Status.NOT_FULFILLED] * missed,
        *[Status.NOT_ASSESSABLE] * unknown,
        *[Status.PARTLY] * partly,
    ]


@pytest.mark.parametrize(
    ("rule", "given_parts", "expected"),
    [
        (RollUp.SHARE, parts(4, 1), Status.FULFILLED),
        (RollUp.SHARE, parts(3, 1), Status.PARTLY),
        (RollUp.SHARE, parts(4, 0, 1), Status.FULFILLED),
        (RollUp.SHARE, parts(1, 1), Status.PARTLY),
        (RollUp.SHARE, parts(49, 51), Status.NOT_FULFILLED),
        (RollUp.SHARE, parts(1, 0, 3), Status.NOT_FULFILLED),
        (RollUp.SHARE, parts(0, 0, 0, 5), Status.PARTLY),
        (RollUp.TARGETS_MET, parts(5), Status.FULFILLED),
        (RollUp.TARGETS_MET, parts(4, 1), Status.PARTLY),
        (RollUp.TARGETS_MET, parts(4, 0, 1), Status.PARTLY),
        (RollUp.TARGETS_MET, parts(1, 1), Status.PARTLY),
        (RollUp.TARGETS_MET, parts(1, 2), Status.NOT_FULFILLED),
        (RollUp.TARGETS_MET, parts(0, 1), Status.NOT_FULFILLED),
        (RollUp.MAJORITY, parts(2, 1), Status.FULFILLED),
        (RollUp.MAJORITY, parts(1, 1), Status.PARTLY),
        (RollUp.MAJORITY, parts(1, 1, 1), Status.NOT_FULFILLED),
        (RollUp.MAJORITY, parts(0, 1, 0, 1), Status.PARTLY),
        (RollUp.WORST, parts(9, 1), Status.NOT_FULFILLED),
        (RollUp.WORST, parts(9, 0, 1), Status.NOT_ASSESSABLE),
        (RollUp.WORST, parts(9, 0, 0, 1), Status.PARTLY),
        (RollUp.WORST, parts(9), Status.FULFILLED),
        *((rule, parts(0, 0, 3), Status.NOT_ASSESSABLE) for rule in RollUp),
        *((rule, [], Status.NOT_ASSESSABLE) for rule in RollUp),
    ],
)
def test_thresholds_at_the_edge(rule: RollUp, given_parts: list[Status], expected: Status) -> None:
    assert weigh(given_parts, RollUpSettings(rule)).status is expected


@pytest.mark.parametrize("rule", WEIGHED)
def test_nothing_reached_is_not_fulfilled_however_low_the_thresholds(rule: RollUp) -> None:
    how = RollUpSettings(rule, Decimal(0), Decimal(0))
    assert weigh(parts(0, 3), how).status is Status.NOT_FULFILLED


def test_the_governing_model_sets_rule_and_thresholds() -> None:
    assert settings_of(GoverningModel(iri="")) == RollUpSettings(RollUp.TARGETS_MET, Decimal(80), Decimal(50))
    own = GoverningModel(
        iri="", roll_up_rule=RollUp.SHARE, roll_up_threshold=Decimal(75), partly_threshold=Decimal(0)
    )
    assert settings_of(own) == RollUpSettings(RollUp.SHARE, Decimal(75), Decimal(0))


# Goals


def goal(
    iri: str, *contributes_to: str, kind: GoalKind = GoalKind.COMMITTEE, valid: Span | None = None
) -> Goal:
    return Goal(iri=iri, kind=kind, contributes_to=contributes_to, valid=valid)


def plan_of(
    goals: Sequence[Goal],
    measured: Mapping[str, Sequence[str | None]],
    model: GoverningModel | None = None,
    periods: Sequence[FollowUpPeriod] = (YEAR,),
) -> Plan:
    """A plan where every goal has indicators to reach 50; the values are what they reached in 2024."""
    indicators = [
        (f"{iri}-{number}", iri, value)
        for iri, values in measured.items()
        for number, value in enumerate(values)
    ]
    return Plan(
        iri="plan",
        budget_year=2024,
        governing_model=model or GoverningModel(iri=""),
        goals=tuple(goals),
        periods=tuple(periods),
        indicators=tuple(Indicator(iri=iri, measures=(above,)) for iri, above, _ in indicators),
        targets=tuple(
            TargetValue(
                iri=f"t-{iri}",
                indicator=iri,
                period=YEAR.iri,
                condition=Condition.AT_LEAST,
                value=Decimal(50),
            )
            for iri, _, _ in indicators
        ),
        outcomes=tuple(outcome(value, indicator=iri) for iri, _, value in indicators if value is not None),
    )


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


# Part of a year


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


# What is stated


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
