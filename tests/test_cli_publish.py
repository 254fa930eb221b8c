"""`rodatraden publish` as users type it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.site_parts import LINDVIK, VAGGERYD


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rodatraden", "publish", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
def test_a_plan_is_published_and_published_again(tmp_path: Path) -> None:
    folder = tmp_path / "webb"
    for _ in range(2):
        done = run(str(VAGGERYD), str(folder), "--despite-faults")
        assert (done.returncode, done.stdout) == (0, "")
        assert f"Publicerade {folder}. Planer: 1." in done.stderr
    assert (folder / "index.html").is_file()
    assert [each.name for each in tmp_path.iterdir() if ".ny-" in each.name] == []


def test_faults_stop_it_and_are_named(tmp_path: Path) -> None:
    text = LINDVIK.read_text(encoding="utf-8").replace("dcat:contactPoint", "dcat:theme")
    plan = tmp_path / "plan.ttl"
    plan.write_text(text, encoding="utf-8")
    done = run(str(plan), str(tmp_path / "webb"))
    assert done.returncode == 1
    assert "O01" in done.stdout
    assert "kontakt" in done.stdout
    assert "Ingenting publicerades" in done.stderr
    assert not (tmp_path / "webb").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("{tmp}/webb",), "Ange antingen en eller flera planer eller --store"),
        (("{tmp}/saknas.xlsx", "{tmp}/webb"), "saknas.xlsx"),
        (("{plan}", "{tmp}/annat"), "innehåller annat än en webbplats"),
        (("{plan}", "{tmp}/fil"), "det är en fil och inte en mapp"),
        (("{plan}", "{tmp}/webb", "--address", "ftp://x"), "adressen ska börja med https://"),
        (("{tmp}/webb", "--store", "{tmp}/tomt"), "tomt"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "viktigt.txt").write_text("x")
    (tmp_path / "fil").write_text("x")
    done = run(*(each.format(tmp=tmp_path, plan=VAGGERYD) for each in arguments))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "annat" / "viktigt.txt").is_file()
