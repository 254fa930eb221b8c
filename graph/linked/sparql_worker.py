"""A process of its own that answers SPARQL queries from a file: it can be stopped at any moment.

Run as `python -m graph.linked.sparql_worker FILE MEMORY`. Each line on its input is a request in JSON; each
answer is a line of JSON that says how many bytes follow. Once it has read its file it can open nothing more,
so no query can reach a network or a disk.
"""

import json
import re
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)

from graph.linked.negotiation import preferred

RESULTS: Mapping[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
TRIPLES: Mapping[str, RdfFormat] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
}

_STANDARD = 3
"""Input, output and errors: what is open where the system does not tell."""
_LONGER = 5
"""So many seconds longer than it may take a query goes on where nobody ends it: who asked it was killed."""


class TooLarge(Exception):
    """The answer has grown past what may be sent."""


class _Limited:
    """A place for an answer, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.content = bytearray()

    def write(self, data: bytes) -> int:
        """Take some more."""
        if len(self.content) + len(data) > self.most:
            raise TooLarge
        self.content += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere."""


def answered(store: Store, request: Mapping[str, Any]) -> tuple[Mapping[str, str], bytes]:
    """What is said of an answer (its media type, or what is wrong), and the answer."""
    out = _Limited(int(request["most"]))
    # where the request names graphs, the others are none of its business (SPARQL 1.1 Protocol, 2.1.4)
    is_given = bool(request["default"] or request["named"])
    try:
        found = store.query(
            str(request["query"]),
            use_default_graph_as_union=bool(request["all"]),
            default_graph=[NamedNode(each) for each in request["default"]] if is_given else None,
            named_graphs=[NamedNode(each) for each in request["named"]] if is_given else None,
        )
        media_type = _written(found, str(request["accept"]), out)
    except SyntaxError as error:
        return {"problem": "syntax", "reason": str(error)}, b""
    except TooLarge:
        return {"problem": "large"}, b""
    except (OSError, ValueError, RuntimeError) as error:
        return {"problem": "syntax", "reason": str(error)}, b""
    if media_type is None:
        return {"problem": "not-acceptable"}, b""
    return {"type": media_type}, bytes(out.content)


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, accept: str, out: Any) -> str | None:
    if isinstance(found, QueryTriples):
        media_type = preferred(accept, list(TRIPLES))
        if media_type is not None:
            found.serialize(out, TRIPLES[media_type])
        return media_type
    # a table can hold no answer that is yes or no
    tables = {"text/csv", "text/tab-separated-values"} if isinstance(found, QueryBoolean) else set()
    media_type = preferred(accept, [each for each in RESULTS if each not in tables])
    if media_type is not None:
        found.serialize(out, RESULTS[media_type])
    return media_type


def shut_in(memory: int) -> None:
    """Let this process open nothing more, and use so many bytes of memory more; where the system can."""
    try:
        import resource  # noqa: PLC0415 - POSIX alone has it
    except ImportError:
        return
    most = _in_use() + memory
    opened = Path("/proc/self/fd")
    highest = max(int(each.name) for each in opened.iterdir()) if opened.is_dir() else _STANDARD
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _in_use() -> int:
    """How much memory this process has by now, in bytes: a large store takes most of it before any query."""
    told = Path("/proc/self/status")
    sizes = re.findall(r"VmSize:\s+(\d+) kB", told.read_text("ascii")) if told.is_file() else []
    return int(sizes[0]) * 1024 if sizes else 0


@contextmanager
def _ended_in_time(seconds: float) -> Iterator[None]:
    """End this process where a query takes much too long, though nobody does it from outside."""
    if sys.platform == "win32":
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system's own: no line of Python has to be reached
    signal.alarm(int(seconds) + _LONGER)
    yield
    signal.alarm(0)


def run(file: str, memory: int, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until there are no more."""
    store = Store()
    store.bulk_load(path=file, format=RdfFormat.N_QUADS)
    shut_in(memory)
    answers.write(b'{"ready": true}\n')
    answers.flush()
    for line in requests:
        request = json.loads(line)
        with _ended_in_time(request["seconds"]):
            head, body = answered(store, request)
        answers.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
        answers.flush()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, sys.stdout.buffer)
