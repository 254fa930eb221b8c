"""What libraries say to programmers never reaches the user."""

from pathlib import Path

import pytest

from tests.test_cli_edges import shell

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


@pytest.mark.parametrize("output", ["", "--format turtle"])
def test_a_value_that_is_not_of_its_datatype_leads_to_no_traceback(output: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    plan.write_text(ILL_TYPED, "utf-8")
    done = shell(f'rodatraden check "{plan}" {output}')
    assert done.stderr == ""
    assert done.returncode == 1


def test_such_a_plan_is_converted_without_a_traceback(tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    plan.write_text(ILL_TYPED, "utf-8")
    done = shell(f'rodatraden convert "{plan}" "{tmp_path / "plan.nt"}" --lang en')
    assert "Traceback" not in done.stderr
    assert "Warning" not in done.stderr
