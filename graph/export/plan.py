"""A whole plan into a file: workbook, folder of CSV sheets, or RDF, by the file's suffix."""

from pathlib import Path

from rdflib import Graph, URIRef

from graph.export.words import to_fill_in
from graph.sources.csvfiles import write_csv_folder
from graph.sources.formats import Source, format_of
from graph.sources.rdfwriting import write_rdf
from graph.sources.workbook_template import write_workbook
from graph.tables import to_tables
from shapes.findings import Text


def write_plan(graph: Graph, plan: URIRef, path: Path) -> Text | None:
    """Write a plan so that reading it again gives the same statements.

    Returns what has to be filled in before that, where the plan does not say enough for a workbook. Raises
    UnusableInput (E13) for a suffix that means no format, CannotWrite where that fails.
    """
    wanted = format_of(path)
    if wanted.rdf is not None:
        write_rdf(graph, path, wanted.rdf)
        return None
    tables = to_tables(graph, plan)
    if wanted.source is Source.WORKBOOK:
        write_workbook(path, tables.sheets, rest=tables.rest)
    else:
        write_csv_folder(path, tables.sheets, tables.rest)
    return to_fill_in(tables)
