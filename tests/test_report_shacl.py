"""The SHACL report: what the standard asks of it, and what any RDF program can read from it."""

from dataclasses import replace

import pyshacl
from hypothesis import given
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, RDF, SH, XSD

from graph.report.formats import render
from graph.report.options import Options
from graph.report.shacl_report import READING_COMPONENT
from graph.verdict import Verdict, ordered
from ontology.parsing import read_turtle
from shapes.findings import Finding, Text
from shapes.rules import rules_in
from shapes.validate import Violation, validate, violations
from tests.report_verdicts import BASE, BROKEN, CONTRIBUTES, SHAPES, SPOTLESS, WHOLE, hostile_verdicts

# Section 3.6 of the SHACL recommendation, as shapes.
STANDARD = read_turtle(b"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
[] a sh:NodeShape ; sh:targetClass sh:ValidationReport ;
    sh:property [ sh:path sh:conforms ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ;
    sh:property [ sh:path sh:result ; sh:class sh:ValidationResult ] .
[] a sh:NodeShape ; sh:targetClass sh:ValidationResult ;
    sh:property [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:value ; sh:maxCount 1 ] ;
    sh:property [ sh:path sh:sourceShape ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ] ;
    sh:property [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ; sh:maxCount 1 ;
        sh:nodeKind sh:IRI ] ;
    sh:property [ sh:path sh:resultSeverity ; sh:minCount 1 ; sh:maxCount 1 ;
        sh:in ( sh:Violation sh:Warning sh:Info ) ] ;
    sh:property [ sh:path sh:resultMessage ; sh:minCount 1 ; sh:uniqueLang true ; sh:nodeKind sh:Literal ] .
""")

TOY_SHAPES = read_turtle(b"""
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rt: <https://w3id.org/rodatraden/ns#> .
@prefix ex: <https://example.org/> .
ex:Sized a sh:NodeShape ; rt:ruleCode "X01" ; sh:severity sh:Warning ; sh:targetClass ex:Thing ;
    sh:message "Fel storlek."@sv , "Wrong size."@en ;
    sh:property [ sh:path ex:size ; sh:minCount 1 ; sh:maxInclusive 10 ] ;
    sh:property [ sh:path ex:of ; sh:class ex:Thing ] .
""")
TOY_DATA = """
@prefix ex: <https://example.org/> .
ex:a a ex:Thing ; ex:size 11.5 .
ex:b a ex:Thing ; ex:size "tolv\\n\\"två\\""@sv ; ex:of ex:a, ex:nowhere .
ex:c a ex:Thing .
""".encode()


def report(verdict: Verdict) -> Graph:
    text = render(verdict, "turtle", Options())
    assert isinstance(text, str)
    return read_turtle(text.encode())


def test_it_is_what_the_standard_asks_for() -> None:
    for verdict in (BROKEN, WHOLE, SPOTLESS):
        conforms, _, text = pyshacl.validate(report(verdict), shacl_graph=STANDARD)
        assert conforms, text


def test_every_finding_is_a_result_of_the_report() -> None:
    read = report(BROKEN)
    (whole,) = read.subjects(RDF.type, SH.ValidationReport)
    results = set(read.subjects(RDF.type, SH.ValidationResult))
    assert set(read.objects(whole, SH.result)) == results
    assert len(results) == 17
    assert read.value(whole, DCTERMS.subject) == URIRef(BROKEN.plan.iri)
    assert read.value(whole, DCTERMS.created) == Literal("2024-01-31", datatype=XSD.date)


def test_conforms_is_the_standards_own() -> None:
    said = [next(report(verdict).objects(None, SH.conforms)) for verdict in (BROKEN, WHOLE, SPOTLESS)]
    # a plan with warnings only is good enough for us, but not for the standard
    assert [str(each) for each in said] == ["false", "false", "true"]


def test_a_result_in_full() -> None:
    read = report(BROKEN)
    (result,) = read.subjects(SH.value, URIRef(f"{BASE}mal/KF-9"))
    assert dict(read.predicate_objects(result)).keys() == {
        *(RDF.type, SH.focusNode, SH.resultPath, SH.value, SH.sourceShape),
        *(SH.sourceConstraintComponent, SH.resultSeverity, SH.resultMessage),
    }
    assert read.value(result, SH.focusNode) == URIRef(f"{BASE}mal/f11")
    assert read.value(result, SH.resultPath) == URIRef(CONTRIBUTES)
    assert read.value(result, SH.sourceShape) == URIRef(f"{SHAPES}T15")
    assert read.value(result, SH.sourceConstraintComponent) == SH.MinCountConstraintComponent
    assert read.value(result, SH.resultSeverity) == SH.Violation
    assert set(read.objects(result, SH.resultMessage)) == {
        Literal("”Fler behöriga lärare” hänvisar till ”KF-9”, som inte finns i planen.", lang="sv"),
        Literal("“Fler behöriga lärare” refers to “KF-9”, which is not in the plan.", lang="en"),
    }


def test_a_finding_made_while_reading_concerns_the_plan() -> None:
    read = report(BROKEN)
    (result,) = read.subjects(SH.sourceShape, URIRef(f"{SHAPES}L02"))
    assert read.value(result, SH.focusNode) == URIRef(BROKEN.plan.iri)
    assert read.value(result, SH.sourceConstraintComponent) == READING_COMPONENT
    assert read.value(result, SH.value) == Literal("87,5")


def test_it_is_the_same_every_time_and_in_the_order_of_the_verdict() -> None:
    text = render(BROKEN, "turtle")
    assert text == render(BROKEN, "turtle")
    assert isinstance(text, str)
    codes = [line.split("rts:")[1].split()[0] for line in text.splitlines() if "sh:sourceShape" in line]
    assert codes == [finding.rule for finding in BROKEN.findings]


def test_blank_nodes_of_the_plan_stay_one_node() -> None:
    one = replace(BROKEN.findings[0], focus="n1f-2", term=None)
    other = replace(BROKEN.findings[1], term="_:n1f2")
    read = report(replace(BROKEN, findings=(one, other)))
    (value,) = read.objects(None, SH.value)
    assert isinstance(value, BNode)
    assert value in set(read.objects(None, SH.focusNode))


def as_finding(violation: Violation) -> Finding:
    """A finding with nothing in it but what the engine said."""
    return replace(
        BROKEN.findings[0],
        rule="X01",
        shape=str(violation.shape),
        severity=rules_in(TOY_SHAPES)[0].severity,
        focus=str(violation.focus),
        path=str(violation.path) if violation.path else None,
        value="",
        component=str(violation.component),
        term=violation.value.n3() if violation.value is not None else None,
        message=Text("Fel storlek.", "Wrong size."),
    )


def test_what_the_engine_found_is_told_as_it_was_found() -> None:
    rules = rules_in(TOY_SHAPES)
    found = validate(read_turtle(TOY_DATA), rules, TOY_SHAPES)
    verdict = replace(BROKEN, checked=rules, findings=ordered(map(as_finding, found)))
    again = violations(report(verdict), TOY_SHAPES)
    keys = [{(v.shape, v.focus, v.path, v.component) for v in each} for each in (found, again)]
    assert keys[0] == keys[1]
    assert len(again) == len(found) == 4
    assert {v.value for v in found if v.value is not None} == {
        v.value for v in again if v.value != Literal("")
    }


@given(hostile_verdicts())
def test_any_text_comes_back_as_it_was(verdict: Verdict) -> None:
    read = report(verdict)
    said = {str(text) for text in read.objects(None, SH.resultMessage)}
    wanted = {text for f in verdict.findings for text in (f.message.sv, f.message.en)}
    assert said | {""} == wanted | {""}
    values = {str(value) for value in read.objects(None, SH.value)}
    assert values == {finding.value for finding in verdict.findings if finding.value is not None}
    assert isomorphic(read, report(verdict))
