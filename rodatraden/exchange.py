"""What commands take from and give to the world: plans, results, remarks on progress."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from graph.errors import CannotWrite
from graph.intake import Intake, left_out_of_plan, take_in
from graph.report.numbers import in_digits
from graph.sources.files import replacing, writing
from graph.sources.reasons import reason
from rodatraden.words import word
from shapes.findings import Language, Severity

GOOD, FINDINGS, UNUSABLE = 0, 1, 2


def read(path: Path, language: Language) -> Intake:
    """Take in a plan, and say so on a terminal while it goes on."""
    with progress(word("reading", path=str(path))[language]):
        return take_in(path)


def tell_what_was_not_read(intake: Intake, language: Language) -> int:
    """Say on stderr what the source holds that no result made from the plan does; the exit code for that."""
    lost = left_out_of_plan(intake)
    for finding in lost:
        origin = finding.origin
        place = f"{origin.file}, {origin.sheet}, {origin.cell}" if origin else ""
        click.echo(word("not-converted", place=place, reason=finding.message)[language], err=True)
    return FINDINGS if any(each.severity is Severity.VIOLATION for each in lost) else GOOD


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Say on a terminal's stderr what is going on, until it is done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - takes longer to load than most plans to check

    with Console(stderr=True).status(text):
        yield


@dataclass(frozen=True, slots=True)
class Telling:
    """What goes on, on a terminal's stderr: how much has been fetched, and sentences that stay.

    `told` is None where stderr is no terminal.
    """

    told: Callable[[int, int | None], None] | None
    say: Callable[[str], None]


@contextmanager
def telling(place: str, language: Language, *, fetched: bool) -> Iterator[Telling]:
    """Say on a terminal what goes on with a place; sentences meanwhile stand on lines of their own."""
    if not sys.stderr.isatty():
        yield Telling(None, lambda sentence: click.echo(sentence, err=True))
        return
    from rich.console import Console  # noqa: PLC0415 - as above

    def beginning(**sizes: str) -> str:
        said = word("fetching", url=place, **sizes) if fetched else word("importing", path=place)
        return said[language]

    with Console(stderr=True).status(beginning(n="", limit="")) as status:

        def told(received: int, total: int | None) -> None:
            size = in_digits(round(total / 1e6))[language] if total else ""
            status.update(beginning(n=in_digits(round(received / 1e6))[language], limit=size))

        def say(sentence: str) -> None:
            status.stop()
            click.echo(sentence, err=True)
            status.start()

        yield Telling(told, say)


def coloured() -> bool:
    """Whether stdout is a terminal that wants colours."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many characters wide a text result should be."""
    return min(shutil.get_terminal_size().columns, 100) if sys.stdout.isatty() else 80


def write(content: str | bytes, output: Path | None, language: Language) -> None:
    """Give the result to stdout, or write the whole file or nothing."""
    if output is None:
        try:
            click.echo(content, nl=isinstance(content, str) and not content.endswith("\n"))
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CannotWrite("E20", {"path": "stdout", "reason": reason(error)}) from error
        return
    with replacing(output) as temporary:
        temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    click.echo(word("wrote", path=str(output))[language], err=True)


def must_be_free(path: Path, *, force: bool) -> None:
    """Nobody should lose their work by mistake. Raises CannotWrite where something stands already."""
    with writing(path):
        if not force and (path.is_file() or (path.is_dir() and any(path.iterdir()))):
            raise CannotWrite("E28", {"path": str(path)})


def must_not_be_the_source(output: Path | None, source: Path) -> None:
    """A result never takes the place of what it was made from. Raises CannotWrite."""
    if output is None:
        return
    with writing(output):
        if output.exists() and source.exists() and any(output.samefile(each) for each in _files_of(source)):
            raise CannotWrite("E44", {"path": str(output)})


def _files_of(source: Path) -> list[Path]:
    return [source, *source.iterdir()] if source.is_dir() else [source]


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """Show on a terminal's stderr how much of some long work is done; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _done, _all, _what: None
        return
    from rich.console import Console  # noqa: PLC0415 - takes longer to load than most plans to check
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def show(done: int, whole: int, what: str) -> None:
            bar.update(task, completed=done, total=whole, description=escape(what))

        yield show
