"""Columns that many sheets have, each described once."""

from rdflib import URIRef
from rdflib.namespace import DCTERMS, SKOS

from graph.sources.columns import Column, Kind
from ontology.namespaces import ADMS, RT

GOALS = ("mal",)
BODIES = ("organ",)
CONCEPTS = ("begrepp",)


def identifier(example: str) -> Column:
    """The Id column."""
    return Column(
        "Id",
        DCTERMS.identifier,
        Kind.ID,
        "Radens beteckning. Andra flikar och öppna data använder den: ändra den inte efter publicering.",
        required=True,
        needed=True,
        example=example,
        width=12,
    )


def titles(heading: str, note: str, example: str, *, also: tuple[str, ...] = ()) -> tuple[Column, Column]:
    """The column of a thing's name, and the same in English."""
    return (
        Column(
            heading,
            SKOS.prefLabel,
            Kind.TEXT,
            note,
            language="sv",
            required=True,
            example=example,
            also=also,
            width=44,
        ),
        Column(
            f"{heading} (engelska)",
            SKOS.prefLabel,
            Kind.TEXT,
            "Samma text på engelska, om den finns.",
            language="en",
        ),
    )


def text(heading: str, prop: URIRef, note: str, example: str = "", *, also: tuple[str, ...] = ()) -> Column:
    """A column of free text in Swedish."""
    return Column(heading, prop, Kind.TEXT, note, language="sv", example=example, also=also, width=44)


def links(heading: str, prop: URIRef, targets: tuple[str, ...], note: str, example: str = "") -> Column:
    """A column of ids of rows in other sheets."""
    return Column(
        heading,
        prop,
        Kind.LINK,
        f"{note} Flera skiljs med semikolon.",
        many=True,
        targets=targets,
        example=example,
    )


def link(
    heading: str,
    prop: URIRef,
    targets: tuple[str, ...],
    note: str,
    example: str = "",
    *,
    required: bool = False,
) -> Column:
    """A column of one id of a row in another sheet."""
    return Column(heading, prop, Kind.LINK, note, targets=targets, example=example, required=required)


def concept(heading: str, prop: URIRef, scheme: str, note: str, example: str = "") -> Column:
    """A column of one reference concept."""
    return Column(heading, prop, Kind.CONCEPT, note, scheme=scheme, example=example)


def span(
    prop: URIRef, start: str, end: str, note: str, examples: tuple[str, str] = ("", "")
) -> tuple[Column, Column]:
    """The two columns that make one span of time."""
    return (
        Column(
            start, prop, Kind.START, f"{note} Datum (2024-01-01) eller år.", example=examples[0], width=12
        ),
        Column(end, prop, Kind.END, f"{note} Datum (2024-12-31) eller år.", example=examples[1], width=12),
    )


DESCRIPTION = text("Beskrivning", DCTERMS.description, "Fritext.")
DECISION = Column(
    "Beslut",
    RT.decides,
    Kind.INVERSE,
    "Id på besluten om raden. Flera skiljs med semikolon.",
    many=True,
    targets=("beslut",),
)
ORDER = Column("Ordning", RT.sortOrder, Kind.INTEGER, "Ordningen när raderna visas.", width=9)
PUBLICATION = concept(
    "Publicering",
    ADMS.status,
    "publication",
    "Utkast stannar i kommunen, med det som bara handlar om dem. Tomt räknas som offentlig.",
)
OWN_IRI = Column("IRI", None, Kind.IRI, "Fylls bara i när raden redan har en publicerad identifierare.")
OWNER = link("Organ", RT.ownedBy, BODIES, "Id på det organ som ansvarar.", "KF", required=True)
