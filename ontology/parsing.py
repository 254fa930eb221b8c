"""Fast reading of RDF text into rdflib graphs.

Oxigraph's parsers are some ten times faster than rdflib's and tell line and column of an error;
the graphs that come out are ordinary rdflib ones.
"""

import logging
import warnings
from functools import lru_cache

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Node

from ontology.graphs import graph_with

# rdflib logs a traceback for every literal that is not what its datatype says; graph.datatypes tells of them.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)
# And it warns when it reads or writes some of them, with a line of its own source.
warnings.filterwarnings("ignore", "(Parsing|Serializing) weird", UserWarning)

_XSD_STRING = str(XSD.string)
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@lru_cache(maxsize=8192)
def _iri(value: str) -> URIRef:
    return URIRef(value)


def to_rdflib(term: object) -> Node:
    """Turn one Oxigraph term into rdflib's: a plain string literal stays plain.

    Raises TypeError for a quoted triple, which no plan holds.
    """
    if isinstance(term, pyoxigraph.NamedNode):
        return _iri(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        datatype = term.datatype.value
        if datatype in (_XSD_STRING, _LANG_STRING):
            return Literal(term.value)
        return Literal(term.value, datatype=_iri(datatype), normalize=False)
    raise TypeError(f"no place in a plan for {type(term).__name__}")


def read_turtle(data: bytes) -> Graph:
    """Read Turtle into a new graph, keeping its prefixes. Raises SyntaxError with line and column."""
    parser = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)
    graph = graph_with(
        (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)) for quad in parser
    )
    for prefix, namespace in parser.prefixes.items():
        graph.bind(prefix, namespace)
    return graph
