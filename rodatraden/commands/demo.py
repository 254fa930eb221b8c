"""`rodatraden demo`: the Vaggeryd example."""

import sys
from pathlib import Path
from typing import Any

import click

from rodatraden.commands.check import check_options, run_check
from rodatraden.commands.dashboard import show
from rodatraden.exchange import GOOD, must_not_be_the_source
from rodatraden.plansource import PlanSource
from rodatraden.swedish import Command


@click.command("demo", cls=Command)
@check_options
@click.option(
    "--dashboard/--no-dashboard",
    "dashboard",
    default=None,
    help="Visa sedan exemplet i webbläsaren, eller låt bli. Förval: visa det på en terminal.",
)
def command(*, dashboard: bool | None, **wanted: Any) -> int:
    """Kontrollerar exemplet Vaggeryd 2020: en verklig kommuns mål, med verkliga luckor.

    Luckorna är just det som visas, så slutkoden är 0 fastän tråden är bruten.
    """
    path = example("vaggeryd-2020.xlsx")
    must_not_be_the_source(wanted["output"], path)
    run_check(PlanSource(str(path)), **wanted)
    if sys.stdout.isatty() if dashboard is None else dashboard:
        day = wanted["today"].date() if wanted["today"] else None
        return show(path, port=None, browser=True, today=day, language=wanted["language"])
    return GOOD


def example(name: str) -> Path:
    """An example beside the program's packages, as it stands in a clone of the project."""
    return Path(__file__).resolve().parent.parent.parent / "examples" / name
