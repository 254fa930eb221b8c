"""The command line: parse, call, print, exit code. Each command calls what the dashboard could call too."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from graph.errors import RodaTradenError
from rodatraden.exchange import GOOD, UNUSABLE
from rodatraden.swedish import Group, usage_sentence
from rodatraden.words import word
from shapes.findings import Language

# A plan is a million small objects that live to the end: to look for unused ones among them time and again
# finds nothing and takes a fifth of the time. So many new objects are made between two searches.
COLLECT_AFTER = 100_000

# Each command is a module in rodatraden.commands with a `command`; what stands here is its line in the help.
COMMANDS = {
    "check": "är den röda tråden hel?",
    "trace": "följer tråden från ett mål, upp till visionen och ned till utfallen",
    "impact": "vad händer om mål tas bort eller slås ihop, och vad hänger tråden på?",
    "coverage": "vad är täckt, vad saknas och vad väntas inte?",
    "followup": "hur går det för varje mål, och hur räknades det?",
    "dashboard": "visar planen i webbläsaren",
    "new": "skriver en mall att fylla i",
    "convert": "gör om mellan arbetsbok, CSV och RDF",
    "export": "skriver det som är offentligt, i format för publicering",
    "diff": "vad har ändrats mellan två planer?",
    "import": "lägger in en plan i ett planlager, som en ny version",
    "plans": "visar planerna i ett planlager",
    "history": "visar en plans versioner, och tar fram en tidigare",
    "backup": "säkerhetskopierar ett planlager till en fil",
    "restore": "läser in en säkerhetskopia i ett planlager",
    "publish": "publicerar planer som en webbplats med öppna länkade data",
    "demo": "kontrollerar exemplet Vaggeryd 2020",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 good, 1 findings, 2 unusable input or command."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # started with the stream closed (>&-)
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - till the end
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes in other encodings must not break on a sign that they lack.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")  # type: ignore[union-attr]
    gc.set_threshold(COLLECT_AFTER)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = rodatraden.main(given, prog_name="rodatraden", standalone_mode=False)
    except click.UsageError as error:
        click.echo(usage_sentence(error, list(COMMANDS)), err=True)
        code = UNUSABLE
    except RodaTradenError as error:
        for sentence in error.sentences(_language_of(given)):
            click.echo(sentence, err=True)
        code = UNUSABLE
    except (click.Abort, KeyboardInterrupt):
        click.echo(word("interrupted")[_language_of(given)], err=True)
        code = 130
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = GOOD
    gc.freeze()  # the process ends: to go through all that it holds once more would free nothing sooner
    sys.exit(code or GOOD)


def _language_of(arguments: Sequence[str]) -> Language:
    """The language asked for, found without parsing, for what is said before or instead of parsing."""
    asked = os.environ.get("RODATRADEN_LANG", "sv")
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
    return "en" if asked == "en" else "sv"


@click.group(cls=Group, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="rodatraden", help="Visar programmets version.", message="%(prog)s %(version)s"
)
def rodatraden() -> None:
    """Håller ihop den röda tråden: från vision till KF-mål, nämndmål, bolagsmål och uppföljning.

    \b
    Kom i gång:
      rodatraden new plan.xlsx             en mall att fylla i
      rodatraden check plan.xlsx           är tråden hel?
      rodatraden check plan.xlsx --gate budget --output protokoll.html

    Slutkoder: 0 allt väl, 1 det finns fel, 2 indata eller kommando gick inte att förstå.
    """
