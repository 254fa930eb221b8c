"""`rodatraden import`: plans into the store, from files or from the web."""

from collections.abc import Callable
from datetime import datetime

import click

from graph.gathering import Brought, bring_in, gather, is_address
from graph.sources.hosts import AllowedHosts
from graph.sources.remote import Fetcher, Limits
from graph.store.keeping import lost_in_reading
from graph.store.opening import open_store
from rodatraden.exchange import FINDINGS, GOOD, UNUSABLE, telling
from rodatraden.options import LANGUAGE, STORE, TODAY
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language

_LIMITS = Limits()


@click.command("import", cls=Command)
@click.argument("place", metavar="SÖKVÄG|ADRESS")
@STORE
@click.option("--note", metavar="ANTECKNING", default="", help="En anteckning om varför versionen finns.")
@click.option(
    "--by",
    metavar="VEM",
    default="",
    help="Vem som lägger in planen, helst en funktion (t.ex. ”ekonomiavdelningen”). Förval: ingen anges.",
)
@click.option("--decision", metavar="BESLUT", help="Beslutet bakom versionen: id i fliken Beslut, eller IRI.")
@click.option(
    "--allow-host",
    "hosts",
    metavar="VÄRD",
    multiple=True,
    envvar="RODATRADEN_ALLOW_HOSTS",
    help="En värd som planer får hämtas från, t.ex. data.exempel.se. Flaggan kan upprepas. "
    "Förval: värdarna i miljövariabeln RODATRADEN_ALLOW_HOSTS, skilda med blanksteg.",
)
@click.option(
    "--max-size",
    metavar="MB",
    type=click.IntRange(min=1),
    default=_LIMITS.size >> 20,
    show_default=False,
    help=f"Största svar som hämtas, uppackat. Förval: {_LIMITS.size >> 20} MB.",
)
@click.option(
    "--max-time",
    metavar="SEKUNDER",
    type=click.IntRange(min=1),
    default=int(_LIMITS.seconds),
    help=f"Längsta tid för varje hämtning. Förval: {_LIMITS.seconds:g} sekunder.",
)
@click.option("--force", is_flag=True, help="Lägg in planen även om den tidigare kom från någon annan.")
@TODAY
@LANGUAGE
def command(
    place: str,
    *,
    store: str,
    note: str,
    by: str,
    decision: str | None,
    hosts: tuple[str, ...],
    max_size: int,
    max_time: int,
    force: bool,
    today: datetime | None,
    language: Language,
) -> int:
    """Lägger in en plan i ett planlager, som en ny version. Tidigare versioner finns kvar.

    \b
    Lagret är en mapp, eller adressen till en SPARQL-server:
      rodatraden import plan.xlsx --store lager --note "Efter KF:s beslut" --decision KF-2024-45
      rodatraden import plan.xlsx --store https://data.exempel.se/sparql

    \b
    Andras planer hämtas från de värdar som du namnger, en plan eller en hel katalog:
      rodatraden import https://data.exempel.se/data/0665-2024.ttl --allow-host data.exempel.se --store lager
      rodatraden import https://data.exempel.se/datasets/dcat --allow-host data.exempel.se --store lager

    Avbryts importen finns den tidigare versionen kvar, hel. En oförändrad plan ger ingen ny version,
    om du inte anger en anteckning eller ett beslut.
    """
    fetcher = Fetcher(AllowedHosts.named(hosts), Limits(max_size << 20, max_time))
    kept_in = open_store(store)
    codes = [GOOD]
    with telling(place, language, fetched=is_address(place)) as now:
        done = bring_in(
            gather(place, fetcher, now.told),
            kept_in,
            by=by,
            note=note,
            decision=decision,
            force=force,
            today=today.date() if today else None,
        )
        for each in done:
            if isinstance(each, Brought):
                codes.append(_say(each, store, language, now.say))
                continue
            codes.append(UNUSABLE)
            for sentence in each.error.sentences(language):
                # many files of a catalogue may have the same name
                now.say(sentence if each.url in sentence else f"{each.url}: {sentence}")
    return max(codes)


def _say(brought: Brought, store: str, language: Language, say: Callable[[str], None]) -> int:
    """What became of one plan, and what of its file did not come with it."""
    lost = lost_in_reading(brought.gathered.intake)
    for finding in lost:
        origin = finding.origin
        place = f"{origin.file}, {origin.sheet}, {origin.cell}" if origin else ""
        say(word("not-converted", place=place, reason=finding.message)[language])
    revision = brought.kept.revision
    values = {"plan": revision.short, "n": str(revision.number), "store": store}
    said = word("imported", **values) if brought.kept.new else word("unchanged", **values)
    say(said[language])
    return FINDINGS if lost else GOOD
