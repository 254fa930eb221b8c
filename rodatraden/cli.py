"""The command line: parse, call, print, exit code. Each command calls what the dashboard could call too."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from graph.errors import CannotWrite, RodaTradenError
from graph.export.plan import write_plan
from graph.intake import Intake, check, reading_findings, take_in
from graph.report.formats import REPORTS, render
from graph.report.options import Options
from graph.sources.files import replacing
from graph.sources.formats import format_of
from graph.sources.workbook_template import new_template
from rodatraden.swedish import Command, Group, usage_sentence
from rodatraden.words import word
from shapes.findings import LANGUAGES, Gate, Language, Severity

GOOD, FINDINGS, UNUSABLE = 0, 1, 2

_PATH = click.Path(path_type=Path)
_DAY = click.DateTime(formats=["%Y-%m-%d"])
_LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="sv",
    envvar="RODATRADEN_LANG",
    help="Resultatets språk. Förval: sv, eller det som står i miljövariabeln RODATRADEN_LANG.",
)

_FORCE = click.option("--force", is_flag=True, help="Skriv över det som redan finns.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code: 0 good, 1 findings, 2 unusable input or command."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes in other encodings must not break on a sign that they lack.
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")  # type: ignore[union-attr]
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = rodatraden.main(given, prog_name="rodatraden", standalone_mode=False)
    except click.UsageError as error:
        click.echo(usage_sentence(error, list(rodatraden.commands)), err=True)
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


@click.group(cls=Group)
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


def _check_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command that checks has."""
    options = [
        click.option(
            "--gate",
            type=click.Choice([gate.value for gate in Gate]),
            help="Kontrollera inför ett visst beslut. Utan flaggan prövas alla regler.",
        ),
        click.option(
            "--format",
            "format_name",
            type=click.Choice(list(REPORTS)),
            help="Resultatets format. Förval: efter filnamnet i --output, annars text.",
        ),
        click.option(
            "--output",
            type=_PATH,
            metavar="FIL",
            help="Skriv resultatet till en fil i stället för på skärmen.",
        ),
        _LANGUAGE,
        click.option(
            "--period", metavar="PERIOD", help="Uppföljningsperiod, t.ex. 2024, 2024-delår eller 2024-T1."
        ),
        click.option(
            "--today",
            type=_DAY,
            metavar="DATUM",
            help="Räkna som om det vore denna dag (ÅÅÅÅ-MM-DD). Förval: i dag.",
        ),
        click.option(
            "--fail-on",
            type=click.Choice(["violation", "warning"]),
            default="violation",
            help="Hur allvarligt något ska vara för slutkod 1. Förval: violation (fel).",
        ),
        click.option("--full", is_flag=True, help="Visa alla fynd, inte bara de tio första för varje regel."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@rodatraden.command("check", cls=Command, short_help="är den röda tråden hel?")
@click.argument("path", metavar="SÖKVÄG", type=_PATH)
@_check_options
def check_command(path: Path, **wanted: Any) -> int:
    """Kontrollerar om den röda tråden är hel.

    SÖKVÄG är en arbetsbok (.xlsx), en mapp med CSV-filer eller RDF (.ttl .trig .nt .nq .jsonld .rdf).
    Varje fynd visar cellen, skälet och vad du kan göra.

    \b
    Exempel:
      rodatraden check plan.xlsx --gate budget
      rodatraden check plan.xlsx --output plan-med-fel.xlsx --format xlsx
      rodatraden check plan.xlsx --gate annual --period 2024 --output protokoll.html

    \b
    Grindarna (--gate):
      goals      mål                 programme  program
      budget     budget              interim    delårsrapport
      annual     årsredovisning      publish    öppna data
    """
    return _check(path, **wanted)


@rodatraden.command(cls=Command, short_help="kontrollerar exemplet Vaggeryd 2020")
@_check_options
def demo(**wanted: Any) -> int:
    """Kontrollerar exemplet Vaggeryd 2020: en verklig kommuns mål, med verkliga luckor.

    Luckorna är just det som visas, så slutkoden är 0 fastän tråden är bruten.
    """
    _check(_example("vaggeryd-2020.xlsx"), **wanted)
    return GOOD


@rodatraden.command(cls=Command, short_help="skriver en mall att fylla i")
@click.argument("path", metavar="FIL.xlsx", type=_PATH)
@click.option(
    "--example",
    is_flag=True,
    help="Lägg i varje flik en exempelrad som visar hur man gör. Den läses aldrig in.",
)
@_FORCE
@_LANGUAGE
def new(path: Path, *, example: bool, force: bool, language: Language) -> int:
    """Skriver en mall att fylla i: flikar, rubriker, listor att välja ur och förklaringar."""
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(path.name + ".xlsx")
    _must_be_free(path, force=force)
    new_template(path, example=example)
    click.echo(word("wrote-template", path=str(path))[language], err=True)
    return GOOD


@rodatraden.command(cls=Command, short_help="gör om mellan arbetsbok, CSV och RDF")
@click.argument("path", metavar="SÖKVÄG", type=_PATH)
@click.argument("out", metavar="UT", type=_PATH)
@_FORCE
@_LANGUAGE
def convert(path: Path, out: Path, *, force: bool, language: Language) -> int:
    """Gör om en plan mellan arbetsbok, CSV-mapp och RDF, utan att något går förlorat.

    \b
    UT bestämmer formatet: plan.xlsx, plan.ttl, plan.jsonld ... eller en mapp (slutar på /) för CSV.
    """
    format_of(out)  # a wrong suffix is said before anything is read
    _must_be_free(out, force=force)
    intake = _read(path, language)
    write_plan(intake.graph, intake.iri, out)
    lost = [each for each in reading_findings(intake.remarks) if each.severity is Severity.VIOLATION]
    for finding in lost:
        origin = finding.origin
        place = f"{origin.file}, {origin.sheet}, {origin.cell}" if origin else ""
        click.echo(word("not-converted", place=place, reason=finding.message)[language], err=True)
    said = word("converted", source=str(path), path=str(out), statements=str(len(intake.graph)))
    click.echo(said[language], err=True)
    return FINDINGS if lost else GOOD


def _check(path: Path, *, format_name: str | None, output: Path | None, **wanted: Any) -> int:
    name = format_name or _format_of(output)
    language: Language = wanted["language"]
    report = REPORTS[name]
    if report.binary and output is None:
        raise CannotWrite("E23", {"format": name})
    intake = _read(path, language)
    today: datetime | None = wanted["today"]
    with _progress(word("checking", path=str(path))[language]):
        verdict = check(
            intake,
            gate=Gate(wanted["gate"]) if wanted["gate"] else None,
            period=wanted["period"],
            today=today.date() if today else date.today(),
            fail_on=Severity(wanted["fail_on"]),
        )
    options = Options(
        language=language,
        full=wanted["full"],
        colour=output is None and _coloured(),
        width=_width(),
        source=path,
    )
    _write(render(verdict, name, options), output, language)
    return GOOD if verdict.conforms else FINDINGS


def _read(path: Path, language: Language) -> Intake:
    with _progress(word("reading", path=str(path))[language]):
        return take_in(path)


@contextmanager
def _progress(text: str) -> Iterator[None]:
    """Say on a terminal's stderr what is going on, until it is done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(text):
        yield


def _format_of(output: Path | None) -> str:
    """The format that a file name asks for; text where it asks for none."""
    suffix = output.suffix.lower() if output else ""
    return next((name for name, report in REPORTS.items() if suffix and report.suffix == suffix), "text")


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width() -> int:
    return min(Console().width, 100) if sys.stdout.isatty() else 80


def _write(content: str | bytes, output: Path | None, language: Language) -> None:
    """Give the result to stdout, or write the whole file or nothing."""
    if output is None:
        click.echo(content, nl=isinstance(content, str) and not content.endswith("\n"))
        return
    with replacing(output) as temporary:
        temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    click.echo(word("wrote", path=str(output))[language], err=True)


def _must_be_free(path: Path, *, force: bool) -> None:
    """Nobody should lose their work by mistake. Raises CannotWrite where something stands already."""
    if not force and (path.is_file() or (path.is_dir() and any(path.iterdir()))):
        raise CannotWrite("E28", {"path": str(path)})


def _example(name: str) -> Path:
    """An example beside the program's packages, as it stands in a clone of the project."""
    return Path(__file__).resolve().parent.parent / "examples" / name
