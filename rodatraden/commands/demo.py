"""`rodatraden demo`: the Vaggeryd example."""

from pathlib import Path
from typing import Any

import click

from rodatraden.commands.check import check_options, run_check
from rodatraden.exchange import GOOD
from rodatraden.swedish import Command


@click.command("demo", cls=Command)
@check_options
def command(**wanted: Any) -> int:
    """Kontrollerar exemplet Vaggeryd 2020: en verklig kommuns mål, med verkliga luckor.

    Luckorna är just det som visas, så slutkoden är 0 fastän tråden är bruten.
    """
    run_check(example("vaggeryd-2020.xlsx"), **wanted)
    return GOOD


def example(name: str) -> Path:
    """An example beside the program's packages, as it stands in a clone of the project."""
    return Path(__file__).resolve().parent.parent.parent / "examples" / name
