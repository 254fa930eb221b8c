"""The published site in a real browser: open to all, quiet, with and without JavaScript, and harmless."""

import functools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

from graph.site.publishing import Wanted, publish
from graph.site.sources import plans_in_files
from tests.dashboard_pages import HOSTILE, hostile_copy
from tests.site_parts import LINDVIK, VAGGERYD

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.slow]

CHROMIUM = "/usr/bin/chromium"
PAGES = (
    "index.html",
    "sok.html",
    "doc/mal/index.html",
    "doc/mal/KF-1.html",
    "doc/mal/FGN-1.html",
    "doc/organ/FGN.html",
    "doc/plan/2024.html",
    "doc/bedomning/index.html",
    "doc/begrepp/aldre.html",
    "doc/tid/index.html",
    "doc/indikator/FGN-1a.html",
    "doc/beslut/FGN-2023-74.html",
    "doc/programavsnitt/PA-1.html",
    "doc/malvarde/index.html",
    "doc/mallista/index.html",
    "doc/utfallsstruktur/index.html",
    "data/index.html",
    "tillganglighet.html",
    "regler.html",
    "vokabular.html",
)
# Colours differ with the scheme and layout with the width: these show all kinds of parts.
SOME = ("index.html", "doc/mal/KF-1.html", "doc/indikator/FGN-1a.html")
Scheme = Literal["light", "dark"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in its class
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a plain web server; its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "lindvik"
    publish(plans_in_files([LINDVIK]), folder, Wanted(today=date(2025, 4, 1), plain_host=True))
    return folder


@pytest.fixture(scope="module")
def site(site_folder: Path) -> Iterator[str]:
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


class Visit:
    """One page with all that it asked for and complained of."""

    def __init__(
        self, browser: Browser, address: str, *, width: int = 1280, scheme: Scheme = "light", **more: Any
    ) -> None:
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="sv-SE", **more
        )
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        # a browser asks for this by itself, and the site has none
        self.page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")

    def barriers(self) -> list[tuple[str, str]]:
        """What axe-core finds: the rule and the first element. The policy keeps the page from loading it."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Runtime.evaluate", {"expression": AXE_SCRIPT})
        found = self.page.evaluate("axe.run()")["violations"]
        return [(each["id"], each["nodes"][0]["html"]) for each in found]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )


@pytest.mark.parametrize(
    ("width", "scheme", "pages"),
    [(1280, "light", PAGES), (320, "dark", PAGES), (1280, "dark", SOME), (320, "light", SOME)],
)
def test_pages_are_open_to_all_and_quiet(
    width: int, scheme: Scheme, pages: Sequence[str], browser: Browser, site: str
) -> None:
    for path in pages:
        visit = Visit(browser, site + path, width=width, scheme=scheme)
        assert visit.barriers() == [], path
        assert visit.overflow() <= 0, path
        assert visit.hosts == {"127.0.0.1"}, path
        assert visit.complaints == [], path
        assert visit.page.evaluate("document.documentElement.lang") == "sv"
        visit.page.close()


def test_pages_are_whole_without_javascript(browser: Browser, site: str) -> None:
    visit = Visit(browser, site, java_script_enabled=False)
    visit.page.get_by_role("link", name="Varje barn växer upp tryggt").click()
    visit.page.get_by_role("link", name="Alla elever når målen").first.click()
    assert "Målvärden som vägs samman" in visit.page.inner_text("main")
    visit.page.get_by_role("link", name="Sök", exact=True).click()
    assert visit.page.locator("form").count() == 0 or not visit.page.locator("form").is_visible()
    visit.page.get_by_role("link", name="Äldre", exact=True).first.click()
    assert visit.page.title().startswith("Äldre")
    visit.page.close()


def test_search_finds_with_the_keyboard(browser: Browser, site: str) -> None:
    visit = Visit(browser, site + "sok.html")
    visit.page.keyboard.type("klimatneutralt lindvik")
    visit.page.wait_for_function("document.getElementById('antal').textContent === '1 träff'")
    assert not visit.page.locator("#register").is_visible()
    assert "q=klimatneutralt" in visit.page.url
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/doc/mal/KF-4.html")
    assert visit.complaints == []
    visit.page.close()


@pytest.mark.parametrize(
    ("asked", "found"),
    [("FGN-1", "Alla elever når målen"), ("aldre", "Äldre"), ("ÄLDRE", "Äldre"), ("zzz", "Inga träffar")],
)
def test_search_takes_ids_and_letters_as_people_type_them(
    asked: str, found: str, browser: Browser, site: str
) -> None:
    visit = Visit(browser, f"{site}sok.html?q={asked}")
    visit.page.wait_for_function("document.getElementById('antal').textContent !== ''")
    assert found in visit.page.inner_text("main")
    visit.page.close()


def test_the_form_of_the_first_page_leads_to_the_hits(browser: Browser, site: str) -> None:
    visit = Visit(browser, site)
    visit.page.get_by_role("searchbox").fill("socialnämnden")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/sok.html?q=*")
    visit.page.get_by_role("link", name="Socialnämnden", exact=True).first.click()
    visit.page.wait_for_url("**/doc/organ/SOC.html")
    visit.page.close()


def test_an_identifier_leads_on_where_the_host_has_no_rules(browser: Browser, site: str) -> None:
    visit = Visit(browser, site + "id/mal/KF-1/index.html")
    visit.page.wait_for_url("**/doc/mal/KF-1.html")
    visit.page.goto(site + "id/utfall/FGN-1a-2022/index.html")
    visit.page.wait_for_url("**/doc/utfall/index.html#*")
    visit.page.close()


def test_a_page_prints_without_what_is_only_for_the_screen(browser: Browser, site: str) -> None:
    visit = Visit(browser, site + "doc/mal/KF-1.html")
    visit.page.emulate_media(media="print")
    assert not visit.page.locator(".top nav").is_visible()
    assert visit.page.locator("h1").is_visible()
    assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    visit.page.close()


def test_nothing_hostile_runs(browser: Browser, tmp_path: Path) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(VAGGERYD, plan)
    folder = tmp_path / "site"
    publish(plans_in_files([plan]), folder, Wanted(today=date(2025, 4, 1), force=True))
    with served(folder) as address:
        pages = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.html"))]
        for path in (
            "404.html",
            "410.html",
        ):  # their links are those of the address that they are published at
            pages.remove(path)
        one_of_each = {path.rsplit("/", 1)[0]: path for path in pages}.values()
        for path in (*one_of_each, "index.html", "sok.html?q=fet"):
            visit = Visit(browser, address + path)
            assert visit.hosts == {"127.0.0.1"}, path
            assert visit.complaints == [], path
            assert visit.page.evaluate("window.hacked") is None, path
            assert visit.page.locator("img, em, main script, [href^='javascript:']").count() == 0, path
            visit.page.close()
        visit = Visit(browser, address + "sok.html?q=fet")
        visit.page.wait_for_selector("#traffar li")
        assert HOSTILE.split()[0] in visit.page.inner_text("#traffar")
        visit.page.close()


def test_a_site_is_whole_when_its_folder_is_opened_from_disk(browser: Browser, site_folder: Path) -> None:
    visit = Visit(browser, f"{site_folder.as_uri()}/index.html")
    visit.page.get_by_role("searchbox").fill("klimatneutralt")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("document.getElementById('antal').textContent === '1 träff'")
    visit.page.get_by_role("link", name="Ett klimatneutralt Lindvik").click()
    assert visit.page.inner_text("h1").startswith("Ett klimatneutralt Lindvik")
    assert visit.page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopWidth") == "4px"
    assert visit.complaints == []
    visit.page.close()


def test_an_english_site_says_what_is_in_swedish_and_is_open_to_all(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    publish(plans_in_files([LINDVIK]), folder, Wanted(today=date(2025, 4, 1), language="en"))
    with served(folder) as address:
        for path in SOME:
            visit = Visit(browser, address + path, width=768)
            assert visit.barriers() == [], path
            assert visit.page.evaluate("document.documentElement.lang") == "en"
            visit.page.close()
        visit = Visit(browser, address + "doc/mal/KF-1.html")
        assert visit.page.locator("h1").get_attribute("lang") is None
        assert visit.page.locator(".lead").get_attribute("lang") == "sv"
        assert visit.page.locator(".status [lang=sv]").inner_text() == "Nära mål"
        below = visit.page.get_by_role("link", name="Alla elever når målen i svenska och matematik").first
        assert below.get_attribute("lang") == "sv"
        visit.page.close()
