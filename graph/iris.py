"""How identifiers are minted: `{base}/id/{segment}/{reference}`, from the Id column and nothing else."""

import re
from urllib.parse import quote, unquote

from rdflib import URIRef

DEFAULT_BASE = "https://w3id.org/rodatraden/kommun/{code}"

# RFC 3987 lets an IRI hold letters outside ASCII, but the Swedish rules for persistent identifiers ask
# for plain ones, so everything outside the unreserved set is percent-encoded.
_SAFE = "-._~"
_BASE = re.compile(r"https?://[^\s/:?#<>\"{}|\\^`]+(/[^\s?#<>\"{}|\\^`]*)?", re.IGNORECASE)


def base_for(municipality_code: str, given: str | None) -> str:
    """The start of every identifier: the municipality's own base, else the project's default.

    A base never ends in a slash.
    """
    return (given or DEFAULT_BASE.format(code=quote(municipality_code, safe=_SAFE))).rstrip("/")


def is_base(text: str) -> bool:
    """Whether a text can be a base: http or https, no port, no query, no fragment."""
    return _BASE.fullmatch(text) is not None


def mint(base: str, segment: str, reference: str) -> URIRef:
    """The identifier of one thing.

    >>> mint("https://data.exempel.se", "mal", "2020-ks-1")
    rdflib.term.URIRef('https://data.exempel.se/id/mal/2020-ks-1')
    """
    return URIRef(f"{base}/id/{segment}/{quote(reference, safe=_SAFE)}")


def reference_in(iri: str, base: str, segment: str) -> str | None:
    """The reference that an identifier was minted from, or None where it was not minted so."""
    start = f"{base}/id/{segment}/"
    if not iri.startswith(start) or "/" in iri[len(start) :]:
        return None
    return unquote(iri[len(start) :])
