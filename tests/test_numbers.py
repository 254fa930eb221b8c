"""Numbers as people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.report.numbers import in_digits, in_percent, percent

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (999, "999", "999"),
        (32206, f"32{NBSP}206", "32,206"),
        (Decimal("1234.5"), f"1{NBSP}234,5", "1,234.5"),
        (Decimal("-0.50"), "-0,50", "-0.50"),
        (Decimal("1E+3"), f"1{NBSP}000", "1,000"),
        (Decimal("1E+999999"), "1E+999999", "1E+999999"),
        (Decimal("NaN"), "NaN", "NaN"),
    ],
)
def test_digits(number: int | Decimal, swedish: str, english: str) -> None:
    assert (in_digits(number).sv, in_digits(number).en) == (swedish, english)


@given(st.decimals(-(10**12), 10**12, places=4))
def test_every_digit_is_kept(number: Decimal) -> None:
    said = in_digits(number)
    assert Decimal(said.sv.replace(NBSP, "").replace(",", ".")) == number
    assert Decimal(said.en.replace(",", "")) == number


@pytest.mark.parametrize(
    ("share", "limits", "said"),
    [
        (Decimal(75), (), "75"),
        (Decimal(200) / 3, (), "67"),
        (Decimal(200) / 3, (Decimal(80),), "67"),
        (Decimal("79.6"), (Decimal(80),), "79,6"),
        (Decimal("79.96"), (Decimal(80),), "79,96"),
        (Decimal("49.7"), (Decimal(80), Decimal(50)), "49,7"),
        (Decimal(80), (Decimal(80),), "80"),
        (Decimal("80.4"), (Decimal("80.2"),), "80,4"),
    ],
)
def test_a_share_is_never_rounded_past_a_limit(
    share: Decimal, limits: tuple[Decimal, ...], said: str
) -> None:
    assert percent(share, *limits).sv == f"{said}{NBSP}%"


def test_a_given_number_of_per_cent_is_not_rounded() -> None:
    assert in_percent(Decimal("66.7")).sv == f"66,7{NBSP}%"
    assert in_percent(Decimal("-33.6")).en == "-33.6%"
