"""The page of anything: what is said of it, in the words of the vocabulary, and what links to it."""

from collections.abc import Iterable

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from graph.model_base import Named
from graph.reading import day, key, node_of, number
from graph.report.numbers import in_digits
from graph.site.page_parts import Fact, Link, Links, Page, Section, section
from graph.site.writer import Writer, paragraphs
from ontology.labels import best, label
from ontology.namespaces import RT
from ontology.vocabulary import vocabulary

# The title, lead, eyebrow and sort order say these.
_SAID_ELSEWHERE = frozenset({
    RDF.type, SKOS.prefLabel, RDFS.label, DCTERMS.title, DCTERMS.identifier, DCTERMS.description,
    RT.sortOrder,
})  # fmt: skip
# These lead from nearly everything, and to list it all says nothing.
_NOT_BACKWARDS = frozenset({RDF.type, RT.inPlan, SKOS.inScheme, DCTERMS.valid, DCTERMS.temporal})
_MOST = 200


def plain_page(writer: Writer, iri: str) -> Page:
    """The whole page."""
    view = writer.view
    kind = view.kind(iri, writer.language)
    thing = view.thing(iri)
    identifier = (thing.identifier if thing else None) or ""
    title = view.name(iri, writer.language)
    if not isinstance(thing, Named) and kind:
        title = f"{kind[:1].upper()}{kind[1:]} {identifier}".strip()
    about = best(view.graph.objects(node_of(iri), DCTERMS.description), writer.language) or ""
    return Page(
        title=title,
        eyebrow=" · ".join(part for part in (kind[:1].upper() + kind[1:], identifier) if part),
        lead=tuple(paragraphs(about)),
        facts=tuple(_facts(writer, node_of(iri), _SAID_ELSEWHERE)),
        sections=(*_backwards(writer, iri),),
    )


def _facts(writer: Writer, node: Node, without: Iterable[Node]) -> list[Fact]:
    by_property: dict[Node, list[Node]] = {}
    for prop, value in writer.view.graph.predicate_objects(node):
        if prop not in without:
            by_property.setdefault(prop, []).append(value)
    named = sorted((_property(writer, prop), str(prop), prop) for prop in by_property)
    return [Fact(name, tuple(_values(writer, by_property[prop]))) for name, _, prop in named]


def _property(writer: Writer, prop: Node) -> str:
    said = label(vocabulary(), prop, writer.language)
    return said[:1].upper() + said[1:]


def _values(writer: Writer, values: Iterable[Node]) -> list[Link]:
    """Values as they are shown: of texts in several languages those of the page, else all."""
    known = sorted(values, key=lambda each: (str(each), getattr(each, "language", None) or ""))
    own = [each for each in known if isinstance(each, Literal) and each.language == writer.language]
    kept = [each for each in known if not own or not isinstance(each, Literal) or not each.language]
    return [link for each in (*own, *kept) for link in _value(writer, each)]


def _value(writer: Writer, value: Node) -> list[Link]:
    if isinstance(value, Literal):
        language = value.language if value.language not in {None, writer.language} else ""
        return [Link(text=part, language=language or "") for part in paragraphs(_said(writer, value))]
    if isinstance(value, BNode):
        inner = _facts(writer, value, {RDF.type})
        return [Link(text=f"{each.name}: {each.values[0].text}") for each in inner if each.values]
    unnamed = (value, SKOS.prefLabel, None) not in writer.view.graph
    span = writer.view.days_of(str(value)) if unnamed else ""
    if span:
        return [Link(text=span, href=writer.frame.href(str(value)) or "")]
    return [outward(writer, str(value))]


def outward(writer: Writer, iri: str) -> Link:
    """A link to a thing of the plan; to what others publish, by its own address."""
    link = writer.link(iri)
    web = iri.startswith(("https://", "http://"))
    if iri.startswith("mailto:"):
        return Link(text=iri.removeprefix("mailto:"), href=iri)
    shared = (URIRef(iri), None, None) in vocabulary()
    known = (node_of(iri), None, None) in writer.view.graph
    return link if link.href or known or shared or not web else Link(text=link.text, href=iri)


def _said(writer: Writer, value: Literal) -> str:
    """A literal in words."""
    if value.datatype == XSD.boolean:
        return writer.say("yes" if str(value) in {"true", "1"} else "no")
    found = number(value) if value.datatype not in {None, XSD.string} else None
    if found is not None and value.datatype != XSD.gYear:
        return in_digits(found)[writer.language]
    return str(day(value) or value)


def _backwards(writer: Writer, iri: str) -> list[Section]:
    """What links to the thing, by the property that it does so with."""
    graph = writer.view.graph
    by_property: dict[str, set[str]] = {}
    for subject, prop in graph.subject_predicates(node_of(iri)):
        if prop not in _NOT_BACKWARDS and isinstance(subject, URIRef):
            by_property.setdefault(_property(writer, prop), set()).add(key(subject))
    lists: list[Links] = []
    for name, subjects in sorted(by_property.items()):
        links = sorted((writer.link(each) for each in sorted(subjects)), key=lambda link: link.text)
        heading = (
            name
            if len(links) <= _MOST
            else writer.say("first-of", name=name, n=str(_MOST), all=str(len(links)))
        )
        lists.append(Links(tuple(links[:_MOST]), heading))
    return section("hit", writer.say("backwards"), *lists)
