"""`rodatraden export`: the public part of a plan, in the formats of the world."""

from pathlib import Path

import click

from graph.export.exporting import export, formats_asked_for, write_files
from graph.export.listing import formats_json, formats_text
from rodatraden.exchange import GOOD, progress, read, width, write
from rodatraden.options import FORCE, LANGUAGE, PATH
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("export", cls=Command)
@click.argument("path", metavar="SÖKVÄG", type=PATH, required=False)
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
@click.pass_context
def command(
    context: click.Context,
    path: Path | None,
    *,
    names: str | None,
    output: Path | None,
    listed: bool,
    force: bool,
    language: Language,
) -> int:
    """Skriver det som är offentligt i en plan, i ett eller flera format för publicering.

    Utkast stannar: det som har ordet utkast i kolumnen Publicering, och det som bara handlar om sådant.
    Kommandot kontrollerar inte planen; kör först rodatraden check SÖKVÄG --gate publish.

    Med dcat skrivs katalogen som dataportalen hämtar. Den räknar upp de format som skrivs samtidigt, annars
    alla. Formatet all är alla format utom katalogen: skriv all,dcat för att få med den.

    \b
    Exempel:
      rodatraden export plan.xlsx --format turtle,csv --output publicerat
      rodatraden export plan.xlsx --format all,dcat --output publicerat --force
      rodatraden export --list
    """
    if listed:
        write(formats_json() if names == "json" else formats_text(language, width()), output, language)
        return GOOD
    if path is None or names is None or output is None:
        missing = "path" if path is None else "names" if names is None else "output"
        param = next(each for each in context.command.params if each.name == missing)
        raise click.MissingParameter(ctx=context, param=param)
    formats = formats_asked_for(names)
    intake = read(path, language)
    with progress(word("exporting", path=str(path))[language]):
        made = export(intake.graph, intake.iri, formats, intake.origins)
        written = write_files(made.files, output, force=force)
    for remark in made.remarks:
        click.echo(remark[language], err=True)
    for place, count in written.items():
        said = (
            word("wrote", path=str(place))
            if count == 1
            else word("wrote-files", path=str(place), n=str(count))
        )
        click.echo(said[language], err=True)
    return GOOD
