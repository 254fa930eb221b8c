"""What libraries say to programmers never reaches the user."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ILL_TYPED = """
@prefix rt: <https://w3id.org/rodatraden/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://data.exempel.se/id/> .
<plan/2024> a rt:Plan ; rt:budgetYear "tjugofyra"^^xsd:gYear .
<indikator/I-1> a rt:Indicator ; skos:prefLabel "Betyg"@sv ; rt:baselineValue "åtta"^^xsd:decimal .
<mal/KF-1> a rt:CouncilGoal ; rt:soundFinancialManagement "ja"^^xsd:boolean .
<steg/1> a rt:Milestone ; rt:plannedStart "2024-13-45"^^xsd:date .
"""


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rodatraden", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def plan(tmp_path: Path) -> str:
    path = tmp_path / "plan.ttl"
    path.write_text(ILL_TYPED, "utf-8")
    return str(path)


@pytest.mark.parametrize("name", ["text", "turtle"])
def test_a_value_that_is_not_of_its_datatype_leads_to_no_traceback(name: str, plan: str) -> None:
    done = process("check", plan, "--format", name)
    assert done.stderr == ""
    assert done.returncode == 1


def test_such_a_plan_is_converted_without_a_traceback(plan: str, tmp_path: Path) -> None:
    done = process("convert", plan, str(tmp_path / "plan.nt"), "--lang", "en")
    assert done.stderr.startswith("Converted")
    assert "Warning" not in done.stderr
