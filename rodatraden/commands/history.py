"""`rodatraden history`: a plan's revisions; write one to a file, bring one back."""

from datetime import datetime
from pathlib import Path

import click
from rdflib import URIRef

from graph.export.plan import write_plan
from graph.report.store_text import history_json, history_text
from graph.sources.formats import format_of
from graph.store.keeping import bring_back
from graph.store.opening import open_store
from graph.store.plans import revision_asked_for
from rodatraden.exchange import GOOD, must_be_free, width, write
from rodatraden.options import FORCE, LANGUAGE, LIST_FORMAT, OUTPUT, PATH, STORE, TODAY
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("history", cls=Command)
@click.argument("plan", metavar="PLAN")
@STORE
@click.option(
    "--restore", "again", type=int, metavar="N", help="Låt version N gälla igen, som en ny version."
)
@click.option(
    "--export",
    "export",
    type=(int, PATH),
    metavar="N FIL",
    help="Skriv version N till en fil: plan.xlsx, plan.ttl ... eller en mapp.",
)
@click.option(
    "--note", metavar="ANTECKNING", default="", help="En anteckning till versionen som tas fram igen."
)
@click.option("--by", metavar="VEM", default="", help="Vem som gör det, helst en funktion.")
@FORCE
@LIST_FORMAT
@OUTPUT
@TODAY
@LANGUAGE
def command(
    plan: str,
    *,
    store: str,
    again: int | None,
    export: tuple[int, Path] | None,
    note: str,
    by: str,
    force: bool,
    format_name: str,
    output: Path | None,
    today: datetime | None,
    language: Language,
) -> int:
    """Visar en plans versioner: när de kom, från vilken fil, av vem och varför.

    PLAN är det som planen kallas i rodatraden plans, t.ex. 0665-2020, eller dess IRI.

    \b
    Exempel:
      rodatraden history 0665-2020 --store lager
      rodatraden history 0665-2020 --store lager --export 1 plan-som-den-var.xlsx
      rodatraden history 0665-2020 --store lager --restore 1 --note "Fel fil lades in"
    """
    kept_in = open_store(store)
    if export is not None:
        number, target = export
        format_of(target)
        must_be_free(target, force=force)
        graph, revision = kept_in.graph(plan, number)
        write_plan(graph, URIRef(revision.plan), target)
        click.echo(word("wrote", path=str(target))[language], err=True)
    if again is not None:
        earlier = revision_asked_for(kept_in.plan(plan), again)
        kept = bring_back(kept_in, earlier, by=by, note=note, today=today.date() if today else None)
        values = {"plan": kept.revision.short, "n": str(kept.revision.number), "old": str(again)}
        said = word("brought-back", **values) if kept.new else word("already-so", **values)
        click.echo(said[language], err=True)
    if export is None and again is None:
        found = kept_in.plan(plan)
        text = history_json(found) if format_name == "json" else history_text(found, language, width())
        write(text, output, language)
    return GOOD
