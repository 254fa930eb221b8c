"""The reference of the vocabulary: every term in both languages, and where it stands in the workbook.

The page is one file that fetches nothing from others (docs/decisions/0005-ontology-reference.md): with its
style in it, or with a style sheet beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from rdflib import Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from graph.site.alphabet import swedish_order
from graph.sources.columns import Column, Kind, Sheet
from graph.sources.layout import SHEETS
from ontology.labels import label
from ontology.namespaces import RT, RTC
from ontology.vocabulary import graph_of, vocabulary
from shapes.findings import Text

ONTOLOGY: Final = URIRef("https://w3id.org/rodatraden/ns")
NAMESPACE: Final = f"{ONTOLOGY}#"

# What a property may hold, where that is no class of ours; else a cell's kind says it.
VALUES: Final[Mapping[Node, Text]] = {
    XSD.string: Text("text", "text"),
    XSD.integer: Text("heltal", "whole number"),
    XSD.decimal: Text("tal", "number"),
    XSD.boolean: Text("ja eller nej", "yes or no"),
}
CELLS: Final[Mapping[Kind, Text]] = {
    Kind.DATE: Text("datum", "date"),
    Kind.START: Text("tid från och till", "time from and to"),
    Kind.YEAR: Text("årtal", "year"),
    Kind.PERIOD: Text("uppföljningsperiod", "follow-up period"),
    Kind.URL: Text("webbadress", "web address"),
    Kind.EMAIL: Text("e-postadress", "e-mail address"),
    Kind.DECIMAL: Text("tal", "number"),
    Kind.SDG: Text("mål eller delmål i Agenda 2030", "goal or target of Agenda 2030"),
    Kind.STATUS: Text("steg i bedömningsskalan", "step of the assessment scale"),
    **dict.fromkeys((Kind.TEXT, Kind.TEXTS, Kind.ID, Kind.KEYED), Text("text", "text")),
}
ANYTHING: Final = Text("något i planen", "something in the plan")
LITERAL: Final = Text("text eller datum", "text or date")


@dataclass(frozen=True, slots=True)
class Link:
    """What a term points at: its text, and an address in this page or outside it, or none."""

    text: Text
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a property stands in the workbook."""

    sheet: str
    heading: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One term, as the page shows it. `holds` is what a property's value is; classes have none."""

    name: str
    iri: str
    label: Text
    comment: Text
    words: tuple[str, ...]
    above: tuple[Link, ...]
    below: tuple[Link, ...]
    excludes: tuple[Link, ...]
    inverse: Link | None
    near: tuple[Link, ...]
    on: Link | None
    holds: Link | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One reference concept."""

    code: str
    iri: str
    label: Text
    definition: Text
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeEntry:
    """One list of reference concepts, with the concepts in their order."""

    name: str
    iri: str
    label: Text
    definition: Text
    concepts: tuple[ConceptEntry, ...]


def style() -> str:
    """The style sheet of the page."""
    return (files("graph.site") / "templates" / "vocabulary.css").read_text(encoding="utf-8")


def page(stylesheet: str = "", start: str = "", data: Mapping[str, str] | None = None) -> str:
    """The whole page as HTML, ending in a newline; the same text every time.

    `stylesheet` is the address of its style, where that does not stand in the page; `start` an address to go
    back to, where there is one; `data` the addresses of the vocabulary's own files, by their names.
    """
    environment = Environment(
        loader=PackageLoader("graph.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    classes = [term for term in _own_terms() if _is(term, OWL.Class)]
    derived = [term for term in _own_terms() if (term, RT.derivedFact, Literal(True)) in vocabulary()]
    marks = [term for term in _own_terms() if _is(term, OWL.AnnotationProperty) and term not in derived]
    plain = [term for term in _own_terms() if term not in {*classes, *derived, *marks}]
    text = environment.get_template("vocabulary.html.jinja").render(
        stylesheet=stylesheet,
        start=start,
        data=data or {},
        title=_text(ONTOLOGY, URIRef("http://purl.org/dc/terms/title")),
        about=_text(ONTOLOGY, URIRef("http://purl.org/dc/terms/description")),
        version=str(vocabulary().value(ONTOLOGY, OWL.versionInfo)),
        namespace=NAMESPACE,
        classes=_as_tree(classes),
        properties=sorted(map(_entry, plain), key=lambda entry: swedish_order(entry.label.sv)),
        marks=[_entry(term) for term in marks],
        derived=[_entry(term) for term in derived],
        reused=[_entry(term) for term in _reused()],
        schemes=_schemes(),
        of_class=properties_of_classes(plain),
    )
    return text.rstrip("\n") + "\n"


def _own_terms() -> Iterable[URIRef]:
    """Every term of ours in the order of ontology/namespaces.py."""
    return (RT[name] for name in RT.__annotations__ if not name.startswith("_"))


def _reused() -> list[URIRef]:
    """Properties of other standards that plans use, by their Swedish label."""
    found = {
        term
        for term in vocabulary().subjects(RDFS.label)
        if isinstance(term, URIRef) and not _is_own(term) and not _is(term, OWL.Class)
    }
    return sorted(found, key=lambda term: swedish_order(label(vocabulary(), term)))


def _is(term: Node, kind: Node) -> bool:
    return (term, RDF.type, kind) in vocabulary()


def _is_own(term: Node) -> bool:
    return str(term).startswith(NAMESPACE)


def _as_tree(classes: list[URIRef]) -> list[tuple[int, Entry]]:
    """Classes with their depth, each below the class that it is a kind of."""
    children: dict[Node | None, list[URIRef]] = defaultdict(list)
    for term in classes:
        parents = [parent for parent in vocabulary().objects(term, RDFS.subClassOf) if parent in classes]
        children[parents[0] if parents else None].append(term)

    def walk(parent: Node | None, depth: int) -> Iterable[tuple[int, Entry]]:
        for term in children[parent]:
            yield depth, _entry(term)
            yield from walk(term, depth + 1)

    return list(walk(None, 0))


def properties_of_classes(properties: list[URIRef]) -> Mapping[str, list[Entry]]:
    """The properties of each class, by the class's name.

    They are those whose domain it is; and of those without a domain, the ones that its sheet in the workbook
    has a column for. What every kind of a class has stands with the class.
    """
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for term in properties:
        domain = vocabulary().value(term, RDFS.domain)
        owners = {domain} if domain is not None and _is_own(domain) else _bearers(term)
        for owner in _lifted(owners):
            found[_name(owner)][str(term)] = _entry(term)
    return {name: list(entries.values()) for name, entries in found.items()}


def _bearers(term: URIRef) -> set[Node]:
    """The classes of ours whose sheets have a column for a property."""
    found: set[Node] = set()
    for sheet, column in _columns(term):
        if column.on == "municipality":
            found.add(RT.Municipality)
        elif not column.on and column.kind is not Kind.INVERSE:
            found.update(
                kind for kind in (sheet.rdf_class, *(choice.rdf_class for choice in sheet.types)) if kind
            )
    return set(filter(_is_own, found))


def _lifted(classes: set[Node]) -> set[Node]:
    """The classes with a class in place of all its kinds, and without kinds of a class that is there."""
    graph = vocabulary()
    parents = {
        parent for term in classes for parent in graph.objects(term, RDFS.subClassOf) if _is_own(parent)
    }
    whole = {parent for parent in parents if set(graph.subjects(RDFS.subClassOf, parent)) <= classes}
    lifted = {
        term for term in classes | whole if not (classes | whole) & set(graph.objects(term, RDFS.subClassOf))
    }
    return lifted if lifted == classes else _lifted(lifted)


@cache
def _entry(term: URIRef) -> Entry:
    graph = vocabulary()
    is_class = _is(term, OWL.Class)
    up = RDFS.subClassOf if is_class else RDFS.subPropertyOf
    inverse = graph.value(term, OWL.inverseOf) or graph.value(None, OWL.inverseOf, term)
    domain = graph.value(term, RDFS.domain)
    return Entry(
        name=_name(term),
        iri=str(term),
        label=_text(term, RDFS.label),
        comment=_text(term, RDFS.comment),
        words=_words(term),
        above=_links(graph.objects(term, up)),
        below=_links(found for found in graph.subjects(up, term) if _is_own(found)),
        excludes=_links(_excluded(term)) if is_class else (),
        inverse=_link(inverse) if inverse is not None else None,
        near=_links(graph.objects(term, SKOS.closeMatch)),
        on=_link(domain) if domain is not None else None,
        holds=None if is_class else _holds(term),
        cells=_sheets_of(term)
        if is_class
        else tuple(Cell(sheet.name, column.heading) for sheet, column in _columns(term)),
    )


def _excluded(term: URIRef) -> set[Node]:
    """Classes with the same super-class that can share no member with this one."""
    graph = vocabulary()
    others = {*graph.objects(term, OWL.disjointWith), *graph.subjects(OWL.disjointWith, term)}
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        heads = list(graph.objects(group, OWL.members))
        members = {member for head in heads for member in Collection(graph, head)}
        if term in members:
            others |= members - {term}
    parents = {parent for parent in graph.objects(term, RDFS.subClassOf) if _is_own(parent)}
    return {other for other in others if parents & set(graph.objects(other, RDFS.subClassOf))}


def _holds(term: URIRef) -> Link:
    """What the value of a property is."""
    wanted = vocabulary().value(term, RDFS.range)
    columns = [column for _, column in _columns(term)]
    for scheme in (column.scheme for column in columns if column.scheme):
        return Link(_text(RTC[scheme], SKOS.prefLabel), f"#begrepp-{scheme}")
    if wanted in {None, RDFS.Literal, SKOS.Concept} and columns:
        return Link(CELLS.get(columns[0].kind, ANYTHING), "")
    if wanted is not None and wanted != RDFS.Literal:
        return Link(VALUES[wanted], "") if wanted in VALUES else _link(wanted)
    return Link(LITERAL if wanted is not None or not _is(term, OWL.ObjectProperty) else ANYTHING, "")


def _columns(term: URIRef) -> list[tuple[Sheet, Column]]:
    """Every column of the workbook that becomes a property, in the order of the sheets."""
    return [(sheet, column) for sheet in SHEETS for column in sheet.columns if column.property == term]


def _sheets_of(term: URIRef) -> tuple[Cell, ...]:
    """The sheets whose rows are of a class; the heading is empty, or the choice in the column Typ."""
    plain = [Cell(sheet.name, "") for sheet in SHEETS if sheet.rdf_class == term]
    chosen = [
        Cell(sheet.name, choice.label)
        for sheet in SHEETS
        for choice in sheet.types
        if choice.rdf_class == term
    ]
    return (*plain, *chosen)


def _schemes() -> list[SchemeEntry]:
    found = map(_scheme, graph_of("concepts.ttl").subjects(RDF.type, SKOS.ConceptScheme))
    return sorted(found, key=lambda scheme: swedish_order(scheme.label.sv))


def _scheme(scheme: Node) -> SchemeEntry:
    graph = graph_of("concepts.ttl")
    concepts = sorted(
        graph.subjects(SKOS.inScheme, scheme),
        key=lambda concept: int(str(graph.value(concept, RT.sortOrder))),
    )
    return SchemeEntry(
        name=str(scheme).rsplit("/", 1)[-1],
        iri=str(scheme),
        label=_text(scheme, SKOS.prefLabel),
        definition=_text(scheme, SKOS.definition),
        concepts=tuple(
            ConceptEntry(
                code=str(graph.value(concept, SKOS.notation)),
                iri=str(concept),
                label=_text(concept, SKOS.prefLabel),
                definition=_text(concept, SKOS.definition),
                words=_words(concept),
            )
            for concept in concepts
        ),
    )


def _text(subject: Node, predicate: URIRef) -> Text:
    """A property's text in both languages; empty where there is none."""
    found = {
        value.language: str(value)
        for value in vocabulary().objects(subject, predicate)
        if isinstance(value, Literal)
    }
    return Text(found.get("sv", ""), found.get("en", ""))


def _words(term: Node) -> tuple[str, ...]:
    return tuple(sorted(map(str, vocabulary().objects(term, SKOS.altLabel)), key=swedish_order))


def _name(term: Node) -> str:
    """The short name of a term: its local name where it is ours, else with its prefix, e.g. skos:Concept."""
    if _is_own(term):
        return str(term).removeprefix(NAMESPACE)
    fitting = [
        (str(namespace), prefix)
        for prefix, namespace in vocabulary().namespaces()
        if str(term).startswith(namespace)
    ]
    if not fitting:
        return str(term)
    namespace, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{str(term).removeprefix(namespace)}"


def _link(term: Node) -> Link:
    if _is_own(term):
        return Link(_text(term, RDFS.label), f"#{_name(term)}")
    name = _name(term)
    return Link(Text(name, name), str(term))


def _links(terms: Iterable[Node]) -> tuple[Link, ...]:
    return tuple(
        sorted(
            map(_link, terms),
            key=lambda link: (not link.address.startswith("#"), swedish_order(link.text.sv)),
        )
    )
