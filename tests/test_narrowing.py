"""Shapes aimed more closely find the same as the shapes as they are written."""

import pyshacl
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from graph.facts import with_facts
from shapes.narrowing import narrowed
from shapes.rules import rule_book, shapes_graph
from shapes.validate import Violation, validate, violations
from tests.rule_examples import PERIOD, Example, examples, plan_of

SH_A = URIRef("https://example.org/A")


def as_written(data: Graph) -> list[Violation]:
    """What pySHACL finds with the shapes just as they stand."""
    shapes = Graph(bind_namespaces="none")
    for triple in shapes_graph():
        shapes.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return violations(report, shapes)


def in_order(found: list[Violation]) -> list[str]:
    return sorted(map(str, found))


# One example for each family, and the one that breaks every part of the rule with most parts.
@pytest.mark.parametrize(
    "example",
    [each for each in examples() if each.fails and each.code in {"T15", "C04", "P03", "D07", "F02", "O03"}],
    ids=str,
)
def test_narrowed_shapes_find_the_same(example: Example) -> None:
    data = with_facts(plan_of(example), today=example.today, period=PERIOD)
    found = as_written(data)
    assert found
    assert in_order(validate(data, rule_book().values())) == in_order(found)


def shapes(turtle: str) -> Graph:
    prefixes = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <https://example.org/> ."
    return Graph().parse(data=prefixes + turtle, format="turtle")


def aims(graph: Graph, shape: str | URIRef) -> set[tuple[str, str]]:
    kinds = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
    return {
        (str(kind).rpartition("#")[2], str(value).rpartition("/")[2])
        for kind in kinds
        for value in graph.objects(URIRef(shape), kind)
    }


def test_a_part_that_asks_for_values_keeps_every_aim() -> None:
    graph = shapes(
        ":A sh:targetSubjectsOf :p, :q ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    )
    (part,) = narrowed(graph, [SH_A])
    assert aims(graph, part) == {("targetSubjectsOf", "p"), ("targetSubjectsOf", "q"), ("targetClass", "C")}


def test_a_part_that_speaks_of_values_is_aimed_at_nodes_that_have_some() -> None:
    graph = shapes(":A sh:targetSubjectsOf :p, :q ; sh:property [ sh:path :p ; sh:class :D ] .")
    (part,) = narrowed(graph, [SH_A])
    assert aims(graph, part) == {("targetSubjectsOf", "p")}
    assert (URIRef(part), RDF.type, SH.PropertyShape) in graph


def test_a_part_is_not_aimed_where_its_shape_is_not() -> None:
    graph = shapes(":A sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :D ] .")
    (part,) = narrowed(graph, [SH_A])
    assert aims(graph, part) == {("targetClass", "C")}


def test_a_part_about_what_leads_to_a_node_is_aimed_at_such_nodes() -> None:
    part_of_it = "sh:property [ sh:path [ sh:inversePath :p ] ; sh:class :D ]"
    graph = shapes(f":A sh:targetNode :N ; sh:targetObjectsOf :p ; {part_of_it} .")
    (part,) = narrowed(graph, [SH_A])
    assert aims(graph, part) == {("targetObjectsOf", "p")}


@pytest.mark.parametrize(
    "turtle",
    [
        ":A sh:targetClass :C ; sh:property [ sh:path :p ; sh:class :D ] ; sh:or ( [ sh:class :E ] ) .",
        ":A sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:minCount 1 . :B sh:property :P .",
        ":A sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:minCount 1 ; sh:targetClass :D .",
        ":A sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ; sh:deactivated true .",
        ":A sh:targetClass :C ; sh:nodeKind sh:IRI .",
    ],
    ids=["or", "shared part", "aimed part", "deactivated", "no parts"],
)
def test_other_shapes_are_left_as_they_are(turtle: str) -> None:
    graph = shapes(turtle)
    before = set(graph)
    assert narrowed(graph, [SH_A]) == [SH_A]
    assert set(graph) == before


def test_what_pyshacl_says_to_others_is_as_before() -> None:
    """Its words are left out of our own runs only."""
    wanted = shapes(":A sh:targetNode :x ; sh:path :p ; sh:minCount 1 ; a sh:PropertyShape .")
    before = pyshacl.validate(Graph(), shacl_graph=wanted)[2]
    validate(Graph(), rule_book().values())
    assert "Focus Node: :x" in before  # and not the whole IRI, as our own runs would write it
    assert pyshacl.validate(Graph(), shacl_graph=wanted)[2] == before
