"""A power cut at any moment of an import: what the disk then holds is the old revision or the new one.

The disk is thought of at its worst. Of files it holds what was there when they were last given to it, nothing
else. Of the names in folders it holds just as much, or all as they are now, or those of files only.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

import pytest

from graph.errors import StoreUnusable
from graph.store.backup import back_up, bring_back_up
from graph.store.opening import open_store
from tests.stores import bring_in, must_be_whole

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs the names of open files")


class Names(Enum):
    """Which names in folders have reached the disk."""

    WHEN_GIVEN = auto()
    AT_ONCE = auto()
    FILES_FIRST = auto()


class Disk:
    """What of a folder has reached the disk; `cuts` are copies of it after every step on the way there."""

    def __init__(self, root: Path, cuts: Path) -> None:
        self.root = root
        self._cuts = cuts
        self._contents: dict[int, bytes] = {}
        self._names: dict[Path, frozenset[str]] = {root: frozenset()}
        self._count = 0

    def synced(self, path: Path) -> None:
        """Note that a file or folder was given to the disk."""
        if path.is_dir():
            self._names[path] = frozenset(os.listdir(path))  # noqa: PTH208
        else:
            self._contents[path.stat().st_ino] = path.read_bytes()

    def after_a_cut(self, names: Names) -> Path:
        """The folder as it would be found."""
        self._count += 1
        target = self._cuts / str(self._count)
        self._rebuild(self.root, target, names)
        return target

    def _rebuild(self, folder: Path, target: Path, names: Names) -> None:
        target.mkdir()
        given = self._names.get(folder, frozenset())
        for path in folder.iterdir():
            at_once = names is Names.AT_ONCE or (names is Names.FILES_FIRST and path.is_file())
            if path.name not in given and not at_once:
                continue
            if path.is_dir():
                self._rebuild(path, target / path.name, names)
            else:
                (target / path.name).write_bytes(self._contents.get(path.stat().st_ino, b""))


@contextmanager
def watched(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let the disk know what is given to it; yields the steps as they come, and cuts the power after each."""
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def step(name: str) -> None:
        steps.append(name)
        for names in Names:
            found = disk.after_a_cut(names)
            told = len([each for each in steps if each == "told"])
            assert told <= revisions_in(found) <= told + 1, f"{name}, {names}"
            shutil.rmtree(found)

    def watched_fsync(handle: int) -> None:
        fsync(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        if path == disk.root or disk.root in path.parents:
            disk.synced(path)
            step(f"fsync {path.name}")

    def watched_replace(source: Path, target: Path) -> None:
        replace(source, target)
        if disk.root in Path(target).parents:
            step(f"replace {Path(target).name}")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", watched_fsync)
        patched.setattr(os, "replace", watched_replace)
        yield steps


def revisions_in(folder: Path) -> int:
    """How many revisions a store holds, each of them whole; none where there is no store yet."""
    store = open_store(str(folder / "lager"))
    try:
        return must_be_whole(store)
    except StoreUnusable as error:
        if error.code != "E32":
            raise
        return 0


@pytest.mark.slow
def test_an_import_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "skiva").mkdir()
    (tmp_path / "efter").mkdir()
    disk = Disk(tmp_path / "skiva", tmp_path / "efter")
    store = open_store(str(disk.root / "lager"))
    with watched(disk, monkeypatch) as steps:
        for number, word in enumerate(("ett", "två", "tre"), 1):
            bring_in(store, word)
            steps.append("told")
            assert revisions_in(disk.after_a_cut(Names.WHEN_GIVEN)) == number, "what was told of is there"
    assert steps.count("replace store.json") == 3
    assert any(step.startswith("fsync") and step.endswith(".sst") for step in steps)


def test_a_back_up_that_was_told_of_survives_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "skiva").mkdir()
    (tmp_path / "efter").mkdir()
    store = open_store(str(tmp_path / "lager"))
    bring_in(store, "ett")
    disk = Disk(tmp_path / "skiva", tmp_path / "efter")
    with watched(disk, monkeypatch):
        back_up(store, disk.root / "kopia.nq.gz")
    found = disk.after_a_cut(Names.WHEN_GIVEN)
    assert bring_back_up(open_store(str(tmp_path / "nytt")), found / "kopia.nq.gz") == 1
