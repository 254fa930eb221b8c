"""The Agenda 2030 goal behind a goal or a target."""

from collections.abc import Mapping
from functools import cache

from rdflib.namespace import RDF, SKOS

from ontology.namespaces import SDGO
from ontology.vocabulary import graph_of


@cache
def _goals() -> Mapping[str, str]:
    graph = graph_of("agenda2030.ttl")
    goals = {str(goal): str(goal) for goal in graph.subjects(RDF.type, SDGO.Goal)}
    targets = {str(target): str(goal) for target, goal in graph.subject_objects(SKOS.broader)}
    return {**targets, **goals}


def sdg_goal_of(iri: str) -> str | None:
    """The Agenda 2030 goal that an IRI is, or is a target of; None where it is neither."""
    return _goals().get(iri)
