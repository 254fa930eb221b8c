"""Which cell each statement came from, so that a finding can point at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib.namespace import DCAT
from rdflib.term import Node

from graph.sources.columns import Column, Sheet
from ontology.namespaces import RT
from shapes.findings import Origin

# A property that leads to a thing which columns of the same row describe: see Column.on.
_LEADS_TO: Mapping[Node, str] = {DCAT.contactPoint: "contact"}
# What a derived fact finds fault with.
_ABOUT: Mapping[Node, Node] = {RT.wrongCheckDigit: RT.organisationNumber}


@dataclass(slots=True)
class Origins:
    """The cells behind a plan graph; empty for a plan that was read from RDF.

    `headings` tells where columns stand (see Sheets.headings), so that an empty cell can be pointed at too.
    """

    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    statements: dict[tuple[Node, Node, Node], Origin] = field(default_factory=dict)
    cells: dict[tuple[Node, Node], Origin] = field(default_factory=dict)
    rows: dict[Node, tuple[Sheet, int, Origin]] = field(default_factory=dict)

    def add(self, subject: Node, predicate: Node, value: Node, origin: Origin) -> None:
        """Remember the cell of one statement."""
        self.statements.setdefault((subject, predicate, value), origin)
        self.cells.setdefault((subject, predicate), origin)

    def find(self, focus: Node, path: Node | None, value: Node | None) -> Origin | None:
        """The cell to point at: the very statement's, the property's, the empty one's, else the row's.

        Where the statement itself is looked up, `value` may be its object or, for a column that says the
        triple the other way round, its subject.
        """
        if path is not None:
            path = _ABOUT.get(path, path)
            if value is not None:
                for statement in ((focus, path, value), (value, path, focus)):
                    if statement in self.statements:
                        return self.statements[statement]
            if (focus, path) in self.cells:
                return self.cells[focus, path]
        row = self.rows.get(focus)
        if row is None:
            return None
        sheet, number, origin = row
        column = column_for(sheet, path) if path is not None else None
        place = self.headings.get(sheet.name, {}).get(column.heading) if column else None
        if place is None:
            return origin
        return Origin(origin.file, origin.sheet, place if sheet.key_value else f"{place}{number}")


def column_for(sheet: Sheet, path: Node) -> Column | None:
    """The column that holds a property: the row's own, else that of what the row leads to."""
    theirs = _LEADS_TO.get(path, path)
    fitting = [
        column for column in sheet.columns if column.property == path or (theirs and column.on == theirs)
    ]
    return min(fitting, key=lambda column: bool(column.on), default=None)
