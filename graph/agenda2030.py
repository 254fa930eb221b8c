"""The goals and targets of Agenda 2030 as plain values, in the order of their numbers."""

from dataclasses import dataclass
from functools import cache

from rdflib.namespace import RDF, SKOS

from graph.model_base import Named, Wording
from graph.reading import key, text
from ontology.namespaces import SDGO
from ontology.vocabulary import graph_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sdg(Named):
    """One of the 17 goals or 169 targets. `goal` is the goal that a target belongs to; a goal is its own."""

    goal: str

    @property
    def is_goal(self) -> bool:
        """Whether it is one of the 17 goals."""
        return self.goal == self.iri


@cache
def agenda() -> tuple[Sdg, ...]:
    """All of them: every goal, followed by its targets."""
    graph = graph_of("agenda2030.ttl")
    above = {key(target): key(goal) for target, goal in graph.subject_objects(SKOS.broader)}
    found = [
        Sdg(
            iri=key(node),
            identifier=text(graph.value(node, SKOS.notation) or node),
            title=Wording(
                tuple(
                    sorted(
                        (getattr(label, "language", None) or "", str(label))
                        for label in graph.objects(node, SKOS.prefLabel)
                    )
                )
            ),
            goal=above.get(key(node), key(node)),
        )
        for rdf_class in (SDGO.Goal, SDGO.Target)
        for node in graph.subjects(RDF.type, rdf_class)
    ]
    return tuple(sorted(found, key=_place))


def _place(sdg: Sdg) -> tuple[int, bool, int, str]:
    """Targets with a number come before those with a letter, as in the agenda itself."""
    goal, _, part = (sdg.identifier or "0").partition(".")
    return int(goal), bool(part) and not part.isdigit(), int(part) if part.isdigit() else 0, part
