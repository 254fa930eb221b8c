"""Results of the engine become findings that a person can act on."""

from datetime import date
from pathlib import Path

import pytest

from graph.intake import Intake, check, take_in
from shapes.findings import Finding, Gate
from shapes.rules import rule_book
from tests.source_files import Cells, workbook

DAY = date(2024, 6, 1)
KOMMUN: Cells = [["Namn", "Exempel"], ["Kommunkod", "9999"], ["Budgetår", 2024]]
BODIES: Cells = [
    ["Id", "Namn", "Typ"],
    ["KF", "Kommunfullmäktige", "Kommunfullmäktige"],
    ["BUN", "Nämnden", "Nämnd"],
]


def plan(folder: Path, **sheets: Cells) -> Intake:
    """A small plan; sheets are named without hyphens."""
    named = {"KF-mål": [["Id", "Mål", "Organ", "Agenda 2030"], ["KF-1", "Trygg uppväxt", "KF", "4.1"]]}
    given = {{"KFmål": "KF-mål"}.get(name, name): cells for name, cells in sheets.items()}
    return take_in(workbook(folder / "plan.xlsx", {"Kommun": KOMMUN, "Organ": BODIES, **named, **given}))


def findings(intake: Intake, rule: str, gate: Gate | None = None) -> list[Finding]:
    return [finding for finding in check(intake, gate=gate, today=DAY).findings if finding.rule == rule]


def test_a_broken_link_names_its_cell_its_body_and_what_was_meant(tmp_path: Path) -> None:
    goals: Cells = [["Id", "Mål", "Organ", "Bidrar till"], ["BUN-1", "Alla kan läsa", "BUN", "KF1"]]
    (found,) = findings(plan(tmp_path, Nämndmål=goals), "T15")
    assert (found.label, found.value) == ("Alla kan läsa", "KF1")
    assert found.origin is not None
    assert (found.origin.file, found.origin.sheet, found.origin.cell) == ("plan.xlsx", "Nämndmål", "D2")
    assert found.body is not None
    assert found.body.endswith("/id/organ/BUN")
    assert "Menade du ”KF-1”?" in found.remedy.sv
    assert "Did you mean ”KF-1”?" in found.remedy.en


def test_a_title_in_place_of_an_id_is_recognised(tmp_path: Path) -> None:
    goals: Cells = [["Id", "Mål", "Organ", "Bidrar till"], ["BUN-1", "Alla kan läsa", "BUN", "Trygg uppväxt"]]
    (found,) = findings(plan(tmp_path, Nämndmål=goals), "T15")
    assert "Menade du ”KF-1”?" in found.remedy.sv


def test_an_empty_cell_is_the_one_to_fill_in(tmp_path: Path) -> None:
    goals: Cells = [["Id", "Mål", "Bidrar till", "Organ"], ["BUN-1", "Alla kan läsa", None, "BUN"]]
    (found,) = findings(plan(tmp_path, Nämndmål=goals), "T01")
    assert found.origin is not None
    assert found.origin.cell == "C2"


def test_what_has_no_name_is_called_by_what_it_is_about(tmp_path: Path) -> None:
    judged: Cells = [["Mål", "Period", "Slag", "Status"], ["KF-1", "2024", "utfall", "ej uppfyllt"]]
    (found,) = findings(plan(tmp_path, Bedömningar=judged), "F07")
    assert found.label == "Bedömning – Trygg uppväxt, Helår 2024"
    assert found.body is not None
    assert found.body.endswith("/id/organ/KF")


def test_a_goal_or_plan_without_title_is_called_by_its_kind_and_id(tmp_path: Path) -> None:
    intake = plan(tmp_path, KFmål=[["Id", "Mål", "Organ"], ["KF-1", None, "KF"]])
    (found,) = findings(intake, "C07")
    assert found.label == "KF-mål KF-1"
    assert check(intake, today=DAY).plan.title == "Målplan 2024"


def test_numbers_are_said_in_each_languages_own_way(tmp_path: Path) -> None:
    intake = plan(tmp_path)
    (found,) = findings(intake, "C01")
    assert "1 KF-mål" in found.message.sv
    assert "1 council goal" in found.message.en


def test_findings_come_in_the_same_order_each_time(tmp_path: Path) -> None:
    intake = plan(tmp_path)
    assert check(intake, today=DAY).findings == check(intake, today=DAY).findings


@pytest.mark.parametrize("gate", list(Gate))
def test_every_rule_is_checked_or_the_reason_is_given(tmp_path: Path, gate: Gate) -> None:
    verdict = check(plan(tmp_path), gate=gate, today=DAY)
    codes = [rule.code for rule in verdict.checked] + [left.rule.code for left in verdict.not_checked]
    assert len(codes) == len(set(codes))
    assert len([code for code in codes if not code.startswith("L")]) == len(rule_book())
    assert {finding.rule for finding in verdict.findings} <= {rule.code for rule in verdict.checked}
