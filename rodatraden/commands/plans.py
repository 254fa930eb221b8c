"""`rodatraden plans`: what is in the store."""

from pathlib import Path

import click

from graph.report.store_text import plans_json, plans_text
from graph.store.opening import open_store
from rodatraden.exchange import GOOD, width, write
from rodatraden.options import LANGUAGE, LIST_FORMAT, OUTPUT, STORE
from rodatraden.swedish import Command
from shapes.findings import Language


@click.command("plans", cls=Command)
@STORE
@LIST_FORMAT
@OUTPUT
@LANGUAGE
def command(*, store: str, format_name: str, output: Path | None, language: Language) -> int:
    """Visar planerna i ett planlager: vad de kallas, och vilken version som gäller.

    \b
    Exempel:
      rodatraden plans --store lager
      rodatraden plans --store lager --format json
    """
    kept_in = open_store(store)
    plans = kept_in.plans()
    text = plans_json(plans) if format_name == "json" else plans_text(plans, kept_in.place, language, width())
    write(text, output, language)
    return GOOD
