"""Rows become a plan: identifiers are minted, cells become triples, and each triple remembers its cell."""

from dataclasses import dataclass, field

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF
from rdflib.term import Node

from graph.cells import CellReader, is_iri, row_name, unknown_word
from graph.errors import Fault, UnusableInput
from graph.iris import base_for, is_base, mint
from graph.nodes import Nodes
from graph.origins import Origins
from graph.periods import parse_period
from graph.sources.columns import Kind, RowType
from graph.sources.layout import SHEETS
from graph.sources.plan_sheets import KOMMUN, STYRMODELL
from graph.sources.rows import Head, Remark, Row, Sheets
from graph.sources.values import as_municipality_code, as_text, as_year
from ontology.concepts import folded
from ontology.graphs import new_graph
from ontology.namespaces import RT, VCARD
from shapes.findings import Origin

# Sheets are read in the contract's order, so that what a cell refers to is known before the cell is read.
_PLACES = {sheet.name: place for place, sheet in enumerate(SHEETS)}


@dataclass(slots=True)
class Built:
    """A plan graph with its plan's IRI, the cells behind it, and remarks on cells that were hard to read."""

    graph: Graph
    plan: URIRef
    base: str
    origins: Origins
    remarks: list[Remark] = field(default_factory=list)


def build(sheets: Sheets, file: str) -> Built:
    """Turn rows into a plan graph. Raises UnusableInput where the sheet Kommun does not say whose it is."""
    return _Builder(sheets, file).build()


class _Builder:
    """One run: mints every row's identifier first, so that links can be tied by id, then reads the cells."""

    def __init__(self, sheets: Sheets, file: str) -> None:
        self.sheets = sheets
        self.file = file
        self.graph = new_graph()
        self.origins = Origins(sheets.headings)
        self.remarks: list[Remark] = []
        self.head = sheets.head or self._head()
        self.base = self.head.base
        self.plan = mint(self.base, KOMMUN.segment, self.head.plan)
        self.nodes = Nodes(self.graph, self.base, self.plan, self.head.plan, self.head.municipality)

    def build(self) -> Built:
        subjects: list[tuple[Row, URIRef]] = []
        for row in sorted(self.sheets.rows, key=lambda row: _PLACES[row.sheet.name]):
            subject = self._subject(row)
            if subject is not None:
                subjects.append((row, subject))
        reader = CellReader(
            self.nodes, self.origins, self.remarks, typed=self.sheets.typed, language=self.head.language
        )
        for row, subject in subjects:
            self._describe(row, subject)
            reader.read(row, subject)
        self._rest()
        return Built(self.graph, self.plan, self.base, self.origins, self.remarks)

    def _head(self) -> Head:
        """Whose plan it is, by the sheet Kommun: what every identifier is minted from."""
        row = next((row for row in self.sheets.rows if row.sheet is KOMMUN), None)
        faults: list[Fault] = []
        texts: dict[str, str] = {}
        for column in KOMMUN.columns:
            cell = row.cells.get(column.heading) if row else None
            if cell is not None:
                texts[column.heading] = as_text(cell.value)
            elif column.needed:
                place = self.sheets.headings.get(KOMMUN.name, {}).get(column.heading)
                faults.append(Fault("E15", self.file, KOMMUN.name, place, values={"heading": column.heading}))
        year = as_year(texts["Budgetår"]).value if "Budgetår" in texts else None
        base = texts.get("Bas-IRI")
        wrong = [
            ("Budgetår", "Budgetår" in texts and year is None),
            ("Bas-IRI", base is not None and not is_base(base)),
        ]
        for heading, bad in wrong:
            if bad and row is not None:
                values = {"heading": heading, "value": texts[heading]}
                faults.append(
                    Fault("E19", self.file, KOMMUN.name, row.cells[heading].origin.cell, values=values)
                )
        if faults or year is None:
            raise UnusableInput(faults)
        code = as_municipality_code(texts["Kommunkod"])
        return Head(base_for(code, base), str(year), code, "sv")

    def _subject(self, row: Row) -> URIRef | None:
        """The row's identifier, registered under its id; None for a row that has none or shares another's."""
        sheet = row.sheet
        if sheet is KOMMUN:
            return self.plan
        if sheet is STYRMODELL:
            return self.nodes.iri(sheet.segment, self.head.plan)
        reference = self._reference(row)
        if reference is None:
            self.remarks.append(Remark("L12", row.origin, values={"sheet": sheet.name}))
            return None
        if any(mark in reference for mark in ";\n"):
            self.remarks.append(Remark("L26", row.origin, reference, {"value": reference, "heading": "Id"}))
            return None
        earlier = self.nodes.known(sheet.segment, reference)
        if earlier is not None:
            first = self.origins.rows[earlier][2]
            values = {"id": reference, "first": f"{first.sheet} {first.cell}"}
            self.remarks.append(Remark("L01", row.origin, reference, values))
            return None
        own = row.cells.get("IRI")
        subject = URIRef(as_text(own.value)) if own and is_iri(as_text(own.value)) else None
        if own and subject is None:
            values = {"heading": "IRI", "value": as_text(own.value)}
            self.remarks.append(Remark("L23", own.origin, reference, values))
        subject = subject or self.nodes.iri(sheet.segment, reference)
        self.nodes.register(sheet.segment, reference, subject)
        self.origins.rows[subject] = (sheet, row.number, row.origin)
        self.graph.add((subject, DCTERMS.identifier, Literal(reference)))
        self.origins.add(subject, DCTERMS.identifier, Literal(reference), row.origin)
        return subject

    def _reference(self, row: Row) -> str | None:
        cell = row.cells.get("Id")
        if cell is not None:
            return as_text(cell.value)
        parts: list[str] = []
        for heading in row.sheet.natural_key:
            key = row.cells.get(heading)
            if key is None:
                continue
            text = as_text(key.value)
            if row.sheet.column(heading).kind is Kind.PERIOD and (period := parse_period(text)):
                text = period.identifier
            parts.append(text)
        return "-".join(parts).replace(";", ",") or None

    def _describe(self, row: Row, subject: URIRef) -> None:
        """What the row is, apart from what its cells say."""
        sheet = row.sheet
        if sheet is KOMMUN:
            self._plan(row)
            return
        if sheet is STYRMODELL:
            self.origins.rows[subject] = (sheet, row.number, row.origin)
            self.graph.add((self.plan, RT.governingModel, subject))
        self.graph.add((subject, RT.inPlan, self.plan))
        kind = self._type(row, subject)
        if kind is not None:
            self.graph.add((subject, RDF.type, kind.rdf_class))
            if kind.scheme:
                self.nodes.in_scheme(subject, kind.scheme)
        elif sheet.rdf_class is not None:
            self.graph.add((subject, RDF.type, sheet.rdf_class))

    def _type(self, row: Row, subject: URIRef) -> RowType | None:
        column = row.sheet.of_kind(Kind.TYPE)
        if column is None:
            return None
        cell = row.cells.get(column.heading)
        if cell is None:
            self.remarks.append(Remark("L18", row.origin, row_name(row), {"heading": column.heading}))
            return None
        text = as_text(cell.value)
        for choice in row.sheet.types:
            if folded(choice.label) == folded(text):
                self.origins.add(subject, RDF.type, choice.rdf_class, cell.origin)
                return choice
        self.remarks.append(
            unknown_word(
                column, text, [choice.label for choice in row.sheet.types], cell.origin, row_name(row)
            )
        )
        return None

    def _plan(self, row: Row) -> None:
        """The plan, its municipality, mandate period and contact."""
        graph, plan = self.graph, self.plan
        graph.add((plan, RDF.type, RT.Plan))
        graph.add((plan, DCTERMS.identifier, Literal(self.head.plan)))
        self.origins.rows[plan] = (KOMMUN, row.number, _origin_of(row, "Budgetår"))
        municipality = self.nodes.municipality
        graph.add((municipality, RDF.type, RT.Municipality))
        graph.add((plan, RT.municipality, municipality))
        graph.add((plan, DCTERMS.publisher, municipality))
        self.origins.rows[municipality] = (KOMMUN, row.number, _origin_of(row, "Namn"))
        if "Kontakt" in row.cells or "Kontakt e-post" in row.cells:
            contact = self.nodes.contact()
            graph.add((contact, RDF.type, VCARD.Organization))
            graph.add((plan, DCAT.contactPoint, contact))
            self.origins.rows[contact] = (KOMMUN, row.number, row.origin)

    def _rest(self) -> None:
        """The statements of the sheet Övrigt, as they stand."""
        value: Node
        for line in self.sheets.rest:
            if line.type.casefold() == "iri":
                value = _resource(line.value)
            elif line.language:
                value = Literal(line.value, lang=line.language)
            elif line.type:
                value = Literal(line.value, datatype=URIRef(line.type), normalize=False)
            else:
                value = Literal(line.value)
            self.graph.add((_resource(line.subject), URIRef(line.predicate), value))


def _origin_of(row: Row, heading: str) -> Origin:
    cell = row.cells.get(heading)
    return cell.origin if cell else row.origin


def _resource(text: str) -> Node:
    return BNode(text.removeprefix("_:")) if text.startswith("_:") else URIRef(text)
