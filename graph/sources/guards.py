"""What every file must pass before a parser sees it: it is there, may be read, and is not made to harm."""

import errno
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import Fault, UnusableInput
from graph.nearest import nearest, quoted
from graph.sources.reasons import reason
from shapes.findings import Text

LARGEST_FILE = 200 << 20
LARGEST_UNPACKED = 1 << 30
LARGEST_PART = 200 << 20  # of a zip, sheets apart
MOST_PARTS = 10_000
# A sheet of empty styled rows packs some 30 times; only files made to fill the memory reach hundreds.
LARGEST_RATIO = 250
_SMALL = 10 << 20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unusable(code: str, file: Path, **values: str | Text) -> UnusableInput:
    """The error for a file that has one thing wrong with it."""
    return UnusableInput([Fault(code, file.name or str(file), values=values)])


def existing(path: Path) -> Path:
    """The path itself, when something is there. Raises UnusableInput (E01) with the names most like it."""
    try:
        path.lstat()
        found = path.exists()
    except (OSError, ValueError):
        found = False
    if not found:
        raise unusable("E01", path, path=str(path), nearest=quoted(_neighbours(path)))
    return path


def _neighbours(path: Path) -> tuple[str, ...]:
    """The names in the folder that are most like a name that is not there."""
    try:
        names = [child.name for child in path.parent.iterdir()]
    except (OSError, ValueError):
        return ()
    return nearest(path.name, names)


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Turn the system's errors of opening and reading into UnusableInput (E25)."""
    try:
        yield
    except OSError as error:
        raise UnusableInput([Fault("E25", path.name, values={"reason": reason(error)})]) from error


def read_bytes(path: Path, largest: int = LARGEST_FILE, *, may_be_empty: bool = False) -> bytes:
    """A whole file. Raises UnusableInput: E01, E03 for an empty one, E05 for one too large, E25."""
    existing(path)
    with opening(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        with path.open("rb") as source:
            data = source.read(largest + 1)
    if len(data) > largest:
        raise unusable("E05", path, limit=_size(largest))
    if not data.strip() and not may_be_empty:
        raise unusable("E03", path)
    return data


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A workbook's zip file, safe to unpack.

    Raises UnusableInput: E01, E03, E05, E25; E04 for one under a password; E18 for .xls, .xlsb and .ods;
    E02 for what is no workbook, or breaks off while it is read.
    """
    existing(path)
    with opening(path):
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        _check_start(path)
        try:
            archive = zipfile.ZipFile(path)
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            OverflowError,
            ValueError,
            struct.error,
        ) as error:
            raise unusable("E02", path) from error
        with archive:
            _check_sizes(archive, path)
            _check_kind(archive, path)
            try:
                yield archive
            except (zipfile.BadZipFile, zlib.error, EOFError) as error:
                raise unusable("E02", path) from error


def _check_start(path: Path) -> None:
    with path.open("rb") as source:
        start = source.read(len(_OLE))
        if not start:
            raise unusable("E03", path)
        if start == _OLE:
            # The names of the streams stand near the start, or at the end where a directory was moved.
            content = start + source.read(LARGEST_FILE)
            raise unusable("E04" if _ENCRYPTED in content else "E18", path)
    if not start.startswith(_ZIP):
        raise unusable("E02", path)
    if path.stat().st_size > LARGEST_FILE:
        raise unusable("E05", path, limit=_size(LARGEST_FILE))


def _check_sizes(archive: zipfile.ZipFile, path: Path) -> None:
    """Judge by what the zip declares: Python never unpacks more of a part than that."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise unusable("E05", path, limit=_size(LARGEST_UNPACKED))
    for part in parts:
        sheet = "/worksheets/" in part.filename.casefold()
        if not sheet and part.file_size > LARGEST_PART:
            raise unusable("E05", path, limit=_size(LARGEST_PART))
        if part.file_size > _SMALL and part.file_size > LARGEST_RATIO * max(part.compress_size, 1):
            raise unusable("E05", path, limit=_size(_SMALL))
    names = {part.filename for part in parts}
    odd = any(part.flag_bits & 1 or part.compress_type not in PACKINGS for part in parts)
    if odd or len(names) != len(parts):
        raise unusable("E02", path)


def _check_kind(archive: zipfile.ZipFile, path: Path) -> None:
    names = {name.casefold() for name in archive.namelist()}
    if "xl/workbook.bin" in names or ("mimetype" in names and "content.xml" in names):
        raise unusable("E18", path)
    if "[content_types].xml" not in names:
        raise unusable("E02", path)


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count < 1 << 30 else f"{count >> 30} GB"
