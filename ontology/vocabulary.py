"""The packaged Turtle as graphs, each file read once."""

from functools import cache
from importlib.resources import files

from rdflib import Graph

from ontology.graphs import graph_with
from ontology.parsing import read_turtle

FILES = ("rodatraden.ttl", "concepts.ttl", "agenda2030.ttl", "alignment.ttl")


@cache
def graph_of(name: str) -> Graph:
    """One packaged Turtle file as a graph; the same object every time, so never write to it."""
    return read_turtle((files("ontology") / name).read_bytes())


@cache
def vocabulary() -> Graph:
    """All packaged Turtle in one graph; the same object every time, so never write to it."""
    parts = [graph_of(name) for name in FILES]
    whole = graph_with(triple for part in parts for triple in part)
    for part in parts:
        for prefix, namespace in part.namespaces():
            whole.bind(prefix, namespace)
    return whole
