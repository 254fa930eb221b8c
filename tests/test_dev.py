"""dev.py: what it says and decides before it touches anything."""

import runpy
import sys
from pathlib import Path

import pytest

import dev


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A constraints file that dev.py takes for the project's own."""
    file = tmp_path / "constraints.txt"
    file.write_text("click==8.1\n", encoding="utf-8")
    monkeypatch.setattr(dev, "SOURCES", (file,))
    return file


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"]])
def test_help_names_every_chore(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 0
    shown = capsys.readouterr().out
    for name, chore in dev.CHORES.items():
        assert f"  {name} " in shown
        assert chore.about in shown


def test_an_unknown_chore_names_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    told = capsys.readouterr().err
    assert "tset" in told
    assert all(name in told for name in dev.CHORES)


def test_a_chore_that_takes_nothing_refuses_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["lint", "--fix"]) == 2
    assert "takes nothing" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(2, 7), (3, 9), (3, 10)])
def test_an_old_python_is_told_what_to_do(version: tuple[int, int]) -> None:
    told = dev.python_too_old(version)
    assert "3.11 or newer" in told
    assert f"this is Python {version[0]}.{version[1]}" in told


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 14), (4, 0)])
def test_a_new_python_is_not(version: tuple[int, int]) -> None:
    assert dev.python_too_old(version) == ""


def test_an_old_python_stops_before_it_meets_anything_new(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(dev.__file__)
    assert stopped.value.code == 2
    assert "this is Python 3.9" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("system", "expected"), [("nt", "Scripts/python.exe"), ("posix", "bin/python"), ("java", "bin/python")]
)
def test_where_the_interpreter_lies(system: str, expected: str) -> None:
    found = dev.venv_python(Path("venv"), system)
    assert found.relative_to("venv").as_posix() == expected


@pytest.mark.usefixtures("sources")
def test_a_stamp_is_read_back_as_written(tmp_path: Path) -> None:
    stamp = dev.stamp_for(dev.TOOLS)
    file = tmp_path / "stamp"
    file.write_text("\n".join(stamp) + "\n", encoding="utf-8")
    assert dev.read_stamp(file) == stamp


@pytest.mark.parametrize("text", [None, "", "tools\n", "tools\nabc\n3.11 here\nmore\n"])
def test_a_stamp_that_is_not_one(text: str | None, tmp_path: Path) -> None:
    file = tmp_path / "stamp"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert dev.read_stamp(file) is None


@pytest.mark.usefixtures("sources")
def test_an_environment_with_the_tools_serves_both_purposes() -> None:
    program, tools = dev.stamp_for(dev.PROGRAM), dev.stamp_for(dev.TOOLS)
    assert dev.serves(program, program)
    assert dev.serves(tools, program)
    assert dev.serves(tools, tools)
    assert not dev.serves(program, tools)
    assert not dev.serves(None, program)


def test_a_new_pin_makes_an_environment_stale(sources: Path) -> None:
    before = dev.stamp_for(dev.TOOLS)
    sources.write_text("click==8.2\n", encoding="utf-8")
    assert not dev.serves(before, dev.stamp_for(dev.TOOLS))


def test_the_environment_of_the_caller_leads_nowhere_else_and_lets_python_keep_what_it_compiles() -> None:
    given = {"PATH": "/bin", "PYTHONPATH": "/elsewhere", "VIRTUAL_ENV": "/other", "PYTHONHOME": "/third"}
    given["PYTHONDONTWRITEBYTECODE"] = "1"
    assert dev.clean_environment(given) == {"PATH": "/bin"}


def test_a_failed_set_up_is_one_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: str) -> None:
        raise dev.SetupError("pip could not install what the project needs.")

    monkeypatch.setattr(dev, "set_up", fail)
    assert dev.main(["demo"]) == 1
    assert capsys.readouterr().err.strip() == "pip could not install what the project needs."


def test_every_check_runs_also_after_one_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> int:
        return 1 if "ruff" in arguments or "pytest" in arguments else 0

    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "in_venv", run)
    assert dev.main(["test"]) == 1
    shown = capsys.readouterr().out
    assert all(name in shown for name, _ in dev.CHECKS)
    assert "Failed: ruff check, ruff format, pytest" in shown


def test_with_arguments_only_pytest_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, ...]] = []

    def run(*arguments: str) -> int:
        called.append(arguments)
        return 0

    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "in_venv", run)
    assert dev.main(["test", "tests/test_dev.py", "-x"]) == 0
    assert called == [("-m", "pytest", "tests/test_dev.py", "-x")]
