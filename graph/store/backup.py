"""The whole store in one file, and back: N-Quads, which any RDF store reads, packed with gzip.

The first line says what the file is, the last how many statements it holds, so that a copy that was cut short
is known. The plans' own graphs are left out, since each is a copy of a revision.
"""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, cast

import pyoxigraph
from pyoxigraph import Quad, RdfFormat, Triple

from graph.errors import StoreUnusable
from graph.sources.files import replacing, to_disk, writing
from graph.sources.guards import existing, opening
from graph.store.backend import Reading
from graph.store.plans import PlanStore
from graph.store.records import FORMAT, META, Revision, format_of, read_plans
from shapes.findings import Text
from shapes.words import read_words

_FIRST = re.compile(rb"# rodatraden-backup (\d+)\n")
_LAST = re.compile(rb"# (\d+) statements\n")


def back_up(store: PlanStore, file: Path) -> int:
    """Write every revision of every plan to a file, whole or not at all; returns how many revisions.

    Raises StoreUnusable, CannotWrite.
    """
    with store.backend.reading() as look:
        meta = look.triples(META)
        revisions = [each for plan in read_plans(meta) for each in plan.revisions]
        with replacing(file) as temporary:
            with temporary.open("wb") as raw, _packed(raw) as out:
                out.write(f"# rodatraden-backup {FORMAT}\n".encode())
                count = 0
                for name, triples in _graphs(look, meta, revisions):
                    count += len(triples)
                    out.writelines(f"{line} <{name}> .\n".encode() for line in sorted(map(str, triples)))
                out.write(f"# {count} statements\n".encode())
            if temporary.is_file():  # and no pipe
                to_disk(temporary)
        with writing(file):
            to_disk(file.resolve().parent)
    return len(revisions)


def bring_back_up(store: PlanStore, file: Path, *, force: bool = False) -> int:
    """Fill a store from a file that `back_up` wrote; returns how many revisions.

    Raises StoreUnusable: E39 for a file that is no whole copy, E40 for a store with plans in it unless
    `force`; UnusableInput (E01, E25). Until all is in, the store holds what it held.
    """
    _must_be_whole(file)
    with store.backend.writing() as work:
        held = len(read_plans(work.triples(META)))
        if held and not force:
            raise StoreUnusable("E40", {"path": store.place, "count": str(held)})
        graphs = _read(file)
        name, meta = next(graphs, ("", []))
        try:
            plans = read_plans(meta)
        except (KeyError, ValueError) as error:
            raise _no_copy(file, "backup-broken") from error
        if name != META and plans:
            raise _no_copy(file, "backup-broken")
        known = {each.iri: each for plan in plans for each in plan.revisions}
        work.replace_all([each for each in meta if not format_of([each])], _checked(graphs, known, file))
    return len(known)


def _graphs(
    look: Reading, meta: list[Triple], revisions: list[Revision]
) -> Iterator[tuple[str, list[Triple]]]:
    yield META, meta
    for revision in revisions:
        yield revision.iri, look.whole(revision)


def _checked(
    graphs: Iterator[tuple[str, list[Triple]]], known: dict[str, Revision], file: Path
) -> Iterator[tuple[str, list[Triple]]]:
    """The revisions that are told of; all must be there, whole."""
    missing = dict(known)
    for name, triples in graphs:
        revision = missing.pop(name, None)
        if revision is None or revision.statements != len(triples):
            raise _no_copy(file, "backup-broken")
        yield name, triples
    if missing:
        raise _no_copy(file, "backup-broken")


def _must_be_whole(file: Path) -> None:
    """Read the file through once. Raises StoreUnusable: E31, E39."""
    count, said = 0, -1
    with _lines(file) as source:
        first = _FIRST.fullmatch(source.readline(100))
        if first is None:
            raise _no_copy(file, "backup-other")
        if int(first[1]) > FORMAT:
            values = {"path": str(file), "version": first[1].decode(), "known": str(FORMAT)}
            raise StoreUnusable("E31", values)
        for line in source:
            last = _LAST.fullmatch(line)
            said = int(last[1]) if last else -1
            count += last is None
    if said != count:
        raise _no_copy(file, "backup-cut")


def _read(file: Path) -> Iterator[tuple[str, list[Triple]]]:
    """The file's graphs, one after the other."""
    with _lines(file) as source:
        parsed = pyoxigraph.parse(source, format=RdfFormat.N_QUADS)
        for name, quads in groupby(parsed, key=_name_of):
            yield name, [quad.triple for quad in quads]


def _name_of(quad: Quad) -> str:
    return str(getattr(quad.graph_name, "value", ""))


@contextmanager
def _lines(file: Path) -> Iterator[IO[bytes]]:
    """A file's lines, unpacked where it is packed; what is wrong with it is told as E39."""
    existing(file)
    with opening(file):
        raw = file.open("rb")
    with raw:
        packed = raw.peek(2)[:2] == b"\x1f\x8b"
        try:
            yield cast("IO[bytes]", gzip.GzipFile(fileobj=raw)) if packed else raw
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise _no_copy(file, "backup-cut") from error
        except (SyntaxError, UnicodeDecodeError) as error:
            raise _no_copy(file, "backup-broken") from error


def _packed(raw: IO[bytes]) -> gzip.GzipFile:
    """A packed file that is the same for the same content."""
    return gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=6)


def _no_copy(file: Path, why: str) -> StoreUnusable:
    reason: Text = read_words("graph.store")[why]
    return StoreUnusable("E39", {"path": str(file), "reason": reason})
