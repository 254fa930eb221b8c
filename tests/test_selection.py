"""Choosing goals: each condition takes its own, together they take what all of them take."""

import unicodedata
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.agenda2030 import agenda
from graph.analysis.selection import Wanted, choices, choose, folded, years_of
from graph.intake import take_in
from graph.model import Body, Goal, Plan
from graph.model_base import Span
from graph.model_process import Decision
from graph.reference import BodyKind, DecisionKind, GoalKind, Status
from tests.conftest import ROOT
from tests.goal_networks import network, networks
from tests.small_plans import swedish

LINDVIK = take_in(ROOT / "examples" / "lindvik-2024.xlsx").plan
NAMES = {each.iri: each.identifier for each in LINDVIK.goals}
STATUSES = {each.iri: status for each, status in zip(LINDVIK.goals, [*Status] * 20, strict=False)}
THERE = choices(LINDVIK, STATUSES)


def goal(iri: str, **facts: Any) -> Goal:
    return Goal(iri=iri, identifier=iri, kind=GoalKind.COUNCIL, **facts)


def some(plan: Plan = LINDVIK) -> st.SearchStrategy[Wanted]:
    """Anything that can be asked of Lindvik's goals."""
    there = choices(plan, STATUSES)
    return st.builds(
        Wanted,
        words=st.sampled_from(["", "skola", "SKOLA elev", "ö", "fgn-1", "finns inte"]),
        body=st.sampled_from([None, *(each.iri for each in there.bodies)]),
        sdg=st.sampled_from([None, *(each.iri for each in there.sdgs)]),
        status=st.sampled_from([None, *Status]),
        area=st.sampled_from([None, *(each.iri for each in there.areas)]),
        target_group=st.sampled_from([None, *(each.iri for each in there.target_groups)]),
        year=st.sampled_from([None, *there.years, 1, 9999, 0, 10**9]),
    )


def chosen(wanted: Wanted, plan: Plan = LINDVIK) -> frozenset[str]:
    return choose(plan, wanted, STATUSES)


@given(some())
def test_all_conditions_together_take_what_each_takes(wanted: Wanted) -> None:
    each_alone = [
        chosen(replace(Wanted(), **{field.name: getattr(wanted, field.name)})) for field in fields(Wanted)
    ]
    assert chosen(wanted) == frozenset.intersection(*each_alone)


@given(networks())
def test_to_ask_for_nothing_takes_everything(plan: Plan) -> None:
    assert Wanted().anything
    assert Wanted(words="  ").anything
    assert choose(plan, Wanted(), {}) == {each.iri for each in plan.goals}


@given(some())
def test_every_choice_that_is_offered_takes_something(wanted: Wanted) -> None:
    for name in ("body", "sdg", "area", "target_group"):
        value = getattr(wanted, name)
        assert value is None or chosen(replace(Wanted(), **{name: value}))


@given(st.sampled_from(LINDVIK.goals), st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_a_goal_is_found_by_its_id_and_its_words_in_any_case(
    sought: Goal, change: Callable[[str], str]
) -> None:
    assert sought.iri in chosen(Wanted(words=change(sought.identifier or "")))
    assert sought.iri in chosen(Wanted(words=change(sought.name())))


def test_a_goal_is_found_however_its_letters_were_typed() -> None:
    plan = network([goal("KF-1", title=swedish("Äldre får vård i Ö-viken")), goal("KF-2")])
    for asked in ("äldre", "ÄLDRE vård", "ö-VIKEN", "kf-1", "1 vård"):
        for form in ("NFC", "NFD"):
            words = unicodedata.normalize(form, asked)
            assert choose(plan, Wanted(words=words), {}) == {"KF-1"}, (asked, form)
    assert choose(plan, Wanted(words="alder"), {}) == frozenset()


def test_words_are_sought_in_owner_and_indicators_too() -> None:
    by_owner = chosen(Wanted(words="socialnämnden"))
    assert {NAMES[iri] for iri in by_owner} >= {"SOC-1", "SOC-2", "SOC-3"}
    measured = LINDVIK.indicators[0]
    assert set(measured.measures) <= chosen(Wanted(words=measured.name()))


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_target_counts_as_its_goal() -> None:
    target = next(each for each in agenda() if each.identifier == "4.1")
    plan = network(
        [goal("A", addresses=(target.iri,)), goal("B", addresses_partly=(target.goal,)), goal("C")]
    )
    assert choose(plan, Wanted(sdg=target.goal), {}) == {"A", "B"}
    assert choose(plan, Wanted(sdg=target.iri), {}) == {"A"}
    assert [each.identifier for each in choices(plan, {}).sdgs] == ["4"]


def test_the_goals_of_a_body_that_was_taken_over_count_as_its_successors() -> None:
    old = Body(iri="old", kind=BodyKind.COMMITTEE, replaced_by=("new",))
    plan = replace(
        network([goal("A", owner="old"), goal("B", owner="new"), goal("C", owner=None)]),
        bodies=(old, Body(iri="new", kind=BodyKind.COMMITTEE)),
    )
    assert choose(plan, Wanted(body="new"), {}) == {"A", "B"}
    assert choose(plan, Wanted(body="old"), {}) == {"A"}


def test_a_goal_is_there_in_the_years_that_it_holds_extended_and_not_repealed() -> None:
    span = Span(date(2020, 1, 1), date(2021, 12, 31))
    later = date(2023, 12, 31)
    plan = replace(
        network([goal("A", valid=span), goal("B", valid=span)]),
        decisions=(Decision(iri="d", kind=DecisionKind.EXTEND, decides=("B",), new_end=later),),
    )
    assert choose(plan, Wanted(year=2021), {}) == {"A", "B"}
    assert choose(plan, Wanted(year=2023), {}) == {"B"}
    assert choose(plan, Wanted(year=2019), {}) == choose(plan, Wanted(year=0), {}) == frozenset()
    assert years_of(plan) == [2020, 2021, 2022, 2023, 2024]
    forever = network([goal("A", valid=Span(date(2020, 1, 1), date(9999, 12, 31)))])
    assert len(years_of(forever)) == 61


def test_an_unknown_status_is_not_assessable() -> None:
    plan = network([goal("A"), goal("B")])
    assert choose(plan, Wanted(status=Status.NOT_ASSESSABLE), {"A": Status.PARTLY}) == {"B"}
    assert choices(plan, {}).statuses == ()
