"""The verdict as the user's own workbook, with the findings marked in their cells and listed in a sheet."""

from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import CannotWrite
from graph.report.options import Options
from graph.sources.formats import Source, format_to_read
from graph.sources.workbook_annotated import annotated
from graph.sources.workbook_mirrored import mirror_csv_folder
from graph.verdict import Verdict


def render(verdict: Verdict, options: Options) -> bytes:
    """A copy of the source with every finding in it, whatever `options.full` says.

    A folder of CSV files becomes a workbook with the same cells. Raises CannotWrite (E24) for RDF, StratML
    and a plan out of a store, which have none.
    """
    source = options.source
    if source is None:
        raise CannotWrite("E24", {})
    match format_to_read(source).source:
        case Source.WORKBOOK:
            return annotated(source, verdict.findings, options.language)
        case Source.CSV_FOLDER:
            with TemporaryDirectory() as folder:
                workbook = Path(folder, "plan.xlsx")
                mirror_csv_folder(source, workbook)
                return annotated(workbook, verdict.findings, options.language)
        case Source.RDF | Source.STRATML:
            raise CannotWrite("E24", {})
