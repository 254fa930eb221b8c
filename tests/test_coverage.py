"""Coverage: every cell is covered, missing or not expected, and everything left out is counted as such."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.agenda2030 import agenda
from graph.analysis.connections import Connections
from graph.analysis.coverage import coverage
from graph.analysis.coverage_matrix import ANY, Cell, Dimension, Matrix, State
from graph.analysis.coverage_scope import Excluded, Reason, Scope
from graph.facts.circumstances import Circumstances
from graph.facts.thread import missing_contributors
from graph.model import Plan
from graph.model_base import Span, Wording
from graph.model_followup import Assessment, Indicator, Outcome, TargetValue
from graph.model_process import Decision, DialogueInput, Meaning, ProgrammeSection
from graph.reference import BodyKind, DecisionKind, GoalKind, OutcomeStatus
from tests.coverage_plans import (
    CONCEPTS,
    PAST,
    body,
    committee_goal,
    council_goal,
    generated,
    plan_with,
)
from tests.small_plans import YEAR

TEXT = Wording((("sv", "text"),))
SDG = "http://metadata.un.org/sdg/"


def matrix(plan: Plan, dimension: Dimension = Dimension.GOAL) -> Matrix:
    """The matrix of a plan."""
    return coverage(plan, agenda(), dimension, YEAR).matrix


def states(found: Matrix) -> dict[tuple[str, str], State]:
    """The state of each cell by row and column."""
    return {(cell.row, cell.column): cell.state for cell in found.cells}


def cell_of(found: Matrix, row: str, column: str) -> Cell:
    """One cell."""
    return next(cell for cell in found.cells if (cell.row, cell.column) == (row, column))


# --- What holds for every plan ---------------------------------------------------------------------------


@given(generated, st.sampled_from(Dimension))
def test_every_row_meets_every_column_once_and_the_counts_add_up(plan: Plan, dimension: Dimension) -> None:
    found = matrix(plan, dimension)
    places = [(row.key, column.key) for row in found.rows for column in found.columns]
    assert [(cell.row, cell.column) for cell in found.cells] == places
    counts = found.counts
    assert counts.covered + counts.missing + counts.not_expected == counts.cells == len(places)
    assert counts.expected == sum(cell.expected for cell in found.cells)
    for cell in found.cells:
        if cell.state is State.NOT_EXPECTED:
            assert (cell.expected, cell.behind, cell.lacking) == (False, (), ())
        if cell.state is State.MISSING:
            assert cell.expected
        if cell.state is State.COVERED:
            assert cell.behind
            assert not cell.lacking


@given(generated)
def test_what_is_counted_and_what_is_left_out_is_everything(plan: Plan) -> None:
    found = coverage(plan, agenda(), Dimension.GOAL, YEAR)
    for tally in found.tallies.values():
        things = [*tally.covered, *tally.missing, *tally.not_expected]
        things += [each.thing for each in tally.excluded]
        assert len(things) == len(set(things))
        needed = len(tally.covered) + len(tally.missing)
        assert tally.denominator == (needed if tally.each else needed + len(tally.not_expected))
    support = found.tallies["support"]
    council = {goal.iri for goal in plan.goals_of_kind(GoalKind.COUNCIL)}
    assert {*support.covered, *support.missing, *(each.thing for each in support.excluded)} == council


@given(generated, st.data())
def test_one_goal_more_never_turns_covered_into_missing(plan: Plan, data: st.DataObject) -> None:
    owner = data.draw(st.sampled_from([each.iri for each in plan.bodies]))
    above = data.draw(st.sampled_from([each.iri for each in plan.goals]))
    more = replace(plan, goals=(*plan.goals, committee_goal("new", owner, above)))
    before, after = states(matrix(plan)), states(matrix(more))
    assert all(after[place] is State.COVERED for place, state in before.items() if state is State.COVERED)
    assert len(missing(after)) <= len(missing(before))


def missing(found: dict[tuple[str, str], State]) -> list[tuple[str, str]]:
    """The places where something is missing."""
    return [place for place, state in found.items() if state is State.MISSING]


@given(generated, st.sampled_from(Dimension), st.randoms(use_true_random=False))
def test_the_order_of_things_does_not_matter(plan: Plan, dimension: Dimension, random: Random) -> None:
    goals, bodies = list(plan.goals), list(plan.bodies)
    random.shuffle(goals)
    random.shuffle(bodies)
    shuffled = replace(plan, goals=tuple(goals), bodies=tuple(bodies))
    before, after = matrix(plan, dimension), matrix(shuffled, dimension)
    assert states(before) == states(after)
    assert set(before.excluded) == set(after.excluded)
    for cell in before.cells:
        assert set(cell_of(after, cell.row, cell.column).behind) == set(cell.behind)


@given(generated)
def test_who_is_missing_is_missing_in_a_check_too(plan: Plan) -> None:
    """Coverage blames nobody that rule T11 lets pass, but for goals that no body in force answers for."""
    circumstances = Circumstances(plan, Connections(plan), date(2024, 6, 1))
    facts = {(goal, each) for goal, _, each in missing_contributors(circumstances)}
    scope = Scope(plan)
    loose = {end for each in scope.ownerless() for end in scope.ends(each.thing)}
    for goal, column in missing(states(matrix(plan))):
        if goal in loose:
            continue
        expected = scope.connections.goals[goal].expected_contributors
        assert any((goal, each) in facts for each in expected if column in scope.heirs(each))


# --- Council goals by bodies -----------------------------------------------------------------------------


def test_a_goal_covers_its_council_goal_in_any_number_of_steps() -> None:
    plan = plan_with(
        [body("A"), body("B"), body("C")],
        [
            council_goal("K", "A", "B", "C"),
            committee_goal("A-1", "A", "K"),
            committee_goal("B-1", "B", "A-1"),
        ],
    )
    found = matrix(plan)
    assert states(found) == {
        ("K", "A"): State.COVERED,
        ("K", "B"): State.COVERED,
        ("K", "C"): State.MISSING,
    }
    assert cell_of(found, "K", "B").behind == ("B-1",)
    assert (found.counts.expected, found.counts.covered) == (3, 2)


def test_where_nobody_is_named_no_one_is_missing_but_the_council_goal_wants_support() -> None:
    plan = plan_with(
        [body("A"), body("B")], [council_goal("K"), council_goal("L"), committee_goal("A-1", "A", "K")]
    )
    found = coverage(plan, agenda())
    assert states(found.matrix) == {
        ("K", "A"): State.COVERED,
        ("K", "B"): State.NOT_EXPECTED,
        ("L", "A"): State.NOT_EXPECTED,
        ("L", "B"): State.NOT_EXPECTED,
    }
    assert [row.any_one for row in found.matrix.rows] == [True, True]
    assert (found.matrix.counts.expected, found.matrix.counts.unasked) == (0, 1)
    assert (found.tallies["support"].covered, found.tallies["support"].missing) == (("K",), ("L",))


def test_what_is_not_in_force_is_left_out_and_counted_as_such() -> None:
    plan = plan_with(
        [
            body("A"),
            body("old", valid=PAST),
            body("asleep", BodyKind.COMPANY, active=False),
        ],
        [
            council_goal("K", "A", "old"),
            council_goal("gone", valid=PAST),
            committee_goal("A-0", "A", "K", valid=PAST),
            committee_goal("loose", None, "K"),
        ],
    )
    found = matrix(plan)
    assert states(found) == {("K", "A"): State.MISSING}
    assert set(found.excluded) == {
        Excluded("gone", Reason.NOT_IN_FORCE),
        Excluded("A-0", Reason.NOT_IN_FORCE),
        Excluded("loose", Reason.NO_OWNER),
        Excluded("old", Reason.NOT_IN_FORCE),
        Excluded("asleep", Reason.DORMANT),
    }


def test_who_took_over_answers_for_who_was_expected() -> None:
    """As when committees merge in mid-period; the goals of the old one are the new one's."""
    bodies = [body("old", valid=PAST, replaced_by=("new",)), body("new"), body("other")]
    expecting = council_goal("K", "old")
    assert states(matrix(plan_with(bodies, [expecting]))) == {
        ("K", "new"): State.MISSING,
        ("K", "other"): State.NOT_EXPECTED,
    }
    found = matrix(plan_with(bodies, [expecting, committee_goal("old-1", "old", "K")]))
    assert cell_of(found, "K", "new").behind == ("old-1",)
    assert cell_of(found, "K", "new").expected


def test_a_dormant_company_is_counted_when_it_is_expected() -> None:
    plan = plan_with([body("asleep", BodyKind.COMPANY, active=False)], [council_goal("K", "asleep")])
    assert states(matrix(plan)) == {("K", "asleep"): State.MISSING}
    assert matrix(plan).excluded == ()


def test_a_goal_is_extended_by_a_decision() -> None:
    extended = Decision(iri="d", kind=DecisionKind.EXTEND, decides=("K",), new_end=date(2024, 12, 31))
    plan = plan_with([body("A")], [council_goal("K", valid=PAST)], decisions=(extended,))
    assert matrix(plan).excluded == ()


# --- Bodies by aspects -----------------------------------------------------------------------------------


def followed_up() -> Plan:
    """A committee with one goal that has everything and one that has nothing; another without goals."""
    return plan_with(
        [body("A"), body("B")],
        [council_goal("K"), committee_goal("A-1", "A", "K"), committee_goal("A-2", "A")],
        indicators=(
            Indicator(iri="i", measures=("A-1",)),
            Indicator(iri="j", measures=("A-1",)),
            Indicator(iri="x", measures=("nothing",)),
        ),
        periods=(YEAR,),
        targets=(TargetValue(iri="t", indicator="i", period=YEAR.iri),),
        outcomes=(
            Outcome(iri="o", indicator="i", period=YEAR.iri, status=OutcomeStatus.NOT_MEASURED),
            Outcome(iri="p", indicator="j", period=YEAR.iri),
        ),
        assessments=(Assessment(iri="a", goal="A-1", period=YEAR.iri),),
        decisions=(
            Decision(iri="d", kind=DecisionKind.ADOPT, decides=("A-1",), decided_by="A"),
            Decision(iri="e", kind=DecisionKind.ADOPT, decides=("K",), decided_by="A"),
        ),
        sections=(
            ProgrammeSection(iri="s", clarifies=("K",), purpose=TEXT, strategy=TEXT, follow_up_plan=TEXT),
        ),
    )


@pytest.mark.parametrize(
    ("aspect", "behind", "lacking"),
    [
        ("goals", ("A-1", "A-2"), ()),
        ("anchored", ("A-1",), ("A-2",)),
        ("indicators", ("A-1",), ("A-2",)),
        ("targets", ("i",), ("j",)),
        ("outcomes", ("i",), ("j",)),
        ("assessments", ("A-1",), ("A-2",)),
        ("programme", (), ()),
        ("decisions", ("A-1",), ("A-2",)),
    ],
)
def test_what_the_goals_of_a_body_have_and_lack(
    aspect: str, behind: tuple[str, ...], lacking: tuple[str, ...]
) -> None:
    cell = cell_of(matrix(followed_up(), Dimension.BODY), "A", aspect)
    assert (cell.behind, cell.lacking) == (behind, lacking)


def test_the_council_answers_for_the_programme_and_adopts_its_own_goals() -> None:
    found = matrix(followed_up(), Dimension.BODY)
    assert cell_of(found, "KF", "programme").behind == ("K",)
    assert cell_of(found, "KF", "decisions").lacking == ("K",)
    assert cell_of(found, "KF", "indicators").behind == ("K",)  # through the goal that supports it
    assert cell_of(found, "KF", "anchored").state is State.NOT_EXPECTED


def test_a_body_without_goals_is_missing_them_unless_it_has_an_indicator() -> None:
    plan = followed_up()
    assert cell_of(matrix(plan, Dimension.BODY), "B", "goals").state is State.MISSING
    own = Indicator(iri="own", owner="B")
    more = matrix(replace(plan, indicators=(*plan.indicators, own)), Dimension.BODY)
    assert cell_of(more, "B", "goals").state is State.NOT_EXPECTED
    assert cell_of(more, "B", "targets").lacking == ("own",)


def test_without_a_period_nothing_is_said_of_how_it_went() -> None:
    found = coverage(followed_up(), agenda(), Dimension.BODY)
    assert found.period is None
    assert {"outcomes", "assessments"}.isdisjoint(found.tallies)
    assert {"outcomes", "assessments"}.isdisjoint(column.key for column in found.matrix.columns)


def test_a_company_need_not_assess_its_goals() -> None:
    goal = replace(committee_goal("C-1", "C"), kind=GoalKind.COMPANY)
    plan = plan_with([body("C", BodyKind.COMPANY)], [goal])
    assert cell_of(matrix(plan, Dimension.BODY), "C", "assessments").state is State.NOT_EXPECTED
    assert coverage(plan, agenda(), period=YEAR).tallies["assessments"].not_expected == ("C-1",)


# --- Agenda 2030 and concepts ----------------------------------------------------------------------------


def test_the_agenda_has_17_goals_and_169_targets_in_their_order() -> None:
    codes = [sdg.identifier for sdg in agenda()]
    assert (sum(sdg.is_goal for sdg in agenda()), len(codes)) == (17, 186)
    assert codes[:9] == ["1", "1.1", "1.2", "1.3", "1.4", "1.5", "1.a", "1.b", "2"]
    assert codes[-2:] == ["17.18", "17.19"]
    assert {sdg.goal for sdg in agenda()} == {sdg.iri for sdg in agenda() if sdg.is_goal}


def test_ties_to_agenda_2030_whole_and_partial() -> None:
    plan = plan_with(
        [body("A")],
        [
            council_goal("K", addresses=(f"{SDG}3.4",), addresses_partly=(f"{SDG}5",)),
            council_goal("L", addresses=(f"{SDG}18",)),
            committee_goal("A-1", "A", "K", addresses=(f"{SDG}2.1",)),
        ],
    )
    found = coverage(plan, agenda(), Dimension.SDG)
    by_sdg = found.matrix
    assert cell_of(by_sdg, f"{SDG}3", "K").state is State.COVERED
    assert cell_of(by_sdg, f"{SDG}3.4", "K").partly is False
    assert cell_of(by_sdg, f"{SDG}5", "K").partly is True
    assert cell_of(by_sdg, f"{SDG}2", "K").state is State.NOT_EXPECTED
    assert cell_of(by_sdg, ANY, "L").state is State.MISSING
    ties = {each.sdg.removeprefix(SDG): each for each in found.ties}
    assert list(ties) == ["2", "2.1", "3", "3.4", "5"]
    assert (ties["3"].wholly, ties["3"].through, ties["3"].own) == (("K",), ("A-1",), ())
    assert (ties["5"].partly, ties["2"].own, ties["2"].through) == (("K",), ("A-1",), ())
    tallies = found.tallies
    assert (tallies["ties"].missing, tallies["target-ties"].not_expected) == (("L",), ("L",))
    assert [len(tallies[key].covered) for key in ("sdg-goals", "sdg-targets")] == [2, 1]
    assert [tallies[key].denominator for key in ("sdg-goals", "sdg-targets")] == [17, 169]


def test_a_concept_wants_at_least_one_goal() -> None:
    plan = plan_with(
        [body("A")],
        [council_goal("K"), committee_goal("A-1", "A", "K", target_groups=("barn",))],
        concepts=CONCEPTS,
        sections=(ProgrammeSection(iri="s", meanings=(Meaning(iri="m", concerns="unga"),)),),
    )
    found = matrix(plan, Dimension.TARGET_GROUP)
    assert cell_of(found, "barn", ANY).behind == ("A-1",)
    assert cell_of(found, "barn", "committee-goals").behind == ("A-1",)
    assert cell_of(found, "barn", "council-goals").state is State.NOT_EXPECTED
    assert cell_of(found, "unga", ANY).state is State.MISSING
    assert cell_of(found, "unga", "meanings").behind == ("s",)
    assert matrix(plan, Dimension.FOCUS_AREA).cells == ()


def test_dialogue_input_leads_to_something_or_has_a_reason() -> None:
    plan = plan_with(
        [],
        [council_goal("K", derived_from=("used",)), council_goal("L", derived_from=("unknown",))],
        inputs=(
            DialogueInput(iri="used"),
            DialogueInput(iri="explained", reason_not_used=TEXT),
            DialogueInput(iri="forgotten"),
        ),
    )
    tallies = coverage(plan, agenda()).tallies
    assert (tallies["dialogue"].covered, tallies["dialogue"].missing) == (("K",), ("L",))
    inputs = tallies["inputs"]
    assert (inputs.covered, inputs.missing, inputs.not_expected) == (
        ("used",),
        ("forgotten",),
        ("explained",),
    )


def test_an_indicator_of_old_goals_only_is_left_out() -> None:
    plan = plan_with(
        [body("A")],
        [committee_goal("A-0", "A", valid=Span(None, date(2020, 1, 1)))],
        indicators=(Indicator(iri="i", measures=("A-0",)),),
    )
    tally = coverage(plan, agenda()).tallies["targets"]
    assert (tally.denominator, tally.excluded) == (0, (Excluded("i", Reason.NOTHING_IN_FORCE),))


def test_an_empty_plan_has_nothing_to_cover() -> None:
    plan = plan_with([], [])
    for dimension in (Dimension.GOAL, Dimension.BODY, Dimension.TARGET_GROUP):
        assert matrix(plan, dimension).cells == ()
