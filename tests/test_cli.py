"""The command line, as its users type it: results, remarks, exit codes, and never a traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.sources.formats import FORMATS
from rodatraden.cli import COMMANDS, main
from rodatraden.words import word
from shapes.words import read_words
from tests.conftest import ROOT
from tests.source_files import workbook

VAGGERYD = str(ROOT / "examples" / "vaggeryd-2020.xlsx")
LINDVIK = str(ROOT / "examples" / "lindvik-2024.xlsx")


def run(*arguments: object) -> int:
    """Run a command as `rodatraden ...` would, and return its exit code."""
    with pytest.raises(SystemExit) as left:
        main([str(argument) for argument in arguments])
    assert isinstance(left.value.code, int)
    return left.value.code


def test_the_program_starts_as_a_module_and_says_the_verdict_first() -> None:
    """A whole process, as a user starts it."""
    call = [
        sys.executable,
        "-m",
        "rodatraden",
        "check",
        VAGGERYD,
        "--gate",
        "budget",
        "--today",
        "2020-01-15",
    ]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("Den röda tråden är bruten: ")
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_a_whole_thread_gives_exit_code_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", LINDVIK, "--gate", "budget", "--today", "2025-04-01") == 0
    assert capsys.readouterr().out.startswith("Den röda tråden håller")


def test_the_verdict_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", VAGGERYD, "--lang", "en", "--today", "2020-01-15") == 1
    assert capsys.readouterr().out.startswith("The red thread is broken")


def test_what_is_grave_enough_can_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only warnings: good by default, not so with --fail-on warning."""
    assert run("check", LINDVIK, "--gate", "goals", "--today", "2025-04-01", "--fail-on", "warning") == 0
    folder = tmp_path / "plan"
    assert run("convert", LINDVIK, folder) == 0
    kommun = folder / "Begrepp.csv"
    kommun.write_text(kommun.read_text("utf-8-sig") + "ny;Målgrupp;Oanvänd målgrupp\n", "utf-8")
    wanted = ["check", folder, "--gate", "goals", "--today", "2025-04-01"]
    assert run(*wanted) == 0
    assert run(*wanted, "--fail-on", "warning") == 1
    assert "Oanvänd målgrupp" in capsys.readouterr().out


def test_json_says_what_the_contract_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", VAGGERYD, "--format", "json", "--gate", "budget", "--today", "2020-01-15") == 1
    found = json.loads(capsys.readouterr().out)
    keys = ["conforms", "gate", "plan", "source", "rules_checked", "counts", "findings"]
    assert list(found)[:7] == keys
    assert found["plan"]["municipality"] == "Vaggeryds kommun"
    assert {finding["rule"] for finding in found["findings"]} >= {"T10", "F01a", "D08"}
    assert {finding["origin"]["sheet"] for finding in found["findings"]} >= {"KF-mål", "Tidplan"}


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("p.html", b"<!doctype html>"),
        ("p.json", b"{"),
        ("p.ttl", b"@prefix"),
        ("p.xml", b"<?xml"),
        ("p.xlsx", b"PK"),
        ("p.txt", "Den röda tråden".encode()),
    ],
)
def test_the_file_name_says_the_format(
    tmp_path: Path, name: str, start: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    assert run("check", VAGGERYD, "--output", out, "--today", "2020-01-15") == 1
    assert out.read_bytes().lower().startswith(start.lower())
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"Skrev {out}.\n"


@pytest.mark.parametrize("suffix", ["", *(each.suffixes[0] for each in FORMATS if each.suffixes)])
def test_a_plan_goes_through_every_format_and_back(tmp_path: Path, suffix: str) -> None:
    """Statement for statement."""
    assert run("convert", VAGGERYD, tmp_path / f"a{suffix}") == 0
    assert run("convert", tmp_path / f"a{suffix}", tmp_path / "b.nt") == 0
    assert run("convert", VAGGERYD, tmp_path / "c.nt") == 0
    assert (tmp_path / "b.nt").read_text("utf-8") == (tmp_path / "c.nt").read_text("utf-8")


def test_a_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", tmp_path / "plan") == 0
    assert "rodatraden check" in capsys.readouterr().err
    before = (tmp_path / "plan.xlsx").read_bytes()
    assert run("new", tmp_path / "plan.xlsx") == 2
    assert "finns redan" in capsys.readouterr().err
    assert (tmp_path / "plan.xlsx").read_bytes() == before
    assert run("new", tmp_path / "plan.xlsx", "--force", "--example") == 0


def test_a_template_that_nobody_has_filled_in_says_what_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("new", tmp_path / "plan.xlsx", "--example")
    capsys.readouterr()
    assert run("check", tmp_path / "plan.xlsx") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(":")[0] for line in said.err.splitlines()] == [
        f"plan.xlsx, Kommun, {cell}" for cell in ("B2", "B3", "B6")
    ]


def test_cells_that_cannot_be_read_are_not_lost_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = workbook(
        tmp_path / "plan.xlsx",
        {
            "Kommun": [["Namn", "Exempel"], ["Kommunkod", "9999"], ["Budgetår", 2024]],
            "KF-mål": [["Id", "Mål", "Organ", "Ordning"], ["KF-1", "Trygg uppväxt", "KF", "först"]],
        },
    )
    assert run("convert", plan, tmp_path / "plan.ttl") == 1
    assert "plan.xlsx, KF-mål, D2" in capsys.readouterr().err
    assert (tmp_path / "plan.ttl").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek", "x"], "Kommandot chek finns inte. Menade du ”check”?"),
        (["check"], "Argumentet SÖKVÄG saknas."),
        (["check", "x", "--gat", "goals"], "Flaggan --gat finns inte. Menade du ”--gate”?"),
        (["check", "x", "--gate", "bugdet"], "Värdet passar inte för --gate. Välj ett av: goals"),
        (["check", "x", "--gate"], "Flaggan --gate saknar sitt värde."),
        (["check", "x", "--today", "i går"], "Värdet för --today är inget datum. Skriv det som 2026-01-31."),
        (["check", "x", "y"], "För många argument: y."),
        (["check", LINDVIK, "--period", "2024-delor"], "2024-delår"),
        (["check", LINDVIK, "--format", "xlsx"], "--output"),
        (["check", "finns-inte.xlsx"], "finns-inte.xlsx"),
        (["convert", LINDVIK, "plan.docx"], ".docx"),
    ],
)
def test_a_command_that_cannot_be_understood(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.out == ""


def test_errors_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("check", "finns-inte.xlsx", "--lang=en") == 2
    assert "does not exist" in capsys.readouterr().err
    monkeypatch.setenv("RODATRADEN_LANG", "en")
    assert run("check", "finns-inte.xlsx") == 2
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no bash")
def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    """`rodatraden check ... | head -1`."""
    call = f"{sys.executable} -m rodatraden check {VAGGERYD} --format json | head -c 10"
    done = subprocess.run(["/bin/bash", "-c", call], capture_output=True, check=False, cwd=ROOT)
    assert done.stderr == b""


def test_colour_only_where_a_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    run("check", VAGGERYD)
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal_unless_refused(environment: dict[str, str], coloured: bool) -> None:
    """A real pseudo-terminal."""
    import pty  # noqa: PLC0415 - not there on Windows

    read, write = pty.openpty()
    settings = {**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **environment}
    call = [sys.executable, "-m", "rodatraden", "check", VAGGERYD, "--today", "2020-01-15"]
    with subprocess.Popen(call, stdout=write, stderr=subprocess.DEVNULL, env=settings) as process:
        os.close(write)
        seen = b""
        while True:
            try:
                piece = os.read(read, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        process.wait()
    os.close(read)
    assert (b"\x1b[" in seen) is coloured


def test_the_demo_checks_vaggeryd(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("demo", "--today", "2020-01-15") == 0
    assert "Vaggeryds kommun" in capsys.readouterr().out


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_in_swedish(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*command, "--help") == 0
    said = capsys.readouterr().out
    assert said.startswith("Användning: rodatraden")
    for english in ("Usage", "Options", "Show this", "default", "TEXT"):
        assert english not in said


def test_words_are_whole_and_used() -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "rodatraden").rglob("*.py"))
    for key, text in read_words("rodatraden").items():
        assert text.sv, key
        assert text.en, key
        assert re.search(rf'word\(\s*"{re.escape(key)}"', source), key
    assert word("wrote", path="x").en == "Wrote x."
