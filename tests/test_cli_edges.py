"""The command line at its edges: streams closed or full, odd places to write to, paths one may not see."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.export.plan import write_plan
from graph.intake import fingerprint, take_in
from graph.sources.files import replacing
from shapes.findings import LANGUAGES
from tests.conftest import ROOT
from tests.source_files import LEAST, csv_folder, workbook
from tests.test_cli import VAGGERYD, run

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """A whole process by way of bash, `rodatraden` being the program."""
    call = command.replace("rodatraden", f'"{sys.executable}" -m rodatraden', 1)
    return subprocess.run(
        ["/bin/bash", "-c", call], capture_output=True, encoding="utf-8", check=False, cwd=ROOT
    )


@POSIX
def test_a_closed_stream_is_no_error() -> None:
    """Python has None in the place of a stream that was closed before the start."""
    assert shell(f"rodatraden check {VAGGERYD} >&-").stderr == ""
    done = shell("rodatraden check finns-inte.xlsx 2>&-")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_stdout_is_told() -> None:
    done = shell(f"rodatraden check {VAGGERYD} >/dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("Det går inte att skriva till ”stdout”: det finns inte plats på disken.")


@POSIX
def test_a_terminal_without_swedish_letters_gets_the_verdict() -> None:
    done = shell(f"LC_ALL=C PYTHONIOENCODING=ascii rodatraden check {VAGGERYD}")
    assert done.returncode == 1
    assert done.stdout.startswith("Den röda tråden är bruten")


@POSIX
def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "rör"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with replacing(pipe) as place:
        place.write_text("hej", "utf-8")
    assert os.read(reader, 10) == b"hej"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_path_with_blanks_and_swedish_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "mål och budget å ä ö"
    folder.mkdir()
    plan = workbook(folder / "vår plan.xlsx")
    assert run("check", plan, "--output", folder / "besked å.html") == 1
    assert "vår plan.xlsx" in (folder / "besked å.html").read_text("utf-8")
    assert "besked å.html" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--format", "text"]])
def test_a_check_never_overwrites_what_it_reads(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = workbook(tmp_path / "plan.xlsx")
    before = plan.read_bytes()
    assert run("check", plan, "--output", tmp_path / "." / "plan.xlsx", *options) == 2
    assert "skrivs aldrig över" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_a_conversion_never_overwrites_what_it_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "plan"
    write_plan(take_in(Path(VAGGERYD)).graph, take_in(Path(VAGGERYD)).iri, folder)
    for out in (folder, folder / "KF-mål.csv"):
        assert run("convert", folder, out, "--force") == 2
    said = capsys.readouterr().err
    assert "skrivs aldrig över" in said
    assert "”.csv” stöds inte" in said


@pytest.mark.parametrize("name", ["besked.docy", "besked.odt", "besked.md"])
def test_a_file_holds_what_its_name_promises(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", VAGGERYD, "--output", tmp_path / name) == 2
    assert f"”{Path(name).suffix}”" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
    assert run("check", VAGGERYD, "--output", tmp_path / name, "--format", "text") == 1
    assert (tmp_path / name).exists()


def test_a_template_needs_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", "") == 2
    assert "finns redan" in capsys.readouterr().err


@POSIX
def test_a_stream_is_no_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "/dev/null") == 2
    assert "Filformatet stöds inte" in capsys.readouterr().err


def test_a_flag_that_takes_no_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", VAGGERYD, "--full=ja") == 2
    assert capsys.readouterr().err == "Flaggan --full tar inget värde.\n"


def test_help_has_its_short_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "-h") == 0
    assert capsys.readouterr().out.startswith("Användning:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_paths_that_one_may_not_look_at(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told in the user's language; click's own check, which knows only English, is turned off."""
    plan = workbook(tmp_path / "plan.xlsx")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    out = tmp_path / "ut"
    out.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse)
        for arguments in (["convert", plan, out, "--force"], ["check", out]):
            assert run(*arguments, "--lang", language) == 2
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_, **__: False)
        assert run("check", plan, "--lang", language) == 1
    said = capsys.readouterr().err
    assert {"sv": "behörighet saknas", "en": "permission is lacking"}[language] in said
    assert "not readable" not in said


def test_a_folders_checksum_is_that_of_its_sheets(tmp_path: Path) -> None:
    """What lies beside the sheets, such as what a system leaves in every folder, is not read at all."""
    rows = {
        f"{name}.csv": "\n".join(";".join(map(str, row)) for row in cells) for name, cells in LEAST.items()
    }
    folder = csv_folder(tmp_path / "plan", rows)
    before = fingerprint(folder)
    (folder / ".DS_Store").write_bytes(b"\0")
    assert fingerprint(folder) == before
    (folder / "KF-mål.csv").write_text("Id;Mål;Organ\n", "utf-8")
    assert fingerprint(folder) != before


def test_what_a_conversion_leaves_out_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column and a sheet of the user's own are no fault, but they must not vanish in silence."""
    goals = [["Id", "Mål", "Organ", "Egen kolumn"], ["KF-1", "Trygg uppväxt", "KF", "viktigt"]]
    plan = workbook(tmp_path / "plan.xlsx", {**LEAST, "KF-mål": goals, "Budget 2024": [["Konto"], [4]]})
    assert run("convert", plan, tmp_path / "plan.ttl") == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said[:-1]] == [
        "plan.xlsx, Budget 2024, A1",
        "plan.xlsx, KF-mål, D1",
    ]
    assert all(line.endswith("Det finns inte med i resultatet.") for line in said[:-1])


def test_a_row_with_two_ids_is_left_out_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    goals = [["Id", "Mål", "Organ"], ["KF-1; KF-2", "Trygg uppväxt", "KF"]]
    plan = workbook(tmp_path / "plan.xlsx", {**LEAST, "KF-mål": goals})
    assert run("convert", plan, tmp_path / "plan.ttl") == 1
    assert "Det finns inte med i resultatet." in capsys.readouterr().err
