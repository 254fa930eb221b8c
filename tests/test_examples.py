"""The examples: what each one shows, and that its sheets, workbook and Turtle are the same plan."""

import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from examples.build import EDITS, FAULTY, FOLDERS, HERE, SOUND, build_all, read_edits
from graph.intake import Intake, check, take_in
from graph.model import Plan
from graph.reference import BodyKind, Channel, Condition, DecisionKind, GoalKind, OutcomeStatus
from shapes.findings import Gate
from shapes.rules import rule_book

TODAY = date(2025, 4, 1)

# How often each rule finds something in what is published about Vaggeryd. The gaps are real: the examples'
# README says what the sources do not tell.
VAGGERYD = {
    "C05": 4, "D01": 4, "D07": 2, "D08": 14, "D09": 4, "F01a": 4, "F09": 2, "O01": 4, "O04": 1, "P01": 4,
    "P02": 1, "P03": 4, "T08": 3, "T10": 4, "T11": 4, "T12": 1, "T13": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def lindvik() -> Intake:
    return take_in(HERE / SOUND)


@pytest.fixture(scope="module")
def plan(lindvik: Intake) -> Plan:
    return lindvik.plan


@pytest.mark.parametrize("gate", [*Gate, None])
def test_nothing_is_wrong_with_lindvik(lindvik: Intake, gate: Gate | None) -> None:
    verdict = check(lindvik, gate=gate, today=TODAY)
    assert [(finding.rule, finding.label) for finding in verdict.findings] == []


def test_every_rule_of_a_gate_has_something_to_check_in_lindvik(lindvik: Intake) -> None:
    verdict = check(lindvik, today=TODAY)
    assert {rule.code for rule in verdict.checked} == set(rule_book())


def test_lindvik_has_the_size_of_a_municipality(plan: Plan) -> None:
    kinds = Counter(body.kind for body in plan.bodies)
    committees = (BodyKind.COMMITTEE, BodyKind.EXECUTIVE_BOARD, BodyKind.JOINT_COMMITTEE)
    assert len(plan.goals_of_kind(GoalKind.COUNCIL)) == 5
    assert sum(kinds[kind] for kind in committees) == 9
    assert kinds[BodyKind.COMPANY] == 4
    assert 55 <= len(plan.goals) <= 65
    assert 145 <= len(plan.indicators) <= 165


def test_every_indicator_of_lindvik_has_three_years_of_outcomes(plan: Plan) -> None:
    years = {period.iri: period.identifier for period in plan.periods}
    told = {(outcome.indicator, years.get(outcome.period or "")) for outcome in plan.outcomes}
    missing = [
        (indicator.identifier, year)
        for indicator in plan.indicators
        for year in ("2022", "2023", "2024")
        if (indicator.iri, year) not in told
    ]
    assert missing == []


def test_every_goal_of_lindvik_is_assessed_twice(plan: Plan) -> None:
    assessed = Counter(each.goal for each in plan.assessments if each.goal and "2024" in (each.period or ""))
    assert {assessed[goal.iri] for goal in plan.goals} == {2}


def test_lindvik_uses_every_word_that_a_plan_may_use(plan: Plan) -> None:
    assert {target.condition for target in plan.targets} == set(Condition)
    assert {outcome.status for outcome in plan.outcomes} == set(OutcomeStatus)
    assert {dialogue.channel for dialogue in plan.dialogues} == set(Channel)
    assert {decision.kind for decision in plan.decisions} == set(DecisionKind)


def test_lindvik_says_that_it_is_invented() -> None:
    told = (HERE / SOUND / "Kommun.csv").read_text(encoding="utf-8")
    assert "Lindviks kommun (påhittad)" in told
    assert "Lindvik är en påhittad kommun" in told


def test_every_rule_finds_its_planted_fault() -> None:
    verdict = check(take_in(HERE / f"{FAULTY}.xlsx"), today=TODAY)
    assert {finding.rule for finding in verdict.findings} == set(rule_book())
    # few findings beside those that were planted
    assert len(verdict.findings) <= len(rule_book()) + 10


def test_there_is_a_planted_fault_for_every_rule() -> None:
    planted = {edit.rule for edit in read_edits(HERE / EDITS)}
    assert planted - {""} == set(rule_book())


def test_the_faulty_workbook_has_the_same_findings_as_its_turtle() -> None:
    found = [
        Counter(finding.rule for finding in check(take_in(HERE / f"{FAULTY}{suffix}"), today=TODAY).findings)
        for suffix in (".xlsx", ".ttl")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("source", ["", ".xlsx", ".ttl"])
def test_vaggeryd_has_the_gaps_that_its_sources_have(source: str) -> None:
    verdict = check(take_in(HERE / f"vaggeryd-2020{source}"), today=TODAY)
    assert Counter(finding.rule for finding in verdict.findings) == VAGGERYD


@pytest.mark.parametrize("name", [*FOLDERS, FAULTY])
def test_an_example_is_one_plan_in_every_form(name: str) -> None:
    forms = [HERE / f"{name}.xlsx", HERE / f"{name}.ttl"]
    if name in FOLDERS:
        forms.append(HERE / name)
    graphs = [set(take_in(form).graph) for form in forms]
    assert all(graph == graphs[0] for graph in graphs)


def test_examples_are_read_without_remarks() -> None:
    forms = [form for name in FOLDERS for form in (HERE / name, HERE / f"{name}.xlsx")]
    assert [remark for form in forms for remark in take_in(form).remarks] == []


def test_workbooks_and_turtle_are_those_of_the_sheets(tmp_path: Path) -> None:
    build_all(tmp_path)
    stale = [file.name for file in sorted(tmp_path.iterdir()) if not same(file, HERE / file.name)]
    assert stale == [], "run: python examples/build.py"


def same(made: Path, kept: Path) -> bool:
    """Whether two files hold the same; how hard a workbook was packed does not matter."""
    if made.suffix != ".xlsx":
        return made.read_bytes() == kept.read_bytes()
    with zipfile.ZipFile(made) as one, zipfile.ZipFile(kept) as other:
        return {name: one.read(name) for name in one.namelist()} == {
            name: other.read(name) for name in other.namelist()
        }
