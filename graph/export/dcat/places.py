"""Where a municipality is, as data portals name places: by GeoNames, which DCAT-AP-SE recommends.

geonames.csv pairs SCB's code of every municipality with its id in GeoNames (geonames.org, CC BY 4.0).
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rdflib import URIRef

# For a code that no municipality has: somewhere in Sweden. The EU's list of countries names it so.
SWEDEN = URIRef("http://publications.europa.eu/resource/authority/country/SWE")
_GEONAMES = "http://sws.geonames.org/{id}"


def place(municipality_code: str | None) -> URIRef:
    """The place of a municipality; Sweden for a code that is unknown.

    >>> place("0665")
    rdflib.term.URIRef('http://sws.geonames.org/2665856')
    """
    known = places().get(municipality_code or "")
    return URIRef(_GEONAMES.format(id=known)) if known else SWEDEN


@cache
def places() -> Mapping[str, str]:
    """The id in GeoNames of every municipality, by SCB's code."""
    lines = (files("graph.export.dcat") / "geonames.csv").read_text(encoding="utf-8").splitlines()
    return {row["kommunkod"]: row["geonames"] for row in csv.DictReader(lines, delimiter=";")}
