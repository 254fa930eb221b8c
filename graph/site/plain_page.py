"""The page of anything: what is said of it, in the words of the vocabulary, and what links to it."""

from collections.abc import Iterable, Mapping
from functools import cache

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from graph.model_process import Decision, Meaning
from graph.reading import day, node_of, number
from graph.report.numbers import in_digits
from graph.site.foreign import paragraphs
from graph.site.page_parts import Fact, Link, Links, Page, Section, eyebrow, section
from graph.site.places import PARTS, segment_of
from graph.site.words import segment_name
from graph.site.writer import Writer, spoken_id
from graph.sources.layout import SHEETS
from ontology.labels import best, label
from ontology.namespaces import RT
from ontology.vocabulary import vocabulary

# The title, lead, eyebrow, foot and sort order say these; a colour is never shown by its code.
_SAID_ELSEWHERE = frozenset({
    RDF.type, SKOS.prefLabel, RDFS.label, DCTERMS.title, DCTERMS.identifier, DCTERMS.description,
    RT.sortOrder, RT.inPlan, RT.colour,
})  # fmt: skip
# These lead from nearly everything, and to list it all says nothing.
_NOT_BACKWARDS = frozenset({RDF.type, RT.inPlan, DCTERMS.valid, DCTERMS.temporal})
# Values of one year or another: the pages of the indicators show them beside each other.
_NOT_LISTED = PARTS - {"innebord"}
_MOST = 200


def plain_page(writer: Writer, iri: str) -> Page:
    """The whole page."""
    view = writer.view
    kind = view.kind(iri, writer.language) or segment_name(segment_of(iri), writer.language)
    thing = view.thing(iri)
    about = best(view.graph.objects(node_of(iri), DCTERMS.description), writer.language) or ""
    return Page(
        title=writer.name(iri),
        eyebrow=eyebrow(kind[:1].upper() + kind[1:], spoken_id(thing)),
        lead=tuple(map(writer.frame.told, paragraphs(about))),
        facts=tuple(_facts(writer, node_of(iri), _SAID_ELSEWHERE)),
        sections=(*_backwards(writer, iri),),
    )


def _facts(writer: Writer, node: Node, without: Iterable[Node]) -> list[Fact]:
    by_property: dict[Node, list[Node]] = {}
    for prop, value in writer.view.graph.predicate_objects(node):
        if prop not in without:
            by_property.setdefault(prop, []).append(value)
    order = _order()
    named = sorted((order.get(prop, len(order)), _property(writer, prop), prop) for prop in by_property)
    return [Fact(name, tuple(_values(writer, by_property[prop]))) for _, name, prop in named]


@cache
def _order() -> Mapping[Node, int]:
    """The place of each property among the columns of the workbook, which stand as people think of them."""
    columns = [column.property for sheet in SHEETS for column in sheet.columns if column.property]
    return {prop: place for place, prop in enumerate(dict.fromkeys(columns))}


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
        return [Link(text=span)]
    if isinstance(writer.view.thing(str(value)), Meaning):
        return [Link(text=writer.name(str(value)))]
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
    """What links to the thing, each kind of things by itself, in the order of the plan."""
    by_segment: dict[str, set[str]] = {}
    for subject, prop in writer.view.graph.subject_predicates(node_of(iri)):
        if prop not in _NOT_BACKWARDS and isinstance(subject, URIRef):
            by_segment.setdefault(segment_of(str(subject)), set()).add(str(subject))
    named = sorted(
        (segment_name(segment, writer.language), subjects)
        for segment, subjects in by_segment.items()
        if segment not in _NOT_LISTED
    )
    lists = [_together(writer, name, subjects) for name, subjects in named]
    return section("hor-ihop-med", writer.say("backwards"), *lists)


def _together(writer: Writer, name: str, iris: Iterable[str]) -> Links:
    order = {iri: place for place, iri in enumerate(writer.view.things)}
    ordered = sorted(iris, key=lambda iri: (order.get(iri, len(order)), iri))
    decisions = [thing for iri in ordered if isinstance(thing := writer.view.thing(iri), Decision)]
    links = (
        writer.decisions(decisions).items
        if len(decisions) == len(ordered)
        else tuple(_listed(writer, iri) for iri in ordered)
    )
    if len(links) > _MOST:
        name = writer.say(
            "first-of",
            name=name,
            n=in_digits(_MOST)[writer.language],
            all=in_digits(len(links))[writer.language],
        )
    return Links(links[:_MOST], name)


def _listed(writer: Writer, iri: str) -> Link:
    """As everywhere, but what a section says it means for somebody leads to the section."""
    thing = writer.view.thing(iri)
    within = writer.view.section_of.get(iri)
    if within is None or not isinstance(thing, Meaning):
        return writer.listed(iri)
    return writer.link(within.iri, note=writer.text(thing.text))
