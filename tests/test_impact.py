"""What a plan hangs on: compared with the rules T01 and T02, and with taking goals away one by one."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.impact import Expiry, impact_of, weak_points
from graph.analysis.validity import in_force, in_force_on
from graph.facts import with_facts
from graph.intake import take_in
from graph.model import Goal, Plan
from graph.model_process import Decision
from graph.reference import DecisionKind, GoalKind
from shapes.rules import rule_book
from shapes.validate import validate
from tests.conftest import ROOT
from tests.goal_networks import ENDING, EXPIRED, network, networks, networks_with_goals, without
from tests.small_plans import MINIMAL, goal, iri, parsed

COUNCIL = GoalKind.COUNCIL
NEW_YEAR = date(2027, 1, 1)


def valid(plan: Plan) -> Plan:
    """The plan without the goals that are not in force."""
    return without(plan, (each.iri for each in plan.goals if not in_force(each.valid, (), 2024)))


def all_above(plan: Plan) -> dict[str, set[str]]:
    """What every goal contributes to in any number of steps."""
    links: nx.DiGraph[str] = nx.DiGraph(
        (each.iri, above) for each in plan.goals for above in each.contributes_to
    )
    links.add_nodes_from(each.iri for each in plan.goals)
    return {each.iri: nx.descendants(links, each.iri) for each in plan.goals}


def loose(plan: Plan) -> set[str]:
    """T01 and T02, word for word: committee and company goals from which no link leads to a council goal."""
    above = all_above(plan)
    council = {each.iri for each in plan.goals if each.kind is COUNCIL}
    return {each.iri for each in plan.goals if each.kind is not COUNCIL and not council & above[each.iri]}


def supported(plan: Plan) -> set[str]:
    """T10: council goals that some committee or company goal contributes to, in any number of steps."""
    above = all_above(plan)
    served = {iri for each in plan.goals if each.kind is not COUNCIL for iri in above[each.iri]}
    return {each.iri for each in plan.goals if each.kind is COUNCIL} & served


def flagged(plan: Plan) -> set[str]:
    """What the shapes of T01 and T02 themselves find in a plan."""
    turtle = MINIMAL + "".join(
        f"<mal/{each.iri}> a rt:{each.kind.value} ; rt:inPlan <plan/2024> .\n"
        + "".join(f"<mal/{each.iri}> rt:contributesTo <mal/{above}> .\n" for above in each.contributes_to)
        for each in plan.goals
    )
    full = with_facts(parsed(turtle), today=date(2024, 6, 1), period=None)
    found = validate(full, [rule_book()["T01"], rule_book()["T02"]])
    return {str(violation.focus).removeprefix(iri("mal/")) for violation in found}


def iris(goals: tuple[Goal, ...]) -> set[str]:
    return {each.iri for each in goals}


@given(networks_with_goals())
def test_a_goal_loses_its_thread_exactly_when_it_becomes_loose(given_plan: tuple[Plan, list[Goal]]) -> None:
    plan, going = given_plan
    before = valid(plan)
    after = without(before, iris(tuple(going)))
    impact = impact_of(plan, going)
    assert iris(impact.lost) == loose(after) - loose(before)
    assert iris(impact.loose) == loose(before)
    still_there = {each.iri for each in after.goals}
    assert iris(impact.unsupported) == (supported(before) - supported(after)) & still_there


@settings(max_examples=12)
@given(networks_with_goals())
def test_the_rules_themselves_say_the_same(given_plan: tuple[Plan, list[Goal]]) -> None:
    plan, going = given_plan
    before = valid(plan)
    after = without(before, iris(tuple(going)))
    impact = impact_of(plan, going)
    assert iris(impact.lost) == flagged(after) - flagged(before)
    assert iris(impact.loose) == flagged(before)


@given(networks_with_goals())
def test_a_day_to_come_is_the_plan_with_the_goals_of_that_day(given_plan: tuple[Plan, list[Goal]]) -> None:
    plan, going = given_plan
    asked = iris(tuple(going))
    before = valid(plan)
    on_the_day = without(plan, (each.iri for each in plan.goals if not in_force_on(each.valid, (), NEW_YEAR)))
    after = without(on_the_day, asked)
    known = iris(before.goals)
    impact = impact_of(plan, going, on=NEW_YEAR)
    assert iris(impact.lost) == (loose(after) - loose(before)) & known
    assert {each.goal.iri for each in impact.expired} == known - iris(on_the_day.goals) - asked
    assert iris(impact.begun) == iris(after.goals) - known
    assert iris(impact.begun_loose) == loose(after) - known
    assert iris(impact.unsupported) == (supported(before) - supported(after)) & iris(after.goals)


def test_a_goal_runs_out_on_the_day_that_its_last_extension_says() -> None:
    kf1 = goal("kf-1", kind=COUNCIL, valid=ENDING)
    extended = Decision(iri="beslut", kind=DecisionKind.EXTEND, decides=("kf-1",), new_end=date(2027, 6, 30))
    repeal = Decision(iri="till", kind=DecisionKind.REPEAL, decides=("kf-1",), dated=date(2025, 3, 1))
    plan = replace(network([kf1]), decisions=(extended,))
    assert impact_of(plan, [], on=NEW_YEAR).expired == ()
    assert impact_of(plan, [], on=date(2027, 7, 1)).expired == (Expiry(kf1, date(2027, 6, 30)),)
    plan = replace(plan, decisions=(extended, repeal))
    assert impact_of(plan, [], on=NEW_YEAR).expired == (Expiry(kf1, None),), "it did not run out"


@given(networks())
def test_dropping_nothing_changes_nothing(plan: Plan) -> None:
    impact = impact_of(plan, [])
    assert (impact.lost, impact.unsupported, impact.hanging, impact.moved, impact.unmeasured) == ((),) * 5


@given(networks_with_goals(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(given_plan: tuple[Plan, list[Goal]], random: Random) -> None:
    plan, going = given_plan
    impact, weak = impact_of(plan, going), weak_points(plan)
    random.shuffle(going)
    assert impact_of(plan, going) == impact
    goals = list(plan.goals)
    random.shuffle(goals)
    shuffled = replace(plan, goals=tuple(goals))
    assert iris(impact_of(shuffled, going).lost) == iris(impact.lost)
    other = weak_points(shuffled)
    assert other.chain == weak.chain
    assert [hinge.goal for hinge in other.hinges] == [hinge.goal for hinge in weak.hinges]
    assert [iris(hinge.holds) for hinge in other.hinges] == [iris(hinge.holds) for hinge in weak.hinges]
    assert {support.goal.iri: (support.sole_body, set(support.hinges)) for support in other.supports} == {
        support.goal.iri: (support.sole_body, set(support.hinges)) for support in weak.supports
    }


@given(networks())
def test_what_hangs_on_a_goal_is_what_loses_its_thread_without_it(plan: Plan) -> None:
    holds = {hinge.goal.iri: iris(hinge.holds) for hinge in weak_points(plan).hinges}
    for each in plan.goals:
        assert holds.get(each.iri, set()) == iris(impact_of(plan, [each]).lost)


@given(networks())
def test_what_hangs_on_a_link_is_what_loses_its_thread_without_it(plan: Plan) -> None:
    weak = weak_points(plan)
    found = {(bridge.below.iri, bridge.above.iri): iris(bridge.holds) for bridge in weak.bridges}
    before = loose(valid(plan))
    single = 0
    for each in valid(plan).goals:
        cut_off = False
        for above in dict.fromkeys(each.contributes_to):
            kept = tuple(parent for parent in each.contributes_to if parent != above)
            changed = tuple(
                replace(other, contributes_to=kept) if other is each else other for other in valid(plan).goals
            )
            lost = loose(network(changed)) - before
            assert found.get((each.iri, above), set()) == lost - {each.iri}
            cut_off = cut_off or each.iri in lost
        single += cut_off
    assert single == weak.single


@given(networks())
def test_a_council_goal_hangs_on_what_takes_all_its_support_away(plan: Plan) -> None:
    before = valid(plan)
    for support in weak_points(plan).supports:
        name = support.goal.iri
        others = [each for each in before.goals if each.iri != name]
        alone = {each.iri for each in others if name not in supported(without(before, [each.iri]))}
        assert set(support.hinges) == (alone if support.supporters else set())
        sole = {
            body.iri
            for body in plan.bodies
            if name
            not in supported(
                without(
                    before,
                    (each.iri for each in others if each.owner == body.iri and each.kind is not COUNCIL),
                )
            )
        }
        assert ({support.sole_body} - {None}) == (sole if support.supporters else set())


@given(networks_with_goals(), st.data())
def test_merging_is_pointing_at_the_other_goal(
    given_plan: tuple[Plan, list[Goal]], data: st.DataObject
) -> None:
    plan, going = given_plan
    heir = data.draw(st.sampled_from(plan.goals))
    gone = iris(tuple(going)) - {heir.iri}
    merged = replace(
        plan,
        goals=tuple(
            replace(
                each,
                contributes_to=tuple(heir.iri if above in gone else above for above in each.contributes_to),
            )
            if each != heir
            else each
            for each in plan.goals
        ),
    )
    impact = impact_of(plan, going, heir)
    assert iris(impact.lost) == loose(valid(without(merged, gone))) - loose(valid(plan))
    assert iris(impact.removed) == gone


@given(networks())
def test_the_longest_chain_is_a_chain_that_ends_at_a_council_goal(plan: Plan) -> None:
    chain = weak_points(plan).chain
    assert all(above.iri in below.contributes_to for below, above in pairwise(chain))
    assert not chain or chain[-1].kind is COUNCIL
    assert bool(chain) == any(each.kind is COUNCIL for each in valid(plan).goals)


def test_a_very_long_chain_is_no_trouble() -> None:
    names = ["k", *(f"n{number:04}" for number in range(1500))]
    goals = [goal("k", kind=COUNCIL)]
    goals += [goal(name, above) for above, name in pairwise(names)]
    weak = weak_points(network(goals))
    assert [each.iri for each in reversed(weak.chain)] == names
    assert len(impact_of(network(goals), [goals[1]]).lost) == 1499


def test_an_expired_goal_carries_no_thread() -> None:
    plan = network([goal("k", kind=COUNCIL), goal("n", "k", valid=EXPIRED), goal("b", "n")])
    assert iris(weak_points(plan).loose) == {"b"}


def test_the_plan_of_lindvik() -> None:
    plan = take_in(ROOT / "examples" / "lindvik-2024.xlsx").plan
    by_id = {each.identifier: each for each in plan.goals}
    impact = impact_of(plan, [by_id["SBN-1"], by_id["SOC-2"]])
    assert [each.identifier for each in impact.lost] == ["LBO-1", "LBO-4"]
    assert [each.identifier for each in impact.unmeasured][:2] == ["SOC-2a", "SOC-2b"]
    moved = impact_of(plan, [by_id["SBN-1"]], by_id["SBN-4"])
    assert ([each.identifier for each in moved.moved], moved.lost, moved.unmeasured) == (["LBO-1"], (), ())


@pytest.mark.parametrize("goals", [[], [goal("n")]])
def test_a_plan_without_council_goals_has_nothing_to_hang_on(goals: list[Goal]) -> None:
    weak = weak_points(network(goals))
    assert (weak.supports, weak.hinges, weak.bridges, weak.chain, weak.threaded) == ((), (), (), (), 0)
    assert iris(weak.loose) == iris(tuple(goals))
