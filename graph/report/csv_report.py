"""The findings as a table for a spreadsheet: semicolons, a byte order mark, and nothing that is a formula."""

import csv
import io

from graph.report.options import Options
from graph.report.outline import one_line
from graph.report.words import severity_word, word
from graph.sources.csvfiles import escaped
from graph.verdict import Verdict

COLUMNS = ("severity", "rule", "sheet", "cell", "concerns", "reason", "remedy", "basis", "identifier")


def render(verdict: Verdict, options: Options) -> str:
    """Every finding on a row of its own, whatever `options.full` says; it ends in a newline."""
    language = options.language
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow([word(column)[language] for column in COLUMNS])
    for finding in verdict.findings:
        row = (
            severity_word(finding.severity)[language],
            finding.rule,
            finding.origin.sheet if finding.origin else "",
            finding.origin.cell if finding.origin else "",
            finding.label,
            finding.message[language],
            finding.remedy[language],
            finding.basis[language],
            finding.focus,
        )
        writer.writerow([escaped(one_line(text)) for text in row])
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()
