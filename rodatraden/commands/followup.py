"""`rodatraden followup`: how does it go for every goal, and how was that computed?"""

from datetime import date, datetime
from pathlib import Path

import click

from graph.analysis.followup_report import follow_up
from graph.asking import goal_asked_for
from graph.facts.period import period_to_follow_up
from graph.report.followup_formats import FOLLOW_UPS, WHY
from graph.report.options import Options
from rodatraden.exchange import GOOD, coloured, width, write
from rodatraden.options import LANGUAGE, OUTPUT, PERIOD, TODAY
from rodatraden.plansource import PlanCommand, PlanSource
from shapes.findings import Language


@click.command("followup", cls=PlanCommand)
@click.argument("goal", metavar="[MÅL]", required=False)
@PERIOD
@click.option(
    "--why",
    is_flag=True,
    help="Visa hur varje läge har räknats fram: regeln, målvärdena, utfallen och uträkningen. Bara för text.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FOLLOW_UPS)),
    help="Resultatets format. Förval: efter filnamnet i --output, annars text.",
)
@OUTPUT
@LANGUAGE
@TODAY
def command(
    source: PlanSource,
    goal: str | None,
    *,
    period: str | None,
    why: bool,
    format_name: str | None,
    output: Path | None,
    language: Language,
    today: datetime | None,
) -> int:
    """Följer upp målen: läget för varje mål, räknat ur målvärden och utfall, bredvid det som är angivet.

    Först en sammanfattning som läses på en minut, sedan mål för mål. Räkningen följer er styrmodells regel.
    Det som inte har mätts räknas aldrig som nått. Utropstecken står där räknat och angivet skiljer sig.

    MÅL är id:t i kolumnen Id, t.ex. KF-1. Utan MÅL visas alla mål. Utan --period gäller det senaste år,
    eller annars den senaste del av ett år, som har utfall eller bedömningar.

    \b
    Exempel:
      rodatraden followup plan.xlsx
      rodatraden followup plan.xlsx --period 2024-delår
      rodatraden followup plan.xlsx KF-1 --why
      rodatraden followup plan.xlsx --output uppfoljning.csv
      rodatraden followup 0665-2020 --store lager --revision 1
    """
    intake = source.read(language)
    plan = intake.plan
    chosen = None if goal is None else goal_asked_for(plan, goal).iri
    found = follow_up(plan, period_to_follow_up(plan, period))
    name = format_name or _format_asked_for(output)
    render = WHY if why and name == "text" else FOLLOW_UPS[name]
    options = Options(
        language=language, colour=output is None and coloured(), width=width(), typed=source.typed
    )
    content = render(found, intake.source, options, today.date() if today else date.today(), chosen)
    # Excel takes a file for UTF-8 only when it begins like this.
    write(f"\ufeff{content}" if name == "csv" and output is not None else content, output, language)
    return GOOD


def _format_asked_for(output: Path | None) -> str:
    """The format that a file name asks for; text where it asks for none."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return suffix if suffix in FOLLOW_UPS else "text"
