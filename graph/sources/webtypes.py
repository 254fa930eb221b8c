"""Which kinds of content a fetched plan may have: what is asked for, and how an answer is read."""

from pathlib import PurePosixPath

from graph.sources.formats import FORMATS, STRATML

_RDF = tuple(each for each in FORMATS if each.rdf is not None)
# What says no more than that it is XML, JSON or text: the file's own start or name says the rest.
_XML = ("application/xml", "text/xml")
_JSON = ("application/json",)
# The last one is what the list of IANA has for .stml, which other people's files once ended in.
_ANYTHING = (
    "",
    "text/plain",
    "application/octet-stream",
    "binary/octet-stream",
    "application/vnd.sealedmedia.softseal.html",
)
_READABLE = frozenset(suffix for each in (*_RDF, STRATML) for suffix in each.suffixes)

ACCEPT = ", ".join(
    (*(f"{each.media_type};q={1 - place / 10:g}" for place, each in enumerate(_RDF)), "application/xml;q=0.3")
)


def suffix_of(content_type: str, path: str) -> str | None:
    """The suffix by which to read an answer, by its content type and its address; None: not at all.

    >>> suffix_of("text/turtle; charset=utf-8", "/id/plan/2024")
    '.ttl'
    """
    media_type = content_type.partition(";")[0].strip().lower()
    for each in _RDF:
        if media_type == each.media_type:
            return each.suffixes[0]
    if media_type in _XML:
        return ".xml"
    if media_type in _JSON:
        return ".jsonld"
    suffix = PurePosixPath(path).suffix.lower()
    return suffix if media_type in _ANYTHING and suffix in _READABLE else None
