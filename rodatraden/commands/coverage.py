"""`rodatraden coverage`: what is covered, what is missing, what is not expected."""

import sys
from pathlib import Path

import click

from graph.analysis.coverage_matrix import Dimension
from graph.report.coverage_formats import FORMATS, Format, coverage_of, render
from graph.report.coverage_words import SIGNS
from graph.report.options import Options
from rodatraden.exchange import GOOD, coloured, width, write
from rodatraden.options import LANGUAGE, OUTPUT, PERIOD
from rodatraden.plansource import PlanCommand, PlanSource
from shapes.findings import Language


@click.command("coverage", cls=PlanCommand)
@click.option(
    "--by",
    "dimension",
    type=click.Choice([each.value for each in Dimension]),
    default=Dimension.GOAL.value,
    help="Vad som ska täckas. Förval: goal.",
)
@PERIOD
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="Resultatets format. Förval: efter filnamnet i --output, annars text.",
)
@OUTPUT
@LANGUAGE
def command(
    source: PlanSource,
    *,
    dimension: str,
    period: str | None,
    format_name: Format | None,
    output: Path | None,
    language: Language,
) -> int:
    """Visar vad planen täcker, vad som saknas och vad som inte väntas.

    Varje ruta är täckt, saknas eller väntas inte. Efter rutorna räknas hela planen igenom: KF-mål utan stöd,
    nämnder utan tråd, Agenda 2030, indikatorer, målvärden, program, dialog och remiss. Vid varje antal står
    av hur många, och vad som har lämnats utanför.

    \b
    Vad som ska täckas (--by):
      goal          vilka organs mål som leder till varje KF-mål
      body          vad varje nämnds och bolags mål har och saknar
      sdg           vilka KF-mål som är kopplade till Agenda 2030
      target-group  vilka mål som gäller varje målgrupp
      focus-area    vilka mål som gäller varje fokusområde

    \b
    Exempel:
      rodatraden coverage plan.xlsx
      rodatraden coverage plan.xlsx --by body --period 2024
      rodatraden coverage plan.xlsx --by sdg --output tackning.csv
      rodatraden coverage 0665-2020 --store lager
    """
    name = format_name or _format_asked_for(output)
    intake = source.read(language)
    found = coverage_of(intake.plan, Dimension(dimension), period)
    options = Options(language=language, colour=output is None and coloured(), width=width())
    plain = output is None and not _has_signs()
    content = render(found, intake.plan, intake.source, name, options, plain=plain)
    if name == "csv" and output is not None:
        # Excel takes a file for UTF-8 only when it begins like this.
        content = f"\ufeff{content}"
    write(content, output, language)
    return GOOD


def _format_asked_for(output: Path | None) -> Format:
    """The format that a file name asks for; text where it asks for none."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    names: dict[str, Format] = {name: name for name in FORMATS}
    return names.get(suffix, "text")


def _has_signs() -> bool:
    """Whether stdout can show the signs of the matrix."""
    try:
        "".join(SIGNS.values()).encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
