"""Writing a file so that it is either there whole or not at all."""

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import CannotWrite
from graph.sources.reasons import named_reason, reason

_CANNOT_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}


def cannot_write(path: Path, why: str) -> CannotWrite:
    """The error for a result that cannot be written, by one of the reasons in shapes/reading.ttl."""
    return CannotWrite("E20", {"path": str(path), "reason": named_reason(why)})


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's errors of writing into CannotWrite (E20) with the reason in words."""
    try:
        yield
    except OSError as error:
        raise CannotWrite("E20", {"path": str(path), "reason": reason(error)}) from error
    except UnicodeEncodeError as error:
        raise cannot_write(path, "no-such-text") from error


def to_disk(path: Path) -> None:
    """Have the system put a file's content, or the names in a folder, on the disk, to outlive a power cut.

    Raises OSError where the disk fails; a file system that cannot do this for a folder is passed over.
    """
    is_folder = path.is_dir()
    if is_folder and sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if not is_folder or error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a new path beside the target to write to; it takes the target's place when all went well.

    What is no file, such as /dev/null or a pipe, is never replaced but written to. Raises CannotWrite (E20):
    no such folder, not allowed, a folder in the place of the file, no room.
    """
    with writing(path):
        if path.exists() and not path.is_file() and not path.is_dir():
            yield path
            return
        target = Path(os.path.realpath(path))
        temporary = target.with_name(f".{target.stem[:40]}-{secrets.token_hex(4)}{target.suffix}")
        try:
            temporary.touch(exist_ok=False)
            yield temporary
            temporary.replace(target)
        finally:
            if temporary.parent.is_dir():
                temporary.unlink(missing_ok=True)
