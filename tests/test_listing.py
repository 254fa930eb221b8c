"""Findings in sections, the table for spreadsheets, and what a goal is asked for by."""

import csv
import io
from collections import Counter

import pytest

from graph.asking import goal_asked_for, names_to_ask_by
from graph.intake import check, take_in
from graph.model import Plan
from graph.report.formats import render
from graph.report.listing import NO_BODY, Grouping, bodies_found, goals_behind, narrowed, sections
from graph.report.options import Options
from graph.report.outline import place
from graph.verdict import Verdict
from shapes.findings import Severity
from tests.dashboard_pages import FAULTY, TODAY, hostile_copy


@pytest.fixture(scope="module")
def checked() -> tuple[Plan, Verdict]:
    intake = take_in(FAULTY)
    return intake.plan, check(intake, today=TODAY)


@pytest.mark.parametrize("grouping", Grouping)
def test_every_finding_stands_in_one_section(grouping: Grouping, checked: tuple[Plan, Verdict]) -> None:
    plan, verdict = checked
    found = sections(verdict, plan, grouping, "sv")
    listed = Counter((entry.rule, entry.place, entry.label) for section in found for entry in section.entries)
    places = Counter((finding.rule, place(finding), finding.label) for finding in verdict.findings)
    assert listed == places
    assert all(section.entries for section in found)


def test_a_rule_says_once_what_all_its_findings_share(checked: tuple[Plan, Verdict]) -> None:
    plan, verdict = checked
    for section in sections(verdict, plan, Grouping.RULE, "sv"):
        assert section.rule
        assert section.basis
        assert section.heading not in {entry.reason for entry in section.entries}


def test_other_sections_say_all_of_each_finding(checked: tuple[Plan, Verdict]) -> None:
    plan, verdict = checked
    for grouping in (Grouping.BODY, Grouping.SEVERITY):
        for section in sections(verdict, plan, grouping, "en"):
            assert all(entry.reason and entry.remedy and entry.rule for entry in section.entries)


def test_indicators_and_assessments_lead_to_their_goal(checked: tuple[Plan, Verdict]) -> None:
    plan, _ = checked
    behind = goals_behind(plan)
    goals = {goal.iri for goal in plan.goals}
    assert set(behind.values()) <= goals
    for assessment in plan.assessments:
        if assessment.goal in goals:
            assert behind[assessment.iri] == assessment.goal


def test_every_goal_can_be_asked_for(checked: tuple[Plan, Verdict]) -> None:
    plan, _ = checked
    for goal, name in names_to_ask_by(plan).items():
        assert goal_asked_for(plan, name).iri == goal


def test_the_table_holds_every_finding(checked: tuple[Plan, Verdict]) -> None:
    _, verdict = checked
    text = render(verdict, "csv")
    assert isinstance(text, str)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][:4] == ["Grad", "Regel", "Flik", "Cell"]
    assert len(rows) == 1 + len(verdict.findings)
    assert [row[1] for row in rows[1:]] == [finding.rule for finding in verdict.findings]
    assert render(verdict, "csv", Options(language="en")) != text


def test_no_cell_of_the_table_is_a_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    plan = tmp_path_factory.mktemp("formulas") / "plan.ttl"
    hostile_copy(FAULTY, plan, '=HYPERLINK(1+1)\n+1 ;"x"')
    text = render(check(take_in(plan), today=TODAY), "csv")
    assert isinstance(text, str)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert {len(row) for row in rows} == {9}
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_findings_are_narrowed_by_body_and_severity_and_nothing_is_lost(
    checked: tuple[Plan, Verdict],
) -> None:
    plan, verdict = checked
    bodies = bodies_found(verdict, plan)
    assert list(bodies)[-1] == NO_BODY
    by_body = [narrowed(verdict, plan, each, None).findings for each in bodies]
    assert Counter(finding for found in by_body for finding in found) == Counter(verdict.findings)
    assert all(by_body)
    by_severity = [narrowed(verdict, plan, None, each).findings for each in Severity]
    assert sum(map(len, by_severity)) == len(verdict.findings)
    both = narrowed(verdict, plan, "SOC", Severity.VIOLATION).findings
    assert set(both) == set(narrowed(verdict, plan, "SOC", None).findings) & set(by_severity[0])
    assert narrowed(verdict, plan, None, None) == verdict
    assert narrowed(verdict, plan, "no such body", None).findings == ()
