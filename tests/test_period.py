"""Which period a check is about: what is asked for, what the gate is about, what was followed up."""

from datetime import date

import pytest

from graph.errors import UnknownName
from graph.facts import choose_period
from graph.facts.period import period_of
from graph.model import Plan
from graph.query import read_plan
from graph.reference import PeriodKind
from shapes.findings import Gate
from tests.small_plans import MINIMAL, iri, parsed


def plan_with(*identifiers: str, followed_up: tuple[str, ...] = (), year: int = 2024) -> Plan:
    turtle = MINIMAL.replace("2024", str(year))
    for identifier in identifiers:
        reference = identifier.replace("å", "a")
        kind = "interim" if "-" in identifier else "annual"
        turtle += (
            f'<period/{reference}> a rt:FollowUpPeriod ; dcterms:identifier "{identifier}" ;'
            f" rt:periodKind rtc:period-kind\\/{kind} .\n"
        )
        if identifier in followed_up:
            turtle += f"<utfall/{reference}> a rt:Outcome ; sdmx-dimension:refPeriod <period/{reference}> .\n"
    return read_plan(parsed(turtle))


@pytest.mark.parametrize(
    ("gate", "periods", "expected"),
    [
        (Gate.ANNUAL, (), "2024"),
        (Gate.ANNUAL, ("2023", "2024-delår"), "2024"),
        (Gate.INTERIM, (), "2024-delår"),
        (Gate.INTERIM, ("2024-T1", "2024-delår", "2023-delår"), "2024-delår"),
        (Gate.INTERIM, ("2023-delår", "2024-T1", "2024-T2", "2024"), "2024-T2"),
        (Gate.INTERIM, ("2023-delår",), "2024-delår"),
        (Gate.GOALS, ("2024",), None),
        (Gate.BUDGET, ("2024",), None),
        (Gate.PUBLISH, ("2024",), None),
    ],
)
def test_the_period_of_a_gate(gate: Gate, periods: tuple[str, ...], expected: str | None) -> None:
    assert choose_period(plan_with(*periods, followed_up=periods), gate, None) == expected


@pytest.mark.parametrize(
    ("followed_up", "expected"),
    [
        ((), None),
        (("2022", "2023"), "2023"),
        (("2022", "2024-delår"), "2022"),
        (("2024-T1", "2024-delår", "2023-delår"), "2024-delår"),
        (("2023", "2025"), "2023"),
        (("2025",), None),
    ],
)
def test_without_a_gate_it_is_the_latest_that_was_followed_up(
    followed_up: tuple[str, ...], expected: str | None
) -> None:
    periods = ("2022", "2023", "2024", "2025", "2023-delår", "2024-delår", "2024-T1")
    assert choose_period(plan_with(*periods, followed_up=followed_up), None, None) == expected


def test_an_assessment_is_follow_up_too() -> None:
    turtle = MINIMAL + (
        '<period/2023> a rt:FollowUpPeriod ; dcterms:identifier "2023" ;'
        " rt:periodKind rtc:period-kind\\/annual . <bedomning/1> a rt:Assessment ; rt:period <period/2023> ."
    )
    assert choose_period(read_plan(parsed(turtle)), None, None) == "2023"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2023", "2023"),
        ("2024", "2024"),
        ("delår 2024", "2024-delår"),
        ("2024-delar", "2024-delår"),
        ("2023-t1", "2023-T1"),
    ],
)
def test_what_is_asked_for_wins(asked: str, expected: str) -> None:
    assert choose_period(plan_with("2023", "2023-T1"), Gate.ANNUAL, asked) == expected


@pytest.mark.parametrize(("asked", "nearest"), [("2023-T2", "2023-T1"), ("2032", "2023")])
def test_an_unknown_period_gets_the_nearest(asked: str, nearest: str) -> None:
    with pytest.raises(UnknownName) as caught:
        choose_period(plan_with("2023", "2023-T1"), None, asked)
    assert nearest in caught.value.nearest
    assert asked in str(caught.value)


def test_an_unknown_period_like_nothing_gets_all_that_are_known() -> None:
    with pytest.raises(UnknownName) as caught:
        choose_period(plan_with("2023"), None, "hösten")
    assert caught.value.nearest == ("2023", "2024", "2024-delår")


def test_a_plan_without_a_year_has_no_period_of_its_own() -> None:
    plan = read_plan(parsed("<plan/x> a rt:Plan ."))
    assert choose_period(plan, Gate.ANNUAL, None) is None
    assert choose_period(plan, Gate.INTERIM, None) is None
    assert choose_period(plan, None, None) is None


def test_a_period_is_the_plans_own_or_made_like_it() -> None:
    plan = plan_with("2023")
    assert period_of(plan, "2023") == plan.periods[0]
    made = period_of(plan, "2024-delår")
    assert made is not None
    assert (made.iri, made.kind) == (iri("period/2024-delar"), PeriodKind.INTERIM)
    assert (made.start, made.end) == (date(2024, 1, 1), date(2024, 8, 31))
    assert made.title.in_language("sv") == "Delår 2024"
    assert period_of(plan, "hösten") is None
