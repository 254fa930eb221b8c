"""The verdict as a standard SHACL validation report in Turtle."""

import re
from collections.abc import Iterator
from io import BytesIO

import pyoxigraph as ox
from rdflib.namespace import DCTERMS, RDF, SH, XSD

from graph.report.options import Options
from graph.verdict import Verdict
from ontology.namespaces import RTS
from shapes.findings import Finding, Severity, Text

# The standard asks every result for its component; one for what no SHACL engine found is of our own.
READING_COMPONENT = RTS.ReadingConstraintComponent

_SEVERITIES = {
    Severity.VIOLATION: SH.Violation,
    Severity.WARNING: SH.Warning,
    Severity.INFO: SH.Info,
}
_PREFIXES = {"dcterms": str(DCTERMS), "rts": str(RTS), "sh": str(SH), "xsd": str(XSD)}
_NOT_IN_LABEL = re.compile(r"[^A-Za-z0-9]")

_Triple = tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]


def render(verdict: Verdict, _: Options) -> str:
    """The whole report, ending in a newline; both languages are in it. Results come in the verdict's order.

    `sh:conforms` is the standard's own: true only without any result, whatever the severity.
    """
    triples = [
        ox.Triple(subject, ox.NamedNode(predicate), value)
        for subject, statements in _blocks(verdict)
        for predicate, value in statements
    ]
    output = BytesIO()
    ox.serialize(triples, output, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    return output.getvalue().decode()


def _blocks(verdict: Verdict) -> Iterator[tuple[ox.BlankNode, list[_Triple]]]:
    today = ox.Literal(verdict.today.isoformat(), datatype=ox.NamedNode(str(XSD.date)))
    results = [ox.BlankNode(f"result{number}") for number in range(1, len(verdict.findings) + 1)]
    yield (
        ox.BlankNode("report"),
        [
            (str(RDF.type), ox.NamedNode(str(SH.ValidationReport))),
            (str(DCTERMS.subject), _node(verdict.plan.iri)),
            (str(DCTERMS.created), today),
            (str(SH.conforms), ox.Literal(not verdict.findings)),
            *((str(SH.result), result) for result in results),
        ],
    )
    for result, finding in zip(results, verdict.findings, strict=True):
        yield result, list(_result(finding, verdict))


def _result(finding: Finding, verdict: Verdict) -> Iterator[_Triple]:
    yield str(RDF.type), ox.NamedNode(str(SH.ValidationResult))
    # what was found while reading concerns the plan as a whole: the row may have become no node at all
    yield str(SH.focusNode), _node(finding.focus if finding.component else verdict.plan.iri)
    if finding.path:
        yield str(SH.resultPath), _node(finding.path)
    if finding.term or finding.value is not None:
        yield str(SH.value), _value(finding)
    yield str(SH.sourceShape), _node(finding.shape)
    yield str(SH.sourceConstraintComponent), _node(finding.component or str(READING_COMPONENT))
    yield str(SH.resultSeverity), ox.NamedNode(str(_SEVERITIES[finding.severity]))
    for text in _both(finding.message):
        yield str(SH.resultMessage), text


def _both(text: Text) -> Iterator[ox.Literal]:
    yield ox.Literal(text.sv, language="sv")
    if text.en:
        yield ox.Literal(text.en, language="en")


def _node(iri: str) -> ox.NamedNode | ox.BlankNode:
    """A node of the plan: its IRI, or a blank node that has the same label wherever it is mentioned."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return ox.BlankNode("n" + _NOT_IN_LABEL.sub("", iri.removeprefix("_:")))


def _value(finding: Finding) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The value itself, else its words."""
    if finding.term is None:
        return ox.Literal(finding.value or "")
    statement = f"<urn:x:s> <urn:x:p> {finding.term} ."
    value = next(iter(ox.parse(statement, format=ox.RdfFormat.TURTLE, lenient=True))).object
    if isinstance(value, ox.Triple):
        raise TypeError("no place in a report for a statement about a statement")
    return _node(value.value) if isinstance(value, ox.BlankNode) else value
