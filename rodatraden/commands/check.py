"""`rodatraden check`: is the thread whole?"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from graph.errors import CannotWrite
from graph.intake import check
from graph.report.formats import REPORTS, render
from graph.report.options import Options
from rodatraden.exchange import FINDINGS, GOOD, coloured, progress, width, write
from rodatraden.options import LANGUAGE, OUTPUT, PERIOD, TODAY
from rodatraden.plansource import PlanCommand, PlanSource
from rodatraden.words import word
from shapes.findings import Gate, Language, Severity


def check_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command that checks has."""
    options = [
        click.option(
            "--gate",
            type=click.Choice([gate.value for gate in Gate]),
            help="Kontrollera inför ett visst beslut. Utan flaggan prövas alla regler.",
        ),
        click.option(
            "--format",
            "format_name",
            type=click.Choice(list(REPORTS)),
            help="Resultatets format. Förval: efter filnamnet i --output, annars text.",
        ),
        OUTPUT,
        LANGUAGE,
        PERIOD,
        TODAY,
        click.option(
            "--fail-on",
            type=click.Choice(["violation", "warning"]),
            default="violation",
            help="Hur allvarligt något ska vara för slutkod 1. Förval: violation (fel).",
        ),
        click.option("--full", is_flag=True, help="Visa alla fynd, inte bara de tio första för varje regel."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command("check", cls=PlanCommand)
@check_options
def command(source: PlanSource, **wanted: Any) -> int:
    """Kontrollerar om den röda tråden är hel.

    SÖKVÄG är en arbetsbok (.xlsx), en mapp med CSV-filer, RDF (.ttl .trig .nt .nq .jsonld .rdf) eller
    StratML (.xml .stml).
    Varje fynd visar cellen, skälet och vad du kan göra.

    \b
    Exempel:
      rodatraden check plan.xlsx --gate budget
      rodatraden check plan.xlsx --output plan-med-fel.xlsx --format xlsx
      rodatraden check plan.xlsx --gate annual --period 2024 --output protokoll.html
      rodatraden check 0665-2020 --store lager --gate budget

    \b
    Grindarna (--gate):
      goals      mål                 programme  program
      budget     budget              interim    delårsrapport
      annual     årsredovisning      publish    öppna data
    """
    return run_check(source, **wanted)


def run_check(source: PlanSource, *, format_name: str | None, output: Path | None, **wanted: Any) -> int:
    """Check one plan with the options of `check_options`, give the verdict, and return the exit code."""
    name = format_name or format_asked_for(output)
    language: Language = wanted["language"]
    report = REPORTS[name]
    if report.binary and output is None:
        raise CannotWrite("E23", {"format": name})
    if report.needs_workbook and source.path is None:
        raise CannotWrite("E24", {})
    intake = source.read(language)
    today: datetime | None = wanted["today"]
    with progress(word("checking", path=source.name)[language]):
        verdict = check(
            intake,
            gate=Gate(wanted["gate"]) if wanted["gate"] else None,
            period=wanted["period"],
            today=today.date() if today else date.today(),
            fail_on=Severity(wanted["fail_on"]),
        )
    options = Options(
        language=language,
        full=wanted["full"],
        colour=output is None and coloured(),
        width=width(),
        source=source.path,
    )
    write(render(verdict, name, options), output, language)
    return GOOD if verdict.conforms else FINDINGS


def format_asked_for(output: Path | None) -> str:
    """The format that a file name asks for; text where it asks for none. Raises CannotWrite (E45)."""
    suffix = output.suffix.lower() if output else ""
    if not suffix:
        return "text"
    for name, report in REPORTS.items():
        if report.suffix == suffix:
            return name
    known = ", ".join(report.suffix for report in REPORTS.values())
    raise CannotWrite("E45", {"suffix": suffix, "known": known})
