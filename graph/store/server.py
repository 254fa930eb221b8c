"""Plans on a SPARQL 1.1 server, by the plain protocol: queries and updates over HTTP.

A revision's statements are sent first, in pieces, into a graph that nothing tells of yet. Then one update
tells of the revision, gives it the next number and copies it to the plan's own graph: that is the moment when
an import takes place. Writers need no lock, since the number is given by the server.
"""

from collections.abc import Iterable, Iterator, Mapping
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
)

# Virtuoso compiles each statement of an update into a line of SQL and takes at most 10,000 lines.
PIECE = 1000
_DCAT_VERSION = "http://www.w3.org/ns/dcat#version"
_SPECIALIZATION = "http://www.w3.org/ns/prov#specializationOf"


class ServerBackend:
    """A server by its two addresses."""

    def __init__(self, endpoints: Endpoints) -> None:
        self._endpoints = endpoints

    @property
    def place(self) -> str:
        """The address, as the user wrote it."""
        return self._endpoints.place

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
        """The statements of a named graph; servers that give only so many at a time are asked again."""
        found: dict[Triple, None] = {}
        count = self._count(name)
        while len(found) < count:
            before = len(found)
            found |= dict.fromkeys(self._some(name, before))
            if len(found) == before:
                break
        return list(found)

    def whole(self, revision: Revision) -> list[Triple]:
        """The statements of a revision. Raises StoreUnusable (E41) when some are missing."""
        found = self.triples(revision.iri)
        if len(found) != revision.statements:
            values = {"path": self._place, "count": str(len(found)), "known": str(revision.statements)}
            raise StoreUnusable("E41", values)
        return found

    def _count(self, name: str) -> int:
        asked = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        answer = self._http.query(asked, "application/sparql-results+json")
        try:
            results = pyoxigraph.parse_query_results(answer, format=QueryResultsFormat.JSON)
            rows = list(results) if isinstance(results, pyoxigraph.QuerySolutions) else []
            return int(str(getattr(rows[0]["n"], "value", "")))
        except (SyntaxError, ValueError, LookupError) as error:
            raise self._http.nonsense(answer) from error

    def _some(self, name: str, after: int) -> list[Triple]:
        asked = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        answer = self._http.query(f"{asked} OFFSET {after}" if after else asked, "application/n-triples")
        try:
            return [quad.triple for quad in pyoxigraph.parse(answer, format=RdfFormat.N_TRIPLES)]
        except SyntaxError as error:
            raise self._http.nonsense(answer) from error


class ServerWriting(ServerReading):
    """Changes to what a server holds."""

    def add(self, revision: Revision, content: list[Triple]) -> None:
        """Add a revision, and make it its plan's current one."""
        self._send(revision.iri, content)
        told = "\n".join(f"{triple} ." for triple in (format_statement(), *describe(revision)))
        self._http.update(f"""
            INSERT {{ GRAPH <{META}> {{ {told} <{revision.iri}> <{_DCAT_VERSION}> ?next }} }}
            WHERE {{ {{
                SELECT (COALESCE(MAX(?n), 0) + 1 AS ?next) WHERE {{ GRAPH <{META}> {{
                    ?r <{_SPECIALIZATION}> <{revision.plan}> ; <{_DCAT_VERSION}> ?n
                }} }}
            }} }} ;
            COPY GRAPH <{revision.iri}> TO GRAPH <{revision.plan}>
        """)

    def replace_all(self, meta: list[Triple], graphs: Mapping[str, Iterable[Triple]]) -> None:
        """Put other statements in the place of all: what there was is forgotten in one update at the end."""
        before = {quad.subject.value for quad in self.triples(META) if not isinstance(quad.subject, Triple)}
        for name, triples in graphs.items():
            self._http.update(f"CLEAR SILENT GRAPH <{name}>")
            self._send(name, triples)
        aside = new_revision_iri("")
        self._send(aside, [format_statement(), *meta])
        self._http.update(f"MOVE GRAPH <{aside}> TO GRAPH <{META}>")
        for name in sorted(before - set(graphs)):
            self._http.update(f"CLEAR SILENT GRAPH <{name}>")

    def _send(self, name: str, triples: Iterable[Triple]) -> None:
        """Insert statements in pieces; those with blank nodes in one, or they would part."""
        for piece in pieces(triples):
            lines = "\n".join(f"{triple} ." for triple in piece)
            self._http.update(f"INSERT DATA {{ GRAPH <{name}> {{\n{lines}\n}} }}")


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
