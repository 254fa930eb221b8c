"""`rodatraden new`: the workbook template."""

from pathlib import Path

import click

from graph.sources.workbook_template import new_template
from rodatraden.exchange import GOOD, must_be_free
from rodatraden.options import FORCE, LANGUAGE, PATH
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("new", cls=Command)
@click.argument("path", metavar="FIL.xlsx", type=PATH)
@click.option(
    "--example",
    is_flag=True,
    help="Lägg i varje flik en exempelrad som visar hur man gör. Den läses aldrig in.",
)
@FORCE
@LANGUAGE
def command(path: Path, *, example: bool, force: bool, language: Language) -> int:
    """Skriver en mall att fylla i: flikar, rubriker, listor att välja ur och förklaringar."""
    if path.suffix.lower() != ".xlsx" and path.name:
        path = path.with_name(path.name + ".xlsx")
    must_be_free(path, force=force)
    new_template(path, example=example)
    click.echo(word("wrote-template", path=str(path))[language], err=True)
    return GOOD
