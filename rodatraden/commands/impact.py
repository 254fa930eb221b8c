"""`rodatraden impact`: which goals lose their thread if some goals go, and what the whole plan hangs on."""

from datetime import datetime
from pathlib import Path

import click

from graph.analysis.impact import impact_of, weak_points
from graph.asking import goal_asked_for
from graph.report.impact_json import impact_json, weak_points_json
from graph.report.impact_text import impact_text, weak_points_text
from rodatraden.exchange import GOOD, width, write
from rodatraden.options import DAY, LANGUAGE, OUTPUT
from rodatraden.plansource import PlanCommand, PlanSource
from shapes.findings import Language


@click.command("impact", cls=PlanCommand)
@click.argument("goals", metavar="[MÅL]...", nargs=-1)
@click.option(
    "--merge-into", "heir", metavar="MÅL", help="Målen går upp i det här målet i stället för att tas bort."
)
@click.option(
    "--on",
    "on",
    type=DAY,
    metavar="DATUM",
    help="Se planen som den är en viss dag (ÅÅÅÅ-MM-DD): mål vars giltighet har gått ut räknas som borta, "
    "och mål som har börjat gälla räknas med.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    help="Resultatets format. Förval: efter filnamnet i --output, annars text.",
)
@OUTPUT
@LANGUAGE
def command(
    source: PlanSource,
    goals: tuple[str, ...],
    *,
    heir: str | None,
    on: datetime | None,
    format_name: str | None,
    output: Path | None,
    language: Language,
) -> int:
    """Visar vad som händer om mål tas bort, löper ut eller slås ihop.

    Vilka mål tappar den röda tråden, vilka KF-mål förlorar sitt stöd, och vilka kommer att hänga på ett enda
    organ? Utan MÅL visas hela planens svaga punkter. Planen ändras aldrig.

    För tråden är det ingen skillnad på ett mål som tas bort och ett som löper ut. Med --on visar programmet
    vilka mål som löper ut av sig själva, och vad som tappar tråden då.

    \b
    Exempel:
      rodatraden impact plan.xlsx                            vad hänger tråden på?
      rodatraden impact plan.xlsx KF-3                       om KF-3 löper ut
      rodatraden impact plan.xlsx --on 2027-01-01            vad gäller inte längre då?
      rodatraden impact plan.xlsx SBN-1 SBN-2                om båda tas bort
      rodatraden impact plan.xlsx SBN-1 --merge-into SBN-4   om SBN-1 går upp i SBN-4
      rodatraden impact 0665-2020 KF-3 --store lager         ett mål i en plan i ett planlager
    """
    if heir is not None and not goals:
        raise click.UsageError(
            "Skriv också vilket eller vilka mål som ska gå upp i det som står efter --merge-into."
        )
    plan = source.read(language).plan
    named = format_name or ("json" if output and output.suffix.lower() == ".json" else "text")
    if goals or on is not None:
        going = [goal_asked_for(plan, goal) for goal in goals]
        merged_into = goal_asked_for(plan, heir) if heir is not None else None
        impact = impact_of(plan, going, merged_into, on.date() if on else None)
        content = (
            impact_json(plan, impact, language)
            if named == "json"
            else impact_text(plan, impact, language, width())
        )
    else:
        weak = weak_points(plan)
        content = (
            weak_points_json(plan, weak, language)
            if named == "json"
            else weak_points_text(plan, weak, language, width())
        )
    write(content, output, language)
    return GOOD
