#!/usr/bin/env python3
"""The chores of the project, on nothing but Python itself: `python3 dev.py --help`."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

OLDEST = (3, 11)


def python_too_old(version: "tuple[int, int]") -> str:
    """The sentence for a Python that is too old, or nothing where it is new enough."""
    if version >= OLDEST:
        return ""
    needed, found = (".".join(map(str, numbers)) for numbers in (OLDEST, version))
    return (
        f"Röda tråden needs Python {needed} or newer, and this is Python {found} ({sys.executable}). "
        f"Install a newer one and run dev.py with it, for example: python{needed} dev.py demo"
    )


# here, and in words that Python 3.6 understands: what follows would stop an old one with a traceback
TOO_OLD = python_too_old(sys.version_info[:2])
if TOO_OLD:
    sys.stderr.write(TOO_OLD + "\n")
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "dev-stamp.txt"
CONSTRAINTS = ROOT / "constraints.txt"
SOURCES = (ROOT / "pyproject.toml", CONSTRAINTS)  # what is installed depends on these alone

# What a fresh environment holds: the program alone, or the tools that check it as well.
PROGRAM, TOOLS = "program", "tools"

# Each check that `test` and `lint` run before the tests: its name and what Python is given to run it.
IMPORT_LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("pyright", ("-m", "pyright")),
    ("import-linter", ("-c", IMPORT_LINTER, "--no-logo")),
)
# a file is run by one process: what its tests share (a browser, a server, a read plan) is made once
ALL_TESTS = ("-m", "pytest", "-n", "auto", "--dist", "loadfile")
COVERAGE = ("--cov", "--cov-report=term-missing:skip-covered")


class SetupError(Exception):
    """A step of the set-up that failed; the text says which one and what to try."""


class Stamp(NamedTuple):
    """What was installed, from which pins, by which Python and where: a line each in .venv."""

    content: str
    digest: str
    home: str


class Chore(NamedTuple):
    """One thing that dev.py does."""

    run: Callable[[list[str]], int]
    takes: str  # what may follow its name, as the help shows it
    about: str


def main(arguments: Sequence[str]) -> int:
    """Run the chore that is named first and return the exit code."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(help_text())
        return 0
    name, rest = arguments[0], list(arguments[1:])
    chore = CHORES.get(name)
    if chore is None:
        print(f"dev.py has no chore named {name}. It has: {', '.join(CHORES)}.", file=sys.stderr)
        return 2
    if rest and not chore.takes:
        print(f"python3 dev.py {name}: {chore.about}. It takes nothing after its name.", file=sys.stderr)
        return 2
    try:
        return chore.run(rest)
    except SetupError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def help_text() -> str:
    """What dev.py can do, for a person who has just cloned the project."""
    width = max(len(f"{name} {chore.takes}") for name, chore in CHORES.items())
    chores = "\n".join(
        f"  {f'{name} {chore.takes}':<{width}}  {chore.about}" for name, chore in CHORES.items()
    )
    return f"""\
Röda tråden: python3 dev.py CHORE

{chores}

Start with `python3 dev.py demo`. It makes {VENV.name} beside this file, installs the versions that
constraints.txt names, and runs the program from there; the first time takes a minute or two, after
that it starts at once. Nothing outside this folder is changed: delete {VENV.name} to begin again.
On Windows write `py dev.py demo`."""


def venv_python(venv: Path, system: str = os.name) -> Path:
    """The interpreter inside a virtual environment; `system` is os.name, 'nt' on Windows."""
    return venv / "Scripts" / "python.exe" if system == "nt" else venv / "bin" / "python"


def stamp_for(content: str) -> Stamp:
    """The stamp of an environment that holds `content` as the project asks for it now."""
    digest = hashlib.sha256()
    for source in SOURCES:
        digest.update(source.read_bytes())
    return Stamp(content, digest.hexdigest(), f"{sys.version_info[0]}.{sys.version_info[1]} {VENV}")


def read_stamp(file: Path) -> Stamp | None:
    """What an environment says of itself, or None where it was not made, or not finished, by dev.py."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return Stamp(*lines) if len(lines) == len(Stamp._fields) else None


def serves(held: Stamp | None, wanted: Stamp) -> bool:
    """Whether an environment can be used as it is; one with the tools holds the program too."""
    return held == wanted or (held is not None and held == wanted._replace(content=TOOLS))


def set_up(content: str) -> None:
    """Make .venv hold the program (and the tools), unless it already does."""
    held, wanted = read_stamp(STAMP), stamp_for(content)
    python_is_there = venv_python(VENV).exists()
    if serves(held, wanted) and python_is_there:
        return
    if held is not None and held.content == TOOLS:
        wanted = wanted._replace(content=TOOLS)  # never take the tools from someone who has them
    if held is None or held.home != wanted.home or not python_is_there:
        say(f"Making {VENV}")
        make_venv(VENV)
    STAMP.unlink(missing_ok=True)
    say(f"Installing the program{' and the tools' if wanted.content == TOOLS else ''} (a minute or two)")
    # pip first: an old one knows neither groups nor build constraints
    pip("--upgrade", "--constraint", str(CONSTRAINTS), "pip")
    pins = ("--constraint", str(CONSTRAINTS), "--build-constraint", str(CONSTRAINTS))
    pip(*pins, "--editable", ".", *(("--group", "dev") if wanted.content == TOOLS else ()))
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def make_venv(folder: Path) -> None:
    """Make a virtual environment with pip in it, in place of one that is there."""
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(folder)]) != 0:
        raise SetupError(
            f"Python could not make a virtual environment in {folder}. On Debian and Ubuntu it needs "
            "one more package: sudo apt install python3-venv"
        )


def pip(*arguments: str) -> None:
    """Install something into .venv."""
    command = ["-m", "pip", "--disable-pip-version-check", "install", "-qq", *arguments]
    # UTF-8: what is built on Windows would else read its own texts in the machine's encoding
    if in_venv(*command, PYTHONUTF8="1") != 0:
        raise SetupError(
            "pip could not install what the project needs; its own words stand above. It fetches packages "
            "from the Python package index: is there a network, and behind a proxy, is HTTPS_PROXY set?"
        )


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for the Python of .venv: this one without what leads it elsewhere or slows it down."""
    # each of the tests' many processes would compile the whole program anew; git ignores what it keeps of it
    slow = {"PYTHONDONTWRITEBYTECODE"}
    astray = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"} | slow
    return {name: value for name, value in environment.items() if name not in astray}


def in_venv(*arguments: str, **variables: str) -> int:
    """Run the Python of .venv with these arguments in the project's folder; its exit code."""
    environment = clean_environment(os.environ) | variables
    return subprocess.call([str(venv_python(VENV)), *arguments], cwd=ROOT, env=environment)


def say(text: str) -> None:
    """Tell at once what happens next, also where output goes to a file."""
    print(text, flush=True)


def setup(_: list[str]) -> int:
    """Make .venv with the program and the tools."""
    set_up(TOOLS)
    say(f"Ready: {venv_python(VENV)}")
    return 0


def demo(rest: list[str]) -> int:
    """Run `rodatraden demo`."""
    set_up(PROGRAM)
    return in_venv("-m", "rodatraden", "demo", *rest)


def lint(_: list[str]) -> int:
    """Run every check but the tests."""
    set_up(TOOLS)
    return 1 if run_checks() else 0


def test(rest: list[str]) -> int:
    """Run the checks and all tests; with arguments, only pytest with these."""
    set_up(TOOLS)
    if rest:
        return in_venv("-m", "pytest", *rest)
    failed = run_checks()
    say("pytest" + (f"  (failed before it: {', '.join(failed)})" if failed else ""))
    started = time.monotonic()
    outcome = in_venv(*ALL_TESTS)
    if outcome:
        failed.append("pytest")
    # pytest's own closing line stays the last one where all is well: CI reads it
    if failed:
        say(f"Failed: {', '.join(failed)} (pytest took {time.monotonic() - started:.0f} s)")
    return 1 if failed else 0


def cover(_: list[str]) -> int:
    """Run all tests, and tell which lines none of them reach."""
    set_up(TOOLS)
    return in_venv(*ALL_TESTS, *COVERAGE)


def run_checks() -> list[str]:
    """Run each check, also after one that failed, and name those that failed."""
    failed = []
    for name, command in CHECKS:
        started = time.monotonic()
        outcome = in_venv(*command)
        say(f"{'ok' if outcome == 0 else 'FAILED':<6} {name}  {time.monotonic() - started:.1f} s")
        if outcome:
            failed.append(name)
    return failed


def bench(rest: list[str]) -> int:
    """Run the benchmarks."""
    set_up(TOOLS)
    return in_venv("-m", "benchmarks", *rest)


def docs(rest: list[str]) -> int:
    """Build the documentation."""
    set_up(TOOLS)
    return in_venv("-m", "docs.build", *rest)


def pin(_: list[str]) -> int:
    """Write constraints.txt anew: the newest versions that fit, for every system and Python."""
    with tempfile.TemporaryDirectory() as folder:
        make_venv(Path(folder))
        python = str(venv_python(Path(folder)))
        if subprocess.call([python, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "uv"]) != 0:
            raise SetupError("pip could not install uv, which works out the versions.")
        resolve = (
            *("uv", "pip", "compile", "--quiet", "--upgrade", "--universal", "--fork-strategy", "fewest"),
            *("--python-version", ".".join(map(str, OLDEST)), "--no-header", "--no-annotate"),
            *("--group", "dev", "--group", "build", "pyproject.toml"),
        )
        answer = subprocess.run([python, "-m", *resolve], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    if answer.returncode != 0:
        raise SetupError("uv found no versions that fit together; its own words stand above.")
    lines = [line for line in answer.stdout.decode().splitlines() if line and not line.startswith(("-", "#"))]
    header = "# Made by `python3 dev.py pin`: names and versions only, no addresses (docs/decisions/0002).\n"
    CONSTRAINTS.write_text(header + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    say(f"Pinned {len(lines)} packages in {CONSTRAINTS.name}. Now run: python3 dev.py test")
    return 0


CHORES: dict[str, Chore] = {
    "demo": Chore(demo, "[OPTION ...]", "check the Vaggeryd example, then open the dashboard on it"),
    "test": Chore(
        test, "[PYTEST ARGUMENT ...]", "every check and all tests; with arguments only pytest, with these"
    ),
    "cover": Chore(cover, "", "all tests, and the lines that none of them reach; takes twice as long"),
    "lint": Chore(lint, "", "every check but the tests: ruff, mypy, pyright, import-linter"),
    "bench": Chore(bench, "[OPTION ...]", "time the check of a plan and each of its stages"),
    "docs": Chore(docs, "[NAME ...]", "build the documents that are made from the rules and the vocabulary"),
    "setup": Chore(setup, "", "only make .venv with the program and the tools"),
    "pin": Chore(pin, "", "write constraints.txt anew with the newest versions that fit"),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
