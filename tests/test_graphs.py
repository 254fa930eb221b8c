from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from graph.facts import with_facts
from graph.sources.formats import read_source
from ontology.graphs import OneGraph, graph_with, new_graph
from shapes.rules import rule_book
from shapes.validate import validate

A, B = URIRef("urn:a"), URIRef("urn:b")
LINES = [
    (A, RDF.type, SKOS.Concept),
    (A, SKOS.prefLabel, Literal("a", lang="sv")),
    (B, RDF.type, SKOS.Concept),
]
FAULTY = Path(__file__).parent.parent / "examples" / "lindvik-2024-brister.ttl"


def filled(graph: Graph) -> Graph:
    for line in LINES:
        graph.add(line)
    return graph


def test_what_is_put_in_is_found_by_every_pattern() -> None:
    ours, usual = filled(new_graph()), filled(Graph(bind_namespaces="none"))
    nodes = {term for line in LINES for term in line}
    for subject, predicate, value in product([None, *nodes], repeat=3):
        pattern = (subject, predicate, value)
        assert set(ours.triples(pattern)) == set(usual.triples(pattern))
        assert (pattern in ours) == (pattern in usual)


NODES: Final = [A, B, Literal("a"), Literal("a", lang="sv")]
statements = st.tuples(*[st.sampled_from(NODES)] * 3)
patterns = st.tuples(*[st.sampled_from([None, *NODES])] * 3)


@given(st.lists(st.one_of(st.tuples(st.just("add"), statements), st.tuples(st.just("remove"), patterns))))
def test_whatever_is_put_in_and_taken_away_it_holds_what_rdflibs_own_holds(
    steps: list[tuple[str, tuple[Node, Node, Node]]],
) -> None:
    ours, usual = new_graph(), Graph(bind_namespaces="none")
    for step, pattern in steps:
        for graph in (ours, usual):
            graph.add(pattern) if step == "add" else graph.remove(pattern)
        assert len(ours) == len(usual)
    for subject, predicate, value in product([None, *NODES], repeat=3):
        wanted = (subject, predicate, value)
        found = list(ours.triples(wanted))
        assert len(found) == len(set(found))
        assert set(found) == set(usual.triples(wanted))


def test_a_graph_with_statements_is_as_one_that_they_were_added_to() -> None:
    ours, added = graph_with([*LINES, LINES[0]]), filled(new_graph())
    assert list(ours) == list(added)
    assert len(ours) == len(LINES)
    ours.remove((None, RDF.type, None))
    assert list(ours) == [LINES[1]]


def test_the_count_is_kept() -> None:
    graph = new_graph()
    assert not graph
    assert len(filled(graph)) == len(LINES)
    graph.add(LINES[0])
    assert len(graph) == len(LINES)
    graph.remove((A, None, None))
    assert set(graph) == {LINES[2]}
    assert len(graph) == 1


def test_prefixes_are_kept() -> None:
    graph = new_graph()
    assert list(graph.namespaces()) == []
    graph.bind("skos", SKOS)
    assert dict(graph.namespaces()) == {"skos": URIRef(str(SKOS))}


def test_the_engine_finds_the_same_in_a_graph_of_the_usual_kind() -> None:
    plan = read_source(FAULTY)
    assert isinstance(plan, Graph)
    ours = with_facts(plan, today=date(2025, 3, 1), period="2024")
    assert isinstance(ours.store, OneGraph)
    usual = Graph(bind_namespaces="none")
    for line in ours:
        usual.add(line)
    rules = list(rule_book().values())
    found = validate(ours, rules)
    assert found
    assert set(found) == set(validate(usual, rules))
