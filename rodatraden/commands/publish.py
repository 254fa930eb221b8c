"""`rodatraden publish`: plans as a public site with linked data."""

from datetime import date, datetime
from pathlib import Path

import click
from click.core import ParameterSource

from graph.export.dcat.publication import Gatherer
from graph.facts.publication import is_organisation_number
from graph.iris import is_base
from graph.report.numbers import in_digits
from graph.report.options import Options
from graph.report.text import render
from graph.site.publishing import Publication, Wanted, publish
from graph.site.sources import plans_in_files, plans_in_store
from graph.store.opening import open_store
from rodatraden.exchange import FINDINGS, GOOD, coloured, progress, progress_bar, width
from rodatraden.options import LANGUAGE, PATH, TODAY
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language


@click.command("publish", cls=Command)
@click.argument("paths", metavar="[SÖKVÄG...] MAPP", nargs=-1, required=True, type=PATH)
@click.option(
    "--store",
    metavar="LAGER",
    envvar="RODATRADEN_STORE",
    help="Publicera planerna i ett planlager: en mapp, eller adressen till en SPARQL-server.",
)
@click.option(
    "--plan",
    "plans",
    metavar="PLAN",
    multiple=True,
    help="Bara denna plan ur lagret, t.ex. 0665-2020. Kan upprepas.",
)
@click.option(
    "--address",
    metavar="ADRESS",
    default="",
    help="Webbplatsens adress (https://...), om den inte är densamma som identifierarnas början (bas-IRI).",
)
@click.option(
    "--gatherer",
    nargs=2,
    metavar="NAMN ORGNR",
    help="Vem som samlar flera kommuners planer, t.ex. en region: de får också en gemensam datakatalog. "
    "Kräver --address.",
)
@click.option(
    "--plain-host",
    is_flag=True,
    help="Skriv också en sida vid varje identifierare som leder vidare, för webbhotell som saknar regler.",
)
@click.option(
    "--despite-faults", is_flag=True, help="Publicera trots att kontrollen inför publicering visar fel."
)
@LANGUAGE
@TODAY
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    *,
    store: str | None,
    plans: tuple[str, ...],
    address: str,
    gatherer: tuple[str, str] | None,
    plain_host: bool,
    despite_faults: bool,
    language: Language,
    today: datetime | None,
) -> int:
    """Publicerar en plan, eller flera, som en webbplats med öppna länkade data.

    MAPP får en sida för varje mål, organ, indikator, beslut och allt annat med identifierare, och samma sak
    som Turtle, JSON-LD och RDF/XML. Där finns sökning, hela planen i alla format, datakatalogen, vokabulären,
    reglerna och en tillgänglighetsredogörelse. Vilken webbserver som helst kan visa mappen.

    Planen kontrolleras först mot reglerna för publicering, och fel stoppar den. Utkast och personuppgifter
    följer inte med. Den tidigare webbplatsen byts ut i ett enda steg när den nya är hel.

    \b
    Exempel:
      rodatraden publish plan.xlsx webbplats
      rodatraden publish plan-2023.xlsx plan-2024.xlsx webbplats
      rodatraden publish --store lager webbplats --address https://mal.exempel.se
    """
    *sources, folder = paths
    if sources and context.get_parameter_source("store") is not ParameterSource.COMMANDLINE:
        store = None
    if bool(sources) == bool(store):
        raise click.UsageError(word("publish-what")[language])
    if address and not is_base(address):
        raise click.BadParameter(word("publish-address")[language], param_hint="--address")
    if gatherer and not (address and is_organisation_number(gatherer[1])):
        raise click.BadParameter(word("publish-gatherer")[language], param_hint="--gatherer")
    with progress(word("reading", path=store or str(sources[0]))[language]):
        found = plans_in_store(open_store(store), plans) if store else plans_in_files(sources)
    wanted = Wanted(
        address=address,
        plain_host=plain_host,
        force=despite_faults,
        gatherer=_gatherer(gatherer, address),
        today=today.date() if today else date.today(),
        language=language,
    )
    with progress_bar() as told:
        done = publish(found, folder, wanted, told)
    _tell(done, language, only_one=len(found) == 1)
    return FINDINGS if done.broken and not done.written else GOOD


def _gatherer(given: tuple[str, str] | None, address: str) -> Gatherer | None:
    return Gatherer(name=given[0], organisation_number=given[1], base=address) if given else None


def _tell(done: Publication, language: Language, *, only_one: bool) -> None:
    options = Options(language=language, colour=coloured(), width=width())
    for verdict in done.broken:
        click.echo(render(verdict, options), err=done.written)
    for remark in dict.fromkeys(done.remarks):
        click.echo(remark[language], err=True)
    if not done.written:
        place = str(done.folder)
        stopped = (
            word("publish-stopped-only", path=place)
            if only_one
            else word("publish-stopped", n=in_digits(len(done.broken)), path=place)
        )
        click.echo(stopped[language], err=True)
        return
    said = word(
        "published",
        path=str(done.folder),
        things=in_digits(done.things),
        files=in_digits(done.files),
        plans=in_digits(done.plans),
        size=in_digits(max(1, round(done.size / 1_000_000))),
    )
    click.echo(said[language], err=True)
