"""A plan in a file that came over the network: read in a folder of its own, which is then removed."""

from dataclasses import replace
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory

from graph.intake import Intake, take_in
from graph.report.outline import one_line
from graph.verdict import SourceFile

# No system takes a name of more than 255 bytes, and a sign may take four.
_LONGEST_STEM, _LONGEST_SUFFIX = 50, 12
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


def take_in_upload(name: str, content: bytes) -> Intake:
    """Take in a file by its name and bytes, as `take_in` does a path. Raises UnusableInput.

    Nothing of the file stays on disk, and nothing in it or in its name chooses where it is written.
    """
    called = file_name(name)
    with TemporaryDirectory(prefix="rodatraden-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / called
        path.write_bytes(content)
        found = take_in(path)
    return replace(found, source=SourceFile(called, found.source.sha256))


def file_name(name: str) -> str:
    """A name that every system takes, without folders and signs that steer; `plan` where none is left."""
    # a Windows path splits at both kinds of slash
    bare = one_line(PureWindowsPath(name.replace(":", "_")).name).translate(_NOT_IN_NAMES).strip(". ")
    path = Path(bare or "plan")
    return path.stem[:_LONGEST_STEM].rstrip() + path.suffix[:_LONGEST_SUFFIX].rstrip(". ")
