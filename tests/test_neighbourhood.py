"""What stands near a goal, nearest first, and where it is drawn: no box on another."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.connections import Connections
from graph.analysis.neighbourhood import MOST, Neighbour, Neighbourhood, neighbourhood, positions
from graph.analysis.tree import Sort, thread_in
from graph.intake import take_in
from graph.model import Plan, Vision
from tests.conftest import ROOT
from tests.goal_networks import network, networks
from tests.small_plans import goal

LINDVIK = take_in(ROOT / "examples" / "lindvik-2024.xlsx").plan
VISIONS = [each.iri for each in LINDVIK.visions]


@st.composite
def neighbourhoods(draw: st.DrawFn) -> tuple[Plan, str, Neighbourhood]:
    plan = draw(networks())
    chosen = draw(st.sampled_from(plan.goals)).iri
    return plan, chosen, neighbourhood(Connections(plan), [], chosen, draw(st.integers(1, 12)))


@given(neighbourhoods())
def test_it_holds_the_thread_nearest_first_and_says_what_it_leaves_out(
    found: tuple[Plan, str, Neighbourhood],
) -> None:
    plan, chosen, near = found
    thread = thread_in(Connections(plan), chosen)
    things = [each.thing for each in near.near]
    assert near.near[0] == Neighbour(chosen, Sort.GOAL, 0)
    assert set(things) <= thread
    assert len(things) == len(set(things))
    assert len(things) + near.left_out == len(thread & {each.iri for each in plan.goals})
    distances = [abs(each.column) for each in near.near]
    assert distances == sorted(distances)


@given(neighbourhoods())
def test_its_links_are_those_of_the_plan(found: tuple[Plan, str, Neighbourhood]) -> None:
    plan, _, near = found
    things = {each.thing for each in near.near}
    assert set(near.links) == {
        (above, each.iri)
        for each in plan.goals
        for above in each.contributes_to
        if each.iri in things and above in things
    }
    assert len(near.links) == len(set(near.links))


@given(neighbourhoods(), st.data())
def test_no_box_lies_on_another_and_columns_go_by_distance(
    found: tuple[Plan, str, Neighbourhood], data: st.DataObject
) -> None:
    _, chosen, near = found
    heights = {each.thing: data.draw(st.integers(20, 200)) for each in near.near}
    places = positions(near, heights, width=300, gap=10)
    assert places[chosen][0] == 0
    assert all(places[each.thing][0] == each.column * 300 for each in near.near)
    for one, other in combinations(heights, 2):
        (x, y), (across, down) = places[one], places[other]
        assert x != across or abs(y - down) >= (heights[one] + heights[other]) / 2 + 9.99


def test_the_vision_stands_above_and_what_measures_the_goal_below() -> None:
    iri = next(each.iri for each in LINDVIK.goals if each.identifier == "SOC-2")
    near = neighbourhood(Connections(LINDVIK), VISIONS, iri)
    columns = {(each.sort, each.column) for each in near.near}
    assert columns == {(Sort.GOAL, n) for n in (-1, 0, 1)} | {(Sort.VISION, -2), (Sort.INDICATOR, 1)}
    assert near.left_out == 0
    measured = [each.thing for each in near.near if each.sort is Sort.INDICATOR]
    assert {(iri, each) for each in measured} <= set(near.links)


def test_a_large_neighbourhood_is_cut_where_the_picture_is_full() -> None:
    plan = network([goal("KF-1"), *(goal(f"N-{n}", "KF-1") for n in range(80))])
    plan = replace(plan, visions=(Vision(iri="v"),))
    near = neighbourhood(Connections(plan), ["v"], "KF-1")
    assert len(near.near) == MOST
    assert near.left_out == 81 - MOST
