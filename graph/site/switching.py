"""A folder that is replaced as a whole: written aside, and switched in one step when it is complete.

On Linux and macOS the two folders change places in a single call of the system, so whoever looks finds the
old one or the new one, whole, whenever the writer is killed. Elsewhere the old one is moved aside first; if
the writer is killed just then, the next one puts it back before it begins.
"""

import ctypes
import errno
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Final

from graph.errors import CannotWrite
from graph.sources.files import writing
from graph.store.locking import locked

MARK: Final = ".rodatraden.json"
"""The file by which a folder says that it was made here, and may be replaced."""

_MARK_TEXT: Final = json.dumps({"made by": "rodatraden publish", "format": 1}) + "\n"
_SYSTEM: Final[str] = sys.platform
_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_CANNOT_SWAP = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder beside the target to fill; it takes the target's place when all went well.

    Raises CannotWrite: for a folder with other things in it (E75), one that is being replaced by somebody
    else (E76), and what the system does not allow (E20). Then the target is as it was.
    """
    with writing(path):
        target = Path(os.path.realpath(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            _put_back(target)
            _must_be_ours(target, path)
            for left in _beside(target, "ny"):
                shutil.rmtree(left, ignore_errors=True)
            new = target.with_name(f".{target.name}.ny-{secrets.token_hex(4)}")
            new.mkdir()
            try:
                yield new
                (new / MARK).write_text(_MARK_TEXT, encoding="utf-8")
                _switch(new, target)
            finally:
                shutil.rmtree(new, ignore_errors=True)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Nobody else replaces the folder meanwhile."""
    lock = target.with_name(f".{target.name}.lock")
    with locked(lock) as got:
        if not got:
            raise CannotWrite("E76", {"path": str(target)})
        yield


def _must_be_ours(target: Path, asked: Path) -> None:
    if target.is_dir() and any(target.iterdir()) and not _is_ours(target):
        raise CannotWrite("E75", {"path": str(asked)})
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.EEXIST, os.strerror(errno.EEXIST))


def _is_ours(folder: Path) -> bool:
    mark = folder / MARK
    return mark.is_file() and mark.read_text(encoding="utf-8", errors="replace") == _MARK_TEXT


def _beside(target: Path, kind: str) -> list[Path]:
    """Folders that a killed writer left."""
    return sorted(each for each in target.parent.glob(f".{escape(target.name)}.{kind}-*") if each.is_dir())


def _put_back(target: Path) -> None:
    """What was moved aside by a writer that was killed before it was done."""
    for old in _beside(target, "gammal"):
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(target)


def _switch(new: Path, target: Path) -> None:
    """Put the new folder in the place of the old one."""
    if not target.exists():
        new.rename(target)
    elif not _swap(new, target):
        old = target.with_name(f".{target.name}.gammal-{secrets.token_hex(4)}")
        target.rename(old)
        new.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; false where the system cannot."""
    if _SYSTEM == "linux":
        names = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return _called("renameat2", names)
    if _SYSTEM == "darwin":
        return _called("renamex_np", (os.fsencode(one), os.fsencode(other), _RENAME_SWAP))
    return False


def _called(name: str, arguments: tuple[int | bytes, ...]) -> bool:
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT_SWAP:
        return False
    raise OSError(number, os.strerror(number))
