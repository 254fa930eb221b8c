"""Plans in a folder on disk: Oxigraph, in generations that are never changed once they are in use.

    DIR/store.json     which generation holds; replacing this file is the moment when an import takes place
    DIR/lock           held by whoever writes
    DIR/g-000012/      one Oxigraph database; `in-use` in it is held by whoever reads

A writer makes the next generation out of hard links to the files of the last (RocksDB never changes a file of
data), changes that, and then points store.json at it. So a reader is never in the way of a writer nor the
reverse, and what a killed writer leaves behind is a generation that nobody points at.
"""

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Triple

from graph.errors import StoreUnusable
from graph.sources.files import replacing, to_disk, writing
from graph.store.locking import locked
from graph.store.records import (
    FORMAT,
    META,
    Revision,
    describe,
    format_statement,
    number_statement,
    read_plans,
)
from graph.store.terms import in_graph
from shapes.findings import Text
from shapes.words import read_words

WAIT = 10.0
_POINTER, _LOCK, _IN_USE = "store.json", "lock", "in-use"
_GENERATION = "g-{:06d}"
_NOT_COPIED = {"LOCK", "LOG", _IN_USE}
_ATTEMPTS = 50


class EmbeddedBackend:
    """A folder of generations. `wait`: seconds to wait for another writer."""

    def __init__(self, folder: Path, *, wait: float = WAIT) -> None:
        self._folder = folder
        self._wait = wait

    @property
    def place(self) -> str:
        """The folder, as the user wrote it."""
        return str(self._folder)

    def untouched(self) -> bool:
        """Whether the folder is missing, or holds nothing that a store may not be made beside."""
        if self._current() is not None:
            return False
        try:
            self._must_be_ours()
        except StoreUnusable:
            return False
        return True

    @contextmanager
    def reading(self) -> Iterator["EmbeddedReading"]:
        """Look at the generation that holds now. Raises StoreUnusable: E30, E31, E32."""
        with ExitStack() as held:
            current = self._hold(held)
            look = EmbeddedReading(_read_only(current, self.place), self.place)
            try:
                yield look
            finally:
                look.close()

    def _hold(self, held: ExitStack) -> Path:
        """The generation that holds now, kept from being cleared away."""
        for _ in range(_ATTEMPTS):
            current = self._current()
            if current is None:
                raise self._unusable("E32")
            with suppress(FileNotFoundError):
                got = held.enter_context(locked(current / _IN_USE, shared=True))
                # A writer may have done away with it between the two.
                if got and (current / _IN_USE).exists():
                    return current
                held.close()
        raise self._unusable("E30", reason=_said("generation-gone", folder=_IN_USE))

    @contextmanager
    def writing(self) -> Iterator["EmbeddedWriting"]:
        """Make the next generation. Raises StoreUnusable: E29 to E32, CannotWrite where the disk says no."""
        with writing(self._folder):
            self._must_be_ours()
            self._make_folder()
            with locked(self._folder / _LOCK, wait=self._wait) as got:
                if not got:
                    raise self._unusable("E29", limit=f"{self._wait:g}")
                current = self._current()
                self._clear_away(current)
                following = self._folder / _GENERATION.format(_number(current) + 1)
                work = EmbeddedWriting(current, following, self.place)
                try:
                    yield work
                    work.flush()
                finally:
                    work.close()
                if work.changed:
                    self._point_at(following)
                    self._clear_away(following)

    def _current(self) -> Path | None:
        """The generation that holds; None where there is no store yet."""
        try:
            said = json.loads((self._folder / _POINTER).read_text(encoding="utf-8"))
            known, name = int(said["format"]), str(said["generation"])
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise self._unusable("E30", reason=_said("pointer-broken", file=_POINTER)) from error
        if known > FORMAT:
            raise self._unusable("E31", version=str(known), known=str(FORMAT))
        current = self._folder / name
        if not (current / "CURRENT").is_file():
            # Gone since the pointer was read, or for ever.
            with suppress(OSError, ValueError, KeyError):
                if json.loads((self._folder / _POINTER).read_text(encoding="utf-8"))["generation"] != name:
                    return self._current()
            raise self._unusable("E30", reason=_said("generation-gone", folder=name))
        return current

    def _must_be_ours(self) -> None:
        """Refuse a folder that holds something else."""
        if self._folder.is_file():
            raise self._unusable("E32")
        if self._folder.is_dir() and not (self._folder / _POINTER).exists():
            others = [
                child.name
                for child in self._folder.iterdir()
                if child.name != _LOCK and not child.name.startswith(("g-", f".{Path(_POINTER).stem}-"))
            ]
            if others:
                raise self._unusable("E32")

    def _make_folder(self) -> None:
        """Make the folder and those above it, and have their names on the disk before anything lies there."""
        missing = [each for each in (self._folder, *self._folder.parents) if not each.exists()]
        self._folder.mkdir(parents=True, exist_ok=True)
        for folder in reversed(missing):
            to_disk(folder.parent)

    def _point_at(self, generation: Path) -> None:
        """Make a generation the one that holds: on the disk first it, then the pointer, then its name."""
        for file in generation.iterdir():
            to_disk(file)
        to_disk(generation)
        to_disk(self._folder)
        pointer = self._folder / _POINTER
        with replacing(pointer) as temporary:
            said = {"format": FORMAT, "generation": generation.name}
            temporary.write_text(json.dumps(said) + "\n", encoding="utf-8")
            to_disk(temporary)
        to_disk(self._folder)

    def _clear_away(self, current: Path | None) -> None:
        """Remove generations that nobody points at and nobody reads, and what killed writers left."""
        for child in self._folder.iterdir():
            if child.name.startswith(f".{Path(_POINTER).stem}-"):
                child.unlink(missing_ok=True)
            elif child.name.startswith("g-") and child != current:
                with suppress(OSError), locked(child / _IN_USE) as unread:
                    if unread:
                        shutil.rmtree(child, ignore_errors=True)

    def _unusable(self, code: str, **values: str | Text) -> StoreUnusable:
        return StoreUnusable(code, {"path": self.place, **values})


class EmbeddedReading:
    """A look at one generation."""

    def __init__(self, store: pyoxigraph.Store, place: str) -> None:
        self._store = store
        self._place = place

    def triples(self, name: str) -> list[Triple]:
        """The statements of a named graph."""
        with _damage_told(self._place):
            return [quad.triple for quad in self._store.quads_for_pattern(None, None, None, NamedNode(name))]

    def whole(self, revision: Revision) -> list[Triple]:
        """The statements of a revision. Raises StoreUnusable (E41)."""
        found = self.triples(revision.iri)
        _must_be_all(revision, len(found), self._place)
        return found

    def outline(self, revision: Revision) -> "EmbeddedOutline":
        """A revision, of which little is read from the disk where little is asked for."""
        return EmbeddedOutline(self._store, revision, self._place)

    def close(self) -> None:
        """Let go of the database: Oxigraph closes it when nothing refers to it."""
        self._store = pyoxigraph.Store()


class EmbeddedOutline:
    """One revision in a generation."""

    def __init__(self, store: pyoxigraph.Store, revision: Revision, place: str) -> None:
        self._store = store
        self._revision = revision
        self._place = place

    def subjects(self) -> frozenset[str]:
        """What something is said of. Raises StoreUnusable (E41)."""
        asked = f"SELECT ?s (COUNT(*) AS ?n) {{ GRAPH <{self._revision.iri}> {{ ?s ?p ?o }} }} GROUP BY ?s"
        with _damage_told(self._place):
            found = self._store.query(asked)
            rows = list(found) if isinstance(found, pyoxigraph.QuerySolutions) else []
        _must_be_all(self._revision, sum(int(_text(row["n"])) for row in rows), self._place)
        return frozenset(_text(row["s"]) for row in rows)

    def some(self, subject: str = "", predicate: str = "", value: str = "") -> list[Triple]:
        """The statements with these IRIs in their places; an empty one stands for any."""
        one, prop, other = (NamedNode(each) if each else None for each in (subject, predicate, value))
        with _damage_told(self._place):
            found = self._store.quads_for_pattern(one, prop, other, NamedNode(self._revision.iri))
            return [quad.triple for quad in found]


def _text(term: object) -> str:
    """An IRI or the text of a literal as it is; a blank node as `_:` and its label."""
    return str(term) if isinstance(term, pyoxigraph.BlankNode) else str(getattr(term, "value", ""))


def _must_be_all(revision: Revision, count: int, place: str) -> None:
    if count != revision.statements:
        values = {"path": place, "count": str(count), "known": str(revision.statements)}
        raise StoreUnusable("E41", values)


class EmbeddedWriting(EmbeddedReading):
    """The next generation, which is made at the first change."""

    def __init__(self, current: Path | None, following: Path, place: str) -> None:
        super().__init__(pyoxigraph.Store() if current is None else _read_only(current, place), place)
        self._current = current
        self._following = following
        self.changed = False

    def add(self, revision: Revision, content: list[Triple]) -> None:
        """Add a revision, and make it its plan's current one."""
        self._begin(self._current)
        told = [format_statement(), *describe(revision), number_statement(revision)]
        with _damage_told(self._place):
            self._store.remove_graph(NamedNode(revision.plan))
            self._store.extend(in_graph(content, revision.iri))
            self._store.extend(in_graph(content, revision.plan))
            self._store.extend(in_graph(told, META))

    def replace_all(self, meta: list[Triple], revisions: Iterable[tuple[str, list[Triple]]]) -> None:
        """Put other revisions in the place of all."""
        self._begin(None)
        plans = {plan.current.iri: plan.iri for plan in read_plans(meta)}
        for name, triples in revisions:
            with _damage_told(self._place):
                self._store.extend(in_graph(triples, name))
                if name in plans:
                    self._store.extend(in_graph(triples, plans[name]))
        with _damage_told(self._place):
            self._store.extend(in_graph([format_statement(), *meta], META))

    def flush(self) -> None:
        """Give everything to the disk."""
        if self.changed:
            with _damage_told(self._place):
                self._store.flush()

    def _begin(self, start: Path | None) -> None:
        if self.changed:
            return
        if self._following.exists():
            shutil.rmtree(self._following)
        self._following.mkdir()
        if start is not None:
            _linked(start, self._following)
        (self._following / _IN_USE).touch()
        with _damage_told(self._place):
            self._store = pyoxigraph.Store(self._following)
        self.changed = True


def _read_only(generation: Path, place: str) -> pyoxigraph.Store:
    with _damage_told(place):
        return pyoxigraph.Store.read_only(str(generation))


@contextmanager
def _damage_told(place: str) -> Iterator[None]:
    """Tell what Oxigraph finds broken from what the disk refuses."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if "No space left" in str(error):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        # RocksDB tells of one fault after the other; the first is enough.
        first = re.split(r"\s{2,}|\n", str(error))[0].rstrip(".")
        raise StoreUnusable("E30", {"path": place, "reason": first}) from error


def _said(key: str, **values: str) -> Text:
    return read_words("graph.store")[key].filled(values)


def _number(generation: Path | None) -> int:
    return 0 if generation is None else int(generation.name.removeprefix("g-"))


def _linked(source: Path, target: Path) -> None:
    """Make a database's twin: files of data are linked, since they are never changed, others copied."""
    for file in source.iterdir():
        if file.name in _NOT_COPIED:
            continue
        if file.suffix == ".sst":
            with suppress(OSError):
                os.link(file, target / file.name)
                continue
        shutil.copyfile(file, target / file.name)
