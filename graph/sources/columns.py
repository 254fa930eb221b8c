"""What a sheet and a column are: the building blocks of the workbook's contract."""

from dataclasses import dataclass
from enum import Enum, auto

from rdflib import URIRef


class Kind(Enum):
    """What a cell holds and how it becomes triples."""

    ID = auto()  # the row's own id: dcterms:identifier, and the end of its IRI
    IRI = auto()  # the row's own IRI, where it is not minted from the id
    TYPE = auto()  # the row's class, by its label
    TEXT = auto()  # one text, in the column's language if it has one
    TEXTS = auto()  # several texts separated by ;
    DECIMAL = auto()
    INTEGER = auto()
    YEAR = auto()  # xsd:gYear
    DATE = auto()
    BOOLEAN = auto()  # ja / nej
    LINK = auto()  # one or more ids of rows in other sheets, separated by ;
    INVERSE = auto()  # the same, but the triple runs from the row that is named to this one
    CONCEPT = auto()  # one of the project's reference concepts, by its label
    STATUS = auto()  # a step of the plan's own scale (by id or label), else a reference status
    SDG = auto()  # Agenda 2030: 3; 3.4; 1.a; del av 2
    PERIOD = auto()  # a follow-up period: 2024, 2024-delår, 2024-T1
    START = auto()  # first day of the period of time that `property` leads to
    END = auto()  # last day of it
    KEYED = auto()  # lines of "id: text", each a small thing of its own
    URL = auto()  # an IRI outside the plan
    EMAIL = auto()  # stored as mailto:


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the property it becomes, and how to read it.

    `targets` are the segments (see Sheet.segment) that a LINK may lead to, in the order they are tried.
    `scheme` is the last part of the IRI of the reference concepts' scheme, e.g. "condition".
    `on` names the thing that the property belongs to when that is not the row's own: "municipality"
    or "contact".
    `required` columns must exist in the sheet; `needed` ones must also be filled in every row.
    `note` is shown when the heading is pointed at.
    """

    heading: str
    property: URIRef | None
    kind: Kind
    note: str = ""
    language: str | None = None
    many: bool = False
    targets: tuple[str, ...] = ()
    scheme: str = ""
    on: str = ""
    required: bool = False
    needed: bool = False
    example: str = ""
    also: tuple[str, ...] = ()
    width: int = 18


@dataclass(frozen=True, slots=True)
class RowType:
    """One choice in a TYPE column: its label, the class, and the scheme that its concepts belong to."""

    label: str
    rdf_class: URIRef
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the class of its rows, and the segment of their IRIs.

    `types` holds the choices where a TYPE column says the class; `rdf_class` is then None.
    `key_value` sheets have a heading in column A and its value in column B, and describe one thing.
    `natural_key` names the headings whose values make an id where the Id cell is left empty.
    """

    name: str
    segment: str
    columns: tuple[Column, ...]
    rdf_class: URIRef | None = None
    types: tuple[RowType, ...] = ()
    key_value: bool = False
    required: bool = False
    natural_key: tuple[str, ...] = ()
    intro: str = ""

    def column(self, heading: str) -> Column:
        """The column with exactly this heading. Raises KeyError."""
        for column in self.columns:
            if column.heading == heading:
                return column
        raise KeyError(heading)

    def of_kind(self, kind: Kind) -> Column | None:
        """The first column of a kind, if any."""
        return next((column for column in self.columns if column.kind is kind), None)
