"""The JUnit report: a case for every rule, in the form that build servers read."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
from hypothesis import given

from graph.report.formats import render
from graph.report.options import Options
from graph.verdict import Verdict
from shapes.findings import Language, Severity
from tests.report_verdicts import BROKEN, LOOSE, SPOTLESS, WHOLE, hostile_verdicts

# What both schemas in use (that of Ant and that of Jenkins) know of, or ask for.
ATTRIBUTES = {
    "testsuites": set(),
    "testsuite": {
        *("id", "package", "name", "timestamp", "hostname"),
        *("tests", "failures", "errors", "skipped", "time"),
    },
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"classname", "name", "time"},
    "failure": {"type", "message"},
    "skipped": {"message"},
    "system-out": set(),
    "system-err": set(),
}


def report(verdict: Verdict, language: Language = "sv") -> ET.Element:
    text = render(verdict, "junit", Options(language=language))
    assert isinstance(text, str)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>')
    assert text.endswith("</testsuites>\n")
    root: ET.Element = defusedxml.ElementTree.fromstring(text.encode())
    return root


def cases(root: ET.Element) -> dict[str, ET.Element]:
    return {case.attrib["name"].split()[0]: case for case in root.iter("testcase")}


def test_the_form_is_what_both_schemas_ask_for() -> None:
    for verdict in (BROKEN, WHOLE, SPOTLESS):
        root = report(verdict)
        for element in root.iter():
            assert set(element.attrib) == ATTRIBUTES[element.tag], element.tag
        (suite,) = root
        order = [child.tag for child in suite]
        assert order == [
            "properties",
            *["testcase"] * len(suite.findall("testcase")),
            "system-out",
            "system-err",
        ]
        assert all(len(case) <= 1 for case in suite.iter("testcase"))
        assert suite.attrib["timestamp"] == "2024-01-31T00:00:00"


def test_every_rule_is_a_case() -> None:
    root = report(BROKEN)
    (suite,) = root
    assert list(cases(root)) == ["C02", "C06", "T01", "T13", "T15", "L02", "C05", "F04", "T02"]
    assert {case.attrib["classname"] for case in suite.iter("testcase")} == {"rodatraden.budget"}
    counts = {key: suite.attrib[key] for key in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "9", "failures": "2", "errors": "0", "skipped": "3"}


def test_a_broken_rule_fails_with_its_findings() -> None:
    failure = cases(report(BROKEN))["T15"].find("failure")
    assert failure is not None
    assert failure.attrib == {"type": "violation", "message": "2 fel"}
    assert failure.text == (
        "\nT15 Nämndmål F11: Fler behöriga lärare\n"
        "  ”Fler behöriga lärare” hänvisar till ”KF-9”, som inte finns i planen.\n"
        "  Gör så här: Rätta id:t. Menade du KF-1 eller KF-4?"
        "\nT15 Nämndmål F13: Färre elever med hög frånvaro\n"
        "  ”Färre elever med hög frånvaro” hänvisar till ”kf tre”, som inte finns i planen.\n"
        "  Gör så här: Rätta id:t.\n"
    )
    whole = cases(report(BROKEN, "en"))["T01"].find("failure")
    assert whole is not None
    assert whole.attrib["message"] == "12 errors"
    assert (whole.text or "").count("\nT01 ") == 12


def test_milder_findings_are_told_but_do_not_fail() -> None:
    root = report(WHOLE)
    assert list(root.iter("failure")) == []
    told = root.find("testsuite/system-out")
    assert told is not None
    assert [line for line in (told.text or "").splitlines() if line and not line.startswith(" ")] == [
        "C02 Organ B4: Barn- och utbildningsnämnden",
        "L02 Utfall G14: Utfall G14",
        "T13 KF-mål I2: Trygg uppväxt i hela kommunen",
    ]
    strict = report(replace(WHOLE, fail_on=Severity.WARNING))
    assert [name for name, case in cases(strict).items() if case.find("failure") is not None] == [
        "C02",
        "L02",
    ]


def test_a_rule_that_was_not_checked_is_skipped_with_the_reason() -> None:
    found = cases(report(BROKEN, "en"))
    skipped = {name: case.find("skipped") for name, case in found.items()}
    assert {name: each.attrib["message"] for name, each in skipped.items() if each is not None} == {
        "C05": "Belongs to other decisions",
        "F04": "Needs a follow-up period, and none is chosen",
        "T02": "The plan has nothing that the rule is about",
    }


def test_a_case_keeps_its_name_whatever_is_found() -> None:
    one = tuple(each for each in BROKEN.findings if each.rule == LOOSE.code)[:1]
    names = [
        [case.attrib["name"] for case in report(v).iter("testcase")]
        for v in (BROKEN, replace(BROKEN, findings=one))
    ]
    assert names[0] == names[1]
    assert "T01 Nämndmålet ”…” leder inte till något KF-mål." in names[0]


@given(hostile_verdicts())
def test_any_text_leaves_the_form_as_it_is(verdict: Verdict) -> None:
    calm = replace(BROKEN, findings=BROKEN.findings[-1:])
    root, other = report(verdict), report(calm)
    tags = [element.tag for element in root.iter()]
    assert [tag for tag in tags if tag != "failure"] == [e.tag for e in other.iter() if e.tag != "failure"]
    assert tags.count("failure") == 1
