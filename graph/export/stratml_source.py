"""A plan's rows as the writers of StratML need them: by id, and in the language that the plan is in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF
from rdflib.term import Node

from graph.export.stratml_parts import said
from graph.iris import mint
from graph.sources.columns import Sheet
from graph.sources.layout import SHEETS
from graph.sources.plan_sheets import KOMMUN, VISION
from graph.sources.stratml_names import MISSION, OTHER_INFORMATION
from graph.tables import TableRow, Tables, to_tables
from ontology.graphs import graph_with
from ontology.namespaces import RT

_LANGUAGES = {"ENG": "en", "SWE": "sv"}
_IN_SWEDISH = frozenset(
    column.property for sheet in SHEETS for column in sheet.columns if column.language == "sv"
)


@dataclass(frozen=True, slots=True)
class SourceTables:
    """A plan as rows. `base` is what its identifiers begin with, `head` the row of the sheet Kommun.

    `days` holds the first and last day of each follow-up period that has both, by its identifier.
    """

    tables: Tables
    plan: str
    municipality: str
    base: str
    head: TableRow
    _by_id: Mapping[tuple[str, str], TableRow] = field(repr=False)
    _about: Mapping[tuple[str, str], list[TableRow]] = field(repr=False)
    _kept: Mapping[tuple[str, str], str] = field(repr=False)
    days: Mapping[str, tuple[str, str]]

    def rows(self, sheet: Sheet) -> list[TableRow]:
        """The rows of a sheet, in order."""
        return self.tables.sheets[sheet.name]

    def row(self, sheet: Sheet, reference: str) -> TableRow | None:
        """One row by its id, whatever the id's case."""
        return self._by_id.get((sheet.name, reference.casefold()))

    def about(self, sheet: Sheet, indicator: str) -> list[TableRow]:
        """The target values or outcomes of an indicator."""
        return self._about.get((sheet.name, indicator.casefold()), [])

    def iri(self, sheet: Sheet, row: TableRow) -> str:
        """The identifier of a row."""
        return said(row["IRI"]) if "IRI" in row else str(mint(self.base, sheet.segment, said(row["Id"])))

    @property
    def first_vision(self) -> TableRow | None:
        """The vision, of which StratML has one."""
        return next((row for row in self.rows(VISION) if row.get("Typ") == "Vision"), None)

    def kept(self, iri: str) -> str:
        """What another's StratML said of a thing in OtherInformation."""
        return self._kept.get((iri, OTHER_INFORMATION), "")

    def mission(self) -> str:
        """The mission that another's StratML gave."""
        return self._kept.get((self.plan, MISSION), "")

    @property
    def unkept(self) -> int:
        """How many statements no column and no element has room for."""
        kept = {OTHER_INFORMATION, MISSION}
        return sum(line.predicate not in kept for line in self.tables.rest)

    def fallback_title(self) -> str:
        """A name for a plan without one."""
        parts = (said(self.head[each]) for each in ("Namn", "Budgetår") if each in self.head)
        return " ".join(parts) or self.plan


def source_tables(graph: Graph, plan: URIRef, laid_out: Tables | None = None) -> SourceTables:
    """Lay a plan out as rows; `laid_out` is what to_tables gives for it, where that is there already."""
    language = _language(graph, plan)
    own = laid_out if language == "sv" else None
    tables = own or to_tables(_as_swedish(graph, language), plan)
    by_id: dict[tuple[str, str], TableRow] = {}
    about: dict[tuple[str, str], list[TableRow]] = {}
    for name, rows in tables.sheets.items():
        for row in rows:
            if "Id" in row:
                by_id.setdefault((name, said(row["Id"]).casefold()), row)
            if "Indikator" in row:
                about.setdefault((name, said(row["Indikator"]).casefold()), []).append(row)
    municipality = graph.value(plan, RT.municipality)
    return SourceTables(
        tables=tables,
        plan=str(plan),
        municipality=str(municipality if municipality is not None else plan),
        base=tables.base,
        head=next(iter(tables.sheets[KOMMUN.name])),
        _by_id=by_id,
        _about=about,
        _kept={(each.subject, each.predicate): each.value for each in tables.rest},
        days=_days(graph),
    )


def _days(graph: Graph) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for period in graph.subjects(RDF.type, RT.FollowUpPeriod):
        name, start, end = (
            graph.value(period, each) for each in (DCTERMS.identifier, DCAT.startDate, DCAT.endDate)
        )
        if name is not None and start is not None and end is not None:
            found[str(name)] = str(start), str(end)
    return found


def _language(graph: Graph, plan: URIRef) -> str:
    """The language that a plan is written in: Swedish for a Swedish municipality's that does not say.

    Of a plan in several languages it is Swedish that the workbook's columns, and so the lines, are for.
    """
    stated = _LANGUAGES.get(str(graph.value(plan, DCTERMS.language) or "").rpartition("/")[2], "")
    municipality = graph.value(plan, RT.municipality)
    if municipality and (municipality, RT.municipalityCode, None) in graph:
        return "sv" if not stated or _says_some(graph, "sv") else stated
    return stated


def _says_some(graph: Graph, language: str) -> bool:
    """Whether any text stands in a language."""
    texts = (each for prop in _IN_SWEDISH for each in graph.objects(None, prop))
    return any(isinstance(each, Literal) and each.language == language for each in texts)


def _as_swedish(graph: Graph, language: str) -> Graph:
    """A graph whose texts stand where the workbook has its Swedish ones, whatever language they are in."""
    if language == "sv":
        return graph
    return graph_with(
        (subject, predicate, _moved(predicate, value, language)) for subject, predicate, value in graph
    )


def _moved(predicate: Node, value: Node, language: str) -> Node:
    if predicate in _IN_SWEDISH and isinstance(value, Literal) and (value.language or "") == language:
        return value if value.datatype and not value.language else Literal(str(value), lang="sv")
    return value
