"""One row's cells become triples, each by the kind of its column."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD
from rdflib.term import Node

from graph.nearest import nearest, quoted
from graph.nodes import Nodes, date_literal, year_literal
from graph.origins import Origins
from graph.periods import parse_period
from graph.sources import values
from graph.sources.columns import Column, Kind
from graph.sources.plan_sheets import KOMMUN
from graph.sources.rows import Remark, Row, SourceCell
from ontology.concepts import concepts_in, folded, words_for
from ontology.namespaces import ADMS, RT, RTC, SDG
from shapes.findings import Origin

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_MAIL = re.compile(r"[^\s@<>\"{}|\\^`]+@[^\s@<>\"{}|\\^`]+\.[^\s@<>\"{}|\\^`]+")
_YEARS = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")


def is_iri(text: str) -> bool:
    """Whether a text can stand as an absolute IRI."""
    return _IRI.fullmatch(text) is not None


def row_name(row: Row) -> str:
    """What to call a row when speaking about it: its id, else its first text."""
    for cell in row.cells.values():
        return values.as_text(cell.value)
    return ""


def unknown_word(column: Column, text: str, known: Iterable[str], origin: Origin, label: str) -> Remark:
    """The remark on a word that is not one of those that a column takes."""
    words = list(known)
    return Remark(
        "L13",
        origin,
        label,
        {
            "value": text,
            "heading": column.heading,
            "known": ", ".join(words),
            "nearest": quoted(nearest(text, words, 1)),
        },
    )


class CellReader:
    """Reads cells into the graph of `nodes`, notes each triple's cell, remarks on what it cannot read.

    `language` is that of the source's texts, "" where it is not known.
    """

    def __init__(
        self,
        nodes: Nodes,
        origins: Origins,
        remarks: list[Remark],
        *,
        typed: bool,
        language: str = "sv",
    ) -> None:
        self.nodes = nodes
        self.origins = origins
        self.remarks = remarks
        self.typed = typed
        self.language = language
        self.steps: dict[str, URIRef] = {}
        self._readers: Mapping[Kind, Callable[[Row, URIRef, Column, SourceCell], None]] = {
            Kind.TEXT: self._text,
            Kind.TEXTS: self._texts,
            Kind.DECIMAL: self._decimal,
            Kind.INTEGER: self._integer,
            Kind.YEAR: self._year,
            Kind.DATE: self._date,
            Kind.BOOLEAN: self._boolean,
            Kind.LINK: self._links,
            Kind.INVERSE: self._links,
            Kind.CONCEPT: self._concept,
            Kind.STATUS: self._status,
            Kind.SDG: self._sdg,
            Kind.PERIOD: self._period,
            Kind.KEYED: self._keyed,
            Kind.URL: self._url,
            Kind.EMAIL: self._email,
        }

    def read(self, row: Row, subject: URIRef) -> None:
        """Read every cell of a row."""
        for column in row.sheet.columns:
            cell = row.cells.get(column.heading)
            reader = self._readers.get(column.kind)
            if cell is not None and reader is not None:
                reader(row, self._owner(subject, column), column, cell)
            elif cell is None and column.needed and not row.sheet.key_value and column.kind is not Kind.TYPE:
                self.remarks.append(Remark("L18", row.origin, row_name(row), {"heading": column.heading}))
        self._span(row, subject)
        if folded(row.sheet.name) == "utfall" and "Värde" in row.cells and "Status" not in row.cells:
            self.nodes.graph.add((subject, RT.outcomeStatus, RTC["outcome-status/measured"]))

    def _owner(self, subject: URIRef, column: Column) -> URIRef:
        if column.on == "municipality":
            return self.nodes.municipality
        return self.nodes.contact() if column.on == "contact" else subject

    def _add(
        self, subject: Node, column: Column, value: Node, cell: SourceCell, prop: URIRef | None = None
    ) -> None:
        predicate = prop or column.property
        if predicate is None:
            return
        self.nodes.graph.add((subject, predicate, value))
        self.origins.add(subject, predicate, value, cell.origin)

    def _remark(
        self, code: str | None, row: Row, column: Column, cell: SourceCell, text: str | None = None
    ) -> None:
        if code is None:
            return
        shown = values.as_text(cell.value) if text is None else text
        said = {"value": shown, "heading": column.heading, "sheet": row.sheet.name}
        if isinstance(cell.value, date):
            said["date"] = shown
        self.remarks.append(Remark(code, cell.origin, row_name(row), said))

    def _text(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        text = values.as_text(cell.value)
        if column.property == RT.mandatePeriod:
            self._mandate_period(row, subject, column, cell)
            return
        if column.property == RT.municipalityCode:
            text = values.as_municipality_code(cell.value)
        literal = self._worded(text, column)
        self._add(subject, column, literal, cell)
        if column.property == SKOS.prefLabel and column.language == "sv" and row.sheet.segment == "program":
            self._add(subject, column, literal, cell, DCTERMS.title)
        if row.sheet is KOMMUN and column.property == DCTERMS.title:
            self._add(subject, column, literal, cell, SKOS.prefLabel)

    def _worded(self, text: str, column: Column) -> Literal:
        """A text in its column's language; in a source that is not in Swedish, in the source's own."""
        language = self.language if column.language == "sv" else column.language
        return Literal(text, lang=language or None)

    def _mandate_period(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        match = _YEARS.fullmatch(values.as_text(cell.value))
        if not match or int(match[1]) > int(match[2]) or int(match[1]) < 1000:
            self._remark("L22", row, column, cell)
            return
        self._add(subject, column, self.nodes.mandate_period(int(match[1]), int(match[2])), cell)

    def _texts(self, _row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        for part in values.parts_of(cell.value):
            self._add(subject, column, self._worded(part, column), cell)

    def _decimal(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        reading = values.as_decimal(cell.value, typed=self.typed)
        self._remark(
            reading.code,
            row,
            column,
            cell,
            values.plain(reading.value) if reading.value is not None else None,
        )
        if reading.value is not None:
            literal = Literal(values.plain(reading.value), datatype=XSD.decimal, normalize=False)
            self._add(subject, column, literal, cell)

    def _integer(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        reading = values.as_integer(cell.value, typed=self.typed)
        self._remark(
            reading.code, row, column, cell, str(reading.value) if reading.value is not None else None
        )
        if reading.value is not None:
            self._add(subject, column, Literal(reading.value), cell)

    def _year(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        reading = values.as_year(cell.value)
        self._remark(reading.code, row, column, cell)
        if reading.value is not None:
            self._add(subject, column, year_literal(reading.value), cell)

    def _date(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        reading = values.as_date(cell.value, typed=self.typed)
        self._remark(reading.code, row, column, cell, reading.value.isoformat() if reading.value else None)
        if reading.value is not None:
            self._add(subject, column, date_literal(reading.value), cell)

    def _boolean(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        reading = values.as_boolean(cell.value)
        self._remark(reading.code, row, column, cell)
        if reading.value is not None:
            self._add(subject, column, Literal(reading.value), cell)

    def _links(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        parts = [target for part in values.parts_of(cell.value) for target in self._split(column, part)]
        if len(parts) > 1 and not column.many:
            self._remark("L26", row, column, cell)
        for part in parts:
            target = self.target(column, part)
            if column.kind is Kind.INVERSE:
                predicate = column.property or RT.decides
                self.nodes.graph.add((target, predicate, subject))
                self.origins.add(target, predicate, subject, cell.origin)
                self.origins.cells.setdefault((subject, predicate), cell.origin)
            else:
                self._add(subject, column, target, cell)

    def _split(self, column: Column, part: str) -> list[str]:
        """Ids that somebody separated by commas, where each of them is known; else the part as it stands."""
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        known = all(self._find(column, piece) is not None for piece in pieces)
        if len(pieces) > 1 and known and self._find(column, part) is None:
            return pieces
        return [part]

    def _find(self, column: Column, reference: str) -> URIRef | None:
        for segment in column.targets:
            found = self.nodes.known(segment, reference)
            if found is not None:
                return found
        return None

    def target(self, column: Column, reference: str) -> URIRef:
        """The thing that a link leads to; where nothing has the id, the IRI it would have had (T15 tells)."""
        found = self._find(column, reference)
        if found is not None:
            return found
        return URIRef(reference) if is_iri(reference) else self.nodes.iri(column.targets[0], reference)

    def _concept(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        text = values.as_text(cell.value)
        concept = concepts_in(column.scheme).get(folded(text))
        if concept is None:
            remark = unknown_word(column, text, words_for(column.scheme), cell.origin, row_name(row))
            if column.property != ADMS.status:
                self.remarks.append(remark)
                return
            # nobody fills in this cell to say that all may go out: that is what an empty one says
            self.remarks.append(replace(remark, code="L36"))
            concept = RTC["publication/draft"]
        self._add(subject, column, concept, cell)

    def _status(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        text = values.as_text(cell.value)
        concept = self._own_steps().get(folded(text)) or concepts_in("status").get(folded(text))
        if concept is None:
            known = [str(label) for label in self._own_labels()] or words_for("status")
            self.remarks.append(unknown_word(column, text, known, cell.origin, row_name(row)))
            return
        self._add(subject, column, concept, cell)

    def _own_labels(self) -> list[Node]:
        graph = self.nodes.graph
        return [
            label
            for step in graph.subjects(SKOS.inScheme, self.nodes.iri("skala", "bedomning"))
            for label in graph.objects(step, SKOS.prefLabel)
        ]

    def _own_steps(self) -> Mapping[str, URIRef]:
        """The steps of the municipality's own scale by folded id and label (Begrepp is read first)."""
        if not self.steps:
            graph = self.nodes.graph
            for step in sorted(graph.subjects(SKOS.inScheme, self.nodes.iri("skala", "bedomning")), key=str):
                for predicate in (DCTERMS.identifier, SKOS.prefLabel):
                    for text in graph.objects(step, predicate):
                        if isinstance(step, URIRef):
                            self.steps.setdefault(folded(str(text)), step)
        return self.steps

    def _sdg(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        for part in re.split(r"[;,\n]", values.as_text(cell.value)):
            if not part.strip():
                continue
            reading = values.as_sdg(part)
            self._remark(reading.code, row, column, cell, part.strip())
            if reading.value is not None:
                prop = RT.addressesPartly if reading.value.partly else RT.addresses
                self._add(subject, column, SDG[reading.value.code], cell, prop)
                self.origins.cells.setdefault((subject, RT.addresses), cell.origin)
                self.origins.statements.setdefault(
                    (subject, RT.addresses, SDG[reading.value.code]), cell.origin
                )

    def _period(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        period = parse_period(values.as_text(cell.value))
        if period is None:
            self._remark("L15", row, column, cell)
            return
        self._add(subject, column, self.nodes.period(period), cell)

    def _keyed(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        for key, text in values.keyed_lines(cell.value):
            if text is None:
                self._remark("L17", row, column, cell, key)
                continue
            if column.property == RT.basedOnDocument:
                self._add(subject, column, self.nodes.document(key, text), cell)
                continue
            concept = self.target(column, key)
            node = self.nodes.meaning(str(self.nodes.graph.value(subject, DCTERMS.identifier)), concept, key)
            self._add(subject, column, node, cell)
            self._add(node, column, self._worded(text, column), cell, DCTERMS.description)
            self.origins.add(node, RT.concerns, concept, cell.origin)

    def _url(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        text = values.as_text(cell.value)
        if not is_iri(text):
            self._remark("L23", row, column, cell)
            return
        self._add(subject, column, URIRef(text), cell)

    def _email(self, row: Row, subject: URIRef, column: Column, cell: SourceCell) -> None:
        text = values.as_text(cell.value).removeprefix("mailto:")
        if not _MAIL.fullmatch(text):
            self._remark("L24", row, column, cell)
            return
        self._add(subject, column, URIRef(f"mailto:{text}"), cell)

    def _span(self, row: Row, subject: URIRef) -> None:
        """First and last day together make one span of time."""
        days: dict[Kind, date] = {}
        found: list[tuple[Column, SourceCell]] = []
        for column in row.sheet.columns:
            cell = row.cells.get(column.heading)
            if column.kind not in (Kind.START, Kind.END) or cell is None:
                continue
            reading = values.as_boundary(cell.value, last=column.kind is Kind.END, typed=self.typed)
            self._remark(
                reading.code, row, column, cell, reading.value.isoformat() if reading.value else None
            )
            if reading.value is not None:
                days[column.kind] = reading.value
                found.append((column, cell))
        if not found:
            return
        start, end = days.get(Kind.START), days.get(Kind.END)
        if start and end and end < start:
            self._remark("L19", row, *found[-1])
        node = self.nodes.span(start, end)
        # The last cell read is the end where there is one: that is the one to change.
        for column, cell in reversed(found):
            self._add(subject, column, node, cell)
