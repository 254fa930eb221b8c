"""Plans on a SPARQL 1.1 server, by the plain protocol: queries and updates over HTTP.

A revision's statements are sent first, in pieces, into a graph that nothing tells of yet. Then one update
tells of the revision and copies it to the plan's own graph: that is the moment when an import takes place.
Writers need no lock: each only adds, and of two with the same number the later one comes last.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

import pyoxigraph
from pyoxigraph import BlankNode, QueryResultsFormat, RdfFormat, Triple

from graph.errors import StoreUnusable
from graph.store.endpoints import Endpoints
from graph.store.http import Http
from graph.store.records import (
    FORMAT,
    META,
    Revision,
    describe,
    format_of,
    format_statement,
    new_revision_iri,
    number_statement,
    read_plans,
)

# Virtuoso compiles each statement of an update into a line of SQL and takes at most 10,000 lines.
PIECE = 1000


class ServerBackend:
    """A server by its two addresses."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    @property
    def place(self) -> str:
        """The address, as the user wrote it."""
        return self._endpoints.place

    def untouched(self) -> bool:
        """Never: a server without plans is asked like any other."""
        return False

    @contextmanager
    def reading(self) -> Iterator["ServerReading"]:
        """Look at the server; a revision never changes, so each is seen as it is."""
        with Http(self._endpoints) as http:
            look = ServerReading(http, self.place)
            look.must_be_known()
            yield look

    @contextmanager
    def writing(self) -> Iterator["ServerWriting"]:
        """The same, with updates."""
        with Http(self._endpoints) as http:
            work = ServerWriting(http, self.place)
            work.must_be_known()
            yield work


class ServerReading:
    """Questions to a server."""

    def __init__(self, http: Http, place: str) -> None:
        self._http = http
        self._place = place

    def must_be_known(self) -> None:
        """Raise StoreUnusable (E31) for a store of a newer version."""
        said = format_of(self.triples(META))
        if said.isdecimal() and int(said) > FORMAT:
            raise StoreUnusable("E31", {"path": self._place, "version": said, "known": str(FORMAT)})

    def triples(self, name: str) -> list[Triple]:
        """The statements of a named graph; a server that gives only so many at a time is asked for parts."""
        (count,) = self._numbers(
            f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        ).values()
        found = dict.fromkeys(self._some(name, "?p") if count else ())
        if page := len(found) if len(found) < count else 0:
            # The order of statements is the server's affair, so parts depend on it only where they must.
            asked = f"SELECT ?p (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }} GROUP BY ?p"
            for prop, number in self._numbers(asked).items():
                for start in range(0, number, page):
                    part = f"LIMIT {page} OFFSET {start}" if number > page else ""
                    found |= dict.fromkeys(self._some(name, f"<{prop}>", part))
        return list(found)

    def whole(self, revision: Revision) -> list[Triple]:
        """The statements of a revision. Raises StoreUnusable (E41) when some are missing."""
        found = self.triples(revision.iri)
        if len(found) != revision.statements:
            values = {"path": self._place, "count": str(len(found)), "known": str(revision.statements)}
            raise StoreUnusable("E41", values)
        return found

    def outline(self, revision: Revision) -> None:  # noqa: ARG002 - the same for every revision
        """Nothing: many small questions to a server take longer than one large one."""
        return

    def _numbers(self, asked: str) -> dict[str, int]:
        """The numbers ?n of an answer by the IRI ?p, or by an empty text where there is none."""
        answer = self._http.query(asked, "application/sparql-results+json")
        try:
            results = pyoxigraph.parse_query_results(answer, format=QueryResultsFormat.JSON)
            rows = list(results) if isinstance(results, pyoxigraph.QuerySolutions) else []
            named = bool(rows) and "?p" in map(str, getattr(results, "variables", ()))
            found = {_value(row["p"]) if named else "": int(_value(row["n"])) for row in rows}
        except (SyntaxError, ValueError, KeyError) as error:
            raise self._http.nonsense(answer) from error
        if not found:
            raise self._http.nonsense(answer)
        return found

    def _some(self, name: str, prop: str, part: str = "") -> list[Triple]:
        asked = f"CONSTRUCT {{ ?s {prop} ?o }} WHERE {{ GRAPH <{name}> {{ ?s {prop} ?o }} }} {part}"
        answer = self._http.query(asked, "application/n-triples")
        try:
            return [quad.triple for quad in pyoxigraph.parse(answer, format=RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise self._http.nonsense(answer) from error


class ServerWriting(ServerReading):
    """Changes to what a server holds."""

    def add(self, revision: Revision, content: list[Triple]) -> None:
        """Add a revision, and make it its plan's current one."""
        self._send(revision.iri, content)
        told = [format_statement(), *describe(revision), number_statement(revision)]
        self._http.update(
            f"INSERT DATA {{ GRAPH <{META}> {{\n{_lines(told)}\n}} }} ;\n{_copy(revision.iri, revision.plan)}"
        )
        # Another writer may have told of a revision meanwhile: the plan's own graph follows the latest.
        current = next(plan.current for plan in read_plans(self.triples(META)) if plan.iri == revision.plan)
        if current.iri != revision.iri:
            self._http.update(_copy(current.iri, revision.plan))

    def replace_all(self, meta: list[Triple], revisions: Iterable[tuple[str, list[Triple]]]) -> None:
        """Put other revisions in the place of all: what is told of them is exchanged in one update."""
        before = read_plans(self.triples(META))
        there = {revision.iri for plan in before for revision in plan.revisions}
        kept: set[str] = set()
        for name, triples in revisions:
            kept.add(name)
            if name not in there:  # a revision never changes
                self._http.update(f"CLEAR SILENT GRAPH <{name}>")
                self._send(name, triples)
        aside = new_revision_iri("")
        self._send(aside, [format_statement(), *meta])
        self._http.update(f"MOVE GRAPH <{aside}> TO GRAPH <{META}>")
        after = read_plans(meta)
        for plan in after:
            self._http.update(_copy(plan.current.iri, plan.iri))
        for name in sorted(there - kept | {plan.iri for plan in before} - {plan.iri for plan in after}):
            self._http.update(f"CLEAR SILENT GRAPH <{name}>")

    def _send(self, name: str, triples: Iterable[Triple]) -> None:
        """Insert statements in pieces; those with blank nodes in one, or they would part."""
        for piece in pieces(triples):
            self._http.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{_lines(piece)}\n}} }}")


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _lines(triples: Iterable[Triple]) -> str:
    return "\n".join(f"{triple} ." for triple in triples)


def _copy(source: str, target: str) -> str:
    return f"COPY GRAPH <{source}> TO GRAPH <{target}>"


def pieces(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """Statements in pieces, the first of which holds every blank node."""
    tied: list[Triple] = []
    others: list[Triple] = []
    for triple in triples:
        blank = isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
        (tied if blank else others).append(triple)
    if tied:
        yield tied
    rest = iter(others)
    while piece := list(islice(rest, PIECE)):
        yield piece
