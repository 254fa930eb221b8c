"""The chart of an indicator: a scale of round numbers that holds every value, each in its place."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.indicator_chart import Chart, chart_of
from graph.analysis.series import Point, Series
from graph.model_followup import FollowUpPeriod, Indicator
from graph.reference import Sex

NUMBERS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=4)


def series(*values: Decimal) -> Series:
    periods = tuple(
        FollowUpPeriod(iri=f"p{each}", identifier=str(2020 + each)) for each in range(len(values))
    )
    points = tuple(Point(period, Sex.TOTAL, value) for period, value in zip(periods, values, strict=True))
    return Series(Indicator(iri="i"), periods, points, ())


def drawn(*values: Decimal) -> Chart:
    chart = chart_of(series(*values), "sv")
    assert chart is not None
    return chart


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_every_value_lies_within_a_scale_of_a_few_round_numbers(values: list[Decimal]) -> None:
    chart = drawn(*values)
    assert 2 <= len(chart.ticks) <= 8
    assert [float(each.at) for each in chart.ticks][:: len(chart.ticks) - 1] == [0.0, 100.0]
    assert all(-0.01 <= float(spot.at) <= 100.01 for spot in chart.spots)
    heights = [float(spot.at) for spot in chart.spots]
    assert sorted(heights) == [height for _, height in sorted(zip(values, heights, strict=True))]


def test_the_numbers_of_the_scale_are_those_that_people_count_by() -> None:
    assert [each.said for each in drawn(Decimal("84.9"), Decimal("88.4")).ticks] == [
        "84",
        "85",
        "86",
        "87",
        "88",
        "89",
    ]
    assert [each.said for each in drawn(Decimal(0), Decimal("0.3")).ticks] == ["0,0", "0,1", "0,2", "0,3"]
    assert [each.said for each in drawn(Decimal(900), Decimal(5000)).ticks][:2] == [
        "0",
        "2\N{NO-BREAK SPACE}000",
    ]


def test_a_spot_stands_where_its_value_is_and_the_line_goes_through_the_spots() -> None:
    chart = drawn(Decimal(0), Decimal(50), Decimal(100))
    assert [(spot.left, spot.at) for spot in chart.spots] == [
        ("16.67", "0.00"),
        ("50.00", "50.00"),
        ("83.33", "100.00"),
    ]
    (line,) = chart.lines
    assert re.findall(r"([\d.]+)% calc\(([\d.]+)% - 1px\)", line) == [
        ("16.67", "100.00"), ("50.00", "50.00"), ("83.33", "0.00"),
    ]  # fmt: skip


def test_what_cannot_be_drawn_is_left_to_the_table() -> None:
    assert chart_of(series(), "sv") is None
    assert chart_of(series(Decimal("1E+400"), Decimal(1)), "sv") is None
    assert drawn(Decimal("1E-400"), Decimal(0)).spots
    assert drawn(Decimal(7), Decimal(7)).spots
