"""The head of a catalogue, and one catalogue of several municipalities', for a region that gathers them."""

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from graph.export.dcat.authorities import (
    DATA_THEMES,
    ENGLISH,
    REGIONAL_AUTHORITY,
    SWEDISH,
    publisher_iri,
)
from graph.export.dcat.places import SWEDEN, place
from graph.export.dcat.publication import Gatherer
from graph.export.dcat.words import word
from graph.iris import mint
from ontology.graphs import new_graph
from ontology.namespaces import CC0
from shapes.findings import LANGUAGES, Text

CATALOGUE = "katalog"
"""The segment of a catalogue's identifier."""

GOALS = "mal"
"""The id of the catalogue of goals, and of a series of them: a municipality has one."""


def gathered(catalogues: Iterable[Graph], gatherer: Gatherer, homepage: str | None = None) -> Graph:
    """One catalogue instead of several: their datasets and all else, with a head of the gatherer's own.

    The municipalities stay the publishers of their plans.
    """
    base = gatherer.base.rstrip("/")
    head = mint(base, CATALOGUE, GOALS)
    graph = new_graph()
    for each in catalogues:
        heads = set(each.subjects(RDF.type, DCAT.Catalog))
        for subject, prop, value in each:
            if subject not in heads:
                graph.add((subject, prop, value))
            elif prop in {DCAT.dataset, DCTERMS.issued, DCTERMS.modified}:
                graph.add((head, prop, value))
    for prop, choose in ((DCTERMS.issued, min), (DCTERMS.modified, max)):
        dates = list(graph.objects(head, prop))
        if dates:
            graph.set((head, prop, choose(dates, key=str)))
    texts = (word("gathered-title"), word("gathered-description", gatherer=gatherer.name))
    describe_head(graph, head, texts, URIRef(homepage or f"{base}/"))
    publisher = publisher_iri(gatherer.organisation_number)
    # A municipality may gather its neighbours: it is then described as the municipality that it is.
    if (publisher, RDF.type, FOAF.Agent) not in graph:
        describe_agent(graph, publisher, gatherer.name, gatherer.organisation_number, REGIONAL_AUTHORITY)
    graph.add((head, DCTERMS.publisher, publisher))
    graph.add((head, DCTERMS.spatial, place(gatherer.code) if gatherer.code else SWEDEN))
    return graph


def describe_head(graph: Graph, head: URIRef, texts: tuple[Text, Text], homepage: URIRef) -> None:
    """What every catalogue says of itself; `texts` are its title and its description."""
    graph.add((head, RDF.type, DCAT.Catalog))
    for prop, text in zip((DCTERMS.title, DCTERMS.description), texts, strict=True):
        for language in LANGUAGES:
            graph.add((head, prop, Literal(text[language], lang=language)))
    # The licence of the descriptions themselves, which DCAT-AP-SE wants free in every case.
    graph.add((head, DCTERMS.license, CC0))
    for language_iri in (SWEDISH, ENGLISH):
        graph.add((head, DCTERMS.language, language_iri))
    graph.add((head, DCAT.themeTaxonomy, DATA_THEMES))
    graph.add((head, FOAF.homepage, homepage))
    graph.add((homepage, RDF.type, FOAF.Document))


def describe_agent(graph: Graph, agent: URIRef, name: str, number: str, kind: URIRef) -> None:
    """An organisation as a publisher; `number` is its organisation number."""
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(name, lang="sv")))
    graph.add((agent, DCTERMS.type, kind))
    graph.add((agent, DCTERMS.identifier, Literal(number)))
