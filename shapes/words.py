"""Words for people that no rule says (headings, remarks), read from a Turtle file beside their module."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rdflib.namespace import RDFS

from ontology.labels import best
from ontology.parsing import read_turtle
from shapes.findings import Text


@cache
def read_words(package: str, name: str = "words") -> Mapping[str, Text]:
    """Every text of one of a package's Turtle files by its key, which is the end of its IRI."""
    graph = read_turtle((files(package) / f"{name}.ttl").read_bytes())
    return {
        str(subject).rpartition("#")[2]: Text(
            best(graph.objects(subject, RDFS.label), "sv") or "",
            best(graph.objects(subject, RDFS.label), "en") or "",
        )
        for subject in set(graph.subjects(RDFS.label))
    }
