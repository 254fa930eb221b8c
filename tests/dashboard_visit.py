"""A visit to the dashboard in headless Chromium: what it asked for, complained of, and who it shuts out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ElementHandle, Page, sync_playwright
from playwright.sync_api import TimeoutError as TookTooLong

from tests.conftest import ROOT

CHROMIUM = "/usr/bin/chromium"
# Streamlit draws with Graphviz in the page itself, which Graphviz remarks on; nothing is amiss.
KNOWN = 'No script tag of type "javascript/worker" was found'
IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
PATIENCE = 60_000
LOOKS = [(1280, "dark"), (320, "dark"), (320, "light")]
"""How a page is looked at beside how it opens: 1280 pixels wide and light."""

_OPENED = "document.querySelectorAll('[data-testid=stMain] details').forEach(each => each.open = true)"
_WIDER = """Math.max(...["html", "[data-testid=stMain]"].map(each => {
  const box = document.querySelector(each);
  return box ? box.scrollWidth - box.clientWidth : 0;
}))"""
# what Streamlit itself says, without a plan's own words
_SAID = """() => {
  const icons = "[data-testid=stIconMaterial]";
  const ours = `.rt, [role=listbox]:not([data-empty]) [role=option], svg, style, script, noscript, ${icons}`;
  const said = [];
  for (const each of document.body.querySelectorAll("*")) {
    if (each.closest(ours) || !each.checkVisibility()) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      said.push(each.getAttribute(name) || "");
    for (const node of each.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
  }
  return said.filter(each => each.trim());
}"""
_STILL = """() => {
  const still = document.createElement("style");
  still.textContent = "* { transition: none !important; animation: none !important; }";
  document.head.append(still);
}"""
# how something and what it stands in look, to tell whether that changes with where the keyboard is
_LOOKS = """() => {
  window.looks = each => {
    const found = [];
    for (let at = each, up = 0; at && up < 5; at = at.parentElement, up++) {
      const { outline, outlineOffset, boxShadow, borderColor, backgroundColor, color } = getComputedStyle(at);
      found.push(outline, outlineOffset, boxShadow, borderColor, backgroundColor, color);
    }
    return found.join();
  };
}"""
_NOW = """() => {
  const [was, looked] = window.last ?? [];
  const unseen = was && was !== document.body && looks(was) === looked ? was.outerHTML.slice(0, 160) : "";
  window.last = [document.activeElement, looks(document.activeElement)];
  return [unseen, Boolean(was) && document.activeElement === document.body];
}"""
_ENGLISH = re.compile(
    r"\b(the|to|of|available|results?|uploads?|files?|open|close|download|show|copy|fullscreen|pages|dismiss"
    r"|press|running|choose|options?|stop|select|remove|clear|skip|sidebar|content|connecting|server|please|wait)\b",
    re.IGNORECASE,
)
_OUT_OF_REACH = (ROOT / "tests" / "data" / "reach.js").read_text("utf-8").partition("\n\n")[2]


@contextmanager
def chromium() -> Iterator[BrowserContext]:
    """Headless Chromium in Swedish; its pages share what was fetched once, as a visitor's do."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
        browser.close()


class Visit:
    """One page with all that it asked for and complained of."""

    opened: ClassVar[list["Visit"]] = []
    """The visits that were not left yet: where a test fails, these tell what it saw."""

    def __init__(self, browser: BrowserContext, address: str, *, heading: str = ".rt h1") -> None:
        self.page: Page = browser.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.hosts: set[str | None] = set()
        self.complaints: list[str] = []
        self.unanswered: list[str] = []
        self.opened.append(self)
        self.page.on("request", lambda request: self.unanswered.append(request.url))
        self.page.on("requestfinished", lambda request: self._answered(request.url))
        self.page.on(
            "request", lambda request: self.hosts.add(urlsplit(request.url.removeprefix("blob:")).hostname)
        )
        self.page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).hostname))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: (
                self.complaints.append(said.text)
                if said.type in {"error", "warning"}
                and not said.text.startswith(KNOWN)
                and "favicon" not in said.location["url"]  # the provider that people sign in at has none
                else None
            ),
        )
        self.heading = heading
        self.go(address)

    def go(self, address: str) -> None:
        """Load a page anew and wait for it."""
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page stands still."""
        try:
            self.page.wait_for_selector(self.heading)
            self.page.wait_for_selector(IDLE)
        except TookTooLong as error:
            raise AssertionError(self.told()) from error
        self.page.wait_for_timeout(300)

    def told(self) -> str:
        """What the page shows, what it complained of, and what it asked for in vain."""
        shown = self.page.locator("body").inner_text(timeout=5000)
        return f"{self.page.url} shows: {shown}; complaints: {self.complaints}; in vain: {self.unanswered}"

    def _answered(self, address: str) -> None:
        if address in self.unanswered:
            self.unanswered.remove(address)

    def until(self, expression: str) -> None:
        """Wait until something is so; the page's own policy forbids Playwright's way of waiting."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(expression)

    def barriers(self) -> list[tuple[str, str, str]]:
        """What axe-core finds: rule, impact, and the first element."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("axe.run()")["violations"]
        return [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found]

    def look(self, width: int, scheme: Any) -> None:
        """Look at the same page on another screen."""
        self.page.evaluate(_STILL)  # a colour on its way to another is none to judge
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.wait_for_timeout(200)

    def barriers_in_other_looks(self) -> dict[tuple[int, str], object]:
        """What axe-core finds in the dark and on a telephone, and whether a page is too wide for it."""
        found: dict[tuple[int, str], object] = {}
        for width, scheme in LOOKS:
            self.look(width, scheme)
            found[width, scheme] = self.barriers() or ("too wide" if self.page.evaluate(_WIDER) > 0 else [])
        return {look: what for look, what in found.items() if what}

    def out_of_reach(self) -> list[str]:
        """What the keyboard does not reach, or reaches without showing it."""
        self.page.evaluate(_STILL)
        self.page.evaluate(_LOOKS)
        return list(self.page.evaluate(_OUT_OF_REACH))

    def tabbed(self, most: int) -> list[str]:
        """Go through a page with the Tab key; all that does not show that it has come there."""
        self.page.evaluate(_STILL)
        self.page.evaluate(_LOOKS)
        found = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            self.page.wait_for_timeout(60)
            unseen, at_the_end = self.page.evaluate(_NOW)
            if unseen:
                found.append(unseen)
            if at_the_end:
                break
        return found

    def in_english(self) -> list[str]:
        """What Streamlit itself says on the page that is not Swedish."""
        return [said for said in self.page.evaluate(_SAID) if _ENGLISH.search(said)]

    def open_all(self) -> None:
        """Open all that can be unfolded on the page."""
        self.page.evaluate(_OPENED)
        self.page.wait_for_timeout(100)

    def lists(self) -> list[ElementHandle]:
        """Every place that opens a list to choose from."""
        return self.page.query_selector_all("[data-testid=stSelectbox] input")

    def close(self) -> None:
        """Leave the page, from which nothing may have reached another machine."""
        assert self.hosts == {"localhost"}
        assert self.complaints == []
        self.leave()

    def leave(self) -> None:
        """Leave the page, whatever happened on it."""
        self.opened.remove(self)
        self.page.close()
