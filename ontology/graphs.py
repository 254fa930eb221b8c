"""Graphs in memory, made so that much can be put in and looked up quickly."""

from typing import Any

from rdflib import Graph
from rdflib.plugins.stores.memory import SimpleMemory


class OneGraph(SimpleMemory):
    """A store for one graph alone.

    rdflib's usual one keeps books on which of several graphs each statement is in, which takes half its time.
    This one says that it knows graphs too, because pySHACL asks for that, but there is only the one.
    """

    context_aware = True
    graph_aware = True

    def __init__(self) -> None:
        super().__init__()
        self._count: int | None = 0

    def add(self, *given: Any, **named: Any) -> None:
        """Add a statement."""
        self._count = None
        super().add(*given, **named)

    def remove(self, *given: Any, **named: Any) -> None:
        """Remove the statements of a pattern."""
        self._count = None
        super().remove(*given, **named)

    def __len__(self, context: Any = None) -> int:
        # Asked for often: a graph counts as false when it is empty, and pySHACL looks for that at every turn.
        if self._count is None:
            self._count = super().__len__(context)
        return self._count


def new_graph() -> Graph:
    """An empty graph without prefixes."""
    return Graph(store=OneGraph(), bind_namespaces="none")
