"""DOT as Graphviz reads it: whatever stands in a text comes out in the picture as it was."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import CannotWrite
from graph.report import dot
from graph.report.dot import Box, Line, UrlSafeNames, digraph, drawn, quoted, wrapped
from tests.strategies import texts

SVG = "{http://www.w3.org/2000/svg}"
HAS_DOT = shutil.which("dot") is not None
needs_dot = pytest.mark.skipif(not HAS_DOT, reason="Graphviz is not installed (apt install graphviz)")


def boxes_in(svg: str) -> dict[str, list[str]]:
    """The text of every box in a picture by the box's id, line by line, with blanks made plain."""
    groups = [group for group in fromstring(svg).iter(f"{SVG}g") if group.get("class") == "node"]
    return {
        group.get("id", ""): [" ".join((text.text or "").split()) for text in group.iter(f"{SVG}text")]
        for group in groups
    }


@needs_dot
@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=4))
def test_every_text_comes_out_as_it_was(titles: list[str]) -> None:
    boxes = [Box(f"b{number}", wrapped(title, 400)) for number, title in enumerate(titles)]
    found = boxes_in(drawn(digraph(titles[0], {}, boxes, [])))
    for box, title in zip(boxes, titles, strict=True):
        assert "".join(found[box.name]).split() == title.split()


@needs_dot
@pytest.mark.parametrize(
    "text",
    [
        'say "no"',
        "back\\slash",
        "ends in \\",
        "\\n \\G \\N",
        "AT&T &amp; &lt;b&gt; &#229;",
        "<b>x</b>",
        "{a|b}",
        "åäö – ”citat”",
        "a]; x [b",
        "*/ // #",
    ],
)
def test_what_means_something_to_graphviz_means_nothing_in_a_text(text: str) -> None:
    svg = drawn(digraph(text, {}, [Box("a", (text,)), Box("b", ("b",))], [Line("a", "b")]))
    assert boxes_in(svg) == {"a": [" ".join(text.split())], "b": ["b"]}
    assert len([group for group in fromstring(svg).iter(f"{SVG}g") if group.get("class") == "edge"]) == 1


@needs_dot
def test_signs_that_no_picture_can_hold_are_left_out() -> None:
    svg = drawn(digraph("t", {}, [Box("a", ("x\ufffe\x01\ud800y",))], []))
    assert boxes_in(svg) == {"a": ["xy"]}


def test_a_long_title_is_wrapped_and_a_long_word_broken() -> None:
    lines = wrapped("En kommun med " + "x" * 50, 20)
    assert all(len(line) <= 20 for line in lines)
    assert "".join(lines).replace(" ", "") == "Enkommunmed" + "x" * 50


@given(st.lists(st.tuples(texts, st.sampled_from(["goal", "vision"]), texts), unique_by=lambda each: each[0]))
def test_names_are_url_safe_and_each_its_own(things: list[tuple[str, str, str]]) -> None:
    names = UrlSafeNames()
    given_names = [names.name(*thing) for thing in things]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", name) for name in given_names)
    assert len(set(given_names)) == len(things)
    assert [names.name(*thing) for thing in things] == given_names


def test_a_name_is_made_from_the_id() -> None:
    names = UrlSafeNames()
    assert names.name("iri-1", "goal", "MÅL 1") == "goal-MAL-1"
    assert names.name("iri-2", "goal", "MAL/1") == "goal-MAL-1-2"
    assert names.name("iri-3", "goal", "") == "goal"


def test_line_ends_in_a_text_stay_inside_the_quotation_marks() -> None:
    assert quoted("a\nb\r\nc") == '"a\\nb\\nc"'


def test_without_graphviz_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(CannotWrite, match="Installera Graphviz"):
        drawn("digraph {}")


@needs_dot
def test_a_picture_that_graphviz_cannot_draw_is_an_error() -> None:
    with pytest.raises(CannotWrite, match="kunde inte rita"):
        drawn("digraph {")


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for Graphviz")
def test_a_picture_that_takes_too_long_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "dot"
    program.write_text("#!/bin/sh\nexec sleep 20\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(program))
    monkeypatch.setattr(dot, "_SECONDS", 0.2)
    with pytest.raises(CannotWrite, match="kunde inte rita"):
        drawn("digraph {}")


@needs_dot
def test_graphviz_finds_nothing_to_complain_of() -> None:
    written = digraph("t", {"rankdir": "LR"}, [Box("a", ("å",), {"color": "#0072B2"})], [])
    done = subprocess.run(
        [shutil.which("dot") or "dot", "-Tsvg"], input=written.encode(), capture_output=True, check=True
    )
    assert [line for line in done.stderr.decode().splitlines() if "syntax" in line] == []
