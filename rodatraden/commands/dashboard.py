"""`rodatraden dashboard`: the plan in a browser."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import click

from graph.store.opening import open_store
from rodatraden.exchange import GOOD, UNUSABLE, read
from rodatraden.options import LANGUAGE, PATH, TODAY
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("dashboard", cls=Command)
@click.argument("path", metavar="[SÖKVÄG]", type=PATH, required=False)
@click.option(
    "--store",
    metavar="LAGER",
    help="Visa planerna i ett planlager: en mapp, eller adressen (http...) till en SPARQL 1.1-server.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Port på den egna datorn. Förval: 8501, eller närmaste lediga.",
)
@click.option("--no-browser", is_flag=True, help="Öppna ingen webbläsare, säg bara var sidan finns.")
@TODAY
@LANGUAGE
def command(
    path: Path | None,
    *,
    store: str | None,
    port: int | None,
    no_browser: bool,
    today: datetime | None,
    language: Language,
) -> int:
    """Visar planen i webbläsaren: är tråden hel, var finns luckorna, hur hänger ett mål ihop?

    Sidan finns bara på den egna datorn. Ändras filen visas det när sidan laddas om. Avsluta med Ctrl-C.

    \b
    Exempel:
      rodatraden dashboard plan.xlsx
      rodatraden dashboard --store lager     alla planer i ett planlager, med tidigare versioner
    """
    if (path is None) == (store is None):
        raise click.UsageError("Ange antingen en SÖKVÄG till en plan, eller ett planlager med --store.")
    # what is wrong with the file or the store is said here, before anything starts
    if path is not None:
        read(path, language)
    else:
        open_store(store or "").plans()
    day = today.date() if today else None
    return show(path, store, port=port, browser=not no_browser, today=day, language=language)


def show(
    path: Path | None,
    store: str | None = None,
    *,
    port: int | None,
    browser: bool,
    today: date | None,
    language: Language,
) -> int:
    """Open the dashboard on what can be read, say where, and stay until Ctrl-C."""
    # Streamlit takes longer to load than most plans to check
    from dashboard.server import PortTaken, address_of, listen, serve  # noqa: PLC0415

    try:
        listening = listen(port)
    except PortTaken:
        said = word("port-taken", port=str(port)) if port else word("ports-taken")
        click.echo(said[language], err=True)
        return UNUSABLE
    with closing(listening):
        where = word("dashboard", path=str(path or store), address=address_of(listening))[language]
        serve(
            listening,
            plan=path,
            store=store,
            language=language,
            today=today,
            ready=lambda: click.echo(where, err=True),
            browser=browser,
        )
    click.echo(word("dashboard-ended")[language], err=True)
    return GOOD
