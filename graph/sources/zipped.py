"""CSV sheets packed in a zip file, unpacked into the memory: no name in it leads anywhere."""

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath

from graph.errors import UnusableInput
from graph.sources.csvfiles import SUFFIXES
from graph.sources.guards import LARGEST_FILE, LARGEST_RATIO, PACKINGS, unusable
from graph.sources.reasons import named_reason

SUFFIX = ".zip"
MOST_FILES = 1000
# so much is harmless however well it packs
_SMALL = 10 << 20
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, NotImplementedError, OverflowError, ValueError),
)
_UTF_8 = 0x800
_LOCKED = 0x1


def csv_files_in(name: str, content: bytes) -> Mapping[str, bytes]:
    """The CSV files of a zip file, by their names without folders. Raises UnusableInput (E79).

    They lie at its root or in one folder. What systems put beside them (`__MACOSX`, hidden files) and
    files of other kinds are left, as in a folder. `name` is the zip file's own.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = _chosen(archive, name)
            return {called: archive.read(part) for called, part in found.items()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OverflowError,
        ValueError,
    ) as error:
        raise _refused(name, "zip-damaged") from error


def _chosen(archive: zipfile.ZipFile, name: str) -> Mapping[str, zipfile.ZipInfo]:
    """The parts to unpack, judged by what the zip declares: Python never unpacks more of a part than that."""
    parts = archive.infolist()
    found = [(_path_of(part), part) for part in parts if not part.is_dir()]
    sheets = [(path, part) for path, part in found if _is_sheet(path)]
    size = sum(part.file_size for _, part in sheets)
    packed_hard = any(
        part.file_size > _SMALL and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
        for _, part in sheets
    )
    if len(parts) > MOST_FILES or size > LARGEST_FILE or packed_hard:
        raise _refused(name, "zip-large")
    if any(part.flag_bits & _LOCKED or part.compress_type not in PACKINGS for _, part in sheets):
        raise _refused(name, "zip-locked")
    folders = {path.parent for path, _ in sheets}
    if len(folders) > 1 or any(_leads_out(path) for path, _ in sheets):
        raise _refused(name, "zip-names")
    if len({path.name.casefold() for path, _ in sheets}) < len(sheets):
        raise _refused(name, "zip-twice")
    return {path.name: part for path, part in sheets}


def _path_of(part: zipfile.ZipInfo) -> PurePosixPath:
    """Where a part lies. Names without a mark of UTF-8 are often in it all the same, as from macOS."""
    name = part.filename
    if not part.flag_bits & _UTF_8:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = part.filename
    return PurePosixPath(unicodedata.normalize("NFC", name.replace("\\", "/")))


def _is_sheet(path: PurePosixPath) -> bool:
    beside = any(each.startswith("__MACOSX") for each in path.parts) or path.name.startswith(".")
    return path.suffix.lower() in SUFFIXES and not beside


def _leads_out(path: PurePosixPath) -> bool:
    return path.is_absolute() or any(each == ".." or ":" in each for each in path.parts)


def _refused(name: str, why: str) -> UnusableInput:
    return unusable("E79", Path(name), reason=named_reason(why))
