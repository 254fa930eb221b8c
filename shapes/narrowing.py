"""The same rules aimed more closely, which pySHACL needs to be quick.

pySHACL tries every property shape of a node shape on every focus node, one by one. A property shape that is
aimed at its focus nodes itself is tried on all of them at once, and one that speaks only of values can be
left alone with nodes that have none. Results are the same; a test compares them.
"""

from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

_AIMS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_NO_CONSTRAINTS = frozenset({*_AIMS, SH.severity, SH.message, SH.name, SH.description, SH.order, SH.group})
# A property shape with one of these can be broken by a node that has no values at all.
_ASK_FOR_VALUES = (SH.minCount, SH.qualifiedMinCount, SH.hasValue, SH.equals)


def narrowed(shapes: Graph, wanted: Iterable[URIRef]) -> list[str | URIRef]:
    """Rewrite a shapes graph in place, and return what to run for the shapes that are wanted.

    A node shape that is nothing but property shapes with IRIs of their own afterwards stays in the graph, so
    that their results can still be tied to it.
    """
    run: list[str | URIRef] = []
    for shape in wanted:
        parts = list(shapes.objects(shape, SH.property))
        if parts and _is_only_its_parts(shapes, shape, parts):
            run += [_aimed(shapes, shape, part, number) for number, part in enumerate(parts)]
        else:
            run.append(shape)
    return run


def _is_only_its_parts(shapes: Graph, shape: URIRef, parts: Iterable[Node]) -> bool:
    """Whether a node shape holds when its property shapes do, and these belong to it alone."""
    said = {predicate for predicate in shapes.predicates(shape) if str(predicate).startswith(str(SH))}
    return said - _NO_CONSTRAINTS == {SH.property} and not any(
        len(list(shapes.subject_predicates(part))) > 1 or any((part, aim, None) in shapes for aim in _AIMS)
        for part in parts
    )


def _aimed(shapes: Graph, shape: URIRef, part: Node, number: int) -> URIRef:
    """Give a property shape an IRI and the aims of its node shape, or the one aim that matters to it."""
    named = part if isinstance(part, URIRef) else URIRef(f"{shape}/{number}")
    for _, predicate, value in list(shapes.triples((part, None, None))):
        shapes.remove((part, predicate, value))
        shapes.add((named, predicate, value))
    shapes.remove((shape, SH.property, part))
    shapes.add((shape, SH.property, named))
    shapes.add((named, RDF.type, SH.PropertyShape))
    for aim, value in _aims_that_matter(shapes, shape, named):
        shapes.add((named, aim, value))
    return named


def _aims_that_matter(shapes: Graph, shape: URIRef, part: URIRef) -> list[tuple[URIRef, Node]]:
    if not any((part, constraint, None) in shapes for constraint in _ASK_FOR_VALUES):
        path = shapes.value(part, SH.path)
        inverse = shapes.value(path, SH.inversePath)
        for aim, value in ((SH.targetSubjectsOf, path), (SH.targetObjectsOf, inverse)):
            if value is not None and (shape, aim, value) in shapes:
                return [(aim, value)]
    return [(aim, value) for aim in _AIMS for value in shapes.objects(shape, aim)]
