"""The plan that a command is about: a file, a folder, or a plan in a store. Read here for every command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from graph.intake import Intake
from graph.sources.formats import FORMATS, STRATML
from rodatraden.exchange import must_not_be_the_source, progress, read
from rodatraden.swedish import Command
from rodatraden.words import word
from shapes.findings import Language

_STORE, _REVISION = "store", "revision"


@dataclass(frozen=True, slots=True)
class PlanSource:
    """A plan by its path, or by its name in a store; `revision` is None for the one that holds now."""

    name: str
    store: str | None = None
    revision: int | None = None

    @property
    def path(self) -> Path | None:
        """The file or folder; None for a plan in a store."""
        return Path(self.name) if self.store is None else None

    @property
    def place(self) -> Path:
        """What must not be written over: the file or folder of the plan, or of its store."""
        return Path(self.name if self.store is None else self.store)

    @property
    def typed(self) -> str:
        """What stands for the plan on a command line."""
        shown = [self.name] if self.revision is None else [f"{self.name}@{self.revision}"]
        shown += ["--store", self.store] if self.store is not None else []
        return " ".join(f'"{part}"' if " " in part else part for part in shown)

    def read(self, language: Language) -> Intake:
        """Take the plan in, and say so on a terminal while it goes on."""
        if self.store is None:
            return read(Path(self.name), language)
        from graph.store.intake import take_in_stored  # noqa: PLC0415 - files need none of it
        from graph.store.opening import open_store  # noqa: PLC0415

        with progress(word("reading", path=self.name)[language]):
            return take_in_stored(open_store(self.store), self.name, self.revision)


def plan_source(name: str, store: str | None, revision: int | None = None) -> PlanSource:
    """What a user means: a file or folder of that name first of all, else the plan that the store calls so.

    A name may end in @ and the number of a revision, as 0665-2020@1 does. Raises click.UsageError for the
    revision of a file.
    """
    if not store or _is_file(name):
        if revision is not None:
            which = "ange också lagret med --store" if not store else f"och {name} är en fil eller mapp"
            raise click.UsageError(f"--revision gäller en plan i ett planlager: {which}.")
        return PlanSource(name)
    plan, _, number = name.rpartition("@")
    if not (plan and number.isdecimal()):
        return PlanSource(name, store, revision)
    if revision is not None:
        raise click.UsageError(f"Skriv versionen på ett ställe: antingen {name} eller --revision {revision}.")
    return PlanSource(plan, store, int(number))


def _is_file(name: str) -> bool:
    """Whether a name is meant as a file or a folder: one that exists, or is called as files are."""
    if "://" in name:
        return False
    path = Path(name)
    if len(path.parts) > 1 or any(path.suffix.lower() in each.suffixes for each in (*FORMATS, STRATML)):
        return True
    try:
        return path.exists()
    except OSError:
        return False


_STORE_TOLD: Mapping[str, Any] = {
    "metavar": "LAGER",
    "envvar": "RODATRADEN_STORE",
    "help": "Planlagret som planen finns i: en mapp, eller adressen (http...) till en SPARQL 1.1-server. "
    "I stället för en sökväg anges då planens namn: 0665-2020, dess IRI, eller året om bara en plan gäller "
    "det. En fil eller mapp som heter så går före. Förval: det som står i miljövariabeln RODATRADEN_STORE.",
}
_REVISION_TOLD: Mapping[str, Any] = {
    "type": click.IntRange(min=1),
    "metavar": "N",
    "help": "Läs version N av planen i lagret, i stället för den som gäller nu.",
}
STORE_OF_PLANS = click.option(f"--{_STORE}", **_STORE_TOLD)


class PlanCommand(Command):
    """A command on one plan: what it calls is given a `source`, a PlanSource, beside its own parameters.

    What the plan is read from is never written over by --output: that is seen to here for every command.
    """

    def __init__(self, name: str | None, *, params: Sequence[click.Parameter] = (), **settings: Any) -> None:
        source = click.Argument(["source"], metavar="SÖKVÄG")
        store = click.Option([f"--{_STORE}"], **_STORE_TOLD)
        revision = click.Option([f"--{_REVISION}"], **_REVISION_TOLD)
        super().__init__(name, params=[source, *params, store, revision], **settings)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command with its plan."""
        given = ctx.params
        asked: str = given["source"]
        source = plan_source(asked, given.pop(_STORE), given.pop(_REVISION))
        given["source"] = source
        must_not_be_the_source(given.get("output"), source.place)
        if source.store is None and ctx.get_parameter_source(_STORE) is ParameterSource.COMMANDLINE:
            click.echo(word("file-first", path=asked)[given["language"]], err=True)
        return super().invoke(ctx)
