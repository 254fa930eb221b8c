"""The thread of one goal: every goal above and below it, each told of once, where it is nearest."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.thread import Fold, Step, Thread, thread_of
from graph.intake import take_in
from graph.model import CoreValue, Goal, Plan, Vision
from graph.model_followup import Assessment
from graph.model_process import Decision, DialogueInput, ProgrammeSection
from graph.reference import AssessmentKind, GoalKind, Status, concept_iri
from tests.conftest import ROOT
from tests.goal_networks import network, networks
from tests.small_plans import YEAR, goal, plan_of, whole_year


def links(plan: Plan) -> "nx.DiGraph[str]":
    """What contributes to what, upwards, among the goals of the plan."""
    names = {each.iri for each in plan.goals}
    found: nx.DiGraph[str] = nx.DiGraph()
    found.add_nodes_from(names)
    found.add_edges_from(
        (each.iri, above) for each in plan.goals for above in each.contributes_to if above in names
    )
    return found


@st.composite
def threads(draw: st.DrawFn) -> Thread:
    """The thread of some goal of some network."""
    plan = draw(networks())
    return thread_of(plan, draw(st.sampled_from(plan.goals)))


def places(steps: tuple[Step, ...]) -> list[str]:
    """The goals that are told of, place by place."""
    return [step.goal for step in steps if step.unfolded]


@given(threads())
def test_every_goal_above_and_below_is_told_of_once(thread: Thread) -> None:
    graph, start = links(thread.plan), thread.goal.iri
    above, below = nx.descendants(graph, start), nx.ancestors(graph, start)
    assert sorted(places(thread.up)) == sorted(above - {start})
    assert sorted(places(thread.down)) == sorted(below - {start})
    assert set(thread.knots) == {start, *above, *below}


@given(threads())
def test_whether_it_reaches_a_council_goal(thread: Thread) -> None:
    council = {each.iri for each in thread.plan.goals if each.kind is GoalKind.COUNCIL}
    above = nx.descendants(links(thread.plan), thread.goal.iri)
    assert thread.reaches_council == bool(council & {thread.goal.iri, *above})


@given(threads())
def test_every_link_is_shown_and_no_other(thread: Thread) -> None:
    graph, start = links(thread.plan), thread.goal.iri
    above, below = nx.descendants(graph, start) | {start}, nx.ancestors(graph, start) | {start}
    up = [(step.through, step.goal) for step in thread.up]
    down = [(step.goal, step.through) for step in thread.down]
    assert sorted(up) == sorted(edge for edge in graph.edges if edge[0] in above)
    assert sorted(down) == sorted(edge for edge in graph.edges if edge[1] in below)


@given(threads())
def test_a_goal_stands_where_it_is_nearest(thread: Thread) -> None:
    distance = nx.single_source_shortest_path_length(links(thread.plan), thread.goal.iri)
    assert all(step.level == distance[step.goal] for step in thread.up if step.unfolded)


@given(threads())
def test_a_step_follows_the_one_that_it_hangs_on(thread: Thread) -> None:
    for steps in (thread.up, thread.down):
        line: list[str] = [thread.goal.iri]
        for step in steps:
            del line[step.level :]
            assert step.through == line[-1]
            line.append(step.goal)


@given(threads())
def test_circles_are_said_and_nothing_else_is_called_one(thread: Thread) -> None:
    graph = links(thread.plan)
    circles = [
        set(group)
        for group in nx.strongly_connected_components(graph)
        if group & set(thread.knots) and (len(group) > 1 or any(graph.has_edge(iri, iri) for iri in group))
    ]
    assert sorted(map(sorted, thread.circles)) == sorted(map(sorted, circles))
    for step in (*thread.up, *thread.down):
        if step.fold is Fold.CIRCLE:
            assert any({step.goal, step.through} <= circle for circle in circles)
        if step.fold is Fold.ELSEWHERE:
            assert not any({step.goal, step.through} <= circle for circle in circles)


@given(threads(), st.integers(0, 3))
def test_depth_cuts_downwards_only_and_says_how_much(thread: Thread, depth: int) -> None:
    graph = links(thread.plan).reverse()
    distance = nx.single_source_shortest_path_length(graph, thread.goal.iri)
    cut = thread_of(thread.plan, thread.goal, depth=depth)
    assert cut.up == thread.up
    assert sorted(places(cut.down)) == sorted(iri for iri, far in distance.items() if 0 < far <= depth)
    left_out = {iri for iri, far in distance.items() if far == depth + 1}
    assert sum(step.left_out for step in cut.down) >= (len(left_out) if depth else 0)
    assert all(step.left_out == 0 or step.level == depth for step in cut.down)


def test_a_very_long_chain_is_no_trouble() -> None:
    names = ["k", *(f"n{number:04}" for number in range(3000))]
    goals = [goal("k", kind=GoalKind.COUNCIL), *(goal(name, above) for above, name in pairwise(names))]
    thread = thread_of(network(goals), goals[0])
    assert [step.goal for step in thread.down] == names[1:]
    assert [step.goal for step in thread_of(network(goals), goals[-1]).up] == names[-2::-1]


def test_a_shared_goal_is_told_of_once_and_pointed_at_elsewhere() -> None:
    goals = [
        goal("k", kind=GoalKind.COUNCIL),
        goal("a", "k"),
        goal("b", "k"),
        goal("c", "a", "b"),
        goal("d", "c"),
    ]
    steps = thread_of(network(goals), goals[0]).down
    assert [(step.goal, step.level, step.fold) for step in steps] == [
        ("a", 1, None),
        ("c", 2, None),
        ("d", 3, None),
        ("b", 1, None),
        ("c", 2, Fold.ELSEWHERE),
    ]


def test_a_link_to_nothing_is_kept_as_missing() -> None:
    start = goal("a", "nowhere", "k")
    thread = thread_of(network([start, goal("k", kind=GoalKind.COUNCIL)]), start)
    assert thread.knots["a"].missing == ("nowhere",)
    assert [step.goal for step in thread.up] == ["k"]


def full_plan() -> tuple[Plan, Goal]:
    """A plan where something of every kind hangs on one goal."""
    council = replace(
        goal("k", kind=GoalKind.COUNCIL), based_on=("value", "vision", "nothing"), derived_from=("input",)
    )
    plan = plan_of([council, goal("n", "k")], {"k": ["60"], "n": ["40"]}, periods=[whole_year(2023), YEAR])
    return (
        replace(
            plan,
            visions=(Vision(iri="vision"),),
            core_values=(CoreValue(iri="value"), CoreValue(iri="other")),
            sections=(ProgrammeSection(iri="section", clarifies=("k",)),),
            decisions=(
                Decision(iri="later", decides=("k",), dated=date(2024, 2, 1)),
                Decision(iri="earlier", decides=("k",), dated=date(2023, 2, 1)),
            ),
            inputs=(DialogueInput(iri="input"), DialogueInput(iri="unused")),
            assessments=(
                Assessment(
                    iri="second",
                    goal="k",
                    period="p2024",
                    kind=AssessmentKind.OUTCOME,
                    status=concept_iri(Status.PARTLY),
                ),
                Assessment(iri="first", goal="k", period="p2023", kind=AssessmentKind.OUTCOME),
            ),
        ),
        council,
    )


def test_what_hangs_on_a_goal_is_gathered_in_order() -> None:
    plan, council = full_plan()
    knot = thread_of(plan, council, YEAR).knots["k"]
    assert [each.iri for each in (*knot.visions, *knot.core_values)] == ["vision", "value"]
    assert [each.iri for each in knot.sections] == ["section"]
    assert [each.iri for each in knot.decisions] == ["earlier", "later"]
    assert [each.iri for each in knot.inputs] == ["input"]
    assert [each.iri for each in knot.assessments] == ["first", "second"]
    assert [len(each.checks) for each in knot.measures] == [1]
    assert knot.standing is not None
    assert (knot.standing.stated, knot.standing.computed.status) == (Status.PARTLY, Status.FULFILLED)
    assert knot.standing.status is Status.PARTLY


def test_without_a_period_nothing_is_said_to_stand_in_any_way() -> None:
    plan, council = full_plan()
    thread = thread_of(plan, council)
    assert {knot.standing for knot in thread.knots.values()} == {None}
    assert [each.checks for each in thread.knots["k"].measures] == [()]


def test_the_plan_of_lindvik() -> None:
    plan = take_in(ROOT / "examples" / "lindvik-2024.xlsx").plan
    by_id = {each.identifier: each for each in plan.goals}
    names = {each.iri: each.identifier for each in plan.goals}
    thread = thread_of(plan, by_id["LBO-1"])
    assert [names[step.goal] for step in thread.up] == ["SBN-1", "KF-3"]
    assert [names[step.goal] for step in thread_of(plan, by_id["SBN-1"]).down] == ["LBO-1"]
