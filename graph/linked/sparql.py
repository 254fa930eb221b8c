"""Answering SPARQL queries over published plans, with limits of time, size and memory for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from queue import Empty, LifoQueue
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, serialize
from rdflib import Graph, URIRef

from graph.linked.answers import Answer
from graph.linked.sparql_guard import asks_others
from graph.linked.sparql_process import Worker
from graph.linked.words import word
from graph.report.numbers import in_digits
from graph.store.terms import in_graph, statements_of
from shapes.findings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds, characters, and bytes of answer and of memory; and how many at a time.

    `wait` is for how many seconds a query waits for its turn. `statements` is how much may be asked at all.
    """

    seconds: float = 10
    characters: int = 20_000
    answer: int = 20_000_000
    memory: int = 2_000_000_000
    workers: int = 2
    wait: float = 5
    statements: int = 2_000_000


@dataclass(frozen=True, slots=True)
class Query:
    """One query as the SPARQL 1.1 protocol has it, with what is accepted in answer."""

    text: str
    accept: str = ""
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


class Endpoint:
    """Answers queries over some graphs, each a plan's public part by the plan's IRI. Close it when done."""

    def __init__(self, graphs: Iterable[tuple[URIRef, Graph]], limits: Limits) -> None:
        self.limits = limits
        self._folder = TemporaryDirectory(prefix="rodatraden-sparql-")
        self._file = Path(self._folder.name, "public.nq")
        self.graphs: dict[str, int] = {}  # how many statements each plan has
        self.statements = 0
        with self._file.open("wb") as out:
            for name, graph in graphs:
                content = statements_of(graph)
                self.statements += len(content)
                self.graphs[str(name)] = len(content)
                serialize(in_graph(content, str(name)), out, RdfFormat.N_QUADS)
        self._idle: LifoQueue[Worker | None] = LifoQueue()
        for _ in range(limits.workers):
            self._idle.put(None)  # started when first needed

    def ask(self, query: Query, language: Language) -> Answer:
        """The answer to a query, or in words what is wrong with it."""
        limits = self.limits
        if self.statements > limits.statements:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, "too-much", language)
        if not query.text.strip():
            return _refused(HTTPStatus.BAD_REQUEST, "empty", language)
        if len(query.text) > limits.characters:
            digits = in_digits(limits.characters)[language]
            return _refused(HTTPStatus.BAD_REQUEST, "long", language, n=digits)
        if asks_others(query.text):
            return _refused(HTTPStatus.BAD_REQUEST, "service", language)
        if not self.graphs.keys() >= {*query.default_graphs, *query.named_graphs}:
            return _refused(HTTPStatus.BAD_REQUEST, "dataset", language)
        try:
            worker = self._idle.get(timeout=limits.wait)
        except Empty:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, "busy", language)
        try:
            worker = worker or Worker(self._file, limits.memory)
            return self._asked(worker, query, language)
        finally:
            self._idle.put(worker if worker and worker.is_alive() else None)

    def _asked(self, worker: Worker, query: Query, language: Language) -> Answer:
        request = {
            "query": query.text,
            "accept": query.accept,
            "default": list(query.default_graphs),
            "named": list(query.named_graphs),
            "most": self.limits.answer,
        }
        try:
            head, body = worker.ask(request, self.limits.seconds)
        except TimeoutError:
            seconds = in_digits(int(self.limits.seconds))[language]
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, "slow", language, n=seconds)
        except EOFError:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, "memory", language)
        match head.get("problem"):
            case None:
                return Answer(HTTPStatus.OK, body, head["type"], varies=True)
            case "large":
                most = in_digits(self.limits.answer // 1_000_000)[language]
                return _refused(HTTPStatus.BAD_REQUEST, "large", language, n=most)
            case "not-acceptable":
                return _refused(HTTPStatus.NOT_ACCEPTABLE, "format", language)
        return _refused(HTTPStatus.BAD_REQUEST, "syntax", language, reason=head.get("reason", ""))

    def close(self) -> None:
        """End the workers and remove the file."""
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                break
            if worker is not None:
                worker.end()
        self._folder.cleanup()


def _refused(status: HTTPStatus, key: str, language: Language, **values: str) -> Answer:
    said = word(f"sparql-{key}", **values)[language]
    return Answer(status, f"{said}\n".encode(), "text/plain")
