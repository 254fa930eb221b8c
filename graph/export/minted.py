"""What only some formats have identifiers for: lists, cubes, series, and spans of time of the catalogue.

Whatever is published under an identifier can be asked for, so pages and servers must know of these too.
"""

from collections.abc import Sequence

from rdflib import Graph, URIRef

from graph.export.dcat.catalogue import SEGMENTS, catalogue
from graph.export.dcat.settings import lacking
from graph.export.formats import PublicPlan
from ontology.graphs import new_graph


def minted(plans: Sequence[PublicPlan], base: str) -> Graph:
    """What is said of every identifier below a base that the formats make and no plan has.

    What the catalogue alone tells of, such as its distributions, is left to the catalogue (see its SEGMENTS).
    """
    ours = f"{base}/id/"
    theirs = tuple(f"{ours}{segment}/" for segment in SEGMENTS)
    found = new_graph()
    for view in _views(plans):
        for triple in view:
            subject = triple[0]
            if (
                isinstance(subject, URIRef)
                and subject.startswith(ours)
                and not str(subject).startswith(theirs)
                and not any((subject, None, None) in each.graph for each in plans)
            ):
                found.add(triple)
    return found


def _views(plans: Sequence[PublicPlan]) -> list[Graph]:
    views = [view for each in plans for view in (each.skos, each.cube)]
    read = [each.plan for each in plans]
    if not any(True for plan in read for _ in lacking(plan)):
        views.append(catalogue(read))
    return views
