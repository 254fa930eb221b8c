"""A folder is replaced as a whole or not at all, however the writer ends."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import CannotWrite
from graph.site import switching
from graph.site.switching import MARK, replacing_folder
from tests.conftest import ROOT

_FILES = 40
# Replaces a folder over and over; every file of one writing holds the same number.
WRITER = f"""
import itertools, sys
from pathlib import Path
from graph.site.switching import replacing_folder
for number in itertools.count():
    with replacing_folder(Path(sys.argv[1])) as new:
        for each in range({_FILES}):
            (new / str(each)).write_text(str(number))
    print(number, flush=True)
"""


def fill(folder: Path, text: str) -> None:
    with replacing_folder(folder) as new:
        for number in range(_FILES):
            (new / str(number)).write_text(text)


def contents(folder: Path) -> set[str]:
    assert len(list(folder.iterdir())) == _FILES + 1
    return {file.read_text() for file in folder.iterdir() if file.name != MARK}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is of POSIX")
def test_a_writer_that_is_killed_leaves_one_whole_folder(tmp_path: Path) -> None:
    target = tmp_path / "webb"
    fill(target, "first")
    for attempt in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(target)], cwd=ROOT, stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.003 * attempt)
            writer.send_signal(signal.SIGKILL)
        assert len(contents(target)) == 1
    fill(target, "last")
    assert contents(target) == {"last"}
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["webb"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform not in {"linux", "darwin"}, reason="only there do folders change places")
def test_a_reader_always_finds_one_whole_folder(tmp_path: Path) -> None:
    target = tmp_path / "webb"
    fill(target, "first")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(target)], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for _ in range(3000):
            assert (target / "0").exists()
        writer.send_signal(signal.SIGKILL)


def test_where_folders_cannot_change_places_the_old_one_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(switching, "_SYSTEM", "win32")
    target = tmp_path / "webb"
    fill(target, "first")
    fill(target, "second")
    assert contents(target) == {"second"}
    # killed between the two steps: the old one lies aside, and nothing in its place
    target.rename(tmp_path / ".webb.gammal-1234")
    with pytest.raises(RuntimeError), replacing_folder(target):
        raise RuntimeError
    assert contents(target) == {"second"}


def test_what_goes_wrong_leaves_what_was(tmp_path: Path) -> None:
    target = tmp_path / "webb"
    fill(target, "first")
    with suppress(RuntimeError), replacing_folder(target) as new:
        (new / "half").write_text("x")
        raise RuntimeError
    assert contents(target) == {"first"}
    assert [each.name for each in tmp_path.iterdir() if each.is_dir()] == ["webb"]


def test_another_s_folder_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "webb"
    target.mkdir()
    (target / "mine.txt").write_text("x")
    with pytest.raises(CannotWrite, match="innehåller annat"), replacing_folder(target):
        pass
    (target / "mine.txt").unlink()
    fill(target, "new")
    assert contents(target) == {"new"}


def test_two_writers_do_not_meet(tmp_path: Path) -> None:
    target = tmp_path / "webb"
    with replacing_folder(target) as new:
        (new / "a").write_text("x")
        with pytest.raises(CannotWrite, match="En annan publicering"), replacing_folder(target):
            pass
    assert (target / "a").is_file()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    fill(real, "first")
    link.symlink_to(real)
    fill(link, "second")
    assert link.is_symlink()
    assert contents(real) == {"second"}


def test_what_a_killed_writer_left_goes_whatever_the_folder_is_called(tmp_path: Path) -> None:
    target = tmp_path / "webb [1]*"
    (tmp_path / ".webb [1]*.gammal-1").mkdir()
    (tmp_path / ".webb [1]*.gammal-1" / MARK).write_text('{"made by": "rodatraden publish", "format": 1}\n')
    (tmp_path / ".webb [1]*.ny-1").mkdir()
    (tmp_path / ".webb 1.ny-1").mkdir()
    fill(target, "first")
    assert contents(target) == {"first"}
    left = {each.name for each in tmp_path.iterdir() if each.is_dir()}
    assert left == {"webb [1]*", ".webb 1.ny-1"}
