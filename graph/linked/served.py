"""One municipality's published plans as a server needs them: any file, made when it is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock
from typing import Self
from urllib.parse import quote, unquote, urlsplit

from graph.export.past import Heirs, heirs_in
from graph.linked.crawlers import maps
from graph.remembered import Remembered
from graph.site.ground import list_path
from graph.site.municipality import MunicipalitySite
from graph.site.shared_files import root_files
from graph.site.standing import CATALOGUE

DOCUMENTS = 4_000_000
"""So many bytes of documents are kept of one site; a plan of Lindvik's size has some 25 million."""


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds, and what it is known by: another tag for another content."""

    body: bytes
    tag: str

    @classmethod
    def of(cls, path: str, body: bytes) -> Self:
        """A file by its path, the suffix of which decides its type."""
        kind = path.rpartition(".")[2].encode()
        return cls(body, sha256(kind + b"\n" + body).hexdigest()[:32])


class ServedSite:
    """A site whose files are made one at a time. The paths are below the root, decoded.

    It is one of certain revisions: what is remembered of it never outlives them.
    """

    def __init__(self, site: MunicipalitySite, documents: int = DOCUMENTS) -> None:
        self.site = site
        self._documents: Remembered[str, Mapping[str, File]] = Remembered(documents, _weight)
        # the first page comes at once; the data in every format only when something after it is asked for
        made = (root_files(site, None), maps(site), site.standing())
        self._files = tuple(_AsAskedFor(each) for each in made)

    @cached_property
    def identifiers(self) -> Mapping[str, str]:
        """The IRI of each published thing by its path at the host."""
        return {unquote(urlsplit(iri).path): iri for iri in self.site.ground.places}

    @cached_property
    def _by_document(self) -> Mapping[str, str]:
        places = self.site.ground.places
        return {f"doc/{each.segment}/{each.name}": iri for iri, each in places.items() if not each.is_part}

    def document(self, iri: str, suffix: str) -> str:
        """The path, ready for a link, of what tells of a thing in one format, by the suffix of the format."""
        place = self.site.ground.places[iri]
        if not place.is_part:
            return f"{place.path}.{suffix}"
        if suffix == "html":
            return f"{list_path(place.segment)}#{quote(place.anchor)}"
        return f"doc/{quote(place.segment)}/index.{suffix}"

    def is_catalogued(self, iri: str) -> bool:
        """Whether the catalogue tells of a thing, by its IRI without escapes.

        For that the catalogue is made, which takes a while the first time.
        """
        return iri in self._catalogued

    @cached_property
    def _catalogued(self) -> frozenset[str]:
        self.file(f"{CATALOGUE}.rdf")
        return frozenset(unquote(str(each)) for found in self.site.catalogues for each in found.subjects())

    @cached_property
    def heirs(self) -> Heirs:
        """What took the place of what, as the published things say."""
        return heirs_in(self.site.graph)

    def file(self, path: str) -> File | None:
        """A file by its path; None where the site has none there."""
        if path.startswith("doc/"):
            return self._in_doc(path)
        found = (files.get(path) for files in self._files)
        return next((content for content in found if content is not None), None)

    def made(self) -> int:
        """How many of the files that are kept for good have been made so far."""
        return sum(len(files) for files in self._files)

    def _in_doc(self, path: str) -> File | None:
        stem, _, suffix = path.rpartition(".")
        if stem in self._by_document or self._is_list(stem):
            return self._documents.get(stem, lambda: self._made(stem)).get(suffix)
        return None

    def _is_list(self, stem: str) -> bool:
        match stem.split("/"):
            case [_, segment, "index"]:
                return segment in self.site.ground.by_segment
        return False

    def _made(self, stem: str) -> Mapping[str, File]:
        """A document in every format, by suffix."""
        iri = self._by_document.get(stem)
        made = self.site.documents_of(iri) if iri else self.site.list_of(stem.split("/")[1])
        return {suffix: File.of(suffix, content) for suffix, content in made.items()}


def _weight(made: Mapping[str, File]) -> int:
    return sum(len(each.body) for each in made.values())


class _AsAskedFor:
    """Files that are made in their order, no further than to the one that is asked for, and then kept."""

    def __init__(self, files: Iterator[tuple[str, bytes]]) -> None:
        self._lock = Lock()
        self._made: dict[str, File] = {}
        self._rest = files

    def __len__(self) -> int:
        return len(self._made)

    def get(self, path: str) -> File | None:
        """A file by its path; None where there is none by that path."""
        if path in self._made:
            return self._made[path]
        with self._lock:
            if path in self._made:
                return self._made[path]
            for name, content in self._rest:
                self._made[name] = File.of(name, content)
                if name == path:
                    return self._made[name]
        return None
