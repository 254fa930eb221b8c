"""What holds for every test: no network, a plain terminal, and how generated tests run."""

import gc
import ipaddress
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from rodatraden.cli import COLLECT_AFTER
from tests.web_servers import Hosted, hosting

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# As the program itself runs: a quarter of the processor time of tests went to looking for garbage.
gc.set_threshold(COLLECT_AFTER)

# No deadline: the machine that runs the tests may be slow or busy. In CI the same plans each time,
# so that a change is judged by what it changes.
settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("ci" if IN_CI else "here")


def is_this_machine(host: object) -> bool:
    """Whether a host name or address stands for the machine that the tests run on."""
    if not host or host in {"localhost", b"localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def refuse_the_network(event: str, args: tuple[Any, ...]) -> None:
    """Fail whatever asks for another machine: the program never may, so no test does either."""
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if not is_this_machine(host):
        raise AssertionError(f"a test asked for {host}: tests stay on this machine")


sys.addaudithook(refuse_the_network)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests that need Chromium where it is not; in CI they must run."""
    if IN_CI or shutil.which("chromium"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a test in the browser fails, tell what the pages show that it was on; and leave them."""
    report = yield
    if report.when == "call" and report.failed and item.get_closest_marker("browser"):
        from tests.dashboard_visit import Visit  # noqa: PLC0415 - it loads Playwright

        while Visit.opened:
            visit = Visit.opened[-1]
            try:
                report.sections.append(("The page", visit.told()))
            finally:
                visit.leave()
    return report


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output as a program's output is read: no colours asked for, none refused, no forced width."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module", params=["nginx", "apache"])
def port(
    request: pytest.FixtureRequest, hosted: Hosted, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """The port of each web server in turn over the site that the module's fixture `hosted` gives."""
    with hosting(request.param, hosted, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data that lies beside the project and is no part of it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the reference data is not here ({folder})")
    return folder
