"""Signing in, with a real provider and a real browser: who may write does, and nobody else."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from joserfc.jwk import RSAKey
from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from graph.store.opening import open_store
from rodatraden.cli import main
from tests.conftest import ROOT
from tests.dashboard_pages import LINDVIK, VAGGERYD
from tests.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.servers import free_port

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

CHROMIUM = "/usr/bin/chromium"
COOKIE_SECRET = "prov-0123456789abcdef0123456789abcdef"  # noqa: S105
PATIENCE = 60_000
PEOPLE: dict[str, dict[str, object]] = {
    "Ada": {"roles": ["läsare", "planansvarig"], "name": "Ada Prov", "email": "ada@kommun.example"},
    "Bo": {"roles": ["läsare"], "name": "Bo Prov"},
    "Cia": {"name": "Cia Prov"},
    "Dan": {"roles": "planansvarig", "name": "Dan Prov", "iat": int(time.time()) - 13 * 3600},
    "Eva": {"roles": ["planansvarig"], "aud": "ett-annat-program"},
    "Finn": {"roles": ["planansvarig"], "nonce": "ett-annat-besök"},
    "Gun": {"roles": ["planansvarig"], "iss": "https://någon-annan.example"},
}


@dataclass
class Site:
    """The dashboard and the provider, both running."""

    port: int
    store: Path
    provider: Provider

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("inloggning")
    with pytest.raises(SystemExit):
        main(["import", str(VAGGERYD), "--store", str(folder / "lager")])
    with provider(PEOPLE) as found:
        here = Site(free_port(), folder / "lager", found)
        settings = {
            "server_metadata_url": found.metadata_url,
            "client_id": CLIENT,
            "client_secret": SECRET,
            "cookie_secret": COOKIE_SECRET,
            "redirect_uri": f"{here.address}oauth2callback",
            "role_claim": "roles",
            "write_role": "planansvarig",
        }
        file = folder / "inloggning.toml"
        file.write_text("".join(f'{key} = "{value}"\n' for key, value in settings.items()), "utf-8")
        file.chmod(0o600)
        command = [
            sys.executable,
            "-m",
            "rodatraden",
            "dashboard",
            "--store",
            str(here.store),
            "--no-browser",
        ]
        with subprocess.Popen(
            [*command, "--port", str(here.port), "--sign-in", str(file)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "COVERAGE_PROCESS_START": "", "PYTHONWARNINGS": ""},
        ) as process:
            assert process.stderr is not None
            assert "http://localhost" in process.stderr.readline()
            try:
                yield here
            finally:
                process.terminate()
                # nobody's secret, token or name stands in what the program says
                said = process.stderr.read()
                assert not any(each in said for each in (SECRET, COOKIE_SECRET, "Prov", "Traceback"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Page]:
    """A new visitor, on the page Läs in, who has asked only this machine and saw no complaint."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    hosts: set[str | None] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url.removeprefix("blob:")).hostname))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "favicon" not in said.location["url"]
            else None
        ),
    )
    go(page, site, "las-in")
    yield page
    assert hosts == {"localhost"}
    assert complaints == []
    context.close()


def go(page: Page, site: Site, where: str = "") -> None:
    page.goto(site.address + where)
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_selector(".rt h1")
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
    page.wait_for_timeout(300)


def sign_in(page: Page, site: Site, person: str) -> None:
    """Sign in by keyboard here and at the provider, and go to Läs in."""
    button = page.get_by_role("button", name="Logga in")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorize?**")
    page.get_by_role("button", name=person).press("Enter")
    page.wait_for_url(site.address)
    settle(page)
    go(page, site, "las-in")


def text_of(page: Page) -> str:
    return " ".join(page.locator("[data-testid=stMain]").inner_text().split())


def barriers(page: Page) -> list[tuple[str, str]]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run()")["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def put(site: Site, cookies: dict[str, str]) -> tuple[int, str]:
    """Leave a file as a program would, with the cookies of a visitor."""
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with closing(HTTPConnection("localhost", site.port, timeout=30)) as connection:
        connection.request("PUT", "/_stcore/upload_file/x/y", b"x", {"Cookie": sent})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def cookies_of(page: Page) -> dict[str, str]:
    return {each.get("name", ""): each.get("value", "") for each in page.context.cookies()}


def test_without_signing_in_everything_is_only_read(visit: Page, site: Site) -> None:
    assert "Du behöver logga in för att lägga in en plan." in text_of(visit)
    assert "version 1 (gäller)" in text_of(visit)
    assert visit.locator("input[type=file]").count() == 0
    assert barriers(visit) == []
    assert put(site, cookies_of(visit)) == (403, "Här får du inte lämna någon fil.\n")


def test_one_with_the_role_brings_a_plan_in_and_signs_out(visit: Page, site: Site) -> None:
    sign_in(visit, site, "Ada")
    assert "Inloggad som planansvarig" in text_of(visit)
    assert not any(each in visit.content() for each in ("Ada", "kommun.example", SECRET, COOKIE_SECRET))
    assert barriers(visit) == []
    assert put(site, cookies_of(visit))[1] != "Här får du inte lämna någon fil.\n"
    visit.set_input_files("input[type=file]", LINDVIK)
    visit.wait_for_selector("h2:has-text('Granskning av lindvik-2024.xlsx')")
    settle(visit)
    assert barriers(visit) == []
    visit.get_by_label("Anteckning").fill("Prov i webbläsare")
    visit.get_by_role("button", name="Lägg in som version 1").press("Enter")
    visit.wait_for_selector("text=9999-2024 är nu version 1")
    settle(visit)
    assert barriers(visit) == []
    plan = next(each for each in open_store(str(site.store)).plans() if each.short == "9999-2024")
    told = plan.current.provenance
    assert (told.by, told.note, told.file) == ("planansvarig", "Prov i webbläsare", "lindvik-2024.xlsx")
    cookies = [each for each in visit.context.cookies() if "streamlit_user" in each.get("name", "")]
    assert cookies
    assert all(each.get("httpOnly") and each.get("sameSite") == "Lax" for each in cookies)
    kept = cookies_of(visit)
    visit.get_by_role("button", name="Logga ut").press("Enter")
    visit.wait_for_selector("button:has-text('Logga in')")
    settle(visit)
    assert site.provider.signed_out
    assert "_streamlit_user" not in cookies_of(visit)
    assert set(kept) - set(cookies_of(visit)) >= {"_streamlit_user"}
    go(visit, site, "las-in")
    assert "Du behöver logga in" in text_of(visit)


@pytest.mark.parametrize("person", ["Bo", "Cia"])
def test_one_without_the_role_is_told_so(person: str, visit: Page, site: Site) -> None:
    sign_in(visit, site, person)
    assert "Inloggad, utan rätt att lägga in" in text_of(visit)
    assert "har inte rollen planansvarig" in text_of(visit)
    assert visit.locator("input[type=file]").count() == 0
    assert put(site, cookies_of(visit)) == (403, "Här får du inte lämna någon fil.\n")
    assert barriers(visit) == []


def test_a_role_in_the_address_is_no_role(visit: Page, site: Site) -> None:
    sign_in(visit, site, "Bo")
    go(visit, site, "las-in?roles=planansvarig&role=planansvarig&write_role=planansvarig")
    assert "har inte rollen planansvarig" in text_of(visit)


def test_a_sign_in_of_yesterday_is_too_old_to_write(visit: Page, site: Site) -> None:
    sign_in(visit, site, "Dan")
    assert "Det var mer än 12 timmar sedan du loggade in." in text_of(visit)
    assert visit.get_by_role("button", name="Logga in igen").count() == 1
    assert put(site, cookies_of(visit))[0] == 403


def test_a_cookie_that_was_changed_or_signed_by_another_is_nobody(visit: Page, site: Site) -> None:
    sign_in(visit, site, "Bo")
    good = next(each for each in visit.context.cookies() if each.get("name") == "_streamlit_user")
    value = str(good.get("value"))
    claims = json.dumps(
        {
            "is_logged_in": True,
            "origin": site.address.rstrip("/"),
            "roles": ["planansvarig"],
            "iat": time.time(),
            "provider": "default",
        }
    )
    forged = create_signed_value("en-annan-hemlighet", "_streamlit_user", claims).decode()
    for changed in (value[:-2] + ("aa" if value[-2:] != "aa" else "bb"), forged, claims, "x"):
        assert put(site, {"_streamlit_user": changed})[0] == 403
        if changed == claims:
            continue  # no browser keeps such a cookie
        visit.context.clear_cookies()
        visit.context.add_cookies([{"name": "_streamlit_user", "value": changed, "url": site.address}])
        go(visit, site, "las-in")
        assert "Du behöver logga in" in text_of(visit)
    right = create_signed_value(COOKIE_SECRET, "_streamlit_user", claims).decode()
    assert put(site, {"_streamlit_user": right})[1] != "Här får du inte lämna någon fil.\n"


@pytest.mark.parametrize("person", ["Eva", "Finn", "Gun"])
def test_a_token_for_others_signs_nobody_in(person: str, visit: Page, site: Site) -> None:
    sign_in(visit, site, person)
    assert "Du behöver logga in" in text_of(visit)
    assert "_streamlit_user" not in cookies_of(visit)


def test_a_token_signed_with_another_key_signs_nobody_in(visit: Page, site: Site) -> None:
    site.provider.signing = RSAKey.generate_key(2048, {"kid": "prov"})
    try:
        sign_in(visit, site, "Ada")
    finally:
        site.provider.signing = None
    assert "Du behöver logga in" in text_of(visit)
    assert "_streamlit_user" not in cookies_of(visit)


def test_a_code_works_once(visit: Page, site: Site) -> None:
    callbacks: list[str] = []
    visit.on("request", lambda sent: callbacks.append(sent.url) if "/oauth2callback?" in sent.url else None)
    sign_in(visit, site, "Ada")
    assert len(callbacks) == 1
    visit.context.clear_cookies()
    visit.goto(callbacks[0])
    settle(visit)
    go(visit, site, "las-in")
    assert "Du behöver logga in" in text_of(visit)


def test_a_provider_that_is_away_is_said_in_words(browser: Browser, site: Site) -> None:
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    go(page, site, "las-in")
    site.provider.away = True
    try:
        page.get_by_role("button", name="Logga in").press("Enter")
        page.wait_for_url("**/auth/login?**")
        assert "Det går inte att nå tjänsten där man loggar in." in page.content()
    finally:
        site.provider.away = False
    context.close()
