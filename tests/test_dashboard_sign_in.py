"""Signing in, with a real provider and a real browser: who may write does, and nobody else."""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import BrowserContext, Page
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from graph.store.opening import open_store
from rodatraden.cli import main
from tests.dashboard_pages import FAULTY, LINDVIK, VAGGERYD
from tests.dashboard_process import asked, started
from tests.dashboard_visit import PATIENCE, Visit, chromium
from tests.oidc_provider import CLIENT, SECRET, Provider, provider
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

COOKIE_SECRET = "prov-0123456789abcdef0123456789abcdef"  # noqa: S105
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
        arguments = ["--store", str(here.store), "--port", str(here.port), "--sign-in", str(file)]
        with started(*arguments) as (address, said):
            assert f"{address}/" == here.address
            yield here
        # nobody's secret, token or name stands in what the program says
        assert not any(each in line for line in said for each in (SECRET, COOKIE_SECRET, "Prov", "Traceback"))


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    with chromium() as found:
        yield found


@pytest.fixture
def guest(browser: BrowserContext, site: Site) -> Iterator[Visit]:
    """A new visitor, on the page Läs in, who asks only this machine and sees no complaint."""
    browser.clear_cookies()
    found = Visit(browser, f"{site.address}las-in")
    yield found
    found.close()


@pytest.fixture
def visit(guest: Visit) -> Page:
    """The page of a new visitor."""
    return guest.page


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


def put(site: Site, cookies: dict[str, str]) -> tuple[int, str]:
    """Leave a file as a program would, with the cookies of a visitor."""
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    with closing(HTTPConnection("localhost", site.port, timeout=30)) as connection:
        connection.request("PUT", "/_stcore/upload_file/x/y", b"x", {"Cookie": sent})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def bring_back(guest: Visit) -> None:
    """Bring another revision in, and then the first one back, after a look at what that changes."""
    guest.page.set_input_files("input[type=file]", FAULTY)
    guest.page.get_by_role("button", name="Lägg in som version 2").press("Enter")
    guest.page.wait_for_selector("text=9999-2024 är nu version 2")
    guest.settle()
    guest.lists()[0].focus()
    guest.page.keyboard.press("ArrowDown")
    guest.page.wait_for_selector("[role=option]")
    assert guest.barriers() == []
    guest.page.keyboard.type("version 1")
    guest.page.keyboard.press("Enter")
    guest.page.wait_for_selector("h2:has-text('Om version 1 gäller igen')")
    guest.settle()
    assert guest.page.url.endswith("aterstall=1")
    assert guest.barriers() == []
    assert guest.barriers_in_other_looks() == {}
    guest.look(1280, "light")
    guest.page.get_by_role("button", name="Låt version 1 gälla igen").press("Enter")
    guest.page.wait_for_selector("text=Version 1 gäller igen, som version 3")
    guest.settle()


def cookies_of(page: Page) -> dict[str, str]:
    return {each.get("name", ""): each.get("value", "") for each in page.context.cookies()}


def test_what_is_published_is_answered_without_signing_in(site: Site) -> None:
    address, root = site.address.rstrip("/"), "/rodatraden/kommun/0665/"
    for path, status in (
        (f"{root}id/mal/KF-1", 303),
        (f"{root}doc/mal/KF-1.ttl", 200),
        ("/sparql?query=ASK%7B%7D", 200),
        ("/health", 200),
        ("/robots.txt", 200),
    ):
        answer, _ = asked(address, path, Accept="text/turtle, */*;q=0.1")
        assert answer.status == status, path
        assert answer.headers["Set-Cookie"] is None, path
    assert asked(address, f"{root}id/mal/KF-1", Host="annan.example")[0].status == 400


def test_without_signing_in_everything_is_only_read(guest: Visit, visit: Page, site: Site) -> None:
    assert "Du behöver logga in för att lägga in en plan." in text_of(visit)
    assert "version 1 (gäller)" in text_of(visit)
    assert visit.locator("input[type=file]").count() == 0
    assert guest.barriers() == []
    assert put(site, cookies_of(visit)) == (403, "Här får du inte lämna någon fil.\n")


def test_one_with_the_role_brings_a_plan_in_and_signs_out(guest: Visit, visit: Page, site: Site) -> None:
    sign_in(visit, site, "Ada")
    assert "Inloggad som planansvarig" in text_of(visit)
    assert not any(each in visit.content() for each in ("Ada", "kommun.example", SECRET, COOKIE_SECRET))
    assert guest.barriers() == []
    assert put(site, cookies_of(visit))[1] != "Här får du inte lämna någon fil.\n"
    visit.set_input_files("input[type=file]", LINDVIK)
    visit.wait_for_selector("h2:has-text('Granskning av lindvik-2024.xlsx')")
    settle(visit)
    assert guest.barriers() == []
    assert guest.barriers_in_other_looks() == {}
    guest.look(1280, "light")
    assert guest.tabbed(40) == []
    assert guest.in_english() == []
    visit.get_by_label("Anteckning").fill("Prov i webbläsare")
    visit.get_by_role("button", name="Lägg in som version 1").press("Enter")
    visit.wait_for_selector("text=9999-2024 är nu version 1")
    settle(visit)
    assert guest.barriers() == []
    plan = next(each for each in open_store(str(site.store)).plans() if each.short == "9999-2024")
    told = plan.current.provenance
    assert (told.by, told.note, told.file) == ("planansvarig", "Prov i webbläsare", "lindvik-2024.xlsx")
    bring_back(guest)
    guest.go(site.address)
    assert "Välj en målplan" in text_of(visit)
    assert guest.barriers() == []
    assert guest.barriers_in_other_looks() == {}
    guest.look(1280, "light")
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
def test_one_without_the_role_is_told_so(person: str, guest: Visit, visit: Page, site: Site) -> None:
    sign_in(visit, site, person)
    assert "Inloggad, utan rätt att lägga in" in text_of(visit)
    assert "har inte rollen planansvarig" in text_of(visit)
    assert visit.locator("input[type=file]").count() == 0
    assert put(site, cookies_of(visit)) == (403, "Här får du inte lämna någon fil.\n")
    assert guest.barriers() == []


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


def test_a_provider_that_is_away_is_said_in_words(browser: BrowserContext, site: Site) -> None:
    browser.clear_cookies()
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    go(page, site, "las-in")
    site.provider.away = True
    try:
        page.get_by_role("button", name="Logga in").press("Enter")
        page.wait_for_url("**/auth/login?**")
        assert "Det går inte att nå tjänsten där man loggar in." in page.content()
    finally:
        site.provider.away = False
    page.close()
