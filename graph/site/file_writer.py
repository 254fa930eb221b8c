"""Files that a process of its own writes, while the next ones are made here.

To make 2,600 files takes a disk nearly two seconds in which nothing else would happen. The process runs this
file by itself, without the program, and is there at once; so only the standard library is used here.
"""

import errno
import os
import subprocess
import sys
from pathlib import Path
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import IO, Final, Self

_WAITING: Final = 1000  # files at most that the program has made and the disk has not taken yet


class FileWriter:
    """Puts files into a folder. Use it with `with`: all are there when that has ended.

    What went wrong is raised as OSError, by `put` of one of the next files or at the end.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def put(self, path: str, content: bytes) -> None:
        """Have a file written, with the folders that it is in; `path` is below the folder, with slashes.

        Raises UnicodeEncodeError for a name that the system cannot write.
        """
        name = os.fsencode(self._root / path)
        try:
            self._in.write(b"%d %d\n%b" % (len(name), len(content), name))
            self._in.write(content)
        except OSError:
            self._end()  # it stopped at an earlier file, and tells why
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Wait until everything is written; where something else went wrong, write no more."""
        if kind is None:
            self._end()
            return
        self._process.kill()
        self._process.communicate()

    def _end(self) -> None:
        try:
            told, _ = self._process.communicate()
        finally:
            self._process.wait()
        if self._process.returncode:
            number = int(told or errno.EPIPE)  # it says nothing where it was killed
            raise OSError(number, os.strerror(number))

    @property
    def _in(self) -> IO[bytes]:
        if self._process.stdin is None:
            raise BrokenPipeError
        return self._process.stdin


def _read(given: IO[bytes], waiting: Queue[tuple[str, bytes] | None]) -> None:
    """Take each file in: the lengths of its name and content on a line, then both; None after the last."""
    while line := given.readline():
        lengths = [int(length) for length in line.split()]
        name, content = (given.read(length) for length in lengths)
        if len(content) < lengths[1]:
            break  # the program was stopped, and nobody waits for this
        waiting.put((os.fsdecode(name), content))
    waiting.put(None)


def _write(given: IO[bytes]) -> None:
    """Write each file, while the next are taken in: the disk is slower than the program by turns."""
    waiting: Queue[tuple[str, bytes] | None] = Queue(_WAITING)
    Thread(target=_read, args=(given, waiting), daemon=True).start()
    folders: set[Path] = set()
    while (taken := waiting.get()) is not None:
        name, content = taken
        file = Path(name)
        if file.parent not in folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            folders.add(file.parent)
        file.write_bytes(content)


if __name__ == "__main__":
    try:
        _write(sys.stdin.buffer)
    except OSError as error:
        sys.stdout.write(str(error.errno or errno.EIO))
        sys.exit(1)
