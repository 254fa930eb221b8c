"""The one table of file formats: what a suffix means, for everything that reads or writes a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from pyoxigraph import RdfFormat
from rdflib import Graph

from graph.sources.csvfiles import read_csv_folder
from graph.sources.guards import existing, opening, unusable
from graph.sources.rdffiles import read_rdf
from graph.sources.rows import Sheets
from graph.sources.stratml import read_stratml
from graph.sources.stratml_elements import ROOTS as STRATML_ROOTS
from graph.sources.workbook import read_workbook
from graph.sources.xmlfiles import start_of


class Source(Enum):
    """The kinds of source."""

    WORKBOOK = auto()
    CSV_FOLDER = auto()
    RDF = auto()
    STRATML = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """One file format: its name, the suffixes that mean it (the first is the usual one), and how it is read.

    `rdf` is Oxigraph's name for an RDF format, None for the others. A folder has no suffix.
    """

    name: str
    source: Source
    suffixes: tuple[str, ...]
    media_type: str
    rdf: RdfFormat | None = None


FORMATS: tuple[Format, ...] = (
    Format(
        "xlsx",
        Source.WORKBOOK,
        (".xlsx", ".xlsm", ".xltx", ".xltm"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    Format("csv", Source.CSV_FOLDER, (), "text/csv"),
    Format("turtle", Source.RDF, (".ttl",), "text/turtle", RdfFormat.TURTLE),
    Format("trig", Source.RDF, (".trig",), "application/trig", RdfFormat.TRIG),
    Format("ntriples", Source.RDF, (".nt",), "application/n-triples", RdfFormat.N_TRIPLES),
    Format("nquads", Source.RDF, (".nq",), "application/n-quads", RdfFormat.N_QUADS),
    Format("jsonld", Source.RDF, (".jsonld", ".json"), "application/ld+json", RdfFormat.JSON_LD),
    Format("rdfxml", Source.RDF, (".rdf", ".xml", ".owl"), "application/rdf+xml", RdfFormat.RDF_XML),
)

# Read only: what StratML has no place for would be lost, so a plan is exported to it and not converted.
STRATML = Format("stratml", Source.STRATML, (".stml",), "application/xml")
_XML = (".xml", *STRATML.suffixes)

# Old spreadsheets: the workbook reader tells what they are and what to do.
_OLD_WORKBOOKS = (".xls", ".xlsb", ".xlt", ".ods", ".ots", ".fods")


def known_suffixes(formats: Sequence[Format] = FORMATS) -> str:
    """The usual suffix of each format, as a sentence lists them."""
    return ", ".join(each.suffixes[0] for each in formats if each.suffixes)


def format_of(path: Path) -> Format:
    """The format of a file by its suffix; a folder, or a name without suffix, is a folder of CSV files.

    Raises UnusableInput: E13 for a suffix that means nothing here, E25 where one may not look, E55 for
    StratML, which is read and exported to.
    """
    suffix = path.suffix.lower()
    with opening(path):
        is_folder = path.is_dir()
    for each in FORMATS:
        if suffix in each.suffixes or (each.source is Source.CSV_FOLDER and (is_folder or not suffix)):
            return each
    raise unusable(
        "E55" if suffix in STRATML.suffixes else "E13", path, suffix=suffix, known=known_suffixes()
    )


def format_to_read(path: Path) -> Format:
    """The format of a file to read: XML by its first element, all else by its suffix.

    Raises UnusableInput: E13, E16, E25, E51 for XML of another kind.
    """
    suffix = path.suffix.lower()
    if suffix not in _XML:
        return format_of(path)
    start = start_of(path)
    if start.root in STRATML_ROOTS or suffix in STRATML.suffixes:
        return STRATML
    if start.root and not start.is_rdf and not start.entities:
        raise unusable("E51", path, value=start.root)
    return format_of(path)


def read_source(path: Path, plan: str | None = None) -> Sheets | Graph:
    """Read a plan: rows from a workbook, a folder of CSV files or StratML, the plan's graph from RDF.

    `plan` is the IRI of the plan to read where an RDF file holds several. Raises UnusableInput.
    """
    existing(path)
    if path.suffix.lower() in _OLD_WORKBOOKS and path.is_file():
        return read_workbook(path)
    found = format_to_read(path)
    if found.source is Source.STRATML:
        return read_stratml(path)
    if found.rdf is not None:
        return read_rdf(path, found.rdf, plan)
    if found.source is Source.WORKBOOK:
        return read_workbook(path)
    if not path.is_dir():
        raise unusable("E13", path, suffix=path.suffix, known=known_suffixes())
    return read_csv_folder(path)
