"""The way back: a plan graph becomes the rows of the workbook's sheets, and nothing is lost.

What no column can say goes into the sheet Övrigt, statement by statement.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS, VOID, XSD
from rdflib.term import Node

from graph.build import Built, build
from graph.iris import base_for, is_base, reference_in
from graph.sources.columns import Column, Kind, RowType, Sheet
from graph.sources.layout import SHEETS
from graph.sources.plan_sheets import KOMMUN, STYRMODELL
from graph.sources.rows import Head, RestTriple, Row, Sheets, SourceCell
from graph.sources.values import as_municipality_code, as_year, plain
from ontology.concepts import word_for
from ontology.namespaces import RT, SDG
from shapes.findings import Origin

CellValue = str | int | Decimal | bool | date
TableRow = dict[str, CellValue]

_RUNS = re.compile(r"\d+|\D+")
_NOWHERE = Origin("", "", "")


@dataclass(frozen=True, slots=True)
class Tables:
    """A plan as sheets: sheet name -> rows, each heading -> value; and what no column could say.

    `base` is what the plan's identifiers begin with. `renamed` is what the plan is called when the sheets are
    read again, where that is not its own identifier: one with a port, say, is none that a sheet can make.
    """

    sheets: Mapping[str, list[TableRow]]
    rest: tuple[RestTriple, ...]
    base: str
    renamed: str | None = None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The rows of the sheet Kommun that the plan does not fill, but without which nobody can read it."""
        (head,) = self.sheets[KOMMUN.name]
        return tuple(each.heading for each in KOMMUN.columns if each.needed and each.heading not in head)


def to_tables(graph: Graph, plan: URIRef) -> Tables:
    """Lay a plan graph out as sheets. The sheets, read back, give at least every statement of the graph."""
    writer = _Writer(graph, plan)
    sheets = {sheet.name: writer.rows(sheet) for sheet in SHEETS}
    again = _rebuilt(sheets, writer.head())
    rest = tuple(_missing(graph, again.graph))
    return Tables(sheets, rest, writer.base, None if again.plan == plan else str(again.plan))


class _Writer:
    def __init__(self, graph: Graph, plan: URIRef) -> None:
        self.graph = graph
        self.plan = plan
        self.year = self._text(plan, RT.budgetYear) or ""
        municipality = graph.value(plan, RT.municipality)
        self.municipality = municipality if municipality is not None else plan
        # as the sheet is read, so that identifiers with another code in them are written out
        code = as_municipality_code(self._text(self.municipality, RT.municipalityCode) or "")
        given = self._text(plan, VOID.uriSpace)
        # what the sheet Kommun would refuse is left to the last sheet, and identifiers are written out
        self.base = base_for(code, given if given and is_base(given) else None)
        self._segments: dict[Node, tuple[str, str]] = {}
        for sheet in SHEETS:
            for subject in self._subjects(sheet):
                self._segments.setdefault(subject, (sheet.segment, self._id(subject, sheet)))

    def head(self) -> Head | None:
        """What the sheet Kommun cannot say: whose plan it is, where it has no code, year or name."""
        known = self.year and as_year(self.year).value is not None
        if known and all(
            self._text(self.municipality, prop) for prop in (RT.municipalityCode, SKOS.prefLabel)
        ):
            return None
        return Head(
            self.base,
            reference_in(str(self.plan), self.base, KOMMUN.segment) or self.year,
            reference_in(str(self.municipality), self.base, "kommun") or "",
            "sv",
        )

    def _text(self, subject: Node, predicate: URIRef) -> str | None:
        value = self.graph.value(subject, predicate, any=True)
        return str(value) if value is not None else None

    def _subjects(self, sheet: Sheet) -> list[Node]:
        """The things that are rows of a sheet, in their own order, else by id."""
        if sheet is KOMMUN:
            return [self.plan]
        if sheet is STYRMODELL:
            return list(self.graph.objects(self.plan, RT.governingModel))[:1]
        classes = [sheet.rdf_class] if sheet.rdf_class else [each.rdf_class for each in sheet.types]
        found = {
            subject
            for each in dict.fromkeys(classes)
            for subject in self.graph.subjects(RDF.type, each)
            if isinstance(subject, URIRef) and (not sheet.types or self._row_type(sheet, subject) is not None)
        }
        return sorted(found, key=lambda subject: (self._order(subject), _natural(self._id(subject, sheet))))

    def _order(self, subject: Node) -> int:
        for predicate in (RT.sortOrder, RT.sequence):
            text = self._text(subject, predicate)
            if text is not None and text.lstrip("-").isdigit():
                return int(text)
        return 0

    def _row_type(self, sheet: Sheet, subject: Node) -> RowType | None:
        for each in sheet.types:
            if (subject, RDF.type, each.rdf_class) not in self.graph:
                continue
            if (
                not each.scheme
                or (subject, SKOS.inScheme, URIRef(f"{self.base}/id/skala/{each.scheme}")) in self.graph
            ):
                return each
        return None

    def _id(self, subject: Node, sheet: Sheet) -> str:
        given = self._text(subject, DCTERMS.identifier)
        return (
            given or reference_in(str(subject), self.base, sheet.segment) or str(subject).rsplit("/", 1)[-1]
        )

    def rows(self, sheet: Sheet) -> list[TableRow]:
        """Every row of one sheet."""
        return [self._row(sheet, subject) for subject in self._subjects(sheet)]

    def _row(self, sheet: Sheet, subject: Node) -> TableRow:
        row: TableRow = {}
        for column in sheet.columns:
            value = self._cell(sheet, subject, column)
            if value is not None and value != "":
                row[column.heading] = value
        return row

    def _owner(self, subject: Node, column: Column) -> Node | None:
        if column.on == "municipality":
            return self.municipality
        return self.graph.value(self.plan, DCAT.contactPoint) if column.on == "contact" else subject

    def _cell(self, sheet: Sheet, subject: Node, column: Column) -> CellValue | None:
        if column.kind is Kind.ID:
            return self._id(subject, sheet)
        if column.kind is Kind.IRI:
            return (
                str(subject)
                if reference_in(str(subject), self.base, sheet.segment) != self._id(subject, sheet)
                else None
            )
        if column.kind is Kind.TYPE:
            kind = self._row_type(sheet, subject)
            return kind.label if kind else None
        owner = self._owner(subject, column)
        if column.property is None or owner is None:
            return None
        if column.kind is Kind.INVERSE:
            return self._joined(list(self.graph.subjects(column.property, owner)), column)
        values = sorted(self.graph.objects(owner, column.property), key=str)
        if sheet is KOMMUN and column.on == "municipality" and column.language and values:
            # the sheet cannot be read without a name, in whatever language it is
            return _text_of(column, values) or str(values[0])
        if column.kind is Kind.SDG:
            partly = self.graph.objects(owner, RT.addressesPartly)
            codes = [_sdg_code(value) for value in values] + [
                f"del av {code}" for code in map(_sdg_code, partly) if code
            ]
            return "; ".join(sorted((code for code in codes if code), key=_natural))
        return self._value(column, values) if values else None

    def _value(self, column: Column, values: list[Node]) -> CellValue | None:
        first = values[0]
        match column.kind:
            case Kind.TEXT | Kind.TEXTS | Kind.URL | Kind.EMAIL:
                return _text_of(column, values)
            case Kind.LINK:
                return self._joined(values if column.many else values[:1], column)
            case Kind.CONCEPT:
                return word_for(first) if isinstance(first, URIRef) else None
            case Kind.STATUS:
                own = self._segments.get(first)
                return own[1] if own else word_for(first) if isinstance(first, URIRef) else None
            case Kind.PERIOD:
                return self._text(first, DCTERMS.identifier)
            case Kind.START:
                return _day(self._text(first, DCAT.startDate))
            case Kind.END:
                return _day(self._text(first, DCAT.endDate))
            case Kind.KEYED:
                return self._keyed(values, column)
            case _:
                return _literal(first, column.kind)

    def _joined(self, nodes: list[Node], column: Column) -> str:
        """Things as the ids that their rows have; a thing without a row by the end of its IRI."""
        return "; ".join(sorted((self._reference(node, column) for node in nodes), key=_natural))

    def _reference(self, node: Node, column: Column) -> str:
        row = self._segments.get(node)
        if row is not None and row[0] in column.targets:
            return row[1]
        return reference_in(str(node), self.base, column.targets[0]) or str(node)

    def _keyed(self, nodes: list[Node], column: Column) -> str:
        lines = []
        for node in nodes:
            if column.property == RT.basedOnDocument:
                key, text = self._text(node, DCTERMS.identifier), self._text(node, DCTERMS.title)
            else:
                concept = self.graph.value(node, RT.concerns)
                key = self._reference(concept, column) if concept is not None else None
                text = self._text(node, DCTERMS.description)
            if key and text:
                lines.append(f"{key}: " + text.replace("\n", "\n  "))
        return "\n".join(lines)


def _sdg_code(node: Node) -> str:
    return str(node).removeprefix(str(SDG)) if str(node).startswith(str(SDG)) else ""


def _text_of(column: Column, values: list[Node]) -> str | None:
    first = str(values[0])
    if column.property == RT.mandatePeriod:
        return first.rsplit("/", 1)[-1]
    if column.property == VOID.uriSpace and not is_base(first):
        return None
    match column.kind:
        case Kind.TEXTS:
            return "; ".join(str(value) for value in values)
        case Kind.EMAIL:
            return first.removeprefix("mailto:")
        case Kind.URL:
            return first
        case _:
            texts = [v for v in values if isinstance(v, Literal) and (v.language or None) == column.language]
            return str(texts[0]) if texts else None


def _literal(node: Node, kind: Kind) -> CellValue | None:
    text = str(node)
    try:
        match kind:
            case Kind.DECIMAL:
                return Decimal(text)
            case Kind.INTEGER | Kind.YEAR:
                return int(text)
            case Kind.DATE:
                return _day(text)
            case Kind.BOOLEAN:
                return {"true": True, "false": False}.get(text.lower())
    except (InvalidOperation, ValueError):
        return None
    return text


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _natural(text: str) -> list[tuple[int, int, str]]:
    """A key by which KF-2 comes before KF-10."""
    return [(0, int(run), "") if run.isdecimal() else (1, 0, run) for run in _RUNS.findall(text)]


def _rebuilt(sheets: Mapping[str, list[TableRow]], head: Head | None) -> Built:
    """What the sheets say when they are read again."""
    rows: list[Row] = []
    for sheet in SHEETS:
        for number, values in enumerate(sheets[sheet.name], start=2):
            origin = Origin("", sheet.name, f"A{number}")
            cells = {
                heading: SourceCell(plain(value) if isinstance(value, Decimal) else value, origin)
                for heading, value in values.items()
            }
            rows.append(Row(sheet, number, cells, origin))
    return build(Sheets(tuple(rows), (), typed=False, head=head), "")


def _missing(graph: Graph, rebuilt: Graph) -> list[RestTriple]:
    """The statements of a graph that another lacks; numbers count as the same when their value is."""
    said = {_normal(triple) for triple in rebuilt}
    left = [triple for triple in graph if _normal(triple) not in said]
    return sorted(
        (_rest(triple) for triple in left),
        key=lambda line: (line.subject, line.predicate, line.value, line.language),
    )


def _normal(triple: tuple[Node, Node, Node]) -> tuple[Node, Node, object]:
    subject, predicate, value = triple
    if isinstance(value, Literal) and value.datatype in (XSD.decimal, XSD.integer):
        try:
            return subject, predicate, (value.datatype, Decimal(str(value)))
        except InvalidOperation:
            return subject, predicate, value
    return subject, predicate, value


def _rest(triple: tuple[Node, Node, Node]) -> RestTriple:
    subject, predicate, value = (_named(term) for term in triple)
    if isinstance(value, Literal):
        kind = str(value.datatype) if value.datatype is not None and not value.language else ""
        return RestTriple(str(subject), str(predicate), str(value), kind, value.language or "", _NOWHERE)
    return RestTriple(str(subject), str(predicate), str(value), "iri", "", _NOWHERE)


def _named(term: Node) -> Node:
    """A blank node as its label, which build reads as a blank node again."""
    return URIRef(term.n3()) if isinstance(term, BNode) else term
