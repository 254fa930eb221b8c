"""`rodatraden import`: a plan into the store."""

from datetime import datetime
from pathlib import Path

import click

from graph.store.keeping import keep, lost_in_reading
from graph.store.opening import open_store
from rodatraden.exchange import FINDINGS, GOOD, progress, read
from rodatraden.options import LANGUAGE, PATH, STORE, TODAY
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("import", cls=Command)
@click.argument("path", metavar="SÖKVÄG", type=PATH)
@STORE
@click.option("--note", metavar="ANTECKNING", default="", help="En anteckning om varför versionen finns.")
@click.option(
    "--by",
    metavar="VEM",
    default="",
    help="Vem som lägger in planen, helst en funktion (t.ex. ”ekonomiavdelningen”). Förval: ingen anges.",
)
@click.option("--decision", metavar="BESLUT", help="Beslutet bakom versionen: id i fliken Beslut, eller IRI.")
@TODAY
@LANGUAGE
def command(
    path: Path,
    *,
    store: str,
    note: str,
    by: str,
    decision: str | None,
    today: datetime | None,
    language: Language,
) -> int:
    """Lägger in en plan i ett planlager, som en ny version. Tidigare versioner finns kvar.

    \b
    Lagret är en mapp, eller adressen till en SPARQL-server:
      rodatraden import plan.xlsx --store lager --note "Efter KF:s beslut" --decision KF-2024-45
      rodatraden import plan.xlsx --store https://data.exempel.se/sparql

    Avbryts importen finns den tidigare versionen kvar, hel. En oförändrad plan ger ingen ny version,
    om du inte anger en anteckning eller ett beslut.
    """
    kept_in = open_store(store)
    intake = read(path, language)
    with progress(word("importing", path=str(path))[language]):
        kept = keep(
            kept_in,
            intake,
            file=path.name,
            by=by,
            note=note,
            decision=decision,
            today=today.date() if today else None,
        )
    lost = lost_in_reading(intake)
    for finding in lost:
        origin = finding.origin
        place = f"{origin.file}, {origin.sheet}, {origin.cell}" if origin else ""
        click.echo(word("not-converted", place=place, reason=finding.message)[language], err=True)
    values = {"plan": kept.revision.short, "n": str(kept.revision.number), "store": store}
    said = word("imported", **values) if kept.new else word("unchanged", **values)
    click.echo(said[language], err=True)
    return FINDINGS if lost else GOOD
