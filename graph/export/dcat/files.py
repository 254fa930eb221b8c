"""The catalogue as files: RDF/XML, which the national data portal fetches, Turtle and JSON-LD."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import quote

from pyoxigraph import RdfFormat

from graph.errors import RodaTradenError
from graph.export.dcat.catalogue import catalogue
from graph.export.dcat.dataset import base_of
from graph.export.dcat.publication import Publication, PublishedFormat
from graph.export.dcat.settings import must_be_complete
from graph.export.dcat.words import word
from graph.export.formats import FORMATS, ExportFormat, Files, PublicPlan
from graph.sources.rdfwriting import rdf_bytes
from shapes.findings import LANGUAGES, Text

FOLDER = "data"
"""Where the files of a plan lie on the web, below the base of its identifiers."""

_WRITTEN = {"dcat.rdf": RdfFormat.RDF_XML, "dcat.ttl": RdfFormat.TURTLE, "dcat.jsonld": RdfFormat.JSON_LD}


def catalogue_files(public: PublicPlan) -> Files:
    """The catalogue of one plan, with the formats that are exported together with it, else all it can have.

    Raises NotCatalogued (E68) for a plan that lacks settings.
    """
    plan = public.plan
    must_be_complete([plan], public.origins)
    together = [each for each in public.formats if each.is_data]
    chosen = together or list(_possible(public))
    folder = f"{base_of(plan)}/{FOLDER}"
    formats = [published_format(each, public.written_as(each), folder) for each in chosen]
    graph = catalogue([plan], Publication(formats={plan.iri: formats}))
    return {name: rdf_bytes(graph, rdf_format) for name, rdf_format in _WRITTEN.items()}


def _possible(public: PublicPlan) -> Iterator[ExportFormat]:
    """The formats that a plan can be published in: StratML, for one, takes no plan without council goals."""
    for each in FORMATS.values():
        if each.is_data:
            with suppress(RodaTradenError):
                public.written_as(each)
                yield each


def published_format(form: ExportFormat, files: Mapping[str, bytes], folder: str) -> PublishedFormat:
    """A format as the catalogue tells of it: its files lie in a folder on the web (no slash at its end)."""
    # The description of the tables that stands beside CSV files is found by their address (CSVW).
    named = {name: data for name, data in files.items() if name.endswith(form.suffixes[0])}
    only = next(iter(named.values())) if len(named) == 1 else None
    label = form.label
    return PublishedFormat(
        key=form.name,
        urls=tuple(f"{folder}/{quote(name)}" for name in named),
        title=Text(*(label[each].partition(":")[0] for each in LANGUAGES)),
        description=word("file-description", format=label, lacks=form.lacks or ""),
        media_type=form.media_type,
        size=len(only) if only is not None else None,
        sha1=hashlib.sha1(only, usedforsecurity=False).hexdigest() if only is not None else None,
    )
