"""The one table of formats that a plan can be published in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat
from rdflib import Graph, URIRef

from graph.export.csvw import csv_files
from graph.export.cube import cube
from graph.export.jsonld import jsonld_bytes
from graph.export.public import public_part
from graph.export.skosview import skos_view
from graph.export.words import to_fill_in, word
from graph.model import Plan
from graph.origins import Origins
from graph.query import read_plan
from graph.sources import formats as files
from graph.sources.rdfwriting import Known, Prepared, prepared, rdf_bytes, written
from graph.tables import Tables, to_tables
from shapes.findings import Text

if TYPE_CHECKING:
    from graph.export.stratml import Document
    from graph.export.stratml_source import SourceTables

Files = Mapping[str, bytes]
"""What a format makes: the content of each file by its name, with / where it lies in a folder."""


@dataclass(frozen=True)
class PublicPlan:
    """The public part of a plan, as it is given to every format.

    `formats` are those that it is written in together; `origins` the cells that it was read from, if any.
    """

    graph: Graph
    iri: URIRef
    formats: tuple["ExportFormat", ...] = ()
    origins: Origins = field(default_factory=Origins)

    @cached_property
    def plan(self) -> Plan:
        """The same as the read model."""
        return read_plan(self.graph, str(self.iri))

    @property
    def stem(self) -> str:
        """What its files are called, without suffix: municipality code and budget year, e.g. 0665-2020.

        A code that is more than letters and digits is left out: it would be a path, or no name for a file.
        """
        municipality = self.plan.municipality
        code = (municipality.code if municipality else None) or ""
        parts = (code if code.isalnum() and code.isascii() else None, self.plan.budget_year)
        return "-".join(str(part) for part in parts if part) or "plan"

    @cached_property
    def known(self) -> Known:
        """Its statements as they were made ready to be written, for the documents that have some of them."""
        return {}

    @cached_property
    def ready(self) -> Prepared:
        """All its statements, ready for any format of RDF."""
        return prepared(self.graph, self.known)

    @cached_property
    def skos(self) -> Graph:
        """The goals as a thesaurus."""
        return skos_view(self.plan)

    @cached_property
    def cube(self) -> Graph:
        """The outcomes as a data cube."""
        return cube(self.plan)

    @cached_property
    def tables(self) -> Tables:
        """The same laid out as sheets."""
        return to_tables(self.graph, self.iri)

    @cached_property
    def _rows(self) -> "SourceTables":
        from graph.export.stratml_source import source_tables  # noqa: PLC0415 - it loads what lays out sheets

        return source_tables(self.graph, self.iri, self.tables)

    @cached_property
    def _stratml(self) -> "dict[int, Document]":
        return {}

    def as_stratml(self, part: int) -> "Document":
        """The plan as StratML, which is made once however many ask. Raises as `stratml` does."""
        from graph.export.stratml import stratml_of  # noqa: PLC0415 - as above

        if part not in self._stratml:
            self._stratml[part] = stratml_of(self._rows, part)
        return self._stratml[part]

    @cached_property
    def _written(self) -> dict[str, Files]:
        return {}

    def written_as(self, form: "ExportFormat") -> Files:
        """The plan in a format, which is written once however many ask."""
        if form.name not in self._written:
            self._written[form.name] = form.write(self)
        return self._written[form.name]

    def forget(self) -> None:
        """Let go of what the formats have in common; whoever asks for it has it made again."""
        for name in ("known", "ready", "tables", "_rows", "_stratml"):
            self.__dict__.pop(name, None)


def public_plan(graph: Graph, iri: URIRef) -> PublicPlan:
    """The public part of a plan's graph. Raises NotPublic (E48) for a plan that is a draft as a whole."""
    return PublicPlan(public_part(graph, iri), iri)


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One format: its name, what its files are called, what it carries, and what makes it.

    `suffixes` are those of its files, the main one first. `round_trips` says that reading its files gives
    back every statement of the public plan; where it is false, `lacks` says in words what is not carried.
    `counts` says the same of one plan, with numbers, empty where all of it was carried. `is_data` is false
    for what tells of the plan's files and is none of them.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    write: Callable[[PublicPlan], Files]
    round_trips: bool = False
    is_data: bool = True
    counts: Callable[[PublicPlan], Text] | None = None

    @property
    def label(self) -> Text:
        """What the format is called and is good for."""
        return word(f"format-{self.name}")

    @property
    def lacks(self) -> Text | None:
        """What it cannot carry, as one sentence; None where it carries all."""
        return None if self.round_trips else word(f"lacks-{self.name}")

    def lacks_of(self, public: PublicPlan) -> Text | None:
        """What it has not carried of one plan; None where it carried all."""
        if self.counts is None:
            return self.lacks
        told = self.counts(public)
        return told if told.sv else None


def _rdf(rdf_format: RdfFormat) -> ExportFormat:
    """A row for a serialisation of RDF, as it is read and written elsewhere in the program."""
    (found,) = (each for each in files.FORMATS if each.rdf == rdf_format)

    def write(public: PublicPlan) -> Files:
        return {public.stem + found.suffixes[0]: written(public.ready, rdf_format)}

    return ExportFormat(found.name, found.suffixes[:1], found.media_type, write, round_trips=True)


def _jsonld(public: PublicPlan) -> Files:
    return {f"{public.stem}.jsonld": jsonld_bytes(public.graph, public.iri)}


def _to_fill_in(public: PublicPlan) -> Text:
    return to_fill_in(public.tables) or Text("", "")


def _workbook(public: PublicPlan) -> Files:
    # what writes workbooks takes longer to load than a plan takes to write
    from graph.export.sheets import workbook_files  # noqa: PLC0415

    return workbook_files(public.tables, public.stem)


def _stratml(part: int) -> Callable[[PublicPlan], Files]:
    return lambda public: {public.stem + _STRATML[part]: public.as_stratml(part).data}


def _stratml_lacks(part: int) -> Callable[[PublicPlan], Text]:
    return lambda public: public.as_stratml(part).left_out


def _dcat(public: PublicPlan) -> Files:
    from graph.export.dcat.files import catalogue_files  # noqa: PLC0415 - it looks at this table

    return catalogue_files(public)


_STRATML = {1: ".stml", 2: ".part2.stml"}


def _graphml(public: PublicPlan) -> Files:
    from graph.export.goalgraph import graphml  # noqa: PLC0415 - networkx takes longer to load than all else

    return {f"{public.stem}.graphml": graphml(public.plan)}


def _dot(public: PublicPlan) -> Files:
    from graph.export.goalgraph import dot  # noqa: PLC0415 - as above

    return {f"{public.stem}.dot": dot(public.plan).encode()}


def _skos(public: PublicPlan) -> Files:
    return {f"{public.stem}-skos.ttl": rdf_bytes(public.skos, RdfFormat.TURTLE)}


def _cube(public: PublicPlan) -> Files:
    return {f"{public.stem}-kub.ttl": rdf_bytes(public.cube, RdfFormat.TURTLE)}


def _csv(public: PublicPlan) -> Files:
    return csv_files(public.graph, public.iri, public.stem, public.tables)


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Mapping[str, ExportFormat] = {
    each.name: each
    for each in (
        _rdf(RdfFormat.TURTLE),
        _rdf(RdfFormat.TRIG),
        ExportFormat("jsonld", (".jsonld",), "application/ld+json", _jsonld, round_trips=True),
        _rdf(RdfFormat.RDF_XML),
        _rdf(RdfFormat.N_TRIPLES),
        _rdf(RdfFormat.N_QUADS),
        ExportFormat("csv", (".csv", ".json"), "text/csv", _csv, round_trips=True, counts=_to_fill_in),
        ExportFormat("xlsx", (".xlsx",), _XLSX, _workbook, round_trips=True, counts=_to_fill_in),
        ExportFormat("graphml", (".graphml",), "application/graphml+xml", _graphml),
        ExportFormat("dot", (".dot",), "text/vnd.graphviz", _dot),
        ExportFormat("skos", (".ttl",), "text/turtle", _skos),
        ExportFormat("cube", (".ttl",), "text/turtle", _cube),
        ExportFormat("stratml", (_STRATML[1],), "application/xml", _stratml(1), counts=_stratml_lacks(1)),
        ExportFormat("stratml2", (_STRATML[2],), "application/xml", _stratml(2), counts=_stratml_lacks(2)),
        ExportFormat("dcat", (".rdf", ".ttl", ".jsonld"), "application/rdf+xml", _dcat, is_data=False),
    )
}
