"""The picture of a neighbourhood: it fetches nothing, runs nothing but its own, has a name and a language."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.picture import picture, policy
from graph.intake import take_in
from graph.picture import page
from graph.picture_parts import LOOKS, Drawn, height_of
from tests.dashboard_pages import HOSTILE, LINDVIK, hostile_copy, open_on, open_on_store


class Elements(HTMLParser):
    """The elements of a page outside its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.scripts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] == "script":
            self.scripts[-1] += data


def drawn(*texts: str) -> str:
    boxes = [Drawn((text,), (0, 100 * n), "good", f"?mal={text}") for n, text in enumerate(texts)]
    return page(boxes, [(n, 0) for n in range(1, len(boxes))], language="sv", label=texts[0])


def test_it_fetches_nothing_and_has_a_name_and_a_language() -> None:
    seen = Elements(drawn("KF-1 Trygghet", "N-1"))
    assert seen.tags.count("script") == 4
    assert not {name for name, _ in seen.attributes} & {"src", "href", "onclick", "integrity"}
    assert {("lang", "sv"), ("role", "img"), ("aria-label", "KF-1 Trygghet")} <= set(seen.attributes)
    assert {"html", "title", "main"} <= set(seen.tags)
    assert "h1" not in seen.tags


@settings(max_examples=15, deadline=None)
@given(st.one_of(st.text(), st.sampled_from([HOSTILE, '<a href="x">', "</script>", "<!--", "*/", "${x}"])))
def test_no_text_of_a_plan_is_ever_read_as_html_or_script(text: str) -> None:
    made, harmless = drawn(text, "N-1"), drawn("KF-1", "N-1")
    seen, expected = Elements(made), Elements(harmless)
    assert seen.tags == expected.tags
    assert [name for name, _ in seen.attributes] == [name for name, _ in expected.attributes]
    # the library and what pyvis puts before the data are the same to the letter
    assert seen.scripts[:2] == expected.scripts[:2]
    (nodes,) = re.findall(r"nodes = new vis\.DataSet\((.*)\);", seen.scripts[2])
    assert [each["label"] for each in json.loads(nodes)] == [text or " ", "N-1"]
    assert not any("title" in each for each in json.loads(nodes))


def test_only_the_scripts_of_the_page_may_run_and_only_our_pages_may_frame_it() -> None:
    made = drawn("KF-1")
    allowed = policy(made)
    for script in Elements(made).scripts:
        assert b64encode(sha256(script.encode()).digest()).decode() in allowed
    assert "default-src 'none'" in allowed
    assert "frame-ancestors 'self'" in allowed
    assert "unsafe-inline" not in allowed.partition("script-src")[2].partition(";")[0]
    assert "http" not in allowed


def test_a_box_is_higher_the_more_it_says() -> None:
    assert height_of(("a",)) < height_of(("a", "b"))
    assert {"vision", "good", "middling", "bad", "none", "indicator"} == set(LOOKS)


def test_the_address_says_which_goal_and_language(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)
    answer = picture({"mal": "SOC-2", "lang": "en"})
    made = bytes(answer.body).decode()
    assert answer.status_code == 200
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert '<html lang="en">' in made
    assert "<title>The goals around SOC-2 " in made
    assert "maltradet?lang=en\\u0026vy=grannskap\\u0026mal=KF-2" in made
    for nothing in ({}, {"mal": "KF-99"}, {"mal": "<script>"}):
        assert picture(nothing).status_code == 404


def test_a_stored_plan_has_its_pictures_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_on_store(tmp_path / "lager", monkeypatch, LINDVIK)
    assert "version=1" in bytes(picture({"mal": "KF-1", "version": "1"}).body).decode()
    for nowhere in ({"version": "9"}, {"version": "x"}, {"plan": "finns-inte"}):
        assert picture({"mal": "KF-1", **nowhere}).status_code == 404
    open_on_store(tmp_path / "tomt", monkeypatch)
    assert picture({"mal": "KF-1"}).status_code == 404


def test_hostile_goals_are_but_labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(LINDVIK, plan)
    open_on(plan, monkeypatch)
    some = take_in(plan).plan.goals[0]
    seen = Elements(bytes(picture({"mal": some.iri}).body).decode())
    assert "img" not in seen.tags
    assert len(seen.scripts) == 4
    assert not any(name.startswith("on") for name, _ in seen.attributes)
