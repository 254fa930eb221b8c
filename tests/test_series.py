"""An indicator over time: outcomes and limits in the order of the periods, nothing made up."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.series import series_of
from graph.analysis.targets import Verdict
from graph.model_followup import Indicator, TargetValue
from graph.reference import Condition, Direction, Sex
from tests.small_plans import half_year, outcome, whole_year

PERIODS = {each.iri: each for each in (whole_year(2024), half_year(2024), whole_year(2023), whole_year(2022))}
INDICATOR = Indicator(iri="i", direction=Direction.UP)


def target(condition: Condition, value: str | None = None, upper: str | None = None) -> TargetValue:
    """A target value of the indicator for 2024."""
    return TargetValue(
        iri="t",
        indicator="i",
        period="p2024",
        condition=condition,
        value=None if value is None else Decimal(value),
        upper_value=None if upper is None else Decimal(upper),
    )


def test_periods_stand_in_their_order_with_a_part_before_its_year() -> None:
    found = series_of(
        INDICATOR, (), [outcome("3", "p2024"), outcome("2", "p2024-delar"), outcome("1", "p2022")], PERIODS
    )
    assert [each.identifier for each in found.periods] == ["2022", "2024-delår", "2024"]
    assert [each.value for each in found.points] == [1, 2, 3]
    assert found.limits == ()


def test_a_target_without_an_outcome_still_has_its_limit() -> None:
    found = series_of(INDICATOR, [target(Condition.AT_LEAST, "80")], (), PERIODS)
    assert [(each.lower, each.upper) for each in found.limits] == [(Decimal(80), None)]
    assert found.limits[0].check.verdict is Verdict.NOT_MEASURED
    between = series_of(INDICATOR, [target(Condition.BETWEEN, "80", "90")], (), PERIODS)
    assert [(each.lower, each.upper) for each in between.limits] == [(Decimal(80), Decimal(90))]


def test_a_target_that_rests_on_an_outcome_has_no_limit_without_one() -> None:
    rising = [target(Condition.INCREASE)]
    assert series_of(INDICATOR, rising, (), PERIODS).limits == ()
    found = series_of(INDICATOR, rising, [outcome("5", "p2023"), outcome("6")], PERIODS)
    assert [each.lower for each in found.limits] == [5]


def test_women_and_men_stand_only_where_no_total_was_ever_measured() -> None:
    split = [outcome("1", sex=Sex.WOMEN), outcome("2", sex=Sex.MEN)]
    assert [each.sex for each in series_of(INDICATOR, (), split, PERIODS).points] == [Sex.WOMEN, Sex.MEN]
    with_total = [*split, outcome("1.5")]
    assert [each.sex for each in series_of(INDICATOR, (), with_total, PERIODS).points] == [Sex.TOTAL]


@given(st.lists(st.tuples(st.sampled_from(sorted(PERIODS)), st.integers(-5, 5)), max_size=6))
def test_every_point_is_an_outcome_and_every_measured_period_has_a_point(
    values: list[tuple[str, int]],
) -> None:
    outcomes = [outcome(str(value), period) for period, value in values]
    found = series_of(INDICATOR, (), outcomes, PERIODS)
    given_values = {(period, Decimal(value)) for period, value in values}
    assert {(each.period.iri, each.value) for each in found.points} <= given_values
    assert {each.period.iri for each in found.points} == {period for period, _ in values}
    assert len(found.points) == len(found.periods)
