"""Where the plans of a DCAT catalogue can be fetched: one address for each, in the best format."""

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF
from rdflib.term import Node

from ontology.namespaces import RT

# A dataset is a plan by the standard that it says it follows: the vocabulary.
PLAN_STANDARD = URIRef(str(RT.Plan).rpartition("#")[0])

# The last part of a format's IRI in the EU's list of file types, or of a media type, from best to worst.
_READ_BEST = (
    ("RDF_TURTLE", "turtle"),
    ("RDF_TRIG", "trig"),
    ("RDF_N_QUADS", "n-quads"),
    ("RDF_N_TRIPLES", "n-triples"),
    ("RDF_XML", "rdf+xml"),
    ("JSON_LD", "ld+json"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """One plan of a catalogue: the dataset's IRI, and where to fetch it."""

    dataset: str
    url: str


def is_catalogue(graph: Graph) -> bool:
    """Whether a graph describes a catalogue."""
    return (None, RDF.type, DCAT.Catalog) in graph


def downloads(graph: Graph) -> list[Download]:
    """The plans of a catalogue, by IRI.

    A dataset without a file in a format that is read is fetched at its own IRI, which the publisher lets lead
    to the data.
    """
    datasets = sorted(
        {
            dataset
            for dataset in graph.subjects(DCTERMS.conformsTo, PLAN_STANDARD)
            if isinstance(dataset, URIRef) and (dataset, RDF.type, DCAT.Dataset) in graph
        }
    )
    found: list[Download] = []
    for dataset in datasets:
        best = min(_files(graph, dataset), default=None)
        url = best[1] if best else str(dataset)
        if url.lower().startswith(("https://", "http://")):
            found.append(Download(str(dataset), url))
    return found


def _files(graph: Graph, dataset: Node) -> Iterator[tuple[int, str]]:
    """The files of a dataset that can be read: how well, and where they lie."""
    for distribution in graph.objects(dataset, DCAT.distribution):
        said = {
            str(value).rpartition("/")[2]
            for prop in (DCTERMS.format, DCAT.mediaType)
            for value in graph.objects(distribution, prop)
        }
        rank = next((place for place, names in enumerate(_READ_BEST) if said.intersection(names)), None)
        where = graph.value(distribution, DCAT.downloadURL) or graph.value(distribution, DCAT.accessURL)
        if rank is not None and where is not None:
            yield rank, str(where)
