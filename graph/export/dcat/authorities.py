"""The IRIs that DCAT-AP-SE takes from others' lists, and how others' identifiers are made."""

import re

from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT

from ontology.namespaces import SPDX

# rdflib knows DCAT 2, which has no series.
DATASET_SERIES = URIRef(f"{DCAT}DatasetSeries")
IN_SERIES = URIRef(f"{DCAT}inSeries")
DCATAP = Namespace("http://data.europa.eu/r5r/")

_EU = Namespace("http://publications.europa.eu/resource/authority/")
ANNUAL = _EU["frequency/ANNUAL"]
DATA_THEMES = _EU["data-theme"]
ENGLISH = _EU["language/ENG"]
FILE_TYPE = Namespace(_EU["file-type/"])
GOVERNMENT = _EU["data-theme/GOVE"]
PUBLIC = _EU["access-right/PUBLIC"]
STABLE = _EU["planned-availability/STABLE"]
SWEDISH = _EU["language/SWE"]

LOCAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/LocalAuthority")
REGIONAL_AUTHORITY = URIRef("http://purl.org/adms/publishertype/RegionalAuthority")
MEDIA_TYPE = Namespace("https://www.iana.org/assignments/media-types/")
SHA1 = SPDX.checksumAlgorithm_sha1
SPARQL_PROTOCOL = URIRef("https://www.w3.org/TR/sparql11-protocol/")

# The EU's list of file types is shorter than IANA's of media types: what it lacks has the type of its syntax.
_FILE_TYPES = {
    "application/graphml+xml": "XML",
    "application/json": "JSON",
    "application/ld+json": "JSON_LD",
    "application/n-quads": "RDF_N_QUADS",
    "application/n-triples": "RDF_N_TRIPLES",
    "application/rdf+xml": "RDF_XML",
    "application/trig": "RDF_TRIG",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/xml": "XML",
    "application/zip": "ZIP",
    "text/csv": "CSV",
    "text/plain": "TXT",
    "text/turtle": "RDF_TURTLE",
    "text/vnd.graphviz": "TXT",
    "text/xml": "XML",
}
# Media types that are used, but that IANA's list does not hold.
_UNLISTED = frozenset({"application/graphml+xml"})
# Others' lists end their IRIs in these codes.
_LANGUAGES = {"en": ENGLISH, "eng": ENGLISH, "sv": SWEDISH, "swe": SWEDISH}
_PUBLISHER = "http://dataportal.se/organisation/SE{digits}"
_CREATIVE_COMMONS = re.compile(r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/(.+?)/?")


def publisher_iri(organisation_number: str) -> URIRef:
    """How the national data portal names an organisation.

    >>> publisher_iri("212000-0001")
    rdflib.term.URIRef('http://dataportal.se/organisation/SE2120000001')
    """
    return URIRef(_PUBLISHER.format(digits=re.sub(r"\D", "", organisation_number)))


def licence_iri(licence: str) -> URIRef:
    """A licence as the portal knows it: those of Creative Commons by http and with a slash at the end.

    >>> licence_iri("https://creativecommons.org/publicdomain/zero/1.0")
    rdflib.term.URIRef('http://creativecommons.org/publicdomain/zero/1.0/')
    """
    found = _CREATIVE_COMMONS.fullmatch(licence)
    return URIRef(f"http://creativecommons.org/{found[1]}/{found[2]}/" if found else licence)


def file_type(media_type: str) -> URIRef:
    """A format in the EU's list of file types. Raises KeyError for a media type that none is chosen for."""
    return FILE_TYPE[_FILE_TYPES[media_type]]


def media_type_iri(media_type: str) -> URIRef | None:
    """A media type in IANA's list; None for one that it does not hold."""
    return None if media_type in _UNLISTED else MEDIA_TYPE[media_type]


def language_iri(reference: str | None) -> URIRef | None:
    """A language in the EU's list: Swedish where none is said, None for one that is not known to be in it.

    >>> language_iri("http://lexvo.org/id/iso639-3/eng")
    rdflib.term.URIRef('http://publications.europa.eu/resource/authority/language/ENG')
    """
    if not reference:
        return SWEDISH
    if reference.startswith(_EU["language/"]):
        return URIRef(reference)
    return _LANGUAGES.get(reference.rpartition("/")[2].rpartition("#")[2].casefold())


def web_iri(reference: str | None) -> URIRef | None:
    """A reference that others can follow; None for a blank node and for what is no address on the web."""
    return URIRef(reference) if reference and reference.startswith(("http://", "https://")) else None
