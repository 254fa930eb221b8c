"""JSON-LD for people who write programs for the web: short keys, texts by language, typed values.

The context stands in the document, so nothing has to be fetched, and holds only what the document uses.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import orjson
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from graph.export.context import ID, KEYWORDS, LANGUAGE, Definition, Term, shortened, terms
from graph.prefixes import PREFIXES
from graph.reading import Statements
from graph.sources.layout import SHEETS
from ontology.graphs import Triple
from ontology.namespaces import RT

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
_TYPE = RDF.type
_BOOLEAN, _INTEGERS, _STRING = str(XSD.boolean), str(XSD.integer), str(XSD.string)
_RELATIVE = re.compile(r"[A-Za-z0-9][\w~%-]*(?:/[A-Za-z0-9][\w.~%-]*)+", re.ASCII)
_INTEGER = re.compile(r"0|-?[1-9]\d{0,14}")
_SCHEME = re.compile(r"([A-Za-z][\w+.-]*):(?!//)", re.ASCII)
_SHORT = re.compile(r"[\w.~%/-]+", re.ASCII)

Json = str | int | bool | list["Json"] | dict[str, "Json"]


def jsonld_bytes(graph: Iterable[Triple], plan: URIRef) -> bytes:
    """A plan's statements as one document: the plan, then the things of each sheet in the workbook's order.

    Each statement is given once, as a graph does.
    """
    return orjson.dumps(_Writer(graph, plan).document(), option=_READABLE)


class _Writer:
    """Writes one document and remembers which terms and prefixes it used."""

    def __init__(self, graph: Iterable[Triple], plan: URIRef) -> None:
        self.statements = Statements(graph)
        self.plan = plan
        base, has_base, _ = str(plan).rpartition("/plan/")
        self.base = f"{base}/" if has_base else ""
        # An IRI such as org:x is no short form of ours, so a context must not have that prefix.
        terms = {each for triple in self.statements.triples for each in triple}
        schemes = (_SCHEME.match(each) for each in terms if isinstance(each, URIRef))
        self.unusable = {scheme[1] for scheme in schemes if scheme} & PREFIXES.keys()
        self.used: dict[str, Definition] = {}
        self.prefixes: set[str] = set()
        self._shortened: dict[str, str] = {}

    def document(self) -> dict[str, Json]:
        nodes = [
            self._node(subject)
            for subject in sorted({subject for subject, _, _ in self.statements.triples}, key=self._place)
        ]
        context: dict[str, Json] = {"@base": self.base} if self.base else {}
        context |= KEYWORDS
        for definition in list(self.used.values()):
            self._remember(definition)
        context |= {prefix: PREFIXES[prefix] for prefix in sorted(self.prefixes)}
        context |= {key: _json(self.used[key]) for key in sorted(self.used)}
        return {"@context": context, "@graph": nodes}

    def _remember(self, definition: Definition) -> None:
        """Note the prefixes that a definition uses."""
        given = definition.values() if isinstance(definition, dict) else (definition,)
        self.prefixes |= {each.partition(":")[0] for each in given} & PREFIXES.keys()

    def _place(self, subject: Node) -> tuple[int, str]:
        if subject == self.plan:
            return -1, ""
        places = (_PLACES.get(kind, len(_PLACES)) for kind in self.statements.of(subject).get(_TYPE, ()))
        return min(places, default=len(_PLACES)), str(subject)

    def _node(self, subject: Node) -> Json:
        said = self.statements.of(subject)
        node: dict[str, Json] = {"id": self._iri(subject)}
        kinds = [kind for kind in said.get(_TYPE, ()) if not isinstance(kind, Literal)]
        if kinds:
            node["type"] = _one_or_many([self._class(kind) for kind in sorted(kinds, key=str)])
        rest: dict[str, Json] = {}
        for predicate, values in said.items():
            left = values if predicate != _TYPE else [each for each in values if each not in kinds]
            if left:
                rest |= self._property(str(predicate), left)
        return node | dict(sorted(rest.items()))

    def _class(self, kind: Node) -> str:
        term = terms().get(str(kind))
        return self._key(term) if term and not self.unusable else self._iri(kind)

    def _key(self, term: Term) -> str:
        if term.key not in self.used:
            self.used[term.key] = term.definition
        return term.key

    def _property(self, predicate: str, values: Sequence[Node]) -> dict[str, Json]:
        """One property under its key; what a text by language cannot hold stands under the longer name."""
        ordered = sorted(values, key=_order) if len(values) > 1 else values
        term = terms().get(predicate)
        if term is None or self.unusable:
            return {self._short(predicate): _one_or_many([self._object(each) for each in ordered])}
        if term.values != LANGUAGE:
            return {self._key(term): _one_or_many([self._value(each, term.values) for each in ordered])}
        texts = [each for each in ordered if isinstance(each, Literal) and each.language]
        others = [each for each in ordered if each not in texts]
        found: dict[str, Json] = {}
        if texts:
            found[self._key(term)] = _by_language(texts)
        if others:
            found[self._short(predicate)] = _one_or_many([self._object(each) for each in others])
        return found

    def _value(self, node: Node, kind: str) -> Json:
        """A value under a term that says how values are written: as plain as it can be without loss."""
        if kind == ID and not isinstance(node, Literal):
            return self._iri(node)
        if isinstance(node, Literal) and not node.language:
            text, datatype = str(node), str(node.datatype or _STRING)
            if datatype == _BOOLEAN == kind and text in ("true", "false"):
                return text == "true"
            if datatype == _INTEGERS == kind and _INTEGER.fullmatch(text):
                return int(text)
            if datatype == (kind or _STRING):
                return text
        return self._object(node)

    def _object(self, node: Node) -> Json:
        """A value that says itself what it is."""
        if not isinstance(node, Literal):
            return {"id": self._iri(node)}
        if node.language:
            return {"@value": str(node), "@language": node.language}
        if str(node.datatype or _STRING) == _STRING:
            return {"@value": str(node)}
        return {"@value": str(node), "@type": self._short(str(node.datatype))}

    def _iri(self, node: Node) -> str:
        """The identifier of a thing: without the base, or with a prefix, where that means the same."""
        if isinstance(node, BNode):
            return f"_:{node}"
        iri = str(node)
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return iri[len(self.base) :]
        return self._short(iri)

    def _short(self, iri: str) -> str:
        if iri not in self._shortened:
            self._shortened[iri] = self._shorten(iri)
        return self._shortened[iri]

    def _shorten(self, iri: str) -> str:
        short = shortened(iri)
        prefix, _, rest = short.partition(":")
        if short == iri or prefix in self.unusable or not _SHORT.fullmatch(rest) or rest.startswith("/"):
            return iri
        self.prefixes.add(prefix)
        return short


def _order(value: Node) -> tuple[str, str, str]:
    return str(value), str(getattr(value, "language", "")), str(getattr(value, "datatype", ""))


_PLACES: Mapping[Node, int] = {
    kind: place
    for place, kind in enumerate(
        [RT.Municipality]
        + [
            each
            for sheet in SHEETS
            for each in ([sheet.rdf_class] if sheet.rdf_class else [each.rdf_class for each in sheet.types])
        ]
    )
}


def _by_language(texts: Iterable[Literal]) -> Json:
    found: dict[str, list[Json]] = {}
    for text in texts:
        found.setdefault(str(text.language), []).append(str(text))
    return {language: _one_or_many(found[language]) for language in sorted(found)}


def _one_or_many(values: list[Json]) -> Json:
    return values[0] if len(values) == 1 else values


def _json(definition: Definition) -> Json:
    return dict(definition) if isinstance(definition, dict) else definition
