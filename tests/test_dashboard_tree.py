"""Målträdet: what it says of Lindvik, and what its address restores."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.icicle_chart import CLICKED
from dashboard.views.tree import _clicked
from graph.intake import take_in
from tests.dashboard_pages import LINDVIK, VAGGERYD, open_on, page, seen


@pytest.fixture
def lindvik(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)


def outline(app: AppTest) -> str:
    """The HTML of the outline."""
    return next(str(each.proto.body) for each in app.get("html") if "rt-tree" in each.proto.body)


def choose(app: AppTest, label: str, value: str) -> AppTest:
    return next(each for each in app.selectbox if each.label == label).set_value(value).run()


@pytest.mark.usefixtures("lindvik")
def test_the_whole_tree_is_there_with_how_it_goes() -> None:
    app = page("tree")
    text = seen(app).text
    plan = take_in(LINDVIK).plan
    for thing in (*plan.visions, *plan.goals, *plan.indicators):
        assert thing.name() in text
    assert "Läge Helår 2024" in text
    assert "FGN-5 Fler legitimerade lärare arbetar hos oss Nära mål" in text
    assert "Förskole- och grundskolenämnden. Står också under KF-5." in text
    assert "76,9; mål minst 78: inte nått" in text
    assert "mål visas" not in text
    assert outline(app).count(" open") == 1


@pytest.mark.usefixtures("lindvik")
def test_elements_are_closed_in_the_order_they_were_opened() -> None:
    for asked in ({}, {"mal": "FGN-5"}, {"sok": "skola"}):
        html = outline(page("tree", **asked))
        for tag in ("ul", "li", "details"):
            assert html.count(f"<{tag}") == html.count(f"</{tag}>") > 0


@pytest.mark.usefixtures("lindvik")
def test_a_chosen_goal_lights_its_thread_and_opens_the_way_to_it() -> None:
    app = page("tree", mal="fgn-5")
    text = seen(app).text
    assert "Tråden för FGN-5 Fler legitimerade lärare arbetar hos oss är upplyst: 3 av 62 mål." in text
    html = outline(app)
    assert html.count('class="goal lit') == 4  # KF-1, KF-5, and the goal under each
    assert html.count("chosen") == 2
    assert html.count("<details open") == 5
    assert "valt mål:" in text
    assert 'class="goal faded' in html


@pytest.mark.usefixtures("lindvik")
def test_choosing_and_searching_go_into_the_address() -> None:
    app = page("tree")
    goal = take_in(LINDVIK).plan.goals[1]
    app = choose(app, "Visa tråden för ett mål", goal.iri)
    assert app.query_params["mal"] == "KF-2"
    app.text_input[0].set_value(" BIBLIOTEK ").run()
    assert app.query_params["sok"] == "BIBLIOTEK"
    assert "av 62 mål visas" in seen(app).text
    app = choose(app, "Nämnd eller bolag", "KFN")
    assert app.query_params["organ"] == "KFN"
    assert "KFN-2 Biblioteken" in outline(app)
    assert "FGN-1" not in outline(app).replace("KFN-1", "")


@pytest.mark.usefixtures("lindvik")
@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ({"organ": "SOC"}, "SOC-1", "FGN-1 "),
        ({"agenda": "4"}, "FGN-1 ", "LVA-1"),
        ({"status": "not-fulfilled"}, "FGN-3", "FGN-1 "),
        ({"malgrupp": "barn"}, "FGN-1 ", "LVA-1"),
        ({"sok": "fgn-3"}, "FGN-3", "FGN-1 "),
    ],
)
def test_the_address_says_which_goals_are_shown(asked: dict[str, str], there: str, gone: str) -> None:
    html = outline(page("tree", **asked))
    assert there in html
    assert gone not in html


@pytest.mark.usefixtures("lindvik")
def test_an_address_that_asks_for_what_does_not_exist_shows_everything() -> None:
    app = page("tree", organ="X", agenda="99", status="x", omrade="y", malgrupp="z", ar="1")
    assert "mål visas" not in seen(app).text
    assert "Det finns inget mål med beteckningen ”KF-99”" in seen(page("tree", mal="KF-99")).text
    assert "Inget mål stämmer" in seen(page("tree", sok="zzz")).text


def test_a_plan_that_was_never_followed_up_has_no_status_to_choose_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_on(VAGGERYD, monkeypatch)
    app = page("tree", lang="en")
    assert "Status" not in seen(app).text.replace("Not assessed", "")
    assert "The goal tree" in seen(app).text


@pytest.mark.usefixtures("lindvik")
def test_the_map_has_a_box_for_every_place_and_a_table_that_says_the_same() -> None:
    app = page("tree", vy="karta", mal="FGN-5")
    (chart,) = app.get("vega_lite_chart")
    assert "tabellen nedanför" in chart.proto.alt
    assert chart.proto.id
    text = seen(app).text
    assert "Kartan som tabell" in text
    assert "Läge Helår 2024: I mål Nära mål Långt från mål" in text
    for goal in take_in(LINDVIK).plan.goals:
        assert goal.name() in text
    assert text.count("FGN-5 Fler legitimerade lärare arbetar hos oss KF-") == 2
    assert "rt-tree" not in "".join(each.proto.body for each in app.get("html"))


def test_a_click_on_the_map_asks_for_the_goal_and_one_beside_it_lets_go() -> None:
    assert _clicked({"selection": {CLICKED: [{"goal": "KF-1"}]}}) == "KF-1"
    assert _clicked({"selection": {CLICKED: []}}) == ""


@pytest.mark.usefixtures("lindvik")
def test_the_picture_of_a_goal_has_the_same_in_words() -> None:
    app = page("tree", vy="grannskap", mal="SOC-2")
    (frame,) = app.get("bidi_component")
    assert "/bild/grannskap?mal=SOC-2" in str(frame.proto)
    found = seen(app)
    assert "Ovanför målet KF-2 Alla lever" in found.text
    assert "Under målet LBO-4" in found.text
    assert "maltradet?vy=grannskap&mal=KF-3" in found.links
    assert "Ytterligare" not in found.text
    assert "Välj ett mål ovan" in seen(page("tree", vy="grannskap")).text
