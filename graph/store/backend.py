"""What a store of plans asks of the place where the statements lie: a folder on disk, or a server."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from pyoxigraph import Triple

from graph.store.records import Revision


class Outline(Protocol):
    """One revision, to be asked for a little at a time where most of it is not needed."""

    def subjects(self) -> frozenset[str]:
        """What something is said of: IRIs, and `_:` with its label for a blank node.

        Raises StoreUnusable (E41) when statements are missing.
        """
        ...

    def some(self, subject: str = "", predicate: str = "", value: str = "") -> list[Triple]:
        """The statements with these IRIs in their places; an empty one stands for any."""
        ...


class Reading(Protocol):
    """One look at a store, unchanged as long as it lasts."""

    def triples(self, name: str) -> list[Triple]:
        """The statements of a named graph; none where there is no such graph."""
        ...

    def whole(self, revision: Revision) -> list[Triple]:
        """The statements of a revision. Raises StoreUnusable (E41) when some are missing."""
        ...

    def outline(self, revision: Revision) -> Outline | None:
        """A revision as long as the look lasts; None where it can only be had whole."""
        ...


class Writing(Reading, Protocol):
    """The same, with the right to change it."""

    def add(self, revision: Revision, content: list[Triple]) -> None:
        """Add a revision, and make it its plan's current one: both or nothing."""
        ...

    def replace_all(self, meta: list[Triple], revisions: Iterable[tuple[str, list[Triple]]]) -> None:
        """Put other revisions in the place of all that a store holds: all or nothing.

        `meta` tells of them; `revisions` are their names and statements, read once and in order.
        """
        ...


class Backend(Protocol):
    """A place for statements. Every method raises StoreUnusable."""

    @property
    def place(self) -> str:
        """The folder or the address, as the user wrote it."""
        ...

    def untouched(self) -> bool:
        """Whether nothing was ever kept there, and a store may be made there."""
        ...

    def reading(self) -> AbstractContextManager[Reading]:
        """Look at the store; never waits for a writer."""
        ...

    def writing(self) -> AbstractContextManager[Writing]:
        """Change the store, alone."""
        ...
