"""Answering SPARQL queries over published plans, with limits of time, size and memory for each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from queue import Empty, LifoQueue
from threading import Lock

from pyoxigraph import RdfFormat, serialize
from rdflib import Graph, URIRef

from graph.linked.answers import Answer
from graph.linked.scratch import Scratch
from graph.linked.sparql_guard import asks_others, names_its_graphs
from graph.linked.sparql_process import Stopped, Worker
from graph.linked.words import word
from graph.report.numbers import in_digits
from graph.store.terms import in_graph, statements_of
from shapes.findings import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use: seconds, characters, and bytes of answer and of memory; and how many at a time.

    The memory is what a query may take beside the statements, some 900 bytes for each of these. `wait` is for
    how many seconds a query waits for its turn. `statements` is how much may be asked at all.
    """

    seconds: float = 10
    characters: int = 20_000
    answer: int = 20_000_000
    memory: int = 1_000_000_000
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


class Closed(Exception):
    """The endpoint was closed before the query had its turn: something else is published now."""


class Endpoint:
    """Answers queries over some graphs, each a plan's public part by the plan's IRI. Close it when done."""

    def __init__(self, graphs: Iterable[tuple[URIRef, Graph]], limits: Limits) -> None:
        self.limits = limits
        self._scratch = Scratch()
        self._file = self._scratch.folder / "public.nq"
        self.graphs: dict[str, int] = {}  # how many statements each plan has
        self.statements = 0
        self._closed = False
        self._lock = Lock()
        self._all: set[Worker] = set()
        try:
            self._write(graphs)
        except BaseException:
            self._scratch.close()
            raise
        self._idle: LifoQueue[Worker | None] = LifoQueue()
        for _ in range(limits.workers):
            self._idle.put(None)  # started when first needed

    def _write(self, graphs: Iterable[tuple[URIRef, Graph]]) -> None:
        with self._file.open("wb") as out:
            for name, graph in graphs:
                content = statements_of(graph)
                self.statements += len(content)
                self.graphs[str(name)] = len(content)
                serialize(in_graph(content, str(name)), out, RdfFormat.N_QUADS)

    def ask(self, query: Query, language: Language, unwanted: Callable[[], bool] = lambda: False) -> Answer:
        """The answer to a query, or in words what is wrong with it.

        `unwanted` is looked at now and then: whether nobody waits for the answer any more. Raises Closed.
        """
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
            return busy(language)
        try:
            worker = self._ready(worker)
            return self._asked(worker, query, language, unwanted)
        finally:
            self._put_back(worker)

    def _ready(self, worker: Worker | None) -> Worker:
        """A worker that can take a query: this one, or a new one where it has died."""
        if worker is not None and worker.is_alive():
            return worker
        with self._lock:
            if worker is not None:
                self._all.discard(worker)
                worker.end()
            if self._closed:
                raise Closed
            worker = Worker(self._file, self.limits.memory)
            self._all.add(worker)
            return worker

    def _put_back(self, worker: Worker | None) -> None:
        with self._lock:
            if worker is not None and (self._closed or not worker.is_alive()):
                self._all.discard(worker)
                worker.end()
                worker = None
            self._idle.put(worker)

    def _asked(
        self, worker: Worker, query: Query, language: Language, unwanted: Callable[[], bool]
    ) -> Answer:
        request = {
            "query": query.text,
            "accept": query.accept,
            "default": list(query.default_graphs),
            "named": list(query.named_graphs),
            # without a word of which graphs are meant, all are
            "all": not (query.default_graphs or query.named_graphs or names_its_graphs(query.text)),
            "most": self.limits.answer,
            "seconds": self.limits.seconds,
        }
        try:
            head, body = worker.ask(request, self.limits.seconds, unwanted)
        except (TimeoutError, Stopped):
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

    def is_usable(self) -> bool:
        """Whether new workers can be started: systems clear away temporary files that lie about for long."""
        return self._file.is_file()

    def answers(self) -> bool:
        """Whether a query is answered just now, or all workers are busy with others."""
        try:
            worker = self._idle.get_nowait()
        except Empty:
            return True
        try:
            worker = self._ready(worker)
            return self._asked(worker, Query("ASK {}"), "sv", lambda: False).status is HTTPStatus.OK
        except Closed:
            return True  # another one answers since
        finally:
            self._put_back(worker)

    def close(self, *, at_once: bool = False) -> None:
        """End the workers and remove the file; unless `at_once`, those at work answer first."""
        with self._lock:
            self._closed = True
            ended = list(self._all) if at_once else []
        while True:
            try:
                worker = self._idle.get_nowait()
            except Empty:
                break
            if worker is not None:
                ended.append(worker)
        for each in ended:
            each.end()
        for _ in range(self.limits.workers):
            self._idle.put(None)  # whoever waits for a turn is told that it is closed
        self._scratch.close()


def busy(language: Language) -> Answer:
    """What is said while so many others ask that nobody's turn comes."""
    return _refused(HTTPStatus.SERVICE_UNAVAILABLE, "busy", language)


def _refused(status: HTTPStatus, key: str, language: Language, **values: str) -> Answer:
    said = word(f"sparql-{key}", **values)[language]
    return Answer(status, f"{said}\n".encode(), "text/plain")
