"""The whole goal tree: a goal stands under all that it contributes to; some can be picked."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.connections import Connections
from graph.analysis.grown import grown
from graph.analysis.thread import Fold, thread_of
from graph.analysis.tree import Place, Sort, Tree, lit, narrowed, opened, thread_in, tree_of
from graph.intake import take_in
from graph.model import Plan, Vision
from graph.reference import GoalKind
from tests.conftest import ROOT
from tests.goal_networks import network, networks
from tests.small_plans import goal, whole_year

FEW = 40
LINDVIK = take_in(ROOT / "examples" / "lindvik-2024.xlsx").plan


def above(tree: Tree) -> list[Place | None]:
    """For each place the one that it stands under."""
    way: list[Place] = []
    found: list[Place | None] = []
    for place in tree:
        del way[place.level :]
        found.append(way[-1] if way else None)
        way.append(place)
    return found


def links(tree: Tree) -> set[tuple[str, str]]:
    """Every goal with each goal that it stands under."""
    return {
        (place.thing, over.thing)
        for place, over in zip(tree, above(tree), strict=True)
        if over and place.sort is over.sort is Sort.GOAL
    }


def goals(tree: Tree) -> set[str]:
    return {place.thing for place in tree if place.sort is Sort.GOAL}


@given(networks())
def test_every_goal_stands_under_all_that_it_contributes_to(plan: Plan) -> None:
    tree = tree_of(plan, most=FEW)
    known = {each.iri for each in plan.goals}
    said = {(each.iri, over) for each in plan.goals for over in each.contributes_to if over in known}
    assert links(tree) == said
    assert goals(tree) == known


@given(networks())
def test_a_level_is_one_more_than_the_one_above(plan: Plan) -> None:
    tree = tree_of(plan, most=FEW)
    assert tree[0].level == 0
    for place, over in zip(tree, above(tree), strict=True):
        assert place.level == (over.level + 1 if over else 0)
        assert (over is None) == (place.sort in {Sort.VISION, Sort.LOOSE, Sort.WITHOUT_VISION})


@given(networks())
def test_a_goal_tells_where_else_it_stands(plan: Plan) -> None:
    tree = tree_of(plan, most=FEW)
    by_iri = {each.iri: each for each in plan.goals}
    for place, over in zip(tree, above(tree), strict=True):
        if place.sort is Sort.GOAL and over:
            known = {iri for iri in by_iri[place.thing].contributes_to if iri in by_iri}
            assert {*place.under, over.thing} - {""} == known


@given(networks())
def test_a_circle_ends_where_it_meets_itself(plan: Plan) -> None:
    tree = tree_of(plan, most=FEW)
    way: list[Place] = []
    for place in tree:
        del way[place.level :]
        assert (place.fold is Fold.CIRCLE) == (
            place.sort is Sort.GOAL and any(each.thing == place.thing for each in way)
        )
        way.append(place)


def test_a_tree_of_many_ways_is_unfolded_once_after_a_while() -> None:
    layers = [[f"{layer}-{number}" for number in range(5)] for layer in range(8)]
    plan = network(
        goal(name, *(layers[layer - 1] if layer else ()))
        for layer, names in enumerate(layers)
        for name in names
    )
    tree = tree_of(plan, most=100)
    assert goals(tree) == {name for names in layers for name in names}
    assert len(tree) < 100 + 7 * 25 + 8
    assert any(place.fold is Fold.ELSEWHERE for place in tree)


def test_a_chain_of_thousands_is_followed_to_its_end() -> None:
    plan = network(goal(f"g{n}", *([f"g{n - 1}"] if n else [])) for n in range(2000))
    tree = tree_of(plan)
    assert tree[-1] == Place("g1999", Sort.GOAL, 2000)


def test_the_example_hangs_on_its_vision() -> None:
    tree = tree_of(LINDVIK)
    assert [place.sort for place in tree if place.level == 0] == [Sort.VISION]
    assert sum(place.level == 1 for place in tree) == 5
    assert {place.thing for place in tree if place.sort is Sort.INDICATOR} == {
        each.iri for each in LINDVIK.indicators if each.measures
    }


def test_what_rests_on_no_vision_and_what_hangs_loose_stand_by_themselves() -> None:
    plan = network(
        [
            goal("KF-1", kind=GoalKind.COUNCIL),
            replace(goal("KF-2", kind=GoalKind.COUNCIL), based_on=("v",)),
            goal("N-1"),
        ]
    )
    plan = replace(plan, visions=(Vision(iri="v"),))
    assert [(place.sort, place.thing) for place in tree_of(plan)] == [
        (Sort.VISION, "v"),
        (Sort.GOAL, "KF-2"),
        (Sort.WITHOUT_VISION, ""),
        (Sort.GOAL, "KF-1"),
        (Sort.LOOSE, ""),
        (Sort.GOAL, "N-1"),
    ]


@st.composite
def picked(draw: st.DrawFn) -> tuple[Plan, frozenset[str]]:
    plan = draw(networks())
    return plan, frozenset(draw(st.sets(st.sampled_from([each.iri for each in plan.goals]))))


@given(picked())
def test_picking_goals_keeps_them_and_the_way_down_to_each(given_plan: tuple[Plan, frozenset[str]]) -> None:
    plan, chosen = given_plan
    tree = tree_of(plan, most=FEW)
    kept = narrowed(tree, chosen)
    expected: list[Place] = []
    for number, place in enumerate(tree):
        further = tree[number + 1 :]
        end = next((at for at, each in enumerate(further) if each.level <= place.level), len(further))
        if any(each.thing in chosen for each in (place, *further[:end])):
            expected.append(place)
    assert list(kept) == expected


def test_picking_every_goal_keeps_everything() -> None:
    tree = tree_of(LINDVIK)
    assert narrowed(tree, frozenset(each.iri for each in LINDVIK.goals)) == tree
    assert narrowed(tree, frozenset()) == ()


@given(networks(), st.data())
def test_a_thread_runs_through_the_same_goals_as_when_it_is_told(plan: Plan, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(plan.goals))
    thread = thread_in(Connections(plan), chosen.iri)
    assert thread & {each.iri for each in plan.goals} == set(thread_of(plan, chosen).knots)
    tree = tree_of(plan, most=FEW)
    shining = lit(tree, thread)
    assert {place.thing for place, here in zip(tree, shining, strict=True) if here} == {
        place.thing for place, over in _ways(tree) if all(each.thing in thread for each in over if each.thing)
    } & thread


def _ways(tree: Tree) -> Sequence[tuple[Place, Sequence[Place]]]:
    way: list[Place] = []
    found: list[tuple[Place, Sequence[Place]]] = []
    for place in tree:
        del way[place.level :]
        found.append((place, tuple(way)))
        way.append(place)
    return found


@given(picked())
def test_everything_above_a_shown_goal_is_open_and_nothing_else(
    given_plan: tuple[Plan, frozenset[str]],
) -> None:
    plan, chosen = given_plan
    tree = tree_of(plan, most=FEW)
    shown = [place.thing in chosen for place in tree]
    must_be_open = {
        id(each) for (_, way), here in zip(_ways(tree), shown, strict=True) if here for each in way
    }
    assert opened(tree, shown) == [id(place) in must_be_open for place in tree]


def test_how_it_goes_is_known_at_every_place_and_of_nothing_where_nothing_was_followed_up() -> None:
    period = next(each for each in LINDVIK.periods if each.identifier == "2024")
    found = grown(LINDVIK, period)
    assert set(found.standings) == set(found.statuses) == {each.iri for each in LINDVIK.goals}
    assert found.in_force == {each.iri for each in LINDVIK.goals}
    assert any(found.checks.values())
    nothing = grown(network([goal("KF-1")]), None)
    assert (nothing.standings, nothing.checks) == ({}, {})
    assert grown(network([goal("KF-1")]), whole_year(2024)).checks == {}
