"""`rodatraden export`: the public part of a plan, in the formats of the world."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from graph.export.exporting import export, formats_asked_for, write_files
from graph.export.listing import formats_json, formats_text
from rodatraden.exchange import (
    GOOD,
    must_not_be_the_source,
    progress,
    tell_what_was_not_read,
    width,
    write,
)
from rodatraden.options import FORCE, LANGUAGE, PATH
from rodatraden.plansource import PlanCommand, PlanSource
from rodatraden.words import word
from shapes.findings import Language


class ExportCommand(PlanCommand):
    """A command on one plan that can also show the table of formats, and then needs no plan."""

    def __init__(self, name: str | None, *, params: Sequence[click.Parameter] = (), **settings: Any) -> None:
        super().__init__(name, params=params, **settings)
        for each in self.params:
            each.required = False

    def invoke(self, ctx: click.Context) -> Any:
        """Show the table where that is asked for, else see that nothing is missing and call the command."""
        given = ctx.params
        if given.pop("listed"):
            as_json = given["names"] == "json"
            table = formats_json() if as_json else formats_text(given["language"], width())
            write(table, given["output"], given["language"])
            return GOOD
        for each in self.params:
            if each.name in {"source", "names", "output"} and given[each.name] is None:
                raise click.MissingParameter(ctx=ctx, param=each)
        return super().invoke(ctx)


@click.command("export", cls=ExportCommand)
@click.option(
    "--format",
    "names",
    metavar="NAMN[,NAMN...]",
    help="Ett eller flera format ur listan, eller all. Med --list: text (förval) eller json.",
)
@click.option("--output", type=PATH, metavar="MAPP", help="Mappen som filerna skrivs i.")
@click.option(
    "--list", "listed", is_flag=True, help="Visa formaten: namn, medietyp och vad de inte kan bära."
)
@FORCE
@LANGUAGE
def command(source: PlanSource, *, names: str, output: Path, force: bool, language: Language) -> int:
    """Skriver det som är offentligt i en plan, i ett eller flera format för publicering.

    Utkast stannar: det som har ordet utkast i kolumnen Publicering, och det som bara handlar om sådant.
    Kommandot kontrollerar inte planen; kör först rodatraden check SÖKVÄG --gate publish. Celler som inte går
    att läsa räknas upp, och då är slutkoden 1.

    Med dcat skrivs katalogen som dataportalen hämtar. Den räknar upp de format som skrivs samtidigt, annars
    alla. Formatet all är alla format utom katalogen: skriv all,dcat för att få med den.

    \b
    Exempel:
      rodatraden export plan.xlsx --format turtle,csv --output publicerat
      rodatraden export plan.xlsx --format all,dcat --output publicerat --force
      rodatraden export 0665-2020 --store lager --format jsonld --output publicerat
      rodatraden export --list
    """
    formats = formats_asked_for(names)
    intake = source.read(language)
    with progress(word("exporting", path=source.name)[language]):
        made = export(intake.graph, intake.iri, formats, intake.origins)
        for name in made.files:
            must_not_be_the_source(output / name, source.place)
        written = write_files(made.files, output, force=force)
    code = tell_what_was_not_read(intake, language)
    for remark in made.remarks:
        click.echo(remark[language], err=True)
    for place, count in written.items():
        path = str(place)
        said = word("wrote", path=path) if count == 1 else word("wrote-files", path=path, n=str(count))
        click.echo(said[language], err=True)
    return code
