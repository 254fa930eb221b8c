"""`rodatraden convert`: between workbook, CSV and RDF."""

from pathlib import Path

import click

from graph.export.plan import write_plan
from graph.sources.formats import format_of
from rodatraden.exchange import must_be_free, must_not_be_the_source, tell_what_was_not_read
from rodatraden.options import FORCE, LANGUAGE, PATH
from rodatraden.plansource import PlanCommand, PlanSource
from rodatraden.words import word
from shapes.findings import Language


@click.command("convert", cls=PlanCommand)
@click.argument("out", metavar="UT", type=PATH)
@FORCE
@LANGUAGE
def command(source: PlanSource, out: Path, *, force: bool, language: Language) -> int:
    """Gör om en plan mellan arbetsbok, CSV-mapp och RDF, utan att något går förlorat.

    \b
    UT bestämmer formatet: plan.xlsx, plan.ttl, plan.jsonld ... eller en mapp (slutar på /) för CSV.

    \b
    Exempel:
      rodatraden convert plan.xlsx plan.ttl
      rodatraden convert 0665-2020 plan.xlsx --store lager --revision 1
    """
    format_of(out)  # a wrong suffix is said before anything is read
    must_be_free(out, force=force)
    must_not_be_the_source(out, source.place)
    intake = source.read(language)
    to_fill_in = write_plan(intake.graph, intake.iri, out)
    code = tell_what_was_not_read(intake, language)
    said = word("converted", source=intake.source.path, path=str(out), statements=str(len(intake.graph)))
    click.echo(said[language], err=True)
    if to_fill_in is not None:
        click.echo(to_fill_in[language], err=True)
    return code
