"""The packaged Turtle as graphs, each file read once."""

from functools import cache
from importlib.resources import files

from rdflib import Graph

from ontology.graphs import new_graph
from ontology.parsing import read_turtle

FILES = ("rodatraden.ttl", "concepts.ttl", "agenda2030.ttl", "alignment.ttl")


@cache
def graph_of(name: str) -> Graph:
    """One packaged Turtle file as a graph; the same object every time, so never write to it."""
    return read_turtle((files("ontology") / name).read_bytes())


@cache
def vocabulary() -> Graph:
    """All packaged Turtle in one graph; the same object every time, so never write to it."""
    whole = new_graph()
    for name in FILES:
        part = graph_of(name)
        for triple in part:
            whole.add(triple)
        for prefix, namespace in part.namespaces():
            whole.bind(prefix, namespace)
    return whole
