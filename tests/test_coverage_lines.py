"""Rows and columns of a coverage: what is bare, what they are asked for by, that nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.agenda2030 import agenda
from graph.analysis.coverage import coverage
from graph.analysis.coverage_lines import Line, columns_of, line_asked_for, rows_of
from graph.analysis.coverage_matrix import Dimension
from graph.model import Plan
from graph.reference import BodyKind
from tests.coverage_plans import body, committee_goal, council_goal, generated, plan_with
from tests.small_plans import YEAR


def lines(plan: Plan, dimension: Dimension = Dimension.GOAL) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The rows and columns of a plan's coverage."""
    found = coverage(plan, agenda(), dimension, YEAR)
    return rows_of(found.matrix, dimension), columns_of(found.matrix, dimension)


def bare(found: tuple[Line, ...]) -> set[str]:
    """What nothing covers."""
    return {line.entry.key for line in found if line.bare}


@given(generated, st.sampled_from(Dimension))
def test_every_cell_stands_in_its_row_and_its_column(plan: Plan, dimension: Dimension) -> None:
    matrix = coverage(plan, agenda(), dimension, YEAR).matrix
    rows, columns = rows_of(matrix, dimension), columns_of(matrix, dimension)
    assert {cell for line in columns for cell in line.cells} == set(matrix.cells)
    shown = {cell for line in rows for cell in line.cells}
    assert all(not cell.behind for cell in set(matrix.cells) - shown)
    for line in rows:
        assert {cell.row for cell in line.cells} <= {line.entry.key}
    for line in columns:
        assert {cell.column for cell in line.cells} <= {line.entry.key}


@given(generated, st.sampled_from(Dimension))
def test_what_is_bare_is_what_the_counts_say_is_missing(plan: Plan, dimension: Dimension) -> None:
    found = coverage(plan, agenda(), dimension, YEAR)
    rows, columns = rows_of(found.matrix, dimension), columns_of(found.matrix, dimension)
    assert all(line.counts.covered == 0 for line in (*rows, *columns) if line.bare)
    if dimension is Dimension.GOAL and columns:
        # a goal that only goals without an owner lead to is supported, but by no body
        assert bare(rows) >= set(found.tallies["support"].missing)
        anchored = {*found.tallies["committees"].missing, *found.tallies["companies"].missing}
        if rows:
            assert anchored <= bare(columns)
    if dimension is Dimension.SDG:
        assert bare(columns) == set(found.tallies["ties"].missing)


@given(generated, st.sampled_from(Dimension))
def test_every_line_is_found_again_by_its_name(plan: Plan, dimension: Dimension) -> None:
    for found in lines(plan, dimension):
        for line in found:
            assert line_asked_for(found, line.name) is line
            assert line_asked_for(found, line.name + "?") is None


def test_an_unserved_goal_and_an_unanchored_body_are_bare() -> None:
    plan = plan_with(
        [body("N1"), body("N2"), body("B", BodyKind.COMPANY, active=False)],
        [council_goal("K1", "N1"), council_goal("K2"), committee_goal("G1", "N1", "K1")],
    )
    rows, columns = lines(plan)
    assert bare(rows) == {"K2"}
    assert bare(columns) == {"N2"}


def test_a_goal_of_agenda_2030_without_a_tie_is_not_bare() -> None:
    plan = plan_with([body("N1")], [council_goal("K1", addresses=("http://metadata.un.org/sdg/4",))])
    rows, columns = lines(plan, Dimension.SDG)
    assert bare(rows) == bare(columns) == set()
    assert len(rows) == 1 + 17


def test_an_id_is_asked_for_in_any_case_and_twins_by_their_iri() -> None:
    twins = [council_goal("K1"), council_goal("K2"), council_goal("K3")]
    plan = plan_with([body("N1")], twins)
    rows, _ = lines(plan)
    assert line_asked_for(rows, "k2") is rows[1]
    assert line_asked_for(rows, "") is None


@pytest.mark.parametrize("dimension", Dimension)
def test_an_empty_plan_has_no_bare_lines_but_what_is_missing_in_all(dimension: Dimension) -> None:
    rows, columns = lines(plan_with([], []), dimension)
    assert bare(columns) == set()
    assert len(rows) in {0, 18}
