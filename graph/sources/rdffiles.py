"""Reading a plan from an RDF file, in every common format.

Oxigraph parses: it keeps every literal's own spelling (12.50 stays 12.50), tells line and column of a fault,
and never fetches anything. What it does not refuse by itself is looked for beforehand.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.term import Node

from graph.errors import Fault, UnusableInput
from graph.sources.guards import read_bytes, unusable
from graph.sources.xmlfiles import refuse_document_type, xml_text
from ontology.graphs import graph_with
from ontology.namespaces import RT
from ontology.parsing import to_rdflib
from shapes.findings import Text
from shapes.words import read_words

LARGEST = 100 << 20

_COMMON = {
    "syntax-prefix": re.compile(r"prefix (\S*?):? has not been declared|(?<=Unknown prefix )(\S*?):?$"),
    "syntax-end": re.compile("Unexpected end of file"),
    "syntax-dot": re.compile("followed by a dot|A dot is expected"),
    "syntax-relative": re.compile("No scheme found in an absolute IRI"),
    "syntax-iri": re.compile("Invalid IRI"),
    "syntax-place": re.compile("^(.*) is not a valid "),
}
_TYPE = str(RDF.type)
_PLAN = pyoxigraph.NamedNode(str(RT.Plan))
_PLACE = re.compile(r"^Parser error (?:at|between) .*?: ")


def read_rdf(path: Path, rdf_format: RdfFormat, plan: str | None = None) -> Graph:
    """Read one plan's graph: the graph that the plan's IRI names, and the default graph.

    `plan` chooses among several plans in a file of named graphs. Raises UnusableInput as `read_document`
    does, E11 for a file without a plan, E12 for one with several.
    """
    document = read_document(path, rdf_format)
    chosen = _chosen(document.plans, plan, path)
    return document.graph((pyoxigraph.DefaultGraph(), chosen, *document.plans[chosen]))


Triple = tuple[Node, Node, Node]
Name = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph


@dataclass(frozen=True, slots=True)
class Document:
    """An RDF file: its statements by graph, the graphs in which each plan is said to be one, its prefixes."""

    graphs: Mapping[Name, Sequence[Triple]]
    plans: Mapping[pyoxigraph.NamedNode, Sequence[Name]]
    prefixes: Mapping[str, str]

    def graph(self, names: Iterable[Name]) -> Graph:
        """The statements of some of its graphs."""
        graph = graph_with(triple for name in dict.fromkeys(names) for triple in self.graphs.get(name, ()))
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace)
        return graph


def read_document(path: Path, rdf_format: RdfFormat, base: str | None = None) -> Document:
    """Read an RDF file whole, however many plans are in it. `base` is what its relative IRIs start from.

    Raises UnusableInput: E01, E03, E05, E25; E08 for broken syntax, with line and column; E09 and E10 for
    what asks for other files; E16.
    """
    data = _utf8(read_bytes(path, LARGEST), path, rdf_format)
    if rdf_format == RdfFormat.RDF_XML:
        refuse_document_type(data, path)
    try:
        parser = pyoxigraph.parse(data, format=rdf_format, base_iri=base)
        graphs, plans = _sorted_out(parser)
        return Document(graphs, plans, parser.prefixes)
    except SyntaxError as error:
        raise UnusableInput([_syntax_fault(error, data, path, rdf_format)]) from error
    except TypeError as error:
        raise UnusableInput(
            [Fault("E08", path.name, values={"reason": _word("syntax-other", str(error))})]
        ) from error


def _sorted_out(
    quads: Iterable[pyoxigraph.Quad],
) -> tuple[dict[Name, list[Triple]], dict[pyoxigraph.NamedNode, list[Name]]]:
    """The statements by graph, and the graphs in which each plan with an IRI is said to be one."""
    graphs: dict[Name, list[Triple]] = {}
    plans: dict[pyoxigraph.NamedNode, list[Name]] = {}
    for quad in quads:
        triple = to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)
        graphs.setdefault(quad.graph_name, []).append(triple)
        is_plan = quad.predicate.value == _TYPE and quad.object == _PLAN
        # a plan without an IRI cannot be asked for, published or found again
        if is_plan and isinstance(quad.subject, pyoxigraph.NamedNode):
            plans.setdefault(quad.subject, []).append(quad.graph_name)
    return graphs, plans


def _chosen(
    plans: Mapping[pyoxigraph.NamedNode, Sequence[Name]], wanted: str | None, path: Path
) -> pyoxigraph.NamedNode:
    if not plans:
        raise unusable("E11", path)
    by_iri = {plan.value: plan for plan in plans}
    if wanted in by_iri:
        return by_iri[wanted]
    if len(plans) > 1 or wanted is not None:
        raise unusable("E12", path, plans=", ".join(sorted(by_iri)))
    return next(iter(plans))


def _utf8(data: bytes, path: Path, rdf_format: RdfFormat) -> bytes:
    """The data as UTF-8 without byte order mark; XML may say another encoding. Raises UnusableInput (E16)."""
    if rdf_format == RdfFormat.RDF_XML:
        return xml_text(data, path).encode()
    try:
        return data.decode().removeprefix("\ufeff").encode()
    except UnicodeDecodeError as error:
        raise unusable("E16", path) from error


def _syntax_fault(error: SyntaxError, data: bytes, path: Path, rdf_format: RdfFormat) -> Fault:
    if rdf_format == RdfFormat.JSON_LD:
        url = _remote_context(data)
        if url:
            return Fault("E09", path.name, values={"url": url})
    return Fault(
        "E08", path.name, line=error.lineno, column=error.offset, values={"reason": _reason(error.msg)}
    )


def _reason(said: str) -> Text:
    """What the parser says, in both languages where it is a common fault."""
    said = _PLACE.sub("", said).rstrip(".")
    for key, pattern in _COMMON.items():
        found = pattern.search(said)
        if found:
            return _word(key, next(filter(None, found.groups()), ""))
    return _word("syntax-other", said)


def _word(key: str, text: str) -> Text:
    return read_words("graph.sources")[key].filled({"text": text})


def _remote_context(data: bytes) -> str | None:
    """The first context that a JSON-LD document wants fetched."""
    try:
        waiting: list[object] = [json.loads(data)]
    except (ValueError, RecursionError):
        return None
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            contexts = value.get("@context")
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    return context
                if isinstance(context, dict) and isinstance(context.get("@import"), str):
                    return str(context["@import"])
            waiting[:0] = value.values()
    return None
