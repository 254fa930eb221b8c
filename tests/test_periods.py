"""Follow-up periods as people write them."""

from datetime import date

import pytest
from hypothesis import given

from graph.periods import Period, parse_period
from tests.strategies import periods


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("2024", "2024"),
        ("helår 2024", "2024"),
        ("2024-delår", "2024-delår"),
        ("2024-delar", "2024-delår"),
        ("Delår 2024", "2024-delår"),
        ("2024 T2", "2024-T2"),
        ("tertial 2 2024", "2024-T2"),
        ("2024-q3", "2024-Q3"),
    ],
)
def test_ways_to_write_a_period(text: str, identifier: str) -> None:
    period = parse_period(text)
    assert period is not None
    assert period.identifier == identifier


@pytest.mark.parametrize("text", ["", "i år", "2024-T4", "T1", "0024", "2024-2025", "2024-delår-1"])
def test_what_is_no_period(text: str) -> None:
    assert parse_period(text) is None


@given(periods)
def test_a_period_reads_back_from_its_identifier_and_its_iri(period: Period) -> None:
    assert parse_period(period.identifier) == period
    assert parse_period(period.reference) == period
    assert period.start <= period.end
    assert period.start.year == period.end.year == period.year


def test_what_a_period_spans() -> None:
    interim = Period(2024, "delår")
    assert (interim.start, interim.end) == (date(2024, 1, 1), date(2024, 8, 31))
    assert (interim.label.sv, interim.label.en) == ("Delår 2024", "Interim 2024")
    assert (interim.annual, Period(2024, "").annual) == (False, True)
