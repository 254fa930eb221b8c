"""The process that writes the files of a site."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.site import file_writer
from graph.site.file_writer import FileWriter

names = st.text("aåö 1", min_size=1, max_size=4).filter(lambda name: name == name.strip())


@given(st.dictionaries(st.tuples(names, names).map("/".join), st.binary(max_size=200), max_size=5))
def test_every_file_is_there_as_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, given: dict[str, bytes]
) -> None:
    folder = tmp_path_factory.mktemp("filer")
    with FileWriter(folder) as files:
        for path, content in given.items():
            files.put(path, content)
    found = {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()
    }
    assert found == given


def put(files: FileWriter, given: Iterable[tuple[str, bytes]]) -> None:
    with files:
        for path, content in given:
            files.put(path, content)


def test_what_cannot_be_written_is_told_at_the_latest_at_the_end(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        put(FileWriter(tmp_path), [("a", b"a file"), ("a/b", b"no folder")])


def test_what_cannot_be_written_is_told_while_files_come(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a file")
    files = ((str(number), b"x" * 10_000) for number in range(1000))
    with pytest.raises(FileExistsError):
        put(FileWriter(tmp_path / "a"), files)
    assert list(files)  # not all had come


def test_what_goes_wrong_elsewhere_ends_the_writing(tmp_path: Path) -> None:
    files = FileWriter(tmp_path)
    with pytest.raises(ZeroDivisionError):
        put(files, ((f"{1 // (3 - number)}", b"a" * 1_000_000) for number in range(5)))
    assert files._process.returncode is not None


def test_a_writer_that_is_killed_is_told_of(tmp_path: Path) -> None:
    files = FileWriter(tmp_path)
    files._process.kill()
    files._process.wait()
    with pytest.raises(BrokenPipeError):
        put(files, [("a", b"")])


def test_what_was_cut_off_is_no_reason_to_complain(tmp_path: Path) -> None:
    """As when the program was killed: nobody is left to be told."""
    run = [sys.executable, "-I", "-S", file_writer.__file__]
    name = str(tmp_path / "a").encode()
    cut = b"%d 100\n%b" % (len(name), name) + b"half"
    assert subprocess.run(run, input=cut, capture_output=True, check=True).stdout == b""
    assert not (tmp_path / "a").exists()
