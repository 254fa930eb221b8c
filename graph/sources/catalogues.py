"""Where the plans of a DCAT catalogue can be fetched: a few addresses for each, the best format first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID
from rdflib.term import Node

from ontology.namespaces import RT

# A dataset is a plan by the standard that it says it follows: the vocabulary.
PLAN_STANDARD = URIRef(str(RT.Plan).rpartition("#")[0])

MOST_TRIES = 3

# The last part of a format's IRI in the EU's list of file types, or of a media type, from best to worst.
_READ_BEST = (
    ("RDF_TRIG", "trig"),
    ("RDF_TURTLE", "turtle"),
    ("RDF_N_QUADS", "n-quads"),
    ("RDF_N_TRIPLES", "n-triples"),
    ("RDF_XML", "rdf+xml"),
    ("JSON_LD", "ld+json"),
)


@dataclass(frozen=True, slots=True)
class Download:
    """One plan of a catalogue: the dataset's IRI, and where to try to fetch it, in that order."""

    dataset: str
    urls: tuple[str, ...]


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
        urls = whole_files(graph, dataset) or _addresses([str(dataset)])
        if urls:
            found.append(Download(str(dataset), urls))
    return found


def whole_files(graph: Graph, dataset: Node) -> tuple[str, ...]:
    """Where the files lie that hold the whole of a dataset, to be tried in this order."""
    files = [url for _, _, url in sorted(_files(graph, dataset))]
    return _addresses([*files, *sorted(str(dump) for dump in graph.objects(dataset, VOID.dataDump))])


def _addresses(texts: Iterable[str]) -> tuple[str, ...]:
    found = (text for text in dict.fromkeys(texts) if text.lower().startswith(("https://", "http://")))
    return tuple(islice(found, MOST_TRIES))


def _files(graph: Graph, dataset: Node) -> Iterator[tuple[int, int, str]]:
    """The files of a dataset that can be read: how well, how small, and where they lie.

    Of several in one format the largest comes first: the others are views of a part, such as the outcomes.
    """
    for distribution in graph.objects(dataset, DCAT.distribution):
        said = {
            str(value).rpartition("/")[2]
            for prop in (DCTERMS.format, DCAT.mediaType)
            for value in graph.objects(distribution, prop)
        }
        rank = next((place for place, names in enumerate(_READ_BEST) if said.intersection(names)), None)
        where = graph.value(distribution, DCAT.downloadURL) or graph.value(distribution, DCAT.accessURL)
        if rank is not None and where is not None:
            size = str(graph.value(distribution, DCAT.byteSize) or "")
            yield rank, -int(size) if size.isascii() and size.isdigit() else 0, str(where)
