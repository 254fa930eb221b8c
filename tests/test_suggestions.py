"""Suggestions for goals that hang loose: only of what speaks for itself, in a stable order, mostly right."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import suggestions as benchmark
from graph.analysis.coverage_scope import Scope
from graph.analysis.keywords import stem_of, stems_in
from graph.analysis.suggestions import MOST, THRESHOLD, Evidence, Suggesting, suggestions
from graph.intake import take_in
from graph.model import Goal, Plan
from graph.model_base import Wording
from graph.report.suggestion_words import Proposing
from tests.conftest import ROOT
from tests.coverage_plans import PAST, body, committee_goal, council_goal, generated, plan_with

SDG = "http://metadata.un.org/sdg/"
LINDVIK = ROOT / "examples" / "lindvik-2024.xlsx"


@pytest.fixture(scope="module")
def lindvik() -> Plan:
    return take_in(LINDVIK).plan


def said(text: str) -> Wording:
    """A text in Swedish."""
    return Wording((("sv", text),))


def suggested(plan: Plan, goal: str) -> list[str]:
    """What is suggested for a goal, by id."""
    return [each.goal.identifier or "" for each in suggestions(plan)[goal]]


def reason(plan: Plan, goal: Goal, evidence: Evidence) -> tuple[str, ...]:
    """What the first suggestion rests on of one kind."""
    first = Suggesting(plan).for_goal(goal)[0]
    return next((each.things for each in first.reasons if each.evidence is evidence), ())


# --- What holds for every plan ----------------------------------------------------------------------------


@given(generated)
def test_only_loose_goals_get_suggestions_and_only_of_council_goals_in_force(plan: Plan) -> None:
    scope, found = Scope(plan), suggestions(plan)
    assert set(found) == {goal.iri for goal in scope.below if not scope.ends(goal.iri)}
    in_force = {goal.iri for goal in scope.council_goals}
    for each in found.values():
        assert len(each) <= MOST
        assert {suggestion.goal.iri for suggestion in each} <= in_force
        weights = [suggestion.weight for suggestion in each]
        assert weights == sorted(weights, reverse=True)
        assert all(weight >= THRESHOLD for weight in weights)
        assert all(reason.things and reason.weight > 0 for it in each for reason in it.reasons)


@given(generated, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_decides_only_between_equals(plan: Plan, random: Random) -> None:
    goals = list(plan.goals)
    random.shuffle(goals)
    mixed = suggestions(replace(plan, goals=tuple(goals)))
    for goal, found in suggestions(plan).items():
        assert [round(each.weight, 6) for each in found] == [round(each.weight, 6) for each in mixed[goal]]


def test_a_goal_that_shares_nothing_gets_no_suggestion() -> None:
    plan = plan_with(
        [body("N1")],
        [
            council_goal("K1", addresses=(SDG + "4.1",), title=said("Varje barn lyckas i skolan")),
            committee_goal("G1", "N1", addresses=(SDG + "9.1",), title=said("Gatorna plogas efter snöfall")),
        ],
    )
    assert suggested(plan, "G1") == []


# --- Each kind of evidence ---------------------------------------------------------------------------------


def test_what_one_council_goal_alone_has_speaks_for_it() -> None:
    goals = [
        council_goal("K1", addresses=(SDG + "4.1", SDG + "16.6")),
        council_goal("K2", addresses=(SDG + "13.2", SDG + "16.6")),
        committee_goal("G1", "N1", addresses=(SDG + "4.1", SDG + "16.6")),
    ]
    plan = plan_with([body("N1")], goals)
    assert suggested(plan, "G1") == ["K1"]
    assert reason(plan, goals[2], Evidence.TARGETS) == (SDG + "4.1", SDG + "16.6")


def test_a_tie_may_be_partial_on_either_side() -> None:
    goals = [council_goal("K1", addresses_partly=(SDG + "4.1",)), committee_goal("G1", "N1")]
    tied = replace(goals[1], addresses_partly=(SDG + "4.1",))
    assert suggested(plan_with([body("N1")], [goals[0], tied]), "G1") == ["K1"]


def test_goals_that_already_lead_there_speak_for_it_too() -> None:
    goals = [
        council_goal("K1"),
        council_goal("K2"),
        committee_goal("G1", "N1", "K1", addresses=(SDG + "4.1", SDG + "4.2")),
        committee_goal("G2", "N2", addresses=(SDG + "4.1", SDG + "4.2")),
    ]
    assert suggested(plan_with([body("N1"), body("N2")], goals), "G2") == ["K1"]


def test_the_owners_other_goals_speak_for_where_they_lead() -> None:
    goals = [
        council_goal("K1"),
        council_goal("K2"),
        committee_goal("G1", "N1", "K2"),
        committee_goal("G2", "N1", "K2"),
        committee_goal("G3", "N1"),
    ]
    plan = plan_with([body("N1")], goals)
    assert suggested(plan, "G3") == ["K2"]
    assert reason(plan, goals[4], Evidence.OWNER) == ("G1", "G2")


def test_a_goal_in_a_circle_does_not_speak_for_itself() -> None:
    goals = [
        council_goal("K1"),
        committee_goal("G1", "N1", "G2", addresses=(SDG + "4.1",)),
        committee_goal("G2", "N1", "G1", addresses=(SDG + "4.1",)),
    ]
    assert suggestions(plan_with([body("N1")], goals)) == {"G1": (), "G2": ()}


def test_a_council_goal_of_the_past_is_not_suggested() -> None:
    goals = [
        council_goal("K1", addresses=(SDG + "4.1",), valid=PAST),
        committee_goal("G1", "N1", addresses=(SDG + "4.1",)),
    ]
    assert suggested(plan_with([body("N1")], goals), "G1") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("skolan", "skolor"), ("skolorna", "skola"), ("elever", "eleverna"), ("trygga", "tryggare")],
)
def test_a_word_is_known_in_its_other_forms(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


def test_small_words_say_nothing() -> None:
    assert stems_in(["Alla ska ha det bättre i hela kommunen utan att öka"]).keys() <= {"bättr", "bätt"}


# --- How often it is right ---------------------------------------------------------------------------------


def test_hidden_ties_of_lindvik_are_found_again(lindvik: Plan) -> None:
    found = benchmark.hits(lindvik)
    assert found.goals == 57
    assert found.ties == 74
    assert found.top >= 70
    assert found.first >= 53
    assert found.silent == 0
    by_content = benchmark.hits(lindvik, benchmark.CONTENT)
    assert by_content.top >= 62
    assert by_content.top > 2 * by_content.chance


def test_goals_of_another_kind_of_work_get_no_suggestion_by_words_alone(lindvik: Plan) -> None:
    strange = Goal(
        iri="x",
        identifier="X-1",
        kind=lindvik.goals[-1].kind,
        title=said("Pingstkyrkan samlar in begagnade orgelpipor till norska grannförsamlingar"),
    )
    plan = replace(lindvik, goals=(*lindvik.goals, strange))
    assert Suggesting(plan).for_goal(strange) == ()


def test_reasons_are_told_in_words(lindvik: Plan) -> None:
    goal = next(each for each in lindvik.goals if each.identifier == "FGN-1")
    loose = replace(goal, contributes_to=())
    plan = replace(lindvik, goals=tuple(loose if each is goal else each for each in lindvik.goals))
    suggesting = Suggesting(plan)
    first = suggesting.for_goal(loose)[0]
    assert first.goal.identifier == "KF-1"
    swedish = Proposing(suggesting, "sv").reasons(loose, first)
    assert "4 av organets 4 andra mål leder dit: FGN-2, FGN-3, FGN-4, FGN-5" in swedish
    assert any(each.startswith("gemensamma delmål i Agenda 2030: 4.1") for each in swedish)
    assert not any(each.startswith("gemensamma mål i Agenda") for each in swedish)
    english = Proposing(suggesting, "en").reasons(loose, first)
    assert "the same target group: Barn" in english


def test_the_benchmark_makes_its_table(lindvik: Plan) -> None:
    few = replace(lindvik, goals=lindvik.goals[:8])
    assert "| few | what the goals say | " in benchmark.table([("few", few)])
    assert all((benchmark.EXAMPLES / file).exists() for _, file in benchmark.PLANS)
