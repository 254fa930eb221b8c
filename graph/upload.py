"""A plan in files that came over the network: read in a folder of its own, which is then removed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

from graph.errors import Fault, UnusableInput
from graph.intake import Intake, take_in
from graph.report.outline import one_line
from graph.sources.csvfiles import SUFFIXES
from graph.sources.zipped import SUFFIX as ZIP
from graph.sources.zipped import csv_files_in
from graph.verdict import SourceFile

# No system takes a name of more than 255 bytes, and a sign may take four.
_LONGEST_STEM, _LONGEST_SUFFIX = 50, 12
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


def take_in_upload(name: str, content: bytes) -> Intake:
    """Take in a file by its name and bytes, as `take_in` does a path. Raises UnusableInput.

    A zip file of CSV files, or one CSV file by itself, is taken in as a folder of CSV files is. Nothing of
    the file stays on disk, and nothing in it or in its name chooses where it is written.
    """
    return take_in_uploads([(name, content)])


def take_in_uploads(files: Sequence[tuple[str, bytes]]) -> Intake:
    """Take in a plan in one file, or in several CSV files, as `take_in_upload` does. Raises UnusableInput."""
    called = called_together([name for name, _ in files])
    sheets = _sheets(called, files)
    with TemporaryDirectory(prefix="rodatraden-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / called
        if sheets is None:
            path.write_bytes(files[0][1])
        else:
            path.mkdir()
            for name, content in sheets.items():
                (path / name).write_bytes(content)
        found = take_in(path)
    return replace(found, source=SourceFile(called, found.source.sha256))


def called_together(names: Sequence[str]) -> str:
    """What files are called together: one by its name, several by the first and a sign of more."""
    first = file_name(min(names))
    return first if len(names) == 1 else f"{first} …"


def _sheets(called: str, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes] | None:
    """The CSV files by their names; None where the plan is in one file of another kind."""
    kinds = {Path(file_name(name)).suffix.lower() for name, _ in files}
    if len(files) == 1 and kinds == {ZIP}:
        files = list(csv_files_in(called, files[0][1]).items())
    elif len(files) == 1 and not kinds <= set(SUFFIXES):
        return None
    elif not kinds <= set(SUFFIXES):
        raise UnusableInput([Fault("E80", called)])
    sheets = {file_name(name): content for name, content in files}
    if len({name.casefold() for name in sheets}) < len(files):
        raise UnusableInput([Fault("E80", called)])
    return sheets


def file_name(name: str) -> str:
    """A name that every system takes, without folders and signs that steer; `plan` where none is left."""
    # a Windows path splits at both kinds of slash
    bare = one_line(PureWindowsPath(name.replace(":", "_")).name).translate(_NOT_IN_NAMES).strip(". ")
    path = Path(bare or "plan")
    return path.stem[:_LONGEST_STEM].rstrip() + path.suffix[:_LONGEST_SUFFIX].rstrip(". ")
