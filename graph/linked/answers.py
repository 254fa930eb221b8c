"""What a request about published plans is answered with, by the Swedish rules for identifiers.

| asked for | answer |
| an identifier | 303 to its page or its data, by what is accepted; 406 where neither is |
| an identifier that something else took the place of | 308 to that one |
| an identifier that was published, and is no more | 410 |
| a document, a file, the catalogue | 200 |
| anything else below a municipality's root | 404, in the format asked for |
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from graph.export.dcat.catalogue import SEGMENTS
from graph.export.formats import FORMATS
from graph.export.past import Heirs, heir_of, together
from graph.linked.crawlers import ROBOTS, is_for_crawlers, robots
from graph.linked.earlier import Earlier
from graph.linked.negotiation import preferred
from graph.linked.served import ServedSite
from graph.linked.words import word
from graph.site.description import SERIALISATIONS
from graph.site.standing import CATALOGUE, DOCUMENTS, FOR_WEB_SERVERS, IDENTIFIERS, OPEN_DATA, START, belongs
from shapes.findings import Language

HTML: Final = "text/html"
RDF_XML: Final = "application/rdf+xml"
_DATA: Final = {each.media_type: each.suffix for each in SERIALISATIONS.values()}
_SUFFIXES: Final = {HTML: "html", **_DATA}
_TYPES: Final = {
    **{suffix: media_type for media_type, suffix in _SUFFIXES.items()},
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "txt": "text/plain",
    "xml": "application/xml",
}
_DATA_TYPES: Final = {
    suffix.rpartition(".")[2]: form.media_type
    for form in FORMATS.values()
    for suffix in form.suffixes[:1]
    if form.is_data
}
_CATALOGUED: Final = tuple(f"{IDENTIFIERS}/{segment}/" for segment in SEGMENTS)
# portals ask for no format in particular, and read RDF/XML; browsers ask for a page
_CATALOGUE_FIRST: Final = (RDF_XML, *(each for each in _DATA if each != RDF_XML), HTML)
_IDENTIFIERS: Final = f"{IDENTIFIERS}/"
_IN_IRIS: Final = "/%:@!$&'()*+,;=-._~?#[]"
_DASHBOARDS_OWN: Final = ("/_stcore/", "/component/", "/media/", "/static/")


@dataclass(frozen=True, slots=True)
class Holding:
    """The published plans of one municipality, by what their identifiers begin with.

    `site` makes them ready when something of them is asked for; None where nothing is public. `earlier`
    tells, for each plan, what its earlier revisions have published; that may take its time, once.
    """

    base: str
    site: Callable[[], ServedSite | None]
    earlier: Callable[[], Sequence[Earlier]] = field(default=lambda: ())

    @property
    def host(self) -> str:
        """The host of its identifiers, with the port if they have one."""
        return _host_and_root(self.base)[0]

    @property
    def root(self) -> str:
        """The path of its root, decoded, with a slash at its end."""
        return _host_and_root(self.base)[1]


@lru_cache(maxsize=2000)
def _host_and_root(base: str) -> tuple[str, str]:
    parts = urlsplit(base)
    return parts.netloc.rpartition("@")[2].lower(), f"{unquote(parts.path).rstrip('/')}/"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the body in a media type or where to go on. `varies`: another Accept, another answer.

    `tag` is what the body is known by, another for another body; empty where nobody will ask for it again.
    """

    status: HTTPStatus
    body: bytes = b""
    media_type: str = ""
    location: str = ""
    varies: bool = False
    tag: str = ""


def concerns(path: str) -> bool:
    """Whether a path may be one of published plans, whatever their root; all others are the dashboard's."""
    if path.startswith(_DASHBOARDS_OWN):
        return False
    *folders, last = path.removeprefix("/").split("/")
    return is_for_crawlers(last) or belongs(last) or any(belongs(f"{each}/") for each in {*folders})


def takes_time(path: str) -> bool:
    """Whether what a path asks for may first have to be made out of a whole plan, in all its formats."""
    parts = path.split("/")
    if IDENTIFIERS in parts:
        return any(segment in parts for segment in SEGMENTS)
    return DOCUMENTS not in parts


def answer(
    holdings: Sequence[Holding], path: str, host: str, accept: str, language: Language = "sv"
) -> Answer:
    """The answer to a request for a path (decoded, beginning with a slash) at a host.

    Where several municipalities have the same root, the one whose host was asked answers; all of them where
    the host is nobody's, such as localhost.
    """
    found = answer_now(holdings, path, host, accept, language)
    return found or answer_of_the_past(holdings, path, host, accept, language)


def answer_now(
    holdings: Sequence[Holding], path: str, host: str, accept: str, language: Language = "sv"
) -> Answer | None:
    """The answer, where something is published there now."""
    if path == f"/{ROBOTS}":
        bases = [each.base for each in _named(holdings, host)]
        return Answer(HTTPStatus.OK, robots(bases).encode(), "text/plain")
    for holding in _at(holdings, path, host):
        found = _held(holding, path, accept, language)
        if found is not None:
            return found
    return None


def answer_of_the_past(
    holdings: Sequence[Holding], path: str, host: str, accept: str, language: Language = "sv"
) -> Answer:
    """The answer, where nothing is published there now: what was, or that nothing ever was."""
    for holding in _at(holdings, path, host):
        found = _no_more(holding, path, accept, language)
        if found is not None:
            return found
    return problem(HTTPStatus.NOT_FOUND, path, accept, language)


def _at(holdings: Sequence[Holding], path: str, host: str) -> Sequence[Holding]:
    """Those whose root a path lies below; where the host is that of some of them, only these."""
    here = [each for each in _named(holdings, host) if path.startswith(each.root)]
    return sorted(here, key=lambda each: (each.host != host.lower(), -len(each.root), each.base))


def _named(holdings: Sequence[Holding], host: str) -> Sequence[Holding]:
    """Those whose host it is; all of them where it is nobody's. What ports are in between says nothing."""
    name = host.lower().partition(":")[0]
    return [each for each in holdings if each.host.partition(":")[0] == name] or holdings


def _held(holding: Holding, path: str, accept: str, language: Language) -> Answer | None:
    """What is published there now."""
    below = path[len(holding.root) :]
    if below.startswith(FOR_WEB_SERVERS):
        return None
    site = holding.site()
    if site is None:
        return None
    root = quote(holding.root)
    if below == CATALOGUE:
        return _catalogue(site, path, accept, language)
    iri = site.identifiers.get(path)
    if iri is not None:
        media_type = preferred(accept, list(_SUFFIXES))
        if media_type is None:
            return problem(HTTPStatus.NOT_ACCEPTABLE, path, accept, language)
        where = f"{root}{site.document(iri, _SUFFIXES[media_type])}"
        return Answer(HTTPStatus.SEE_OTHER, location=where, varies=True)
    if below.startswith(_CATALOGUED) and site.is_catalogued(_iri_at(holding, path)):
        media_type = preferred(accept, _CATALOGUE_FIRST)
        if media_type is None:
            return problem(HTTPStatus.NOT_ACCEPTABLE, path, accept, language)
        where = OPEN_DATA if media_type == HTML else f"{CATALOGUE}.{_DATA[media_type]}"
        return Answer(HTTPStatus.SEE_OTHER, location=f"{root}{where}", varies=True)
    if below.startswith(_IDENTIFIERS):
        return None
    content = site.file(f"{below}{START}" if below.endswith("/") or not below else below)
    if content is None:
        return None
    return Answer(HTTPStatus.OK, content.body, _type_of(below), tag=content.tag)


def _catalogue(site: ServedSite, path: str, accept: str, language: Language) -> Answer | None:
    """The catalogue at the one address that portals harvest: RDF/XML unless something else is asked for."""
    media_type = preferred(accept, [each for each in _CATALOGUE_FIRST if each != HTML])
    # a browser gets what harvesters get: there is no page of the catalogue by itself
    if media_type is None and preferred(accept, [HTML]):
        media_type = RDF_XML
    if media_type is None:
        return problem(HTTPStatus.NOT_ACCEPTABLE, path, accept, language)
    content = site.file(f"{CATALOGUE}.{_DATA[media_type]}")
    if content is None:
        return None
    return Answer(HTTPStatus.OK, content.body, media_type, varies=True, tag=content.tag)


def _no_more(holding: Holding, path: str, accept: str, language: Language) -> Answer | None:
    """What was published there, or has another identifier now."""
    if not path.startswith(f"{holding.root}{_IDENTIFIERS}"):
        return None
    site = holding.site()
    iri = _iri_at(holding, path)
    said = site.heirs if site else {}
    known = site.site.ground.places if site else {}
    heir = heir_of(_as_written(iri, said), said, known)
    if heir is None:
        earlier = holding.earlier()
        heirs = together((said, *(each.heirs for each in earlier)))
        heir = heir_of(_as_written(iri, heirs), heirs, known)
        if heir is None and any(iri in each.identifiers for each in earlier):
            return problem(HTTPStatus.GONE, path, accept, language)
    if heir is None:
        return None
    return Answer(HTTPStatus.PERMANENT_REDIRECT, location=quote(heir, safe=_IN_IRIS))


def _iri_at(holding: Holding, path: str) -> str:
    """The identifier that a path is of, without escapes."""
    parts = urlsplit(holding.base)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _as_written(iri: str, heirs: Heirs) -> str:
    """An identifier without escapes as those write it who say what took its place."""
    return iri if iri in heirs else next((each for each in heirs if unquote(each) == iri), iri)


def problem(status: HTTPStatus, path: str, accept: str, language: Language) -> Answer:
    """What went wrong, in the format asked for as far as that can be; as plain text where it cannot."""
    key = {
        HTTPStatus.NOT_FOUND: "not-found",
        HTTPStatus.GONE: "gone",
        HTTPStatus.NOT_ACCEPTABLE: "not-acceptable",
    }[status]
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in path[:200])
    shown += "…" if len(path) > 200 else ""
    said = word(key, path=shown, types=", ".join(_SUFFIXES))[language]
    media_type = preferred(accept, ["text/plain", *_SUFFIXES]) or "text/plain"
    if status is HTTPStatus.NOT_ACCEPTABLE:
        media_type = "text/plain"
    return Answer(status, _written(media_type, status, said, language), media_type, varies=True)


def _written(media_type: str, status: HTTPStatus, said: str, language: Language) -> bytes:
    from graph.linked.problems import WRITERS  # noqa: PLC0415 - what goes well needs no words for what did not

    return WRITERS.get(media_type, WRITERS["text/plain"])(status, said, language).encode()


def _type_of(path: str) -> str:
    if path.endswith("/") or not path:
        return HTML
    suffix = path.rpartition(".")[2]
    return _TYPES.get(suffix) or _DATA_TYPES.get(suffix, "application/octet-stream")
