"""The rules that weigh results together: order never matters, and nothing unmeasured counts as met."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.rollup import RollUpSettings, settings_of, weigh
from graph.model import GoverningModel
from graph.reference import RollUp, Status

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


@given(results, settings(), st.randoms())
def test_the_order_does_not_matter(parts: list[Status], how: RollUpSettings, chance: Random) -> None:
    shuffled = list(parts)
    chance.shuffle(shuffled)
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
