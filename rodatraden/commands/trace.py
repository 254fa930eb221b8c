"""`rodatraden trace`: the thread of one goal."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from graph.analysis.thread import Thread, thread_of
from graph.asking import goal_asked_for
from graph.facts.period import choose_period, period_of
from graph.report import dot, trace_dot, trace_json, trace_text
from rodatraden.exchange import GOOD, width, write
from rodatraden.options import LANGUAGE, OUTPUT, PERIOD
from rodatraden.plansource import PlanCommand, PlanSource
from shapes.findings import Language

_FORMATS: Mapping[str, Callable[[Thread, Language], str]] = {
    "text": lambda thread, language: trace_text.render(thread, language, width()),
    "json": trace_json.render,
    "dot": trace_dot.render,
    "svg": lambda thread, language: dot.drawn(trace_dot.render(thread, language)),
}


@click.command("trace", cls=PlanCommand)
@click.argument("goal", metavar="MÅL")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(_FORMATS)),
    help="Resultatets format. Förval: efter filnamnet i --output, annars text. svg kräver Graphviz.",
)
@click.option(
    "--depth",
    type=click.IntRange(min=1),
    metavar="ANTAL",
    help="Visa högst så här många led nedåt. Uppåt visas alltid allt.",
)
@PERIOD
@OUTPUT
@LANGUAGE
def command(
    source: PlanSource,
    goal: str,
    *,
    format_name: str | None,
    depth: int | None,
    period: str | None,
    output: Path | None,
    language: Language,
) -> int:
    """Följer den röda tråden från ett mål.

    Uppåt genom alla mål som det bidrar till, fram till vision och värdegrund. Nedåt till de mål som bidrar,
    med indikatorer, målvärden och utfall. Vid sidan: beslut, uppdrag och inspel från dialogen.

    MÅL är id:t i kolumnen Id, t.ex. KF-1.

    \b
    Exempel:
      rodatraden trace plan.xlsx KF-1
      rodatraden trace plan.xlsx KF-1 --depth 1
      rodatraden trace plan.xlsx SOC-2 --period 2024-delår
      rodatraden trace plan.xlsx KF-1 --output kf-1.svg
      rodatraden trace 0665-2020 KF-1 --store lager
    """
    plan = source.read(language).plan
    wanted = goal_asked_for(plan, goal)
    chosen = choose_period(plan, None, period)
    thread = thread_of(plan, wanted, period_of(plan, chosen) if chosen else None, depth=depth)
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    name = format_name or (suffix if suffix in _FORMATS else "text")
    write(_FORMATS[name](thread, language), output, language)
    return GOOD
