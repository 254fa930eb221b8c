"""`rodatraden restore`: a store from its back-up."""

from pathlib import Path

import click

from graph.store.backup import bring_back_up
from graph.store.opening import open_store
from rodatraden.exchange import GOOD, progress
from rodatraden.options import FORCE, LANGUAGE, PATH, STORE
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("restore", cls=Command)
@click.argument("file", metavar="FIL", type=PATH)
@STORE
@FORCE
@LANGUAGE
def command(file: Path, *, store: str, force: bool, language: Language) -> int:
    """Läser in en säkerhetskopia i ett planlager: en ny mapp, eller en server utan planer.

    \b
    Exempel:
      rodatraden restore lager-2026-03-01.nq.gz --store nytt-lager

    Med --force ersätts allt som finns i lagret. Avbryts inläsningen finns det gamla kvar.
    """
    kept_in = open_store(store)
    with progress(word("restoring", path=str(file))[language]):
        count = bring_back_up(kept_in, file, force=force)
    click.echo(word("restored", path=str(file), store=store, n=str(count))[language], err=True)
    return GOOD
