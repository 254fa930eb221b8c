"""Graphs in memory, made so that much can be put in and looked up quickly."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.term import Node

Triple: TypeAlias = tuple[Node, Node, Node]
Pattern: TypeAlias = tuple[Node | None, Node | None, Node | None]

# The innermost dictionaries only have keys: unlike sets, they keep the order in which these came.
_Nodes: TypeAlias = dict[Node, None]
_Index: TypeAlias = dict[Node, dict[Node, _Nodes]]
_Found: TypeAlias = tuple[Triple, Iterator[Any]]

_NO_NODES: _Nodes = {}
_NO_INDEX: dict[Node, _Nodes] = {}
# A statement is found with the graphs that it is in; rdflib's simplest store says "none" too.
_GRAPHS: Iterator[Any] = iter(())


class OneGraph(SimpleMemory):
    """A store for one graph alone.

    rdflib's usual one keeps books on which of several graphs each statement is in, which takes half its time.
    Its simplest one does not, but takes long to see which parts of a pattern are given; of that one only the
    prefixes are left here. This one says that it knows graphs too, because pySHACL asks for that, but there
    is only the one.
    """

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self._by_subject: _Index = {}  # subject, predicate, value
        self._by_predicate: _Index = {}  # predicate, value, subject
        self._by_value: _Index = {}  # value, subject, predicate
        self._count: int | None = 0

    def add(self, triple: Triple, *_given: Any, **_named: Any) -> None:
        """Add a statement."""
        subject, predicate, value = triple
        self._count = None
        self._by_subject.setdefault(subject, {}).setdefault(predicate, {})[value] = None
        self._by_predicate.setdefault(predicate, {}).setdefault(value, {})[subject] = None
        self._by_value.setdefault(value, {}).setdefault(subject, {})[predicate] = None

    def remove(self, *given: Any, **_named: Any) -> None:
        """Remove the statements of a pattern."""
        triple: Pattern = given[0]
        for (subject, predicate, value), _ in list(self.triples(triple)):
            del self._by_subject[subject][predicate][value]
            del self._by_predicate[predicate][value][subject]
            del self._by_value[value][subject][predicate]
        self._count = None

    def triples(self, triple_pattern: Pattern, *_given: Any, **_named: Any) -> Iterator[_Found]:
        """The statements of a pattern, each with the graphs that it is in."""
        subject, predicate, value = triple_pattern
        if subject is not None:
            return self._of_subject(subject, predicate, value)
        if predicate is not None:
            return self._of_predicate(predicate, value)
        if value is not None:
            return self._of_value(value)
        return (
            ((each, prop, found), _GRAPHS)
            for each, about in self._by_subject.items()
            for prop, values in about.items()
            for found in values
        )

    def _of_subject(self, subject: Node, predicate: Node | None, value: Node | None) -> Iterator[_Found]:
        about = self._by_subject.get(subject, _NO_INDEX)
        for prop in about if predicate is None else (predicate,):
            values = about.get(prop, _NO_NODES)
            if value is None:
                for found in values:
                    yield (subject, prop, found), _GRAPHS
            elif value in values:
                yield (subject, prop, value), _GRAPHS

    def _of_predicate(self, predicate: Node, value: Node | None) -> Iterator[_Found]:
        said = self._by_predicate.get(predicate, _NO_INDEX)
        for each in said if value is None else (value,):
            for found in said.get(each, _NO_NODES):
                yield (found, predicate, each), _GRAPHS

    def _of_value(self, value: Node) -> Iterator[_Found]:
        for found, predicates in self._by_value.get(value, _NO_INDEX).items():
            for prop in predicates:
                yield (found, prop, value), _GRAPHS

    def __len__(self, context: Any = None) -> int:
        # Asked for often: a graph counts as false when it is empty, and pySHACL looks for that at every turn.
        if self._count is None:
            said = self._by_subject.values()
            self._count = sum(len(values) for about in said for values in about.values())
        return self._count


def new_graph() -> Graph:
    """An empty graph without prefixes."""
    return Graph(store=OneGraph(), bind_namespaces="none")


def graph_with(triples: Iterable[Triple]) -> Graph:
    """A graph with some statements, without prefixes: faster than adding each to an empty one."""
    store = OneGraph()
    for triple in triples:
        store.add(triple)
    return Graph(store=store, bind_namespaces="none")
