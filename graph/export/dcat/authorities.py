"""The IRIs that DCAT-AP-SE takes from others' lists, and how others' identifiers are made."""

import re

from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT

# rdflib knows DCAT 2, which has no series.
DATASET_SERIES = URIRef(f"{DCAT}DatasetSeries")
IN_SERIES = URIRef(f"{DCAT}inSeries")
DCATAP = Namespace("http://data.europa.eu/r5r/")
SPDX = Namespace("http://spdx.org/rdf/terms#")

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
