"""The plans in a file that holds several, each as a graph of its own."""

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF
from rdflib.term import Node

from graph.sources.rdffiles import Document
from ontology.graphs import new_graph
from ontology.namespaces import RT

_DEFAULT = pyoxigraph.DefaultGraph()


def plans_in(document: Document) -> Iterator[tuple[URIRef, Graph]]:
    """Every plan with its statements, by IRI: its named graphs, and what belongs to it in the default graph.

    A single plan has the whole default graph; of several, each has what says that it is in the plan, and what
    that leads to.
    """
    shared = document.graph([_DEFAULT])
    plans = {URIRef(plan.value): names for plan, names in document.plans.items()}
    for plan, names in sorted(plans.items()):
        own = document.graph(name for name in (pyoxigraph.NamedNode(plan), *names) if name != _DEFAULT)
        for triple in shared if len(plans) == 1 else _part_of(shared, plan, plans, own):
            own.add(triple)
        yield plan, own


def _part_of(shared: Graph, plan: URIRef, plans: Collection[Node], own: Graph) -> Graph:
    """What belongs to one of several plans in the graph that they share."""
    part = new_graph()
    # what is said in the plan's own graph may be described further in the shared one
    waiting: list[Node] = [plan, *shared.subjects(RT.inPlan, plan), *own.objects()]
    seen: set[Node] = set(plans) - {plan}
    while waiting:
        thing = waiting.pop()
        if thing in seen or isinstance(thing, Literal) or _elsewhere(shared.objects(thing, RT.inPlan), plan):
            continue
        seen.add(thing)
        for triple in shared.triples((thing, None, None)):
            part.add(triple)
            # a class or property leads to the vocabulary, which is no part of a plan
            if triple[1] != RDF.type:
                waiting.append(triple[2])
    return part


def _elsewhere(plans: Iterable[Node], plan: Node) -> bool:
    found = set(plans)
    return bool(found) and plan not in found
