"""Every condition of a target value, and which outcome counts."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from graph.analysis.targets import Reason, TargetCheck, Verdict, check_target
from graph.model_followup import FollowUpPeriod, Indicator, Outcome, TargetValue
from graph.reference import Condition, Direction, OutcomeStatus, Sex
from tests.small_plans import YEAR, half_year, outcome, whole_year

PERIODS = {period.iri: period for period in (YEAR, whole_year(2023), whole_year(2022))}


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


def test_an_earlier_period_that_was_not_measured_is_passed_over() -> None:
    outcomes = [
        outcome("51"),
        outcome(None, "p2023"),
        outcome("99", "p2023", sex=Sex.MEN),
        outcome("60", "p2099"),
    ]
    found = check(Condition.INCREASE, None, outcomes, baseline="50")
    assert (found.verdict, found.limit) == (Verdict.MET, Decimal(50))


def test_a_period_without_a_year_has_nothing_before_it() -> None:
    unknown = FollowUpPeriod(iri="p?")
    found = check(Condition.INCREASE, None, [outcome("51", "p?"), outcome("40", "p2023")], period=unknown)
    assert found.reason is Reason.NOTHING_EARLIER


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
