"""Rows gathered from StratML: what each is called, which cells it has, and what no column has room for."""

from collections import Counter
from dataclasses import dataclass, field

from graph.iris import mint, reference_in
from graph.sources.columns import Kind, Sheet
from graph.sources.plan_sheets import ORGAN
from graph.sources.rows import CellValue, Remark, RestTriple, Row, SourceCell
from graph.sources.stratml_elements import Place
from graph.sources.stratml_names import iri_of, lines_and_text
from shapes.findings import Origin


@dataclass(slots=True)
class Draft:
    """One row while its cells are still being found, in the order of its sheet."""

    sheet: Sheet
    place: Place
    cells: dict[str, SourceCell] = field(default_factory=dict)

    def set(self, heading: str, value: CellValue, part: str = "") -> None:
        """Fill a cell, unless there is nothing to fill it with."""
        if value != "":
            self.cells[heading] = SourceCell(value, self.place.part(part))

    def add(self, heading: str, reference: str, origin: Origin) -> None:
        """Add one id to a cell of several."""
        before = self.cells.get(heading)
        ids = str(before.value).split("; ") if before else []
        if reference not in ids:
            self.cells[heading] = SourceCell(
                "; ".join([*ids, reference]), before.origin if before else origin
            )

    def value(self, heading: str) -> str:
        """A cell's text; empty where there is none."""
        return str(self.cells[heading].value) if heading in self.cells else ""

    def fill(self, lines: dict[str, str], part: str) -> None:
        """Fill cells from lines of "Rubrik: värde"."""
        for heading, value in lines.items():
            self.set(heading, value, part)


@dataclass(slots=True)
class Rows:
    """Everything found in one file. `ours` is whether it was written by this program, `base` as for IRIs."""

    base: str
    ours: bool
    drafts: list[Draft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rest: list[RestTriple] = field(default_factory=list)
    by_iri: dict[str, Draft] = field(default_factory=dict)
    ids: set[tuple[str, str]] = field(default_factory=set)

    def draft(self, sheet: Sheet, place: Place, reference: str, iri: str = "") -> Draft:
        """A new row; the column IRI is filled in where its identifier is not minted from its id."""
        minted = str(mint(self.base, sheet.segment, reference))
        draft = Draft(sheet, place)
        draft.set("Id", reference, "SequenceIndicator")
        if iri and iri != minted:
            draft.set("IRI", iri, "Identifier")
        self.drafts.append(draft)
        self.by_iri[iri or minted] = draft
        self.ids.add((sheet.segment, reference.casefold()))
        return draft

    def known(self, sheet: Sheet, identifier: str) -> Draft | None:
        """The row that an Identifier stands for, where it has been met before."""
        return self.by_iri.get(self.iri(sheet, identifier)) if identifier else None

    def iri(self, sheet: Sheet, identifier: str) -> str:
        """The identifier that an Identifier stands for."""
        return iri_of(identifier, self.base) or str(mint(self.base, sheet.segment, identifier))

    def named(self, sheet: Sheet, place: Place, called: str, position: str) -> Draft:
        """A new row for an element, called by its sequence indicator, else its Identifier, else its place.

        `called` is empty where the sequence indicator is not the element's alone.
        """
        identifier = place.text("Identifier")
        iri = self.iri(sheet, identifier) if identifier else ""
        reference = called.replace(";", ",") if self._is_free(sheet, called) else ""
        if not reference and iri:
            reference = reference_in(iri, self.base, sheet.segment) or identifier
        if not reference or not self._is_free(sheet, reference):
            reference = self.free(sheet, position)
        if not identifier and not called and sheet is not ORGAN:  # a body goes by its name
            self.remarks.append(Remark("L34", place.origin, reference, {"id": reference}))
        return self.draft(sheet, place, reference, iri)

    def _is_free(self, sheet: Sheet, reference: str) -> bool:
        return bool(reference) and (sheet.segment, reference.casefold()) not in self.ids

    def free(self, sheet: Sheet, wanted: str) -> str:
        """An id like the one wanted that no row has yet."""
        reference, number = wanted, 1
        while not self._is_free(sheet, reference):
            number += 1
            reference = f"{wanted}-{number}"
        return reference

    def lines(self, text: str, sheet: Sheet, *others: str) -> tuple[dict[str, str], str]:
        """A text of ours taken apart into lines and the rest; another's text as it is."""
        headings = {column.heading for column in sheet.columns if column.kind is not Kind.ID}
        return lines_and_text(text, {*headings, *others}) if self.ours else ({}, text)

    def keep(self, subject: str, predicate: str, value: str, origin: Origin, kind: str = "") -> None:
        """Keep what no column has room for as a statement."""
        if value:
            self.rest.append(RestTriple(subject, predicate, value, kind, "", origin))

    def iri_of(self, draft: Draft) -> str:
        """The identifier of a row."""
        own = draft.value("IRI")
        return own or str(mint(self.base, draft.sheet.segment, draft.value("Id")))

    def finished(self) -> tuple[Row, ...]:
        """All rows, numbered in the order they were found."""
        numbers: Counter[str] = Counter()
        rows: list[Row] = []
        for draft in self.drafts:
            numbers[draft.sheet.name] += 1
            ordered = {
                column.heading: draft.cells[column.heading]
                for column in draft.sheet.columns
                if column.heading in draft.cells
            }
            rows.append(Row(draft.sheet, numbers[draft.sheet.name], ordered, draft.place.origin))
        return tuple(rows)
