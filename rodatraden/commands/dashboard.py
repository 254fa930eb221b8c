"""`rodatraden dashboard`: the plan in a browser."""

from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import click

from dashboard.instance import opened
from dashboard.permission import may_be_opened_to_write
from dashboard.sign_in_file import SignIn, others_may_read, read_sign_in
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
@click.option(
    "--host",
    metavar="ADRESS",
    default="127.0.0.1",
    help="IP-adress att lyssna på. Förval: 127.0.0.1, som bara den egna datorn når. 0.0.0.0 når alla "
    "i nätet; då går sidan bara att läsa, om inte --sign-in anges.",
)
@click.option(
    "--known-as",
    "names",
    metavar="NAMN",
    multiple=True,
    help="Ett namn som leder till sidan, t.ex. mal.exempel.se bakom en proxy. Kan anges flera gånger; "
    "andra namn avvisas.",
)
@click.option("--read-only", is_flag=True, help="Låt ingen lägga in planer, inte heller vid den egna datorn.")
@click.option(
    "--sign-in",
    "sign_in_file",
    metavar="FIL",
    type=PATH,
    help="Fil med inställningar för inloggning (OpenID Connect) och vilken roll som får lägga in planer.",
)
@click.option("--no-browser", is_flag=True, help="Öppna ingen webbläsare, säg bara var sidan finns.")
@TODAY
@LANGUAGE
def command(
    path: Path | None,
    *,
    store: str | None,
    port: int | None,
    host: str,
    names: tuple[str, ...],
    read_only: bool,
    sign_in_file: Path | None,
    no_browser: bool,
    today: datetime | None,
    language: Language,
) -> int:
    """Visar planen i webbläsaren: är tråden hel, var finns luckorna, hur hänger ett mål ihop?

    Sidan finns bara på den egna datorn, om inte --host säger annat. Ändras filen visas det när sidan laddas
    om. Med ett planlager går det att lägga in planer på sidan Läs in. Avsluta med Ctrl-C.

    \b
    Exempel:
      rodatraden dashboard plan.xlsx
      rodatraden dashboard --store lager     alla planer i ett planlager, med tidigare versioner
    """
    if (path is None) == (store is None):
        raise click.UsageError("Ange antingen en SÖKVÄG till en plan, eller ett planlager med --store.")
    # what is wrong with the file or the store is said here, before anything starts
    sign_in = read_sign_in(sign_in_file) if sign_in_file else None
    how = opened(host, names=names, sign_in=sign_in, read_only=read_only, has_store=store is not None)
    if path is not None:
        read(path, language)
    elif may_be_opened_to_write(how):
        open_store(store or "").plans_so_far()
    else:
        open_store(store or "").plans()
    if sign_in_file and others_may_read(sign_in_file):
        click.echo(word("sign-in-open", path=str(sign_in_file))[language], err=True)
    if how.public:
        role = how.writer.name if how.writer else ""
        told = (
            word("dashboard-public-writing", host=host, role=role)
            if may_be_opened_to_write(how)
            else word("dashboard-public-reading", host=host)
        )
        click.echo(told[language], err=True)
    day = today.date() if today else None
    return show(
        path,
        store,
        host=host,
        names=names,
        read_only=read_only,
        sign_in=sign_in,
        port=port,
        browser=not no_browser,
        today=day,
        language=language,
    )


def show(
    path: Path | None,
    store: str | None = None,
    *,
    host: str = "127.0.0.1",
    names: tuple[str, ...] = (),
    read_only: bool = False,
    sign_in: SignIn | None = None,
    port: int | None,
    browser: bool,
    today: date | None,
    language: Language,
) -> int:
    """Open the dashboard on what can be read, say where, and stay until Ctrl-C."""
    # Streamlit takes longer to load than most plans to check
    from dashboard.server import NotHere, PortTaken, address_of, listen, serve  # noqa: PLC0415

    try:
        listening = listen(port, host)
    except PortTaken:
        said = word("port-taken", port=str(port)) if port else word("ports-taken")
        click.echo(said[language], err=True)
        return UNUSABLE
    except NotHere:
        click.echo(word("host-not-here", host=host)[language], err=True)
        return UNUSABLE
    with closing(listening):
        where = word("dashboard", path=str(path or store), address=address_of(listening))[language]
        serve(
            listening,
            plan=path,
            store=store,
            language=language,
            today=today,
            read_only=read_only,
            names=names,
            sign_in=sign_in,
            ready=lambda: click.echo(where, err=True),
            browser=browser,
        )
    click.echo(word("dashboard-ended")[language], err=True)
    return GOOD
