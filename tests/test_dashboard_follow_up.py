"""The page Uppföljning: computed beside stated, how it was worked out, indicators against their targets."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.intake import take_in
from tests.dashboard_pages import FAULTY, HOSTILE, LINDVIK, VAGGERYD, hostile_copy, open_on, page, seen


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(FAULTY, monkeypatch)


@pytest.fixture
def lindvik(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(LINDVIK, monkeypatch)


def charts(app: AppTest) -> list[str]:
    """The HTML of each chart, from its text for those who do not see it to its legend."""
    html = "".join(each.proto.body for each in app.get("html"))
    return re.findall(
        r'<div class="chart" role="img" aria-label=".*?<div class="legend">.*?</div>', html, re.DOTALL
    )


@pytest.mark.usefixtures("faulty")
def test_a_minute_tells_how_it_goes() -> None:
    text = seen(page("follow_up")).text
    assert "Helår 2024: av 6 inriktningsmål är 0 ”I mål”, 4 ”Nära mål”" in text
    assert "Målvärden (163) 108 ✓ nådda 53 × inte nådda 2 – inte mätta" in text
    assert "Indikatorernas trend (164) 140 + bättre 14 − sämre" in text
    assert "Räknat och angivet skiljer sig för 6 av 63 mål: KF-4 Ett klimatneutralt" in text


@pytest.mark.usefixtures("faulty")
def test_what_is_stated_stands_beside_what_is_computed() -> None:
    text = seen(page("follow_up")).text
    assert "Räknat Långt från mål 0 av 2 målvärden nådda Angivet Nära mål ! skiljer sig" in text
    assert "Motivering saknas." in text
    assert "Prognos Delår 2024 På gång" in text
    assert "KF-6 Kommunens ekonomi är stark i varje generation Räknat – Kan inte bedömas" in text


@pytest.mark.usefixtures("faulty")
def test_the_rule_and_the_arithmetic_are_told_in_words() -> None:
    text = seen(page("follow_up")).text
    assert "Andel: ”I mål” från 80 % nådda" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Därför räknas det på de mål som bidrar till det (10):" in text
    assert "”I mål”: 3 av 10 = 30 %" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Verksamhet Räknat Nära mål Angivet Nära mål" in text
    assert "i perspektivet verksamhet (10):" in text


@pytest.mark.usefixtures("faulty")
def test_the_goals_of_a_body_stand_where_the_address_asks_for_it() -> None:
    app = page("follow_up")
    assert "FGN-3 Elever känner trygghet" not in seen(app).text.partition("Nämnder och bolag")[2]
    assert any(link.startswith("uppfoljning?period=2024&organ=FGN") for link in seen(app).links)
    app.selectbox[1].select("FGN").run()
    assert app.query_params["organ"] == "FGN"
    text = seen(app).text
    assert "FGN-3 Elever känner trygghet och har studiero Räknat Långt från mål 0 av 3" in text
    assert "Målet har egna målvärden för perioden och räknas på dem (3):" in text


@pytest.mark.usefixtures("faulty")
def test_another_period_is_chosen_into_the_address() -> None:
    app = page("follow_up")
    assert app.selectbox[0].options[:3] == ["Helår 2024", "Delår 2024", "Helår 2023"]
    app.selectbox[0].select("2024-delår").run()
    assert app.query_params["period"] == "2024-delår"
    text = seen(app).text
    assert "Delår 2024: av 6 inriktningsmål" in text
    assert "Målvärde för hela året" in seen(page("follow_up", period="2024-delår", organ="FGN")).text


@pytest.mark.usefixtures("faulty")
def test_a_period_that_is_not_there_is_said_so_and_others_are_offered() -> None:
    app = page("follow_up", period="1999")
    assert "1999" in seen(app).text
    assert "av 6 inriktningsmål" not in seen(app).text
    app.selectbox[0].select("2024").run()
    assert "av 6 inriktningsmål" in seen(app).text


def test_a_plan_that_nobody_followed_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    open_on(VAGGERYD, monkeypatch)
    app = page("follow_up")
    assert "Det finns inget att följa upp" in seen(app).text or "följ" in seen(app).text
    assert not app.selectbox


@pytest.mark.usefixtures("lindvik")
def test_indicators_of_a_goal_are_small_multiples_with_their_tables() -> None:
    assert charts(page("follow_up")) == []
    app = page("follow_up", mal="FGN-1")
    found = charts(app)
    assert len(found) == 4
    assert all("Siffrorna står i tabellen under." in each.partition("style=")[0] for each in found)
    text = seen(app).text
    assert text.count("Siffrorna som tabell") == 4
    assert "FGN-1a Elever i årskurs 3" in text
    assert "Trend: bättre än" in text
    assert "Det finns inget mål" in seen(page("follow_up", mal="FGN-99")).text


@pytest.mark.usefixtures("lindvik")
def test_the_chart_has_every_measured_period_and_says_by_shape_what_was_met() -> None:
    chart = charts(page("follow_up", mal="FGN-1"))[0]
    for part in ("Helår 2022", "Helår 2024", "Målvärde 66", 'class="spot not-met"', "målvärdet inte nått"):
        assert part in chart, part


@pytest.mark.usefixtures("lindvik")
def test_follow_up_is_there_in_english() -> None:
    found = seen(page("follow_up", lang="en", mal="FGN-1", organ="FGN"))
    assert "How it was computed" in found.text
    swedish = ("Räknat ur", "Angivet", "Prognos", "Uträkning", "Siffrorna", "skiljer sig")
    assert not any(each in found.text for each in swedish)
    assert all("lang=en" in link for link in found.links)


def test_no_text_of_the_plan_but_periods_comes_into_a_chart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = tmp_path / "plan.ttl"
    hostile_copy(FAULTY, plan)
    open_on(plan, monkeypatch)
    measured = {goal for each in take_in(plan).plan.indicators for goal in each.measures}
    found = charts(page("follow_up", mal=min(measured)))
    assert found
    for chart in found:
        assert HOSTILE[:20] not in chart
        assert "hacked" not in re.sub(r"<div class=.periods.>.*?</div>|title=.[^>]*", "", chart)
