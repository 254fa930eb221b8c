"""Writing a plan as an RDF file: sorted, so that the same plan always makes the same file, and exact.

Oxigraph writes: a literal keeps its own spelling, so what is read back is the same graph.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, QB, RDF, RDFS, SKOS, VOID, XSD
from rdflib.term import Node

from graph.sources.files import cannot_write, replacing
from ontology.namespaces import (
    ADMS,
    ELI,
    M8G,
    RT,
    RTC,
    SDG,
    SDMX_CODE,
    SDMX_DIMENSION,
    SDMX_MEASURE,
    SPDX,
    VCARD,
)

PREFIXES = {
    "adms": str(ADMS),
    "dcat": str(DCAT),
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": str(DCTERMS),
    "eli": str(ELI),
    "foaf": str(FOAF),
    "m8g": str(M8G),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "qb": str(QB),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "rt": str(RT),
    "rtc": str(RTC),
    "sdg": str(SDG),
    "sdmx-code": str(SDMX_CODE),
    "sdmx-dimension": str(SDMX_DIMENSION),
    "sdmx-measure": str(SDMX_MEASURE),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "vcard": str(VCARD),
    "void": str(VOID),
    "xsd": str(XSD),
}

_TYPE = str(RDF.type)
# XML 1.0 can hold no other control characters than tab, line feed and carriage return.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREFIX_LINES = re.compile(rb"(?:@prefix [^\n]*\n)+")
_PREFIX_ATTRIBUTES = re.compile(rb"(?: xmlns:[^ >]*)+")
# A line begins with a subject: all other lines are indented, and line breaks in texts are escaped.
_SUBJECT = re.compile(rb"(?m)^(?=[<_])")
_LOCAL_NAME = re.compile(r"[A-Za-z_][\w-]*")

_Subject = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Triple
_Object = _Subject | pyoxigraph.Literal
Json = str | list["Json"] | dict[str, "Json"]


def write_rdf(graph: Graph, path: Path, rdf_format: RdfFormat) -> None:
    """Write a plan's graph, sorted, so that the same plan always makes the same file. Raises CannotWrite."""
    with replacing(path) as temporary:
        try:
            data = rdf_bytes(graph, rdf_format)
        except ValueError as error:
            raise cannot_write(path, "no-such-text") from error
        temporary.write_bytes(data)


def rdf_bytes(graph: Graph, rdf_format: RdfFormat) -> bytes:
    """A plan's graph in one of the formats.

    In TriG and N-Quads the graph bears the plan's IRI. Raises ValueError for what the format cannot hold: an
    IRI that is none, or in RDF/XML a control character.
    """
    name = _graph_name(graph) if rdf_format in {RdfFormat.TRIG, RdfFormat.N_QUADS} else None
    return written(prepared(graph), rdf_format, name)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Statements in Oxigraph's terms, sorted, with the prefixes that they use: ready for any format."""

    triples: Sequence[pyoxigraph.Triple]
    prefixes: dict[str, str]


def prepared(graph: Graph) -> Prepared:
    """A graph made ready to be written in several formats. Raises ValueError for an IRI that is none."""
    return Prepared(sorted(map(to_oxigraph, graph), key=_sort_key), _used_prefixes(graph))


def written(ready: Prepared, rdf_format: RdfFormat, graph_name: pyoxigraph.NamedNode | None = None) -> bytes:
    """Statements in one of the formats. Raises ValueError for what the format cannot hold."""
    triples, used = ready.triples, ready.prefixes
    if rdf_format == RdfFormat.RDF_XML and any(NOT_IN_XML.search(_text_of(each.object)) for each in triples):
        raise ValueError("a control character in XML")
    statements = (
        triples
        if graph_name is None
        else [pyoxigraph.Quad(*_parts(triple), graph_name) for triple in triples]
    )
    data = pyoxigraph.serialize(statements, format=rdf_format, prefixes=used) or b""
    if rdf_format == RdfFormat.JSON_LD:
        return _compact(json.loads(data), used)
    if rdf_format == RdfFormat.TURTLE:
        data = _SUBJECT.sub(b"\n", data)
    if rdf_format == RdfFormat.RDF_XML:
        # An XML parser reads a bare carriage return as a line feed.
        data = data.replace(b"\r", b"&#13;")
    # Oxigraph writes the prefixes in an order of its own each time.
    data = _PREFIX_LINES.sub(
        lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), data, count=1
    )
    return _PREFIX_ATTRIBUTES.sub(
        lambda found: b"".join(b" " + each for each in sorted(found[0].split())), data, count=1
    )


def _text_of(value: _Object) -> str:
    return value.value if isinstance(value, pyoxigraph.Literal) else ""


def _graph_name(graph: Graph) -> pyoxigraph.NamedNode | None:
    plans = sorted(str(plan) for plan in graph.subjects(RDF.type, RT.Plan) if isinstance(plan, URIRef))
    return pyoxigraph.NamedNode(plans[0]) if plans else None


def _used_prefixes(graph: Graph) -> dict[str, str]:
    """The prefixes of the namespaces that the graph uses."""
    terms = {term for triple in graph for term in triple} - {RDF.type}
    used = {str(term) for term in terms if isinstance(term, URIRef)}
    used |= {str(term.datatype) for term in terms if isinstance(term, Literal) and term.datatype}
    return {prefix: start for prefix, start in PREFIXES.items() if any(iri.startswith(start) for iri in used)}


def _compact(expanded: list[dict[str, Json]], prefixes: dict[str, str]) -> bytes:
    """Expanded JSON-LD as people like to read it: a context of its own, and nothing wrapped needlessly."""

    def short(iri: str) -> str:
        for prefix, start in prefixes.items():
            if iri.startswith(start) and _LOCAL_NAME.fullmatch(iri, len(start)):
                return f"{prefix}:{iri[len(start) :]}"
        return iri

    def value(given: Json) -> Json:
        match given:
            case {"@value": str(text), **others} if not others:
                return text
            case {"@value": str(text), "@type": str(datatype)}:
                return {"@value": text, "@type": short(datatype)}
        return given

    nodes: list[Json] = []
    for node in expanded:
        lean: dict[str, Json] = {}
        for key, given in node.items():
            if key == _TYPE:
                lean["@type"] = [short(str(each["@id"])) for each in given if isinstance(each, dict)]
            elif isinstance(given, list):
                values = [value(each) for each in given]
                lean[short(key)] = values[0] if len(values) == 1 else values
            else:
                lean[key] = given
        nodes.append(lean)
    document = {"@context": prefixes, "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _parts(triple: pyoxigraph.Triple) -> tuple[_Subject, pyoxigraph.NamedNode, _Object]:
    return triple.subject, triple.predicate, triple.object


def _sort_key(triple: pyoxigraph.Triple) -> tuple[str, bool, str, str]:
    return str(triple.subject), triple.predicate.value != _TYPE, triple.predicate.value, str(triple.object)


def to_oxigraph(triple: tuple[Node, Node, Node]) -> pyoxigraph.Triple:
    """One statement in Oxigraph's terms. Raises ValueError for what is no triple of RDF."""
    subject, predicate, value = (_term(node) for node in triple)
    if isinstance(predicate, pyoxigraph.NamedNode) and not isinstance(subject, pyoxigraph.Literal):
        return pyoxigraph.Triple(subject, predicate, value)
    raise ValueError(f"no triple of RDF: {triple}")


def _term(node: Node) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal:
    match node:
        case URIRef():
            return pyoxigraph.NamedNode(str(node))
        case BNode():
            return pyoxigraph.BlankNode(str(node))
        case Literal():
            if node.language:
                return pyoxigraph.Literal(str(node), language=node.language)
            datatype = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
            return pyoxigraph.Literal(str(node), datatype=datatype)
    raise ValueError(f"no term of RDF: {node!r}")
