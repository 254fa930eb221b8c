"""`rodatraden backup`: the whole store in one file."""

from pathlib import Path

import click

from graph.store.backup import back_up
from graph.store.opening import open_store
from rodatraden.exchange import GOOD, must_be_free, progress
from rodatraden.options import FORCE, LANGUAGE, PATH, STORE
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("backup", cls=Command)
@click.argument("file", metavar="FIL", type=PATH)
@STORE
@FORCE
@LANGUAGE
def command(file: Path, *, store: str, force: bool, language: Language) -> int:
    """Skriver en säkerhetskopia av ett planlager: alla planer, alla versioner, i en enda fil.

    \b
    Exempel:
      rodatraden backup lager-2026-03-01.nq.gz --store lager

    Kopian kan göras medan lagret används. Den är packad N-Quads och kan läsas av andra program.
    """
    kept_in = open_store(store)
    must_be_free(file, force=force)
    with progress(word("backing-up", store=store)[language]):
        count = back_up(kept_in, file)
    click.echo(word("backed-up", path=str(file), n=str(count))[language], err=True)
    return GOOD
