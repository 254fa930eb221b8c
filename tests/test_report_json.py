"""The JSON report: the contract that other programs build on."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from graph.report.formats import render
from graph.report.options import Options
from graph.verdict import Verdict
from shapes.findings import Language, Severity
from tests.report_verdicts import BASE, BROKEN, FILE, SHAPES, SPOTLESS, WHOLE, hostile_verdicts


def report(verdict: Verdict, language: Language = "sv") -> dict[str, Any]:
    text = render(verdict, "json", Options(language=language))
    assert isinstance(text, str)
    assert text.endswith("}\n")
    read: dict[str, Any] = json.loads(text)
    return read


def test_keys_and_their_order_are_the_contract() -> None:
    read = report(BROKEN)
    assert list(read) == [
        *("conforms", "gate", "plan", "source", "rules_checked", "counts", "findings"),
        *("period", "today", "fail_on", "not_checked"),
    ]
    assert list(read["plan"]) == ["iri", "title", "municipality", "budget_year"]
    assert list(read["source"]) == ["path", "sha256"]
    assert list(read["counts"]) == ["violation", "warning", "info"]
    for found in read["findings"]:
        assert list(found) == [
            *("rule", "shape", "severity", "focus", "label", "body", "path", "value"),
            *("message", "remedy", "basis", "origin"),
        ]
        assert list(found["message"]) == list(found["remedy"]) == ["sv", "en"]
        assert list(found["origin"]) == ["file", "sheet", "cell"]


def test_the_head_says_what_was_checked() -> None:
    read = report(BROKEN)
    del read["findings"]
    assert read == {
        "conforms": False,
        "gate": "budget",
        "plan": {
            "iri": f"{BASE}plan/2024",
            "title": "Mål och budget 2024",
            "municipality": "Lindviks kommun",
            "budget_year": 2024,
        },
        "source": {"path": FILE, "sha256": BROKEN.source.sha256},
        "rules_checked": 6,
        "counts": {"violation": 14, "warning": 2, "info": 1},
        "period": None,
        "today": "2024-01-31",
        "fail_on": "violation",
        "not_checked": [
            {"rule": "C05", "reason": "other-gate"},
            {"rule": "F04", "reason": "no-period"},
            {"rule": "T02", "reason": "nothing-to-check"},
        ],
    }


def test_a_finding_in_full() -> None:
    found = next(each for each in report(BROKEN, "en")["findings"] if each["value"] == "KF-9")
    assert found == {
        "rule": "T15",
        "shape": f"{SHAPES}T15",
        "severity": "violation",
        "focus": f"{BASE}mal/f11",
        "label": "Fler behöriga lärare",
        "body": f"{BASE}organ/BUN",
        "path": "https://w3id.org/rodatraden/ns#contributesTo",
        "value": "KF-9",
        "message": {
            "sv": "”Fler behöriga lärare” hänvisar till ”KF-9”, som inte finns i planen.",
            "en": "“Fler behöriga lärare” refers to “KF-9”, which is not in the plan.",
        },
        "remedy": {
            "sv": "Rätta id:t. Menade du KF-1 eller KF-4?",
            "en": "Correct the id. Did you mean KF-1 eller KF-4?",
        },
        "basis": "The basis of T15.",
        "origin": {"file": FILE, "sheet": "Nämndmål", "cell": "F11"},
    }


def test_findings_keep_their_order_and_none_is_left_out() -> None:
    places = [(each["rule"], each["origin"]["cell"]) for each in report(BROKEN)["findings"]]
    assert places == [(f.rule, f.origin.cell) for f in BROKEN.findings if f.origin]
    assert len(places) == 17


def test_what_is_not_there_is_null() -> None:
    read = report(replace(SPOTLESS, period=None))
    assert (read["gate"], read["period"], read["findings"], read["not_checked"]) == (None, None, [], [])
    bare = replace(WHOLE.findings[0], origin=None, body=None, path=None, value=None)
    found = report(replace(WHOLE, findings=(bare,)))["findings"][0]
    assert [key for key, value in found.items() if value is None] == ["body", "path", "value", "origin"]


def test_conforms_follows_fail_on() -> None:
    assert report(WHOLE)["conforms"] is True
    assert report(replace(WHOLE, fail_on=Severity.WARNING))["conforms"] is False


@given(hostile_verdicts())
def test_any_text_comes_back_as_it_was(verdict: Verdict) -> None:
    read = report(verdict)
    assert read["plan"]["title"] == verdict.plan.title
    assert read["source"]["path"] == verdict.source.path
    for found, finding in zip(read["findings"], verdict.findings, strict=True):
        assert found["label"] == finding.label
        assert found["value"] == finding.value
        assert found["message"] == {"sv": finding.message.sv, "en": finding.message.en}
