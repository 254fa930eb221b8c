"""Locks that the operating system keeps: they are gone with the process, however it ends."""

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.05
_MOST_READERS = 1 << 20

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int, *, shared: bool) -> bool:
        # Windows knows only exclusive locks: each reader takes a byte of its own, a writer all of them.
        os.lseek(handle, random.randrange(_MOST_READERS) if shared else 0, os.SEEK_SET)  # noqa: S311
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1 if shared else _MOST_READERS)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: float = 0) -> Iterator[bool]:
    """Hold a lock on a file; yields whether it was got within `wait` seconds.

    An exclusive lock makes the file where it is missing; a shared one raises FileNotFoundError.
    """
    handle = os.open(path, os.O_RDONLY if shared else os.O_RDWR | os.O_CREAT, 0o666)
    try:
        end = time.monotonic() + wait
        got = _try(handle, shared=shared)
        while not got and time.monotonic() < end:
            time.sleep(_PAUSE)
            got = _try(handle, shared=shared)
        yield got
    finally:
        os.close(handle)
