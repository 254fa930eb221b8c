"""What earlier revisions of stored plans have published: looked at once each, and kept in little room.

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

from graph.export.formats import PublicPlan
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


Read = Callable[[Sequence[Revision], Revision, PublicPlan | None], Iterable[Published]]
"""Reads what some revisions have published, but for what the current one now publishes."""


class EarlierRevisions:
    """What the earlier revisions of each plan have published, and is published no more.

    `most` plans are remembered. One plan takes some 15 kB in Lindvik's size, however many revisions it has.
    """

    def __init__(self, read: Read, most: int = 2000) -> None:
        self._read = read
        self._plans: Remembered[str, _OfPlan] = Remembered(most)

    def of(self, plan: StoredPlan, public: PublicPlan | None) -> Earlier:
        """Those of all revisions of a plan but its current one, the public part of which is given.

        What the current one publishes need not be among them. Raises what `read` raises.
        """
        return self._plans.get(plan.iri, _OfPlan).up_to(plan, public, self._read)


class _OfPlan:
    """Those of one plan, as far as they have been read.

    What is known here and what the current revision publishes are together all that was ever published. When
    another revision takes its place, the one that was current is read like all that are new since.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._revisions: list[str] = []
        self._found = Earlier()

    def up_to(self, plan: StoredPlan, public: PublicPlan | None, read: Read) -> Earlier:
        with self._lock:
            *earlier, current = plan.revisions
            names = [each.iri for each in earlier]
            if self._revisions != names[: len(self._revisions)]:
                # another store, or one that was put back as it was once
                self._revisions, self._found = [], Earlier()
            new = earlier[len(self._revisions) :]
            for more in read(new, current, public) if new else ():
                self._found = Earlier(
                    self._found.identifiers.with_more(more.identifiers),
                    together((self._found.heirs, more.heirs)),
                )
            self._revisions = names
            return self._found
