"""Running the shapes: the one place that knows pySHACL."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from ontology.graphs import graph_with
from shapes.narrowing import narrowed
from shapes.rules import Rule, named_shape, shapes_graph

# How a path that is more than one property goes on; rdf:first is the first step, or the first way, of a list.
_PATHS = (
    RDF.first,
    SH.inversePath,
    SH.alternativePath,
    SH.zeroOrMorePath,
    SH.oneOrMorePath,
    SH.zeroOrOnePath,
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of the engine: a rule's shape that a node breaks, with the path and value if any.

    For a path of several steps, `path` is the property that it sets out with. `component` is the SHACL
    constraint component that it failed, e.g. sh:MinCountConstraintComponent.
    """

    shape: URIRef
    focus: Node
    path: URIRef | None
    value: Node | None
    component: URIRef | None = None


def validate(data: Graph, rules: Iterable[Rule], shapes: Graph | None = None) -> list[Violation]:
    """Check a graph (plan, facts and background together) against the shapes of some rules.

    `shapes` replaces the packaged shapes, for tests that remove or add some. `data` must be an
    in-memory rdflib graph: over other stores pySHACL compares literals wrongly.
    """
    source = shapes_graph() if shapes is None else shapes
    wanted = [URIRef(rule.shape) for rule in rules if (URIRef(rule.shape), None, None) in source]
    if not wanted:
        return []
    # What does not check a plan should not wait for the engine to load.
    import pyshacl  # noqa: PLC0415

    # Narrowing and pySHACL write to the shapes graph that they are given.
    copy = graph_with(source)
    with _without_words():
        _, report, _ = pyshacl.validate(
            data,
            shacl_graph=copy,
            use_shapes=narrowed(copy, wanted),
            inplace=True,
            advanced=False,
            meta_shacl=False,
            abort_on_first=False,
        )
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL gave no report: {report}")
    return violations(report, copy)


@contextmanager
def _without_words() -> Iterator[None]:
    """Let pySHACL not write out in English what it finds, which nobody reads and takes a quarter of the time.

    It does so also for all that it tries within an sh:or and throws away again. The messages that people read
    are those of the rules.
    """
    spoken = [
        vars(module)
        for name, module in list(sys.modules.items())
        if name.startswith("pyshacl.") and hasattr(module, "stringify_node")
    ]
    before = [names["stringify_node"] for names in spoken]
    for names in spoken:
        names["stringify_node"] = _as_it_is
    try:
        yield
    finally:
        for names, writer in zip(spoken, before, strict=True):
            names["stringify_node"] = writer


def _as_it_is(_graph: object, node: object, *_given: object, **_named: object) -> str:
    return str(node)


def violations(report: Graph, shapes: Graph) -> list[Violation]:
    """The results of a SHACL report, each tied to the rule whose shape it came from."""
    found: list[Violation] = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        source = report.value(result, SH.sourceShape)
        focus = report.value(result, SH.focusNode)
        shape = named_shape(shapes, source) if source is not None else None
        if shape is None or focus is None:
            continue
        path = report.value(result, SH.resultPath)
        component = report.value(result, SH.sourceConstraintComponent)
        found.append(
            Violation(
                shape,
                focus,
                leading_property(report, path),
                report.value(result, SH.value),
                component if isinstance(component, URIRef) else None,
            )
        )
    return found


def leading_property(graph: Graph, path: Node | None) -> URIRef | None:
    """The property that a path sets out with: rt:contributesTo for rt:contributesTo+ / rdf:type.

    Where several ways lead out, the first that is written. None for no path.
    """
    while path is not None and not isinstance(path, URIRef):
        path = next((step for kind in _PATHS for step in graph.objects(path, kind)), None)
    return path


def targets(data: Graph, rule: Rule, shapes: Graph | None = None) -> bool:
    """Whether a rule has anything to check in a graph: any node that its shape is aimed at."""
    source = shapes_graph() if shapes is None else shapes
    shape = URIRef(rule.shape)
    for aim in source.objects(shape, SH.targetClass):
        if (None, RDF.type, aim) in data:
            return True
    for predicate in (
        *source.objects(shape, SH.targetSubjectsOf),
        *source.objects(shape, SH.targetObjectsOf),
    ):
        if (None, predicate, None) in data:
            return True
    return any(True for _ in source.objects(shape, SH.targetNode))
