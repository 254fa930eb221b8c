"""Options that several commands have, each described once."""

from pathlib import Path

import click

from shapes.findings import LANGUAGES

# whether it may be read is found out, and said in Swedish, when it is read
PATH = click.Path(path_type=Path, readable=False)
DAY = click.DateTime(formats=["%Y-%m-%d"])
LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="sv",
    envvar="RODATRADEN_LANG",
    help="Resultatets språk. Förval: sv, eller det som står i miljövariabeln RODATRADEN_LANG.",
)
FORCE = click.option("--force", is_flag=True, help="Skriv över det som redan finns.")
OUTPUT = click.option(
    "--output", type=PATH, metavar="FIL", help="Skriv resultatet till en fil i stället för på skärmen."
)
PERIOD = click.option(
    "--period", metavar="PERIOD", help="Uppföljningsperiod, t.ex. 2024, 2024-delår eller 2024-T1."
)
TODAY = click.option(
    "--today",
    type=DAY,
    metavar="DATUM",
    help="Räkna som om det vore denna dag (ÅÅÅÅ-MM-DD). Förval: i dag.",
)
STORE = click.option(
    "--store",
    metavar="LAGER",
    required=True,
    envvar="RODATRADEN_STORE",
    help="Planlagret: en mapp, eller adressen (http...) till en SPARQL 1.1-server. "
    "Förval: det som står i miljövariabeln RODATRADEN_STORE.",
)
LIST_FORMAT = click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Resultatets format. Förval: text.",
)
