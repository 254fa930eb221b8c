"""How a plan came about: how far each step has come on a day, and what the dialogue led to."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.overview import late_steps
from graph.analysis.process import StepState, process_of
from graph.intake import take_in
from graph.model import Plan
from shapes.findings import Gate
from tests.conftest import ROOT
from tests.strategies import plans
from tests.test_changes import Tables, of_tables

LINDVIK = ROOT / "examples" / "lindvik-2024.xlsx"
FAULTY = ROOT / "examples" / "lindvik-2024-brister.xlsx"


@pytest.fixture(scope="module")
def lindvik() -> Plan:
    return take_in(LINDVIK).plan


@pytest.fixture(scope="module")
def faulty() -> Plan:
    return take_in(FAULTY).plan


def states(plan: Plan, day: date) -> dict[str, StepState]:
    return {step.milestone.identifier or "": step.state for step in process_of(plan, day).steps}


def test_a_step_has_ended_when_its_decision_is_taken(lindvik: Plan) -> None:
    found = states(lindvik, date(2022, 4, 1))
    assert found["T-03"] is StepState.ENDED
    assert found["T-04"] is StepState.UNDER_WAY  # a dialogue from March to May, summed up in June
    assert found["T-05"] is StepState.COMING
    assert set(states(lindvik, date(2025, 12, 31)).values()) == {StepState.ENDED}


def test_a_late_step_is_late_by_so_many_days(faulty: Plan) -> None:
    steps = process_of(faulty, date(2025, 4, 1)).steps
    late = [step for step in steps if step.state is StepState.LATE]
    assert [(step.milestone.identifier, step.days_late) for step in late] == [("T-16", 174)]


def test_gates_without_a_step_and_numbers_leapt_over_are_named(lindvik: Plan) -> None:
    whole = process_of(lindvik, date(2025, 1, 1))
    assert whole.gates_without_step == ()
    assert whole.missing_numbers == ()
    kept = tuple(each for each in lindvik.milestones if each.gate is not Gate.BUDGET and each.sequence != 3)
    less = process_of(dataclasses.replace(lindvik, milestones=kept), date(2025, 1, 1))
    assert less.gates_without_step == (Gate.BUDGET,)
    assert less.missing_numbers == (3, 15)
    assert process_of(dataclasses.replace(lindvik, milestones=()), date(2025, 1, 1)).gates_without_step == ()


def test_steps_numbered_by_tens_leap_over_nothing(lindvik: Plan) -> None:
    tens = tuple(dataclasses.replace(each, sequence=10 * (each.sequence or 0)) for each in lindvik.milestones)
    assert process_of(dataclasses.replace(lindvik, milestones=tens), date(2025, 1, 1)).missing_numbers == ()


def test_every_input_tells_what_it_led_to(lindvik: Plan) -> None:
    found = process_of(lindvik, date(2025, 1, 1))
    assert len(found.inputs) == len(lindvik.inputs)
    by_id = {each.input.identifier: each for each in found.inputs}
    assert by_id["IN-01"].led_on
    assert not by_id["IN-38"].led_on
    assert by_id["IN-38"].is_answered
    assert all(each.is_answered for each in found.inputs)


def test_inputs_of_no_dialogue_are_kept_apart(lindvik: Plan) -> None:
    loose = process_of(dataclasses.replace(lindvik, dialogues=()), date(2025, 1, 1))
    assert [each.dialogue for each in loose.dialogues] == [None]
    assert len(loose.inputs) == len(lindvik.inputs)


def test_decisions_stand_in_the_order_of_their_dates(lindvik: Plan) -> None:
    days = [each.dated for each in process_of(lindvik, date(2025, 1, 1)).decisions]
    assert days == sorted(days, key=lambda day: day or date.max)


@given(tables=plans(), day=st.dates(date(2018, 1, 1), date(2032, 1, 1)))
def test_every_step_and_input_stands_there_once(tables: Tables, day: date) -> None:
    plan = of_tables(tables)
    found = process_of(plan, day)
    assert [step.milestone for step in found.steps] == list(plan.milestones)
    assert sorted(each.input.iri for each in found.inputs) == sorted(each.iri for each in plan.inputs)
    assert sum(found.count(state) for state in StepState) == len(plan.milestones)
    late = {step.milestone.iri for step in found.steps if step.state is StepState.LATE}
    assert late == {step.iri for step in late_steps(plan, day)}


@given(tables=plans(), day=st.dates(date(2018, 1, 1), date(2032, 1, 1)))
def test_a_step_that_has_ended_stays_so(tables: Tables, day: date) -> None:
    plan = of_tables(tables)
    before, after = process_of(plan, day).steps, process_of(plan, day + timedelta(days=400)).steps
    pairs = zip(before, after, strict=True)
    assert all(other.state is StepState.ENDED for one, other in pairs if one.state is StepState.ENDED)
