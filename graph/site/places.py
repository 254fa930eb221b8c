"""Where the documents of `{base}/id/{segment}/{reference}` lie: `doc/{segment}/{name}` with a suffix."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote

from graph.export.beside import LISTS

PARTS: Final = frozenset({"utfall", "malvarde", "innebord", "tid"}) | LISTS
"""Segments whose things have no documents of their own: their list tells of them."""

OUTSIDE: Final = "ovrigt"
"""The segment of what has an identifier that does not begin with the base."""

_IDENTIFIER = re.compile(r".+/id/([A-Za-z0-9_-]+)/([^/]+)")
# What no common file system or web server takes amiss; letters outside ASCII are among them.
_PLAIN = re.compile(r"\w[\w.~ -]*")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 150


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A segment and a name in it; `plain` is false where the name is not the identifier's own."""

    segment: str
    name: str
    plain: bool = True

    @property
    def path(self) -> str:
        """The address of the documents below the root, without a suffix, ready for a link."""
        return f"doc/{quote(self.segment)}/{quote(self.name)}"

    @property
    def anchor(self) -> str:
        """The id of its row in a list."""
        return self.name.replace(" ", "_")

    @property
    def is_part(self) -> bool:
        """Whether a list tells of it, and no document of its own."""
        return self.segment in PARTS


def segment_of(iri: str) -> str:
    """The segment of an identifier; OUTSIDE where it is made in another way."""
    found = _IDENTIFIER.fullmatch(iri)
    return found[1] if found else OUTSIDE


def place_of(iri: str, base: str) -> Place:
    """Where an identifier is told of; a name that files cannot have becomes a digest."""
    found = _IDENTIFIER.fullmatch(iri)
    if not found or not iri.startswith(f"{base}/id/"):
        return Place(OUTSIDE, _digest(iri), plain=False)
    reference = unquote(found[2])
    return Place(found[1], reference) if _is_plain(reference) else Place(found[1], _digest(iri), plain=False)


def clashing(places: Iterable[Place]) -> set[Place]:
    """Places that a file system which does not tell A from a would take for others of them."""
    seen: dict[tuple[str, str], Place] = {}
    found: set[Place] = set()
    for place in sorted(places):
        first = seen.setdefault((place.segment, place.name.casefold()), place)
        if first != place:
            found.add(place)
    return found


def _is_plain(reference: str) -> bool:
    return (
        _PLAIN.fullmatch(reference) is not None
        and not reference.endswith((".", " "))
        and not _DEVICES.fullmatch(reference)
        and len(reference.encode()) <= _LONGEST
        and unicodedata.is_normalized("NFC", reference)
        and reference.casefold() != "index"
    )


def _digest(iri: str) -> str:
    return f"_{sha256(iri.encode()).hexdigest()[:20]}"
