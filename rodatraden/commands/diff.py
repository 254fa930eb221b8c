"""`rodatraden diff`: what changed between two plans?"""

from pathlib import Path

import click

from graph.analysis.changes import changes
from graph.report import changes_json, changes_text
from graph.report.options import Options
from rodatraden.exchange import GOOD, coloured, must_not_be_the_source, width, write
from rodatraden.options import LANGUAGE, OUTPUT
from rodatraden.plansource import STORE_OF_PLANS, plan_source
from rodatraden.swedish import Command
from shapes.findings import Language


@click.command("diff", cls=Command)
@click.argument("old", metavar="FÖRE")
@click.argument("new", metavar="EFTER")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    help="Resultatets format. Förval: json om filen i --output heter .json, annars text.",
)
@STORE_OF_PLANS
@OUTPUT
@LANGUAGE
@click.option("--full", is_flag=True, help="Visa alla ändringar, inte bara de första av varje slag.")
def command(
    old: str,
    new: str,
    *,
    format_name: str | None,
    store: str | None,
    output: Path | None,
    language: Language,
    full: bool,
) -> int:
    """Visar vad som har ändrats mellan två planer, i ord.

    Nya och strukna mål, ändrade ord, andra överordnade mål, längre eller kortare giltighet, strängare eller
    lättare målvärden, ansvar, indikatorer, beslut, bedömningar, utfall, organ och styrmodell.

    FÖRE och EFTER är var sin arbetsbok (.xlsx), mapp med CSV-filer, RDF- eller StratML-fil. De behöver inte
    ha samma format. Med --store kan de också vara planer i ett planlager: 0665-2020, eller 0665-2020@1 för
    version 1.

    \b
    Exempel:
      rodatraden diff plan-2024.xlsx plan-2025.xlsx
      rodatraden diff remiss.xlsx antagen.xlsx --full
      rodatraden diff antagen.ttl publicerad.ttl --output andringar.json
      rodatraden diff 0665-2020@1 0665-2020@2 --store lager

    Ett mål som har bytt id känns igen på kolumnen Ersätter, annars på samma organ och nästan samma lydelse.
    Då står det ”Troligen samma”. Radernas ordning och talens format spelar ingen roll. Det som bara fliken
    Övrigt säger om andra planer jämförs inte.

    Slutkoden är 0 även när något har ändrats.
    """
    sources = [plan_source(each, store) for each in (old, new)]
    for source in sources:
        must_not_be_the_source(output, source.place)
    found = changes(*(source.read(language).plan for source in sources))
    by_name = "json" if output and output.suffix.lower() == ".json" else "text"
    if (format_name or by_name) == "json":
        report = changes_json.render(found)
    else:
        colour = output is None and coloured()
        report = changes_text.render(
            found, Options(language=language, full=full, colour=colour, width=width())
        )
    write(report, output, language)
    return GOOD
