"""The rule book: every rule with its code, gates, severity and texts, read from the shapes' Turtle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ontology.labels import best
from ontology.namespaces import RT
from ontology.parsing import read_turtle
from shapes.findings import Gate, Severity, Text

FAMILIES = ("thread", "clarity", "programme", "decisions", "followup", "publication")
READING = "reading"

_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule that a plan is checked against.

    `gates` is empty for a rule that holds at every gate. `needs` names what the rule cannot do without:
    "period" for a rule about one follow-up period. `points_at` is the property whose cell a finding
    points at, where that is not the path of the result. `shape` is the IRI that identifies the rule.
    """

    code: str
    shape: str
    severity: Severity
    gates: frozenset[Gate]
    message: Text
    remedy: Text
    basis: Text
    needs: str | None
    points_at: str | None

    def holds_at(self, gate: Gate | None) -> bool:
        """Whether the rule is checked at a gate; without a gate every rule is."""
        return gate is None or not self.gates or gate in self.gates


def read_family(*names: str) -> Graph:
    """The Turtle of a family, or of several, as one new graph."""
    return read_turtle(b"\n".join((files("shapes") / f"{name}.ttl").read_bytes() for name in names))


@cache
def shapes_graph() -> Graph:
    """All shapes in one graph; the same object every time, so never write to it (pySHACL does: copy)."""
    return read_family(*FAMILIES)


def rules_in(graph: Graph) -> tuple[Rule, ...]:
    """Every rule of a shapes graph, ordered by code."""
    return tuple(
        sorted((_rule(graph, node) for node in graph.subjects(RT.ruleCode, None)), key=lambda rule: rule.code)
    )


@cache
def rule_book() -> Mapping[str, Rule]:
    """Every rule that a plan is checked against by SHACL, by its code."""
    return {rule.code: rule for rule in rules_in(shapes_graph())}


@cache
def reading_rules() -> Mapping[str, Rule]:
    """Every sentence about reading a source, by its code: E for unusable input, L for a finding."""
    return {rule.code: rule for rule in rules_in(read_family(READING))}


def reading_rule(code: str) -> Rule:
    """One sentence about reading a source. Raises KeyError for a code that does not exist."""
    return reading_rules()[code]


def _rule(graph: Graph, node: Node) -> Rule:
    gates = frozenset(Gate(str(gate).rsplit("/", 1)[-1]) for gate in graph.objects(node, RT.gate))
    severity = graph.value(node, SH.severity)
    needs = graph.value(node, RT.needs)
    points_at = graph.value(node, RT.pointsAt)
    return Rule(
        code=str(graph.value(node, RT.ruleCode)),
        shape=str(node),
        severity=_SEVERITIES.get(severity, Severity.VIOLATION)  # type: ignore[call-overload]
        if severity is not None
        else Severity.VIOLATION,
        gates=gates,
        message=_text(graph.objects(node, SH.message)),
        remedy=_text(graph.objects(node, RT.remedy)),
        basis=_text(graph.objects(node, RT.basis)),
        needs=str(needs) if needs is not None else None,
        points_at=str(points_at) if points_at is not None else None,
    )


def _text(values: Iterable[Node]) -> Text:
    texts = list(values)
    return Text(best(texts, "sv") or "", best(texts, "en") or "")


def named_shape(graph: Graph, node: Node) -> URIRef | None:
    """The rule's shape that a nested shape belongs to, or None where it belongs to none."""
    seen: set[Node] = set()
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if isinstance(current, URIRef) and (current, RT.ruleCode, None) in graph:
            return current
        if current in seen:
            continue
        seen.add(current)
        waiting.extend(subject for subject in graph.subjects(None, current) if subject not in seen)
    return None


def property_message(rule: Rule, path: URIRef) -> Text:
    """What a rule says of one property that its shape looks at; without such words, the rule's message."""
    graph = shapes_graph()
    shape = URIRef(rule.shape)
    shapes = (each for each in graph.subjects(SH.path, path) if named_shape(graph, each) == shape)
    said = _text(text for each in shapes for text in graph.objects(each, SH.message))
    return said if said.sv else rule.message


def is_shape(graph: Graph, node: Node) -> bool:
    """Whether a node is a shape by its own type."""
    return any((node, RDF.type, kind) in graph for kind in (SH.NodeShape, SH.PropertyShape))
