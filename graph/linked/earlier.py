"""What earlier revisions of stored plans have published: read once each, and kept in little room.

An identifier that was published and is no more must be told from one that never was. A store may hold
hundreds of revisions, and anybody may ask for identifiers that are none: so the answer lies in memory.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from urllib.parse import unquote

from graph.export.past import Heirs, Published, together
from graph.remembered import Remembered
from graph.store.records import Revision, StoredPlan


class Identifiers:
    """A set of identifiers that can only be asked whether it has one: eight bytes for each.

    With escapes or without them an identifier is the same: so it is asked for.
    """

    def __init__(self, digests: Iterable[int] = ()) -> None:
        self._digests = array("Q", sorted(digests))

    def __contains__(self, iri: object) -> bool:
        digest = _digest(str(iri))
        place = bisect_left(self._digests, digest)
        return place < len(self._digests) and self._digests[place] == digest

    def __len__(self) -> int:
        return len(self._digests)

    def with_more(self, iris: Iterable[str]) -> "Identifiers":
        """The same and others."""
        return Identifiers({*self._digests, *map(_digest, iris)})


def _digest(iri: str) -> int:
    plain = unquote(iri).encode(errors="surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What some revisions together have published, and what took the place of what in them."""

    identifiers: Identifiers = field(default_factory=Identifiers)
    heirs: Heirs = field(default_factory=dict)


class EarlierRevisions:
    """What the earlier revisions of each plan have published; `read` reads one revision.

    `most` plans are remembered. One plan takes some 15 kB in Lindvik's size, however many revisions it has.
    """

    def __init__(self, read: Callable[[Revision], Published], most: int = 2000) -> None:
        self._read = read
        self._plans: Remembered[str, _OfPlan] = Remembered(most)

    def of(self, plan: StoredPlan) -> Earlier:
        """Those of all revisions of a plan but its current one. Raises what `read` raises."""
        return self._plans.get(plan.iri, _OfPlan).up_to(plan.revisions[:-1], self._read)


class _OfPlan:
    """Those of one plan, as far as they have been read."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revisions: list[str] = []
        self._contents: set[str] = set()
        self._found = Earlier()

    def up_to(self, revisions: Sequence[Revision], read: Callable[[Revision], Published]) -> Earlier:
        with self._lock:
            names = [each.iri for each in revisions]
            if self._revisions != names[: len(self._revisions)]:
                # another store, or one that was put back as it was once
                self._revisions, self._contents, self._found = [], set(), Earlier()
            for revision in revisions[len(self._revisions) :]:
                # a revision that was brought back says what another one said
                if revision.content not in self._contents:
                    more = read(revision)
                    self._found = Earlier(
                        self._found.identifiers.with_more(more.identifiers),
                        together((self._found.heirs, more.heirs)),
                    )
                    self._contents.add(revision.content)
                self._revisions.append(revision.iri)
            return self._found
