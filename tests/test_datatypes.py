"""Values in RDF with a wrong datatype: each is told, none counts as missing in silence."""

import logging
from pathlib import Path

import pytest

from graph.intake import check, take_in
from shapes.findings import Finding

HEAD = """
@prefix rt: <https://w3id.org/rodatraden/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://data.exempel.se/id/plan/2024> a rt:Plan ; rt:budgetYear "2024"^^xsd:gYear .
<https://data.exempel.se/id/mal/KF-1> a rt:CouncilGoal ; skos:prefLabel "Trygg uppväxt"@sv .
<https://data.exempel.se/id/indikator/I-1> a rt:Indicator .
<https://data.exempel.se/id/steg/1> a rt:Milestone .
"""
IDS = "https://data.exempel.se/id/"


def misread(folder: Path, statements: str) -> list[Finding]:
    path = folder / "plan.ttl"
    path.write_text(HEAD + statements, "utf-8")
    return [finding for finding in check(take_in(path)).findings if finding.rule == "L30"]


@pytest.mark.parametrize(
    ("subject", "statement", "expected"),
    [
        ("steg/1", 'rt:plannedStart "2024-13-45"^^xsd:date', "xsd:date"),
        ("steg/1", 'rt:plannedStart "2024-01-01"', "xsd:date"),
        ("mal/KF-1", 'rt:sortOrder "först"', "xsd:integer"),
        ("mal/KF-1", "rt:sortOrder 1.5", "xsd:integer"),
        ("mal/KF-1", 'rt:soundFinancialManagement "ja"', "xsd:boolean"),
        ("indikator/I-1", 'rt:baselineValue "12,5"^^xsd:decimal', "xsd:decimal"),
        ("indikator/I-1", 'rt:baselineYear "2020"', "xsd:gYear"),
    ],
)
def test_a_value_of_a_wrong_datatype_is_told(
    subject: str, statement: str, expected: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (finding,) = misread(tmp_path, f"<{IDS}{subject}> {statement} .")
    assert finding.focus == f"{IDS}{subject}"
    assert finding.path is not None
    assert finding.path.endswith(statement.partition(" ")[0].removeprefix("rt:"))
    for language in ("sv", "en"):
        assert expected in finding.message[language]
        assert "…" not in finding.message[language]
    assert caplog.text == "", "rdflib's own tracebacks are not for the user"


@pytest.mark.parametrize(
    ("subject", "prop", "value"),
    [
        ("steg/1", "rt:plannedStart", '"2024-01-01T08:00:00"^^xsd:dateTime'),
        ("mal/KF-1", "rt:sortOrder", '"7"^^xsd:int'),
        ("mal/KF-1", "rt:soundFinancialManagement", '"1"^^xsd:boolean'),
        ("indikator/I-1", "rt:baselineValue", "1.5e3"),
        ("indikator/I-1", "rt:baselineYear", "2020"),
        ("indikator/I-1", "rt:baselineYear", "<urn:x>"),
        ("sak/främmande", "dcterms:date", '"våren 2024"'),
    ],
)
def test_what_can_be_read_and_what_others_say_is_left_alone(
    subject: str, prop: str, value: str, tmp_path: Path
) -> None:
    """Things of other vocabularies, and links where a value should stand, are not for this rule."""
    assert misread(tmp_path, f"<{IDS}{subject}> {prop} {value} .") == []


def test_a_span_of_time_is_one_of_ours(tmp_path: Path) -> None:
    span = '[ dcat:startDate "2024"^^xsd:gYear ; dcat:endDate "2027-12-31"^^xsd:date ]'
    (finding,) = misread(tmp_path, f"<{IDS}mal/KF-1> dcterms:valid {span} .")
    assert finding.value == "2024"


@pytest.mark.parametrize("name", ["vaggeryd-2020.ttl", "lindvik-2024.ttl", "lindvik-2024-brister.ttl"])
def test_what_the_program_writes_it_reads(name: str) -> None:
    path = Path(__file__).resolve().parent.parent / "examples" / name
    assert [finding for finding in check(take_in(path)).findings if finding.rule == "L30"] == []
