"""One municipality's published plans as a server needs them: any file, made when it is asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from threading import Lock
from urllib.parse import quote, unquote, urlsplit

from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV

from graph.site.ground import list_path
from graph.site.municipality import MunicipalitySite
from graph.site.shared_files import root_files


class ServedSite:
    """A site whose files are made one at a time. The paths are below the root, decoded."""

    def __init__(self, site: MunicipalitySite) -> None:
        self.site = site
        # the first page comes at once; the data in every format only when something after it is asked for
        self._files = (_AsAskedFor(root_files(site, None)), _AsAskedFor(site.standing()))

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

    def replacement(self, iri: str) -> str | None:
        """The thing that took the place of one that is published no more, where a published thing says so."""
        graph = self.site.graph
        newer = {str(subject) for subject in graph.subjects(PROV.wasRevisionOf, URIRef(iri))}
        newer |= {str(subject) for subject in graph.subjects(DCTERMS.replaces, URIRef(iri))}
        known = sorted(newer & self.site.ground.places.keys())
        return known[0] if known else None

    def file(self, path: str) -> bytes | None:
        """A file by its path; None where the site has none there."""
        if path.startswith("doc/"):
            return self._in_doc(path)
        found = (files.get(path) for files in self._files)
        return next((content for content in found if content is not None), None)

    def _in_doc(self, path: str) -> bytes | None:
        stem, _, suffix = path.rpartition(".")
        iri = self._by_document.get(stem)
        if iri is not None:
            return self.site.documents_of(iri).get(suffix)
        _, segment, *name = stem.split("/")
        if name != ["index"] or segment not in self.site.ground.by_segment:
            return None
        return self.site.list_of(segment).get(suffix)


class _AsAskedFor:
    """Files that are made in their order, no further than to the one that is asked for, and then kept."""

    def __init__(self, files: Iterator[tuple[str, bytes]]) -> None:
        self._lock = Lock()
        self._made: dict[str, bytes] = {}
        self._rest = files

    def get(self, path: str) -> bytes | None:
        """A file by its path; None where there is none by that path."""
        if path in self._made:
            return self._made[path]
        with self._lock:
            if path in self._made:
                return self._made[path]
            for name, content in self._rest:
                self._made[name] = content
                if name == path:
                    return content
        return None
