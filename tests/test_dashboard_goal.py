"""Mål: how it goes and why, the thread as links, and all that lies behind the goal."""

import re

import pytest

from dashboard.components.goal_parts import decisions_of, inputs_of, sections_of
from graph.analysis.thread import thread_of
from graph.asking import goal_asked_for
from graph.intake import take_in
from graph.report.trace_dot import render
from tests.dashboard_pages import LINDVIK, VAGGERYD, open_on, page, seen

PLAN = take_in(LINDVIK).plan


@pytest.fixture
def lindvik(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)


@pytest.mark.usefixtures("lindvik")
def test_what_comes_first_is_what_it_is_and_how_it_goes_and_why() -> None:
    text = seen(page("goal", mal="FGN-1")).text
    order = [
        "FGN-1 Alla elever når målen",
        "Läge Helår 2024: Nära mål",
        "Så går det Helår 2024",
        "3 av 4 målvärden nådda",
        "Varför? Så räknades det",
        "Målets tråd",
        "Indikatorer",
        "Bedömningar",
        "Att rätta",
        "Bakom målet",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


@pytest.mark.usefixtures("lindvik")
def test_every_indicator_has_its_chart_and_its_table() -> None:
    app = page("goal", mal="FGN-1")
    assert sum(each.proto.body.count('class="chart"') for each in app.get("html")) == 4
    assert seen(app).text.count("Siffrorna som tabell") == 4


@pytest.mark.usefixtures("lindvik")
def test_the_thread_is_a_picture_of_links() -> None:
    (drawing,) = page("goal", mal="KF-1").get("graphviz_chart")
    assert 'URL="mal?mal=FGN-1"' in drawing.proto.spec
    assert 'URL="mal?mal=KF-1"' not in drawing.proto.spec
    assert drawing.proto.alt.startswith("Målets tråd")
    found = seen(page("goal", mal="KF-1"))
    assert {"maltradet?mal=KF-1", "maltradet?mal=KF-1&vy=grannskap"} <= set(found.links)


@pytest.mark.usefixtures("lindvik")
def test_programme_dialogue_and_decisions_lie_behind() -> None:
    text = seen(page("goal", mal="KF-1")).text
    for part in ("Programmet: PA-1 Lärande och uppväxt", "Syfte", "Strategi", "Uppföljning"):
        assert part in text, part
    assert "Kommunfullmäktige 2022-11-28 § 164, KS 2022/301, antagande" in text
    knot = thread_of(PLAN, goal_asked_for(PLAN, "KF-1")).knots[goal_asked_for(PLAN, "KF-1").iri]
    inputs = inputs_of(PLAN, knot, "sv")
    assert inputs
    assert all(each["channel"] and re.fullmatch(r"\d{4}-\d\d-\d\d(–.*)?", each["held"]) for each in inputs)
    for each in inputs:
        assert each["name"] in text
        assert each["channel"] in text
    assert [each["said"] for each in decisions_of(PLAN, knot, "en")][-1] != ""
    assert any(section["meanings"] for section in sections_of(PLAN, knot, "sv"))


def test_a_goal_that_was_never_followed_up_is_shown_without_how_it_goes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_on(VAGGERYD, monkeypatch)
    plan = take_in(VAGGERYD).plan
    text = seen(page("goal", mal=plan.goals[0].iri)).text
    assert "Så går det" not in text
    assert "Ingen indikator mäter målet." in text


def test_addresses_and_tooltips_in_the_picture_end_nothing() -> None:
    goal = goal_asked_for(PLAN, "KF-1")
    dot = render(thread_of(PLAN, goal, depth=1), "sv", lambda _: 'mal?a=1&b="];evil[x="\\')
    assert 'URL="mal?a=1&amp;b=\\"];evil[x=\\"\\\\"' in dot
    assert dot.count("evil") == len(thread_of(PLAN, goal, depth=1).knots) - 1
    assert "URL" not in render(thread_of(PLAN, goal), "sv")
