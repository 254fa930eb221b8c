"""A folder for the files that a process needs while it lives: gone with it, or cleared away by a later one.

A process that is killed cannot clear up after itself. So each holds a lock on its folder, which the system
lets go of however the process ends; a folder that nobody holds belongs to nobody.
"""

import os
import shutil
import tempfile
import weakref
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

from graph.store.locking import locked

_PREFIX: Final = "rodatraden-sparql-"
_IN_USE: Final = "in-use"


class Scratch:
    """A new folder; `close` it when done."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self.folder = self._made()
        # also at the end of a process that was never told to close it
        self._removed = weakref.finalize(self, _remove, self._held, self.folder)

    def _made(self) -> Path:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            # another one may clear it away between the two
            with suppress(FileNotFoundError):
                got = self._held.enter_context(locked(folder / _IN_USE))
                if got and (folder / _IN_USE).exists():
                    return folder
            self._held.close()

    def close(self) -> None:
        """Remove the folder."""
        self._removed()


def _remove(held: ExitStack, folder: Path) -> None:
    held.close()  # Windows removes no file that is held
    shutil.rmtree(folder, ignore_errors=True)


def clear_away() -> None:
    """Remove the folders of processes that are no more; those of other users are left alone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if not folder.is_symlink() and _is_ours(folder) and (folder / _IN_USE).is_file():
                with locked(folder / _IN_USE) as free:
                    pass
                if free:
                    shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
