"""The house's own rules: what may import what, where things lie, and documents that stay true."""

import re
import subprocess
import sys
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import dev

ROOT = Path(__file__).parent.parent
PACKAGES = ("ontology", "shapes", "graph", "dashboard", "rodatraden")
DECISIONS = ROOT / "docs" / "decisions"
GUIDES = ("README.md", "CONTRIBUTING.md")

# in parts, since this file is searched for them as well
REGISTRY_HOSTS = tuple(
    "".join(parts)
    for parts in [
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("yarn", "pkg.com"),
        ("deb.", "debian.org"),
        ("crates", ".io"),
    ]
)


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is in the repository or would be at the next commit."""
    answer = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found = (ROOT / name for name in answer.stdout.decode().split("\0") if name)
    return tuple(sorted(file for file in found if file.is_file()))


def python_files() -> list[Path]:
    return [file for file in project_files() if file.suffix == ".py"]


def text_files() -> dict[str, str]:
    texts = {}
    for file in project_files():
        content = file.read_bytes()
        if b"\0" not in content:
            texts[file.relative_to(ROOT).as_posix()] = content.decode()
    return texts


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_import_contracts_hold() -> None:
    checked = subprocess.run(
        [sys.executable, "-c", dev.IMPORT_LINTER, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_no_module_is_long() -> None:
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in python_files()}
    assert {str(file.relative_to(ROOT)): lines for file, lines in lengths.items() if lines > 400} == {}


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    modules = [file.relative_to(ROOT).with_suffix("") for file in python_files()]
    assert [str(module) for module in modules if drawers & set(module.parts)] == []


def test_the_tests_are_flat() -> None:
    tests = ROOT / "tests"
    nested = [str(file) for file in python_files() if tests in file.parents and file.parent != tests]
    assert nested == []
    assert not (tests / "__init__.py").exists()


@pytest.mark.parametrize("folder", ["dashboard", "tests", "benchmarks", "docs"])
def test_nothing_shadows_a_package(folder: str) -> None:
    # each of these folders is put first on the path by a tool that runs from it
    inside = {path.stem for path in (ROOT / folder).glob("*")}
    assert inside & set(PACKAGES) == set()


def test_the_dashboard_is_not_in_the_old_multipage_mode() -> None:
    assert not (ROOT / "dashboard" / "pages").exists()


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_is_typed_and_built(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()
    assert package in pyproject()["tool"]["uv"]["build-backend"]["module-name"]


def test_no_address_of_a_registry_is_written_down() -> None:
    texts = text_files()
    assert {name: host for name, text in texts.items() for host in REGISTRY_HOSTS if host in text} == {}
    assert "uv.lock" not in texts


def test_the_pins_are_names_and_versions_and_cover_what_is_asked_for() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1:]
    condition = r"[a-z_]+ [!=<>]+ '[\w.]+'"
    pin = re.compile(rf"([a-z0-9-]+)==[0-9][0-9a-z.]*( ; {condition}( (and|or) {condition})*)?")
    matches = [pin.fullmatch(line) for line in lines]
    assert [line for line, match in zip(lines, matches, strict=True) if match is None] == []
    asked = chain(pyproject()["project"]["dependencies"], *pyproject()["dependency-groups"].values())
    names = {re.split(r"[\[<>=!~; ]", wanted)[0].lower().replace("_", "-") for wanted in asked}
    assert names - {match[1] for match in matches if match} == set()


def decision_files() -> list[Path]:
    return sorted(file for file in DECISIONS.glob("*.md") if file.name != "README.md")


def test_decisions_are_numbered_without_a_gap() -> None:
    names = [file.name for file in decision_files()]
    assert [name[:5] for name in names] == [f"{number:04}-" for number in range(1, len(names) + 1)]


def test_every_decision_has_its_parts_and_is_listed() -> None:
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8")
    for file in decision_files():
        text = file.read_text(encoding="utf-8")
        title = re.match(r"# (\d{4})\. (.+)\n", text)
        assert title is not None, file.name
        assert title[1] == file.name[:4]
        assert f"[{title[2]}]({file.name})" in listed
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Why", "Decision", "Cost"], file.name


@pytest.mark.parametrize("guide", GUIDES)
def test_every_chore_that_a_guide_names_exists(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:python3?|py) dev\.py ([a-z]+)", text))
    assert named - set(dev.CHORES) == set()
    assert {"demo", "test"} <= named


def test_the_contributors_guide_names_every_chore() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [name for name in dev.CHORES if f"python3 dev.py {name}" not in text] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_that_a_guide_names_exists(guide: str) -> None:
    # a path in code marks: it begins with a folder of this project; * stands for any name
    text = (ROOT / guide).read_text(encoding="utf-8")
    folders = {file.relative_to(ROOT).parts[0] for file in project_files() if file.parent != ROOT}
    paths = [path for path in re.findall(r"`([\w.*-]+/[\w./*-]*)`", text) if path.split("/")[0] in folders]
    assert [path for path in paths if not any(ROOT.glob(path.rstrip("/")))] == []


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = []
    for file in project_files():
        if file.suffix == ".md":
            for target in re.findall(r"\]\(([^)\s]+)\)", file.read_text(encoding="utf-8")):
                path = target.split("#")[0]
                if path and "://" not in path and not (file.parent / path).exists():
                    broken.append(f"{file.relative_to(ROOT)}: {target}")
    assert broken == []
