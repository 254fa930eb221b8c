"""What one cell says."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sources.values import (
    Raw,
    Reading,
    SdgCode,
    as_boolean,
    as_boundary,
    as_date,
    as_decimal,
    as_integer,
    as_sdg,
    as_text,
    as_year,
    keyed_lines,
    parts_of,
    plain,
)


@pytest.mark.parametrize(
    ("raw", "typed", "expected"),
    [
        (12.5, True, Reading(Decimal("12.5"))),
        (0.1 + 0.2, True, Reading(Decimal("0.3"))),
        (90, True, Reading(Decimal(90))),
        ("12,5", True, Reading(Decimal("12.5"), "L02")),
        ("12,5", False, Reading(Decimal("12.5"))),
        ("1\u00a0234,5", False, Reading(Decimal("1234.5"))),
        ("−3", False, Reading(Decimal(-3))),
        ("75 %", False, Reading(Decimal(75))),
        ("ca 12", True, Reading(None, "L03")),
        ("1.234,5", True, Reading(None, "L03")),
        (True, True, Reading(None, "L03")),
        (date(2024, 1, 1), True, Reading(None, "L03")),
    ],
)
def test_numbers(raw: Raw, typed: bool, expected: Reading[Decimal]) -> None:
    assert as_decimal(raw, typed=typed) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_a_number_survives_being_written(number: Decimal) -> None:
    assert as_decimal(plain(number), typed=False).value == number
    assert as_decimal(plain(number).replace(".", ","), typed=False).value == number


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (7, Reading(7)),
        (7.0, Reading(7)),
        ("7", Reading(7, "L02")),
        (7.5, Reading(None, "L21")),
        ("sju", Reading(None, "L21")),
    ],
)
def test_whole_numbers(raw: Raw, expected: Reading[int]) -> None:
    assert as_integer(raw, typed=True) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (2024, Reading(2024)),
        ("2024", Reading(2024)),
        (date(2024, 5, 1), Reading(2024)),
        (24, Reading(None, "L22")),
        ("i år", Reading(None, "L22")),
        (2024.5, Reading(None, "L22")),
    ],
)
def test_years(raw: Raw, expected: Reading[int]) -> None:
    assert as_year(raw) == expected


@pytest.mark.parametrize(
    ("raw", "typed", "expected"),
    [
        (date(2024, 1, 31), True, Reading(date(2024, 1, 31))),
        ("2024-01-31", True, Reading(date(2024, 1, 31), "L04")),
        ("20240131", False, Reading(date(2024, 1, 31))),
        ("1863-01-01", True, Reading(date(1863, 1, 1), "L06")),
        ("31/1 2024", True, Reading(None, "L05")),
        ("2024-02-30", True, Reading(None, "L05")),
        (45000, True, Reading(None, "L05")),
    ],
)
def test_dates(raw: Raw, typed: bool, expected: Reading[date]) -> None:
    assert as_date(raw, typed=typed) == expected


def test_a_bare_year_is_its_first_or_last_day() -> None:
    assert as_boundary(2024, last=False, typed=True).value == date(2024, 1, 1)
    assert as_boundary("2024", last=True, typed=True).value == date(2024, 12, 31)
    # 2024 typed into a cell with a date format: Excel keeps it as the 2024th day.
    assert as_boundary(date(1905, 7, 16), last=False, typed=True).value == date(2024, 1, 1)
    assert as_boundary(date(1863, 1, 1), last=False, typed=True) == Reading(date(1863, 1, 1), "L06")


@pytest.mark.parametrize(
    ("raw", "value"), [("Ja", True), (True, True), ("nej", False), (0, False), ("kanske", None)]
)
def test_yes_and_no(raw: Raw, value: bool | None) -> None:
    reading = as_boolean(raw)
    assert reading.value is value
    assert reading.code == (None if value is not None else "L16")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", SdgCode("3", partly=False)),
        ("3.4", SdgCode("3.4", partly=False)),
        ("1.A", SdgCode("1.a", partly=False)),
        ("del av 2", SdgCode("2", partly=True)),
        ("delar av mål 2", SdgCode("2", partly=True)),
        ("Mål 11", SdgCode("11", partly=False)),
    ],
)
def test_agenda_2030_codes(text: str, expected: SdgCode) -> None:
    assert as_sdg(text).value == expected


@pytest.mark.parametrize("text", ["hälsa", "3.4.1", "2024-04-03", "3,4"])
def test_what_is_no_agenda_2030_code(text: str) -> None:
    assert as_sdg(text) == Reading(None, "L14")


def test_texts() -> None:
    assert [as_text(raw) for raw in (1.0, 2.5, True, date(2024, 1, 2), " a\r\nb ")] == [
        "1",
        "2.5",
        "ja",
        "2024-01-02",
        "a\nb",
    ]


def test_lists_and_keyed_lines() -> None:
    assert parts_of(" KF-1;KF-2 ;\nKF-3;") == ["KF-1", "KF-2", "KF-3"]
    lines = "barn: Trygga skolvägar\n  och tidigt stöd\n\nfritt svävande text\näldre:"
    assert keyed_lines(lines) == [
        ("barn", "Trygga skolvägar\noch tidigt stöd"),
        ("fritt svävande text", None),
        ("äldre:", None),
    ]
